"""E05 and E06: the caseload adds up over the period, and every closed complaint has an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.contract.checks.sums import Named, Parts, each_within_the_next, room, within_the_whole
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Caseload, Cell, Outcomes, Return, number, total_of

OUTCOMES = "outcomes"
OUTCOMES_PLACE: Place = ("went_wrong", "outcomes")
NOT_UPHELD: Place = (*OUTCOMES_PLACE, "not_upheld")
ONE_EACH = "Give every closed complaint one outcome: upheld in full, upheld in part, or not upheld."
AGREE = "Something went wrong means upheld in full or in part: make the figures agree."


def caseload_adds_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E05: brought forward + received - closed = carried forward."""
    load, received = return_.caseload, number(return_.received.total)
    if not isinstance(load, Caseload):
        return
    before, closed, after = number(load.brought_forward), number(load.closed), number(load.carried_forward)
    if before is None or received is None or closed is None:
        return
    expected = before + received - closed
    if after is None:
        if expected < -room(return_, 3):
            yield _more_closed_than_there_were(before, received, closed)
    elif abs(expected - after) > room(return_, 4):
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


def _more_closed_than_there_were(before: int, received: int, closed: int) -> Finding:
    return Finding(
        "E05",
        f"Closed {closed} is more than brought forward {before} and received {received} together.",
        "Correct whichever of the three figures is wrong.",
        (pointer("caseload", "closed"), pointer("caseload", "brought_forward"), pointer("received", "total")),
        {"brought_forward": before, "received": received, "closed": closed},
    )


def outcomes_add_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E06: outcomes sum to closed; went wrong is upheld in full or in part; what is known is never more than closed."""
    load, outcomes = return_.caseload, return_.went_wrong.outcomes
    if outcomes is not None and isinstance(load, Caseload) and _agree(outcomes, return_.went_wrong.count, load.closed):
        return  # as nearly always; what follows has names and places to give
    closed = Named("complaints closed", load.closed if isinstance(load, Caseload) else None, ("caseload", "closed"))
    wrong = Named("something went wrong", return_.went_wrong.count, ("went_wrong", "count"))
    if outcomes is None:
        yield from each_within_the_next(return_, "E06", wrong, closed)
        return
    *upheld, not_upheld = _named(outcomes)
    differ = _went_wrong_is_what_was_upheld(return_, outcomes, number(wrong.cell))
    yield from (differ,) if differ else within_the_whole(return_, "E06", _parts(upheld, AGREE), wrong)
    differ = _every_closed_one_decided(return_, outcomes, wrong, number(closed.cell))
    all_told = number(wrong.cell) is None or total_of(part.cell for part in upheld) is not None
    decided = _parts([*(upheld if all_told else [wrong]), not_upheld], ONE_EACH)
    found = [differ] if differ else list(within_the_whole(return_, "E06", decided, closed))
    yield from found or within_the_whole(return_, "E06", _parts([*upheld, not_upheld], ONE_EACH), closed)


def _agree(outcomes: Outcomes, wrong: Cell, closed: Cell) -> bool:
    """Whether all are numbers, and each sum is exactly what it should be."""
    upheld, decided = number(wrong), number(closed)
    return (
        upheld is not None
        and decided is not None
        and total_of((outcomes.upheld, outcomes.partly_upheld)) == upheld
        and number(outcomes.not_upheld) == decided - upheld
    )


def _named(outcomes: Outcomes) -> tuple[Named, Named, Named]:
    return (
        Named("upheld in full", outcomes.upheld, ("went_wrong", "outcomes", "upheld")),
        Named("upheld in part", outcomes.partly_upheld, ("went_wrong", "outcomes", "partly_upheld")),
        Named("not upheld", outcomes.not_upheld, NOT_UPHELD),
    )


def _parts(outcomes: Sequence[Named], excess: str) -> Parts:
    return Parts(OUTCOMES, [outcome.cell for outcome in outcomes], outcomes.__getitem__, excess)


def _every_closed_one_decided(return_: Return, outcomes: Outcomes, wrong: Named, closed: int | None) -> Finding | None:
    """By all outcomes or, where one of them is not known, by what went wrong and what was not upheld."""
    words, places = "Outcomes", [OUTCOMES_PLACE]
    added = [outcomes.upheld, outcomes.partly_upheld, outcomes.not_upheld]
    if total_of(added) is None:
        words, places = "Complaints in which something went wrong and those not upheld", [wrong.place, NOT_UPHELD]
        added = [wrong.cell, outcomes.not_upheld]
    decided = total_of(added)
    if decided is None or closed is None or abs(decided - closed) <= room(return_, len(added) + 1):
        return None
    return Finding(
        "E06",
        f"{words} add up to {decided}; complaints closed are {closed}.",
        ONE_EACH,
        (*(pointer(*place) for place in places), pointer("caseload", "closed")),
        {"outcomes": decided, "closed": closed},
    )


def _went_wrong_is_what_was_upheld(return_: Return, outcomes: Outcomes, wrong: int | None) -> Finding | None:
    upheld = total_of((outcomes.upheld, outcomes.partly_upheld))
    if upheld is None or wrong is None or abs(upheld - wrong) <= room(return_, 3):
        return None
    return Finding(
        "E06",
        f"Something went wrong in {wrong}; upheld in full and in part add up to {upheld}.",
        AGREE,
        (pointer("went_wrong", "count"), pointer("went_wrong", "outcomes")),
        {"went_wrong": wrong, "upheld": upheld},
    )
