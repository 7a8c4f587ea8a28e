"""Older documents in the newest version's shape: one pure step for each version, which adds what that version added.

A member that did not exist becomes `not_collected`, which is what it was; a member that existed and was left out
stays left out, since nobody knows what the body would have said. Nothing moves and nothing is taken away, so that
a place in the old document is the same place in the lifted one. Takes also what could be read of a faulty document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.contract.model import Document, Missing

ABSENT = Missing.NOT_COLLECTED.value
Step = Callable[[Document], Document]


def _with(members: Document, part: Any) -> Any:
    """The part with these members, unless it has them; a status in its place stays what it is."""
    return {**members, **part} if isinstance(part, dict) else part


def _each_with(members: Document, part: Any) -> Any:
    return [_with(members, entry) for entry in part] if isinstance(part, list) else part


RETURN_1_1 = dict.fromkeys(
    ("early_resolution", "closer_look", "compensation", "important_issues", "other_insight", "cost"), ABSENT
)
OMBUDSMAN_1_1 = dict.fromkeys(("referred", "recommendations"), ABSENT)


def from_1_0(document: Document) -> Document:
    """A 1.0 document as 1.1: how well complaints are handled was not asked."""
    lifted = {**RETURN_1_1, **document, "contract_version": "1.1"}
    if "ombudsman" in document:
        lifted["ombudsman"] = _with(OMBUDSMAN_1_1, document["ombudsman"])
    return lifted


RETURN_2_0 = dict.fromkeys(("challenges", "demographics"), ABSENT)
ACTION_2_0 = dict.fromkeys(
    ("standards", "involvement", "progress_review", "completion_review", "monitoring", "impact"), ABSENT
)
LEARNING_2_0 = {"may_be_shared": ABSENT}


def from_1_1(document: Document) -> Document:
    """A 1.1 document as 2.0: the plan of an action, consent to share and challenges were not asked."""
    lifted = {**RETURN_2_0, **document, "contract_version": "2.0"}
    for name, members in (("actions", ACTION_2_0), ("learning", LEARNING_2_0)):
        if name in document:
            lifted[name] = _each_with(members, document[name])
    return lifted


LIFTS: dict[str, tuple[str, Step]] = {"1.0": ("1.1", from_1_0), "1.1": ("2.0", from_1_1)}


def lift(document: Document, version: str) -> Document:
    """A document of `complaints-return` in the newest version's shape; itself when it is of that version."""
    while version in LIFTS:
        version, step = LIFTS[version]
        document = step(document)
    return document
