"""Q01, Q02, Q03, Q07 and Q14: what a body reports now, beside what it reported before.

Judged only where earlier returns are known. What differs may be right: these ask, they never refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.contract.checks.sums import room
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, Place, pointer, quoted
from hub.contract.history import Earlier
from hub.contract.model import Caseload, Cell, Handling, Missing, Return, number, quantity
from hub.contract.own_limits import OwnLimits, limits_left

LARGE_CHANGE = 0.5  # of the period before
FEWEST_FROM_MEAN = 5  # complaints: a small body whose counts hardly move would be asked about every other one
FEWEST_DAYS_FROM_MEAN = 1
FEWEST_TO_CHANGE = 20  # in the period before: smaller counts halve and double by chance
FEWEST_TO_VANISH = 5  # of a part: smaller ones come to nothing by chance; a mean of 5 does so less than once in 100
UNROUNDED = 1  # may be left out of the document
WHOLE = pointer("counting_rules")
CHECK_THE_COUNT = "Check the count. If it is right, say what changed."
NAMES = {
    "subject_coding": "subjects per complaint",
    "rounding_base": "rounding",
    "oral_complaints": "oral complaints",
    "resolved_on_the_spot": "complaints resolved on the spot",
    "letters_from_mps": "letters from MPs",
    "requests_for_service": "requests for service",
}


def caseload_follows_the_last(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q01: brought forward is what the period before carried forward."""
    before = now.history.previous if now.history else None
    if before is None or not isinstance(return_.caseload, Caseload) or not isinstance(before.caseload, Caseload):
        return
    brought, carried = number(return_.caseload.brought_forward), number(before.caseload.carried_forward)
    allowed = max(room(return_, 2), room(before, 2))
    if brought is not None and carried is not None and abs(brought - carried) > allowed:
        yield Finding(
            "Q01",
            f"Brought forward {brought} differs from the {carried} that {before.period_name} carried forward.",
            "Correct the figure that is wrong, in this return or the one before, or say why they differ.",
            (pointer("caseload", "brought_forward"),),
            {"brought_forward": brought, "carried_forward": carried, "before": before.period_name},
        )


