"""The eight minimum-data items M1 to M8: which of them a return reports, and how far.

Counts answers; whether that is good enough is `hub.oversight.compliance`.
Source: PHSO, The role of parent departments, the minimum that each organisation captures and reports.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from hub.contract.model import Cell, FeedbackGroup, Learning, Measure, Missing, Return, SubjectCount, number

ITEMS = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8")


class Reported(StrEnum):
    """How far an item is reported. An item that cannot arise in the period is not a gap."""

    FULLY = "reported"
    PARTLY = "partly_reported"
    NOT = "not_reported"
    NOT_APPLICABLE = "not_applicable"


class ItemReport(NamedTuple):  # eight of each return
    """How far one item is reported: `have` of `of` things, or the status that stands in their place.

    Missing: `status` is None unless the body gave a status instead of a value.
    """

    item: str
    reported: Reported
    have: int = 0
    of: int = 0
    status: Missing | None = None


def _share(item: str, have: int, of: int) -> ItemReport:
    state = Reported.FULLY if have == of else Reported.PARTLY if have else Reported.NOT
    return ItemReport(item, state, have, of)


def _none(item: str, part: object) -> ItemReport:
    status = part if isinstance(part, Missing) else None
    not_applicable = status is Missing.NOT_APPLICABLE
    return ItemReport(item, Reported.NOT_APPLICABLE if not_applicable else Reported.NOT, status=status)


def _cell(item: str, cell: Cell) -> ItemReport:
    return _none(item, cell) if number(cell) is None else _share(item, 1, 1)


def _listed(item: str, part: tuple[object, ...] | Missing | None, nothing_to_tell: bool) -> ItemReport:
    if not isinstance(part, tuple):
        return _none(item, part)
    if part:
        return _share(item, len(part), len(part))
    return ItemReport(item, Reported.NOT_APPLICABLE if nothing_to_tell else Reported.NOT)


def _subjects(lines: tuple[SubjectCount, ...] | Missing | None, received: int | None) -> ItemReport:
    if not isinstance(lines, tuple) or (not lines and received != 0):
        return _listed("M2", lines, False)
    return (
        _share("M2", sum(number(line.count) is not None for line in lines), len(lines)) if lines else _share("M2", 1, 1)
    )


def _of_learning(item: str, learning: tuple[Learning, ...] | Missing | None, have: int, nothing: bool) -> ItemReport:
    if not isinstance(learning, tuple) or not learning:
        return _listed(item, learning, nothing)
    return _share(item, have, len(learning))


def _feedback(return_: Return) -> ItemReport:
    groups = [group for _, group in return_.feedback.groups]
    asked = [group for group in groups if group is not Missing.NOT_APPLICABLE]
    if not asked:
        return ItemReport("M8", Reported.NOT_APPLICABLE, status=Missing.NOT_APPLICABLE)
    have = sum(isinstance(group, FeedbackGroup) and number(group.responses) is not None for group in asked)
    return _share("M8", have, len(asked))


def minimum_data(return_: Return) -> tuple[ItemReport, ...]:
    """The eight items in order, each with how far this return reports it."""
    received, wrong = number(return_.received.total), number(return_.went_wrong.count)
    learning = return_.learning
    items = learning if isinstance(learning, tuple) else ()
    measured = sum(isinstance(item.measure, Measure) for item in items)
    shared = sum(isinstance(item.sharing, tuple) and bool(item.sharing) for item in items)
    nothing = received == 0 and not wrong
    return (
        _cell("M1", return_.received.total),
        _subjects(return_.subjects, received),
        _cell("M3", return_.went_wrong.count),
        _listed("M4", return_.actions, wrong == 0),
        _listed("M5", learning, nothing),
        _of_learning("M6", learning, measured, nothing),
        _of_learning("M7", learning, shared, nothing),
        _feedback(return_),
    )
