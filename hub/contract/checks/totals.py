"""E05 and E06: the caseload adds up over the period, and every closed complaint has an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.checks.sums import Named, each_within_the_next, room
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Caseload, Outcomes, Return, number, total_of


def caseload_adds_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E05: brought forward + received - closed = carried forward."""
    load, received = return_.caseload, number(return_.received.total)
    if not isinstance(load, Caseload):
        return
    before, closed, after = number(load.brought_forward), number(load.closed), number(load.carried_forward)
    if before is None or received is None or closed is None or after is None:
        return
    expected = before + received - closed
    if abs(expected - after) > room(return_, 4):
        yield Finding(
            "E05",
            f"Brought forward {before} and received {received}, less closed {closed}, leaves {expected}; "
            f"carried forward says {after}.",
            "Correct whichever of the four figures is wrong.",
            (
                pointer("caseload", "brought_forward"),
                pointer("received", "total"),
                pointer("caseload", "closed"),
                pointer("caseload", "carried_forward"),
            ),
            {"brought_forward": before, "received": received, "closed": closed, "carried_forward": after},
        )


def outcomes_add_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E06: outcomes sum to closed; went wrong is upheld in full or in part, and never more than closed."""
    load, outcomes = return_.caseload, return_.went_wrong.outcomes
    closed = load.closed if isinstance(load, Caseload) else None
    decided = total_of((outcomes.upheld, outcomes.partly_upheld, outcomes.not_upheld)) if outcomes else None
    if outcomes is not None:
        yield from _went_wrong_is_what_was_upheld(return_, outcomes, number(return_.went_wrong.count))
    if decided is not None:
        yield from _every_closed_one_decided(return_, decided, number(closed))
    else:
        yield from each_within_the_next(
            return_,
            "E06",
            Named("something went wrong", return_.went_wrong.count, ("went_wrong", "count")),
            Named("complaints closed", closed, ("caseload", "closed")),
        )


def _every_closed_one_decided(return_: Return, decided: int, closed: int | None) -> Iterator[Finding]:
    if closed is not None and abs(decided - closed) > room(return_, 4):
        yield Finding(
            "E06",
            f"Outcomes add up to {decided}; complaints closed are {closed}.",
            "Give every closed complaint one outcome: upheld in full, upheld in part, or not upheld.",
            (pointer("went_wrong", "outcomes"), pointer("caseload", "closed")),
            {"outcomes": decided, "closed": closed},
        )


def _went_wrong_is_what_was_upheld(return_: Return, outcomes: Outcomes, wrong: int | None) -> Iterator[Finding]:
    upheld = total_of((outcomes.upheld, outcomes.partly_upheld))
    if upheld is not None and wrong is not None and abs(upheld - wrong) > room(return_, 3):
        yield Finding(
            "E06",
            f"Something went wrong in {wrong}; upheld in full and in part add up to {upheld}.",
            "Something went wrong means upheld in full or in part: make the figures agree.",
            (pointer("went_wrong", "count"), pointer("went_wrong", "outcomes")),
            {"went_wrong": wrong, "upheld": upheld},
        )