def received_is_within_own_limits(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q02: received lies within the limits of the body's own past, and has not changed by more than half.

    What has settled at a new level is asked about once.
    """
    received = number(return_.received.total)
    if received is None or now.history is None:
        return
    earlier = now.history.earlier
    past = [one.received for one in earlier if one.received is not None]
    limits = limits_left(received, past, FEWEST_FROM_MEAN)
    if limits:
        yield _outside("Q02", f"Complaints received are {received}", received, limits, ("received", "total"))
    else:
        yield from _large_change(received, return_, earlier)


def _large_change(received: int, return_: Return, earlier: Sequence[Earlier]) -> Iterator[Finding]:
    last = earlier[0] if earlier else None
    if last is None or last.received is None or return_.period is None or last.period != return_.period.previous():
        return
    if last.received >= FEWEST_TO_CHANGE and abs(received - last.received) > LARGE_CHANGE * last.received:
        yield Finding(
            "Q02",
            f"Complaints received are {received}; in {last.period.name} they were {last.received}. "
            "That is a change by more than half.",
            CHECK_THE_COUNT,
            (pointer("received", "total"),),
            {"received": received, "before": last.period.name, "received_before": last.received},
        )


def _outside(code: str, told: str, value: float, limits: OwnLimits, place: Place) -> Finding:
    lower, upper = round(limits.lower, 1), round(limits.upper, 1)
    expected = f"between {lower:g} and {upper:g}" if lower > 0 else f"at most {upper:g}"
    return Finding(
        code,
        f"{told}; by the body's own last {limits.points} periods, {expected} would be expected.",
        CHECK_THE_COUNT if code == "Q02" else "Check the mean. If it is right, say what changed.",
        (pointer(*place),),
        {"given": value, "lower": lower, "upper": upper, "periods": limits.points},
    )


def days_are_within_own_limits(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q07: the mean days of early resolution and of a closer look lie within the limits of the body's own past."""
    earlier = now.history.earlier if now.history else ()
    for member, words, part, past in (
        ("early_resolution", "an early resolution", return_.early_resolution, [one.early_days for one in earlier]),
        ("closer_look", "a closer look", return_.closer_look, [one.closer_days for one in earlier]),
    ):
        days = quantity(part.mean_days) if isinstance(part, Handling) else None
        if days is None:
            continue
        limits = limits_left(days, [one for one in past if one is not None], FEWEST_DAYS_FROM_MEAN)
        if limits:
            yield _outside(
                "Q07", f"The mean days to the end of {words} are {days:g}", days, limits, (member, "mean_days")
            )


def nothing_vanished(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q03: no count is zero that was not in the period before; parts only where they were not few."""
    before = now.history.previous if now.history else None
    if before is None:
        return
    received = number(before.received.total)
    if number(return_.received.total) == 0 and received:
        if not (return_.nil_return and received < FEWEST_TO_VANISH):  # a small body that declares nil has answered
            yield _vanished("complaints received", received, ("received", "total"), before)
        return
    now_zero = [part for part in _parts(return_) if number(part[2]) == 0]
    was = {name: number(cell) or 0 for name, _, cell in _parts(before)} if now_zero else {}
    for name, place, _ in now_zero:
        if was.get(name, 0) >= FEWEST_TO_VANISH:
            yield _vanished(_in_words(name), was[name], place, before)


def _parts(return_: Return) -> Iterator[tuple[tuple[str, ...], Place, Cell]]:
    if isinstance(return_.caseload, Caseload):
        yield ("complaints closed",), ("caseload", "closed"), return_.caseload.closed
    yield ("something went wrong",), ("went_wrong", "count"), return_.went_wrong.count
    for at, entry in enumerate(return_.received.by_service):
        yield ("service", entry.service), ("received", "by_service", at, "count"), entry.count
    for at, line in enumerate(return_.subjects if isinstance(return_.subjects, tuple) else ()):
        yield ("subject", line.subject, line.local_label), ("subjects", at, "count"), line.count


def _in_words(name: tuple[str, ...]) -> str:
    kind, *named = name
    return f"complaints about the {kind} {' '.join(quoted(word) for word in named if word)}" if named else kind


def _vanished(what: str, was: int, place: Place, before: Return) -> Finding:
    return Finding(
        "Q03",
        f"{what[0].upper()}{what[1:]}: 0, after {was} in {before.period_name}.",
        "Give a status if it was not counted. If it is zero, say what changed.",
        (pointer(*place),),
        {"what": what, "given": 0, "before": before.period_name, "given_before": was},
    )


def counting_rules_stay(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """Q14: what is counted, and how, is as it was in the period before, wherever both returns say so."""
    before = now.history.previous if now.history else None
    if before is None or return_.counting_rules == before.counting_rules:
        return
    rules, old = _counting(return_), _counting(before)
    changed = [name for name in NAMES if name in rules and name in old and rules[name] != old[name]]
    if changed:
        told = ", ".join(f"{NAMES[name]} ({_plain(old[name])}, now {_plain(rules[name])})" for name in changed)
        yield Finding(
            "Q14",
            f"The counting rules differ from those of {before.period_name}: {told}.",
            "Say what changed, from which day on, and what it does to the figures; the series begins anew here.",
            tuple(pointer("counting_rules", name) if rules[name] != UNROUNDED else WHOLE for name in changed),
            {"before": before.period_name, "changed": {name: [old[name], rules[name]] for name in changed}},
        )


def _counting(return_: Return) -> dict[str, str | int]:
    rules = return_.counting_rules
    said = {name: value for name, value in rules.statements if value != Missing.NOT_AVAILABLE}
    coding = {"subject_coding": rules.subject_coding} if rules.subject_coding else {}
    return {**coding, "rounding_base": rules.rounding_base, **said}


def _plain(value: str | int) -> str:
    return str(value).replace("_", " ")
