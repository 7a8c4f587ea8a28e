"""Every text of a return that a person wrote, with its place. Codes, ids and days are not texts."""

from __future__ import annotations

from hub.contract.findings import Place
from hub.contract.model import Action, Cost, Exposure, FeedbackGroup, Learning, Measure, Return

Text = tuple[Place, str]
Perhaps = tuple[Place, str | None]
PLAN = ("standards", "involvement", "progress_review", "completion_review", "monitoring", "impact")


def narratives(return_: Return) -> list[Text]:
    """The texts of a return that are not empty."""
    texts = [*_of_the_whole(return_), *_of_lists(return_)]
    for at, action in enumerate(return_.actions if isinstance(return_.actions, tuple) else ()):
        texts += _of_an_action(at, action)
    for at, entry in enumerate(return_.learning if isinstance(return_.learning, tuple) else ()):
        texts += _of_learning(at, entry)
    return [(place, text) for place, text in texts if text]


def _of_the_whole(return_: Return) -> list[Perhaps]:
    exposure, cost = return_.exposure, return_.cost
    texts: list[Perhaps] = [
        (("signed_off_by", "role"), return_.signed_off_by.role if return_.signed_off_by else None),
        (("source",), return_.source),
        (("notes",), return_.notes),
        (("counting_rules", "explanation"), return_.counting_rules.explanation),
    ]
    if isinstance(exposure, Exposure):
        texts += [(("exposure", "what"), exposure.what), (("exposure", "source"), exposure.source)]
    if isinstance(cost, Cost):
        texts.append((("cost", "covers"), cost.covers))
    for name, group in return_.feedback.groups:
        if isinstance(group, FeedbackGroup):
            texts.append((("feedback", name, "summary"), group.summary))
    return texts


def _of_lists(return_: Return) -> list[Perhaps]:
    received, subjects, challenges = return_.received, return_.subjects, return_.challenges
    issues, insight, groups = return_.important_issues, return_.other_insight, return_.demographics
    texts: list[Perhaps] = [
        (("received", "by_service", at, "service"), entry.service) for at, entry in enumerate(received.by_service)
    ]
    texts += [(("joint", at, "service"), entry.service) for at, entry in enumerate(return_.joint)]
    texts += [(("explanations", at, "text"), entry.text) for at, entry in enumerate(return_.explanations)]
    if isinstance(subjects, tuple):
        texts += [(("subjects", at, "local_label"), line.local_label) for at, line in enumerate(subjects)]
    if isinstance(issues, tuple):
        texts += [(("important_issues", at, "issue"), entry.issue) for at, entry in enumerate(issues)]
    if isinstance(insight, tuple):
        texts += [(("other_insight", at, "what"), entry.what) for at, entry in enumerate(insight)]
    for at, challenge in enumerate(challenges if isinstance(challenges, tuple) else ()):
        texts.append((("challenges", at, "challenge"), challenge.challenge))
        texts.append((("challenges", at, "help_wanted"), challenge.help_wanted))
    for at, one in enumerate(groups if isinstance(groups, tuple) else ()):
        texts += [(("demographics", at, "groups", n, "group"), group.group) for n, group in enumerate(one.groups)]
    return texts


def _of_an_action(at: int, action: Action) -> list[Perhaps]:
    owner, plan = action.owner, [getattr(action, name) for name in PLAN]
    texts: list[Perhaps] = [(("actions", at, "what"), action.what)]
    if type(owner) is str:
        texts.append((("actions", at, "owner"), owner))
    texts += [(("actions", at, name), said) for name, said in zip(PLAN, plan, strict=True) if type(said) is str]
    return texts


def _of_learning(at: int, entry: Learning) -> list[Perhaps]:
    texts: list[Perhaps] = [
        (("learning", at, "identified"), entry.identified),
        (("learning", at, "used"), entry.used),
    ]
    if isinstance(entry.measure, Measure):
        texts.append((("learning", at, "measure", "name"), entry.measure.name))
        texts.append((("learning", at, "measure", "definition"), entry.measure.definition))
        texts.append((("learning", at, "measure", "unit"), entry.measure.unit))
    for step, sharing in enumerate(entry.sharing if isinstance(entry.sharing, tuple) else ()):
        texts.append((("learning", at, "sharing", step, "where"), sharing.where))
    return texts
