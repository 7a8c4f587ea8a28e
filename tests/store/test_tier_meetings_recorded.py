"""Meetings with an independent tier are planned, recorded and followed up, and nothing recorded is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from handmade import ALL, NOW, by
from sqlalchemy import text

from hub.errors import Conflict, InputRefused, NotFound
from hub.scope import Scope
from hub.store.database import Database
from hub.store.register import Register, RelatedOrganisation
from hub.store.tier_meetings import TierMeetings
from hub.store.verify import verify
from hub.tier_meetings import FollowUp, Heard, TierMeeting, last_held, next_meeting

LEAD = by("lee", "board")
TODAY = NOW.date()
SPRING, SOON = date(2026, 4, 20), TODAY + timedelta(days=14)
HEARD = Heard("Board lead; the Arbiter", "Answers are clearer than a year ago.", "Eight closed files.")
TO_DO = FollowUp("", "Ask how delays are explained.", "Sponsor team", SOON)


@pytest.fixture
def meetings(database: Database) -> TierMeetings:
    body = RelatedOrganisation("beacons", "Beacons Office", "Agency", "ferries", independent_tier="Beacons Arbiter")
    Register(database).add_organisation(body, LEAD)
    return TierMeetings(database)


def the_only(meetings: TierMeetings) -> TierMeeting:
    (one,) = meetings.of(ALL)
    return one


def held(meetings: TierMeetings) -> TierMeeting:
    """One that was recorded, with something to follow."""
    meetings.plan(ALL, "beacons", SPRING, "Room 4", LEAD)
    meetings.record(ALL, "1", HEARD, 0, LEAD)
    meetings.add_follow_up(ALL, "1", TO_DO, 1, LEAD)
    return the_only(meetings)


def test_a_meeting_is_with_the_tier_that_the_organisation_has(meetings: TierMeetings) -> None:
    one = held(meetings)
    assert (one.organisation, one.tier, one.on, one.heard, one.edits) == (
        "beacons",
        "Beacons Arbiter",
        SPRING,
        HEARD,
        2,
    )
    assert [(each.says, each.owner_role, each.due, each.done_on) for each in one.follow_ups] == [
        ("Ask how delays are explained.", "Sponsor team", SOON, None)
    ]
    with pytest.raises(Conflict, match="no independent tier"):
        meetings.plan(ALL, "lights", SOON, "Room 4", LEAD)


def test_what_is_next_and_what_was_last_held_follow_from_their_days(meetings: TierMeetings) -> None:
    held(meetings)
    meetings.plan(ALL, "beacons", SOON, "Room 5", LEAD)
    all_ = meetings.of(ALL)
    first, second = all_
    assert (last_held(all_, TODAY), next_meeting(all_, TODAY)) == (first, second)
    assert (last_held(all_, SPRING - timedelta(days=1)), next_meeting(all_, SOON + timedelta(days=1))) == (None, None)
    assert (second.awaits_record(SOON), second.awaits_record(SOON + timedelta(days=1))) == (False, True)
    assert first.follow_ups[0].overdue_on(SOON) is False
    assert first.follow_ups[0].overdue_on(SOON + timedelta(days=1)) is True


def test_a_record_is_corrected_by_another_and_a_follow_up_is_done_once(meetings: TierMeetings) -> None:
    held(meetings)
    meetings.record(ALL, "1", Heard("Board lead", "Other words.", "None."), 2, LEAD)
    meetings.finish(ALL, "1", "They answered in a letter.", TODAY, 3, LEAD)
    one = the_only(meetings)
    assert one.heard == Heard("Board lead", "Other words.", "None.")
    assert (one.follow_ups[0].done_on, one.open_follow_ups) == (TODAY, ())
    with pytest.raises(Conflict):
        meetings.finish(ALL, "1", "Again.", TODAY, 4, LEAD)


def test_nobody_records_over_what_they_have_not_seen(meetings: TierMeetings) -> None:
    one = held(meetings)
    with pytest.raises(Conflict, match="after you opened its page"):
        meetings.record(ALL, "1", HEARD, one.edits - 1, LEAD)
    with pytest.raises(Conflict, match="after you opened its page"):
        meetings.finish(ALL, "1", "They answered.", TODAY, one.edits - 1, LEAD)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda told: told.record(ALL, "1", HEARD, 0, LEAD), InputRefused),
        (lambda told: told.add_follow_up(ALL, "1", TO_DO, 0, LEAD), Conflict),
        (lambda told: told.move(ALL, "1", date(2062, 1, 1), "Room 4", 0, LEAD), InputRefused),
        (lambda told: told.move(ALL, "1", SOON, " ", 0, LEAD), InputRefused),
        (lambda told: told.call_off(ALL, "1", "", 0, LEAD), InputRefused),
        (lambda told: told.call_off(Scope("canals"), "1", "Ill.", 0, LEAD), NotFound),
        (lambda told: told.finish(ALL, "7", "Done.", TODAY, 0, LEAD), NotFound),
    ],
)
def test_what_cannot_be_recorded_changes_nothing(
    meetings: TierMeetings, act: Callable[[TierMeetings], None], error: type[Exception]
) -> None:
    meetings.plan(ALL, "beacons", SOON, "Room 4", LEAD)
    before = the_only(meetings)
    with pytest.raises(error):
        act(meetings)
    assert the_only(meetings) == before


def test_a_meeting_that_is_called_off_can_no_longer_be_held(meetings: TierMeetings) -> None:
    meetings.plan(ALL, "beacons", SPRING, "Room 4", LEAD)
    meetings.move(ALL, "1", TODAY, "Room 5", 0, LEAD)
    meetings.call_off(ALL, "1", "The Arbiter is ill.", 1, LEAD)
    assert (the_only(meetings).called_off_why, the_only(meetings).waits) == ("The Arbiter is ill.", False)
    with pytest.raises(Conflict):
        meetings.record(ALL, "1", HEARD, 2, LEAD)


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE tier_meetings SET views = 'All is well.'", "is not as the ledger has it: views."),
        ("UPDATE tier_meetings SET heard_at = 'x'", "is not as the ledger has it: heard_at."),
        ("UPDATE tier_follow_ups SET done_at = 'x'", "is not as the ledger has it: done_at."),
        ("UPDATE tier_meetings SET called_off_why = 'x'", "is not as the ledger has it: called_off_why."),
        ("UPDATE tier_follow_ups SET done_on = '2026-07-01'", "is not as the ledger has it: done_on."),
        ("DELETE FROM tier_follow_ups", "is in the ledger, but not in the database."),
    ],
)
def test_a_meeting_that_was_changed_past_the_hub_is_found(
    database: Database, meetings: TierMeetings, tampering: str, fault: str
) -> None:
    held(meetings)
    meetings.plan(ALL, "beacons", SOON, "Room 5", LEAD)
    meetings.move(ALL, "2", SOON, "Room 6", 0, LEAD)
    meetings.call_off(ALL, "2", "Ill.", 1, LEAD)
    meetings.finish(ALL, "1", "They answered.", TODAY, 2, LEAD)
    assert verify(database).faults == ()
    database.write(lambda connection: connection.execute(text(tampering)))
    assert any(fault in one for one in verify(database).faults)
