"""E12: a nil return holds nothing.

How much the body does (exposure) and what the Ombudsman found in another year are not complaints of the period.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Caseload, Cell, FeedbackGroup, Handling, Return, Timescale, number

Placed = Iterator[tuple[str, Cell]]


def nil_return_holds_nothing(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E12: a nil return has no count above zero, no action and no learning."""
    if return_.nil_return is not True:
        return
    above = [place for place, cell in _counts(return_) if (number(cell) or 0) > 0]
    lists = [pointer(name) for name in ("actions", "learning") if _has_entries(getattr(return_, name))]
    if above or lists:
        held = [f"{len(above)} of its counts {'is' if len(above) == 1 else 'are'} above zero"] * bool(above)
        held += [f"it tells of {' and '.join(place[1:] for place in lists)}"] * bool(lists)
        yield Finding(
            "E12",
            f"The return is declared nil, but {', and '.join(held)}.",
            "Set nil_return to false, or correct what the return holds.",
            (pointer("nil_return"), *above, *lists),
        )


def _has_entries(part: object) -> bool:
    return isinstance(part, tuple) and bool(part)


def _counts(return_: Return) -> Placed:
    yield pointer("received", "total"), return_.received.total
    for index, service in enumerate(return_.received.by_service):
        yield pointer("received", "by_service", index, "count"), service.count
    for index, month in enumerate(return_.received.monthly):
        yield pointer("received", "monthly", index, "count"), month.count
    for index, joint in enumerate(return_.joint):
        yield pointer("joint", index, "count"), joint.count
    for index, subject in enumerate(return_.subjects if isinstance(return_.subjects, tuple) else ()):
        yield pointer("subjects", index, "count"), subject.count
    for index, one in enumerate(return_.demographics if isinstance(return_.demographics, tuple) else ()):
        for step, group in enumerate(one.groups):
            yield pointer("demographics", index, "groups", step, "received"), group.received
    yield from _of_the_caseload(return_)
    yield from _of_feedback(return_)


def _of_the_caseload(return_: Return) -> Placed:
    if isinstance(return_.caseload, Caseload):
        yield pointer("caseload", "brought_forward"), return_.caseload.brought_forward
        yield pointer("caseload", "closed"), return_.caseload.closed
        yield pointer("caseload", "carried_forward"), return_.caseload.carried_forward
    yield pointer("went_wrong", "count"), return_.went_wrong.count
    if return_.went_wrong.outcomes is not None:
        for name in ("upheld", "partly_upheld", "not_upheld"):
            yield pointer("went_wrong", "outcomes", name), getattr(return_.went_wrong.outcomes, name)
    if isinstance(return_.timescale, Timescale):
        yield pointer("timescale", "promised"), return_.timescale.promised
    for name, part in (("early_resolution", return_.early_resolution), ("closer_look", return_.closer_look)):
        if isinstance(part, Handling):
            yield pointer(name, "count"), part.count


def _of_feedback(return_: Return) -> Placed:
    for name, group in return_.feedback.groups:
        if isinstance(group, FeedbackGroup):
            yield pointer("feedback", name, "invited"), group.invited
            yield pointer("feedback", name, "responses"), group.responses
