"""A note names every return behind a figure, few words for many: periods in a row, and organisations together."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hub.briefings.notes import Notes, Place
from hub.contract.period import Period

NAMES = {"lamps": "Lamp Board", "piers": "Pier Office", "tides": "Tide Panel"}
QUARTERS = [Period.quarter(2025, 1)]
for _ in range(5):
    QUARTERS.append(QUARTERS[-1].following())
PLACES = st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from([each.name for each in QUARTERS]))


def _month(period: Period) -> str:
    return f"{period.start:%B %Y}"


def _note(versions: dict[Place, int]) -> str:
    notes = Notes(versions, NAMES)
    notes.said("It rose.", versions)
    (note,) = notes.all()
    return note.text


def test_periods_in_a_row_and_organisations_of_one_version_are_named_together() -> None:
    versions = {(body, period.name): 1 for body in ("lamps", "piers") for period in QUARTERS[:4]}
    versions["lamps", QUARTERS[1].name] = 2
    assert _note(versions) == (
        "April to June 2025: Lamp Board, version 1. "
        "April 2025 to March 2026, each of 4 quarters: Pier Office, version 1. "
        "July to September 2025: Lamp Board, version 2. "
        "October 2025 to March 2026, each of 2 quarters: Lamp Board, version 1."
    )
    assert _note({("lamps", "2025-26"): 3, ("piers", "2025-26"): 3}) == (
        "2025 to 2026: Lamp Board and Pier Office, version 3."
    )


@given(st.dictionaries(PLACES, st.integers(1, 3), min_size=1))
def test_every_return_is_named_once_with_its_version_and_no_other(versions: dict[Place, int]) -> None:
    found: list[tuple[str, str, int]] = []
    for sentence in re.split(r"\. (?=[A-Z])", _note(versions).rstrip(".")):
        span, _, told = sentence.partition(": ")
        begins, _, many = span.partition(", each of ")
        first = next(each for each in QUARTERS if each.label == span or (many and begins.startswith(_month(each))))
        count = int(many.split()[0]) if many else 1
        for part in told.split("; "):
            names, _, version = part.rpartition(", version ")
            for name in re.split(", | and ", names):
                at = QUARTERS.index(first)
                found += [(name, each.name, int(version)) for each in QUARTERS[at : at + count]]
    assert sorted(found) == sorted((NAMES[body], period, version) for (body, period), version in versions.items())
