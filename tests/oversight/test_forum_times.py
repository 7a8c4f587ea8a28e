"""An item begins at the same time for everybody who sees it, whatever else they see."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from hub.meetings import Arranged, Item, Level, Meeting, Section, Topic, Unseen
from hub.oversight.forum.agenda import agenda_of

AT = datetime(2026, 10, 22, 9, tzinfo=UTC)
ARRANGED = Arranged(Level.OPERATIONAL, date(2026, 11, 12), time(10), 90, "Room 4", ("a",))
MEETING = Meeting("1", "0b3e-1", ARRANGED, 0, 0, AT)
ITEM = st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(1, 90)), st.booleans())  # weight, minutes, seen


@given(st.lists(ITEM, max_size=30))
def test_whoever_sees_some_items_is_told_their_true_times(told: list[tuple[int, int | None, bool]]) -> None:
    items = [
        Item(str(place), "1", Topic("", Section.THEMES, "A", "", "B", weight=weight), set_, place, False, None, "", AT)
        for place, (weight, set_, _) in enumerate(told)
    ]
    seen = [item for item in items if told[item.place][2]]
    others = [Unseen(item.place, item.topic.weight, item.minutes) for item in items if item not in seen]
    whole, part = agenda_of("", MEETING, items, (), {}), agenda_of("", MEETING, seen, others, {})
    assert part.lines == tuple(line for line in whole.lines if line.item in seen)
    assert part.elsewhere == sum(line.minutes for line in whole.lines if line.item not in seen)
