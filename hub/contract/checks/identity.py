"""E13: each thing stands once, and what refers to something refers to something that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, Place, pointer, quoted
from hub.contract.model import Return


def ids_are_unique(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E13: each action, learning, issue, challenge, service, month and subject line stands once."""
    received = return_.received
    actions = return_.actions if isinstance(return_.actions, tuple) else ()
    learning = return_.learning if isinstance(return_.learning, tuple) else ()
    subjects = return_.subjects if isinstance(return_.subjects, tuple) else ()
    issues = return_.important_issues if isinstance(return_.important_issues, tuple) else ()
    challenges = return_.challenges if isinstance(return_.challenges, tuple) else ()
    yield from once(
        "id",
        [(("actions", i, "id"), action.id) for i, action in enumerate(actions)]
        + [(("learning", i, "id"), entry.id) for i, entry in enumerate(learning)]
        + [(("important_issues", i, "id"), issue.id) for i, issue in enumerate(issues)]
        + [(("challenges", i, "id"), challenge.id) for i, challenge in enumerate(challenges)],
    )
    yield from once(
        "service",
        [(("received", "by_service", i), entry.service) for i, entry in enumerate(received.by_service)],
    )
    yield from once("month", [(("received", "monthly", i), entry.month) for i, entry in enumerate(received.monthly)])
    yield from once(
        "subject and local label",
        [
            (("subjects", i), f"{line.subject} {line.local_label}".strip() if line.subject else None)
            for i, line in enumerate(subjects)
        ],
    )


def once(what: str, named: Sequence[tuple[Place, str | None]]) -> Iterator[Finding]:
    """E13: each of these names stands once; None names nothing."""
    names = [name for _, name in named if name]
    if len(set(names)) == len(names):
        return
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding(
                "E13",
                f"The {what} {quoted(name)} is given {times} times.",
                f"Give each {what} once.",
                tuple(pointer(*place) for place, given in named if given == name),
                {"given": name},
            )


def references_resolve(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E13: learning names actions of the same return; joint complaints name the body that reports them."""
    actions = return_.actions if isinstance(return_.actions, tuple) else ()
    ids = {action.id for action in actions}
    if return_.actions is not None and None not in ids:
        yield from _actions_named(return_, ids)
    for index, joint in enumerate(return_.joint):
        named = (joint.lead, *joint.partners)
        if return_.organisation and all(named) and return_.organisation not in named:
            yield Finding(
                "E13",
                f"The joint complaints about {quoted(joint.service)} do not name the body that reports them.",
                f"Name “{return_.organisation}” as the lead or among the partners.",
                (pointer("joint", index),),
            )


def _actions_named(return_: Return, ids: set[str | None]) -> Iterator[Finding]:
    for index, entry in enumerate(return_.learning if isinstance(return_.learning, tuple) else ()):
        for step, wanted in enumerate(entry.actions):
            if wanted and wanted not in ids:
                yield Finding(
                    "E13",
                    f"Learning {entry.id or index + 1} names the action {quoted(wanted)}, which is not in this return.",
                    "Name an action of this return by its id, or add the action.",
                    (pointer("learning", index, "actions", step),),
                    {"given": wanted},
                )
