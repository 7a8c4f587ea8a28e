"""A series breaks where figures before and after cannot be compared, and the break says why."""

from __future__ import annotations

from datetime import date

import pytest

from hub.contract.period import Period
from hub.lineage import Event, Kind
from hub.oversight.spc.breaks import Break, Cause, counting_breaks, lineage_breaks, rebased, starts

QUARTERS = [Period.quarter(2025, number) for number in (1, 2, 3, 4)]
ENDS = [quarter.end for quarter in QUARTERS]
NAMES = {"lights": "Lights Agency", "wrecks": "Wrecks Office"}


def says(breaks: tuple[Break, ...]) -> list[str]:
    return [each.says for each in breaks]


def test_a_new_baseline_has_a_reason_and_somebody_who_answers_for_it() -> None:
    one = rebased("lights", "received", date(2025, 7, 1), "Calls are recorded now.", "Sponsor team", date(2026, 5, 3))
    assert one.says == ("New baseline from 1 July 2025: Calls are recorded now. Decided by Sponsor team on 3 May 2026.")
    assert (one.cause, one.measure) == (Cause.REBASED, "received")


@pytest.mark.parametrize(("reason", "who"), [(" ", "Sponsor team"), ("Calls are recorded now", "")])
def test_without_them_there_is_none(reason: str, who: str) -> None:
    with pytest.raises(ValueError, match="it only hides a change"):
        rebased("lights", "received", date(2025, 7, 1), reason, who, date(2026, 5, 3))


def test_a_body_that_counts_otherwise_begins_anew() -> None:
    told = (
        {"oral_complaints": "not_counted"},
        {},
        {"oral_complaints": "not_available"},
        {"oral_complaints": "counted"},
    )
    (found,) = counting_breaks("lights", zip(QUARTERS, told, strict=True))
    assert found.says == "From 1 January 2026 it counts oral complaints; before, it did not."
    assert (found.on, found.subjects_only) == (date(2026, 1, 1), False)


def test_another_way_of_giving_subjects_breaks_only_what_is_by_subject() -> None:
    told = [{"subject_coding": coding, "letters_from_mps": "counted"} for coding in ("primary", "primary", "multiple")]
    (found,) = counting_breaks("lights", zip(QUARTERS, told, strict=False))
    assert found.says == "From 1 October 2025 it gives a complaint several subjects; before, it gave one."
    assert found.subjects_only


def test_what_is_first_said_or_always_the_same_breaks_nothing() -> None:
    told: tuple[dict[str, str], ...] = ({}, {"letters_from_mps": "counted"}, {"letters_from_mps": "counted"})
    assert counting_breaks("lights", zip(QUARTERS, told, strict=False)) == ()


def test_a_merger_and_a_split_break_the_series_of_the_body_that_grew_or_shrank() -> None:
    merged = Event(Kind.MERGED, "lights", date(2025, 8, 9), "wrecks")
    split = Event(Kind.SPLIT, "buoys", date(2026, 1, 1), "lights")
    events = (merged, split, Event(Kind.RENAMED, "lights", date(2025, 5, 1), former_name="Lamp Office"))
    assert says(lineage_breaks("lights", events, NAMES)) == [
        "Wrecks Office merged into it on 9 August 2025.",
        "buoys was split from it on 1 January 2026.",
    ]
    assert lineage_breaks("wrecks", events, NAMES) == ()
    assert lineage_breaks("buoys", events, NAMES) == ()


def test_the_period_in_which_it_happened_is_the_first_of_the_new_baseline() -> None:
    merged = lineage_breaks("lights", (Event(Kind.MERGED, "lights", date(2025, 8, 9), "wrecks"),), NAMES)
    on_the_day = (Break("lights", QUARTERS[2].start, Cause.REBASED, ""),)
    later, long_ago = (Break("lights", day, Cause.REBASED, "") for day in (date(2030, 1, 1), date(2000, 1, 1)))
    mask = starts([merged, on_the_day, (later,), (long_ago,), ()], ENDS)
    assert [list(row.nonzero()[0]) for row in mask] == [[1], [2], [], [0], []]
