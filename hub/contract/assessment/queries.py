"""What is asked about a self-assessment of the right shape. Everything here can be explained; nothing refuses."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.assessment.circumstances import Beside
from hub.contract.assessment.model import Assessment, Scored
from hub.contract.checks.personal import suspected_in
from hub.contract.findings import Finding, Place, pointer
from hub.contract.frameworks import Framework
from hub.contract.near_text import Words, nearest


def scores_rise_with_new_evidence(assessment: Assessment, beside: Beside) -> Iterator[Finding]:
    """Q12: a score that is higher than last time rests on something that was not there last time."""
    framework, former = assessment.framework, beside.former
    if framework is None or former is None or former.framework_id != assessment.framework_id:
        return
    before = {scored.statement: scored for scored in former.scores}
    for at, scored in enumerate(assessment.scores):
        was = before.get(scored.statement)
        if was is not None and _rose(framework, was, scored) and not has_new_evidence(was, scored):
            yield Finding(
                "Q12",
                f"Statement {scored.statement} is scored {scored.score}, was {was.score}, and no evidence is new.",
                "Name the evidence that is new, give the score as it was, or say why it rose.",
                (pointer("scores", at, "score"),),
                {"statement": scored.statement, "score": scored.score, "former": was.score},
            )


def has_new_evidence(was: Scored, now: Scored) -> bool:
    """Whether something is named that was not named before, or the basis is told in other words."""
    known = {evidence.what.casefold().strip() for evidence in was.evidence}
    if any(evidence.what.casefold().strip() not in known for evidence in now.evidence):
        return True
    if not now.basis or now.basis.split() == was.basis.split():
        return False
    return nearest(Words(now.basis), [Words(was.basis)]) is None


def _rose(framework: Framework, was: Scored, now: Scored) -> bool:
    before, after = framework.place(was.score), framework.place(now.score)
    return before is not None and after is not None and after > before


def scores_name_their_evidence(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """Q16: a score that says that there is evidence says which."""
    framework = assessment.framework
    for at, scored in enumerate(assessment.scores if framework else ()):
        value = framework.scored(scored.score) if framework else None
        if value is not None and value.rests_on_evidence and not scored.basis and not scored.evidence:
            yield Finding(
                "Q16",
                f"Statement {scored.statement} is scored {value.value} ({value.label.lower()}) and names no evidence.",
                "Say in `basis` or `evidence` what the score rests on.",
                (pointer("scores", at),),
                {"statement": scored.statement, "score": scored.score},
            )


def low_scores_have_an_action(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """Q17: an action of the plan names each statement with a low score; one that needs an action is E23's."""
    framework = assessment.framework
    planned = {id_ for action in assessment.plan for id_ in action.statements}
    for at, scored in enumerate(assessment.scores if framework else ()):
        value = framework.scored(scored.score) if framework else None
        if value is not None and value.low and not value.needs_action and scored.statement not in planned:
            yield Finding(
                "Q17",
                f"Statement {scored.statement} is scored {value.value} ({value.label.lower()}), "
                "and no action of the plan names it.",
                "Add an action that names the statement, or say why there is none.",
                (pointer("scores", at),),
                {"statement": scored.statement, "score": scored.score},
            )


def no_personal_data(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """Q15: no text seems to hold personal data."""
    yield from suspected_in(_texts(assessment), "self-assessment", lambda place: _cited(assessment, place))


def _texts(assessment: Assessment) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str | None]] = [
        (("source",), assessment.source),
        (("conclusions",), assessment.conclusions),
        (("evidence_base",), assessment.evidence_base),
        (("response",), assessment.response),
        (("approved_by", "role"), assessment.approved_by.role if assessment.approved_by else None),
    ]
    for at, scored in enumerate(assessment.scores):
        named = {"basis": scored.basis, "notes": scored.notes, "gaps": scored.gaps}
        found += [(("scores", at, name), text) for name, text in named.items()]
        found += [(("scores", at, "evidence", n, "what"), each.what) for n, each in enumerate(scored.evidence)]
    for at, action in enumerate(assessment.plan):
        found += [(("action_plan", at, "what"), action.what), (("action_plan", at, "owner"), action.owner)]
    found += [(("explanations", at, "text"), each.text) for at, each in enumerate(assessment.explanations)]
    return [(place, text) for place, text in found if text]


def _cited(assessment: Assessment, place: Place) -> str:
    """A place by what it keeps when other entries come before it: the statement, not the number of the entry."""
    part, *rest = place
    if part == "scores" and isinstance(rest[0], int):
        return f"score {assessment.scores[rest[0]].statement}, {' '.join(map(str, rest[1:]))}"
    return pointer(*place)
