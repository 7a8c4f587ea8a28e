"""Q06 and Q09: learning is measured and shared, and each period is told in words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hub.contract.checks.gaps import is_gap
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Action, FeedbackGroup, Learning, Return, told
from hub.contract.near_text import MOST_COMPARED, Words, nearest

GROUPS = {
    "complainants": "what people who complained said",
    "complained_about": "what colleagues complained about said",
    "investigators": "what colleagues who investigated said",
}
NOTHING: Mapping[str | None, Action | Learning] = MappingProxyType({})
Told = tuple[str, Place, Words]  # what it is in words, where it stands, the text


def learning_is_measured_and_shared(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q06: each learning has a measure, and is shared with service users."""
    for at, entry in enumerate(return_.learning if isinstance(return_.learning, tuple) else ()):
        lacks = [name for name in ("measure", "sharing") if is_gap(getattr(entry, name))]
        if lacks:
            yield Finding(
                "Q06",
                f"The learning {entry.id} has no {' and no '.join(lacks)}.",
                f"Add {' and '.join(f'the {name}' for name in lacks)}, or say why there is none.",
                (pointer("learning", at),),
                {"learning": entry.id, "lacks": lacks},
            )


def words_are_new(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q09: no action, learning, issue or summary is nearly word for word one of the period before.

    What continues under its own id may be told in the same words, as long as something about it has moved.
    """
    before = now.history.previous if now.history else None
    if before is None:
        return
    for ours, theirs in _kinds(return_, before):
        texts = [words for _, _, words in theirs]
        for what, place, words in ours:
            near = nearest(words, texts)
            if near:
                yield _repeated(what, place, f"{before.period_name}, {theirs[near.other][0]}", near.shared, near.of)


def _repeated(what: str, place: Place, earlier: str, shared: int, of: int) -> Finding:
    how_near = f"all of its {of} words" if shared == of else f"{shared} of its {of} words"
    return Finding(
        "Q09",
        f"{what[0].upper()}{what[1:]} repeats {earlier}: {how_near} ({100 * shared // of} %) stand in both.",
        "Tell what is new in this period, or say why the words still hold.",
        (pointer(*place),),
        {"part": what, "earlier": earlier, "shared": shared, "of": of},
    )


def _kinds(return_: Return, before: Return) -> Iterator[tuple[list[Told], list[Told]]]:
    """Texts that can repeat each other: those of the return, beside those of the same kind of the one before."""
    old_actions, old_learning = _listed(before.actions), _listed(before.learning)
    yield _actions(return_.actions, old_actions), _actions(before.actions)
    for member, words in (("identified", "was learnt"), ("used", "was done with the learning")):
        yield _learning(return_.learning, member, words, old_learning), _learning(before.learning, member, words)
    for name, group in return_.feedback.groups:
        yield _summary(name, group), _summary(name, dict(before.feedback.groups)[name])
    yield _issues(return_.important_issues), _issues(before.important_issues)


def _listed(part: object) -> dict[str | None, Action | Learning]:
    return {entry.id: entry for entry in part} if isinstance(part, tuple) else {}


def _told_as_new(entry: Action | Learning, old: Mapping[str | None, Action | Learning]) -> bool:
    """Whether an entry is to be read as new: it has a new id, or nothing at all has moved since it was done."""
    if entry.id not in old:
        return True
    return entry == old[entry.id] and (isinstance(entry, Learning) or told(entry.completed) is not None)


def _actions(part: object, old: Mapping[str | None, Action | Learning] = NOTHING) -> list[Told]:
    listed = part[:MOST_COMPARED] if isinstance(part, tuple) else ()
    return [
        (f"what the action {entry.id} is", ("actions", at, "what"), Words(entry.what))
        for at, entry in enumerate(listed)
        if _told_as_new(entry, old)
    ]


def _learning(
    part: object, member: str, words: str, old: Mapping[str | None, Action | Learning] = NOTHING
) -> list[Told]:
    listed = part[:MOST_COMPARED] if isinstance(part, tuple) else ()
    return [
        (f"what {words} ({entry.id})", ("learning", at, member), Words(getattr(entry, member)))
        for at, entry in enumerate(listed)
        if _told_as_new(entry, old)
    ]


def _summary(name: str, group: object) -> list[Told]:
    summary = group.summary if isinstance(group, FeedbackGroup) else None
    return [(f"the summary of {GROUPS[name]}", ("feedback", name, "summary"), Words(summary))] if summary else []


def _issues(part: object) -> list[Told]:
    listed = part[:MOST_COMPARED] if isinstance(part, tuple) else ()
    return [
        (f"the issue {entry.id}", ("important_issues", at, "issue"), Words(entry.issue))
        for at, entry in enumerate(listed)
    ]
