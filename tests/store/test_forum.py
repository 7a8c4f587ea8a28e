"""Meetings of the forum, their agendas and what came of them: kept with their reasons, and held against the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from handmade import ALL, by
from sqlalchemy import text

from hub.errors import Conflict, InputRefused, NotFound
from hub.meetings import Arranged, Level, OutputKind, Section, ToldBefore, Topic, ToRecord, Unseen, next_meeting
from hub.scope import Scope
from hub.store.database import Database
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.verify import verify

SAM, LATER = by("sam", "sponsor"), by("sam", "sponsor", timedelta(days=40))
TODAY = SAM.at.date()
IN_A_MONTH = TODAY + timedelta(days=30)
TWO = Arranged(Level.OPERATIONAL, IN_A_MONTH, time(10, 0), 90, "Room 4", ("harbours", "lights"))
OF_LIGHTS, OF_WRECKS = Scope("ferries", frozenset({"lights"})), Scope("ferries", frozenset({"wrecks"}))
OF_ANOTHER = Scope("bridges")
DELAY = Topic(
    "theme:delay", Section.THEMES, "Delay", "It rose in both.", "2 bodies.", ("harbours", "lights"), "lights", 4,
    (("harbours", "2026-27-Q1", 1),),
)  # fmt: skip
MONEY = Topic("theme:money", Section.THEMES, "Money", "", "1 body.", ("harbours",))
ARISING = Topic("action:1", Section.ARISING, "An action", "Do it.", "It is due.", ("lights",))


@pytest.fixture
def meeting(database: Database) -> str:
    return ForumMeetings(database).arrange(ALL, TWO, SAM)


def titles(database: Database, meeting: str, scope: Scope = ALL) -> list[str]:
    return [one.topic.title for one in ForumItems(database).of(scope, meeting) if one.stands]


def id_of(database: Database, meeting: str, title: str) -> str:
    return next(one.id for one in ForumItems(database).of(ALL, meeting) if one.topic.title == title)


def test_a_meeting_is_seen_by_whoever_is_invited_and_by_nobody_else(database: Database, meeting: str) -> None:
    meetings = ForumMeetings(database)
    assert meetings.one(ALL, meeting).arranged == TWO
    assert meetings.one(OF_LIGHTS, meeting).arranged.invited == ("lights",)
    for scope in (OF_WRECKS, OF_ANOTHER):
        assert meetings.of(scope) == []
        with pytest.raises(NotFound):
            meetings.one(scope, meeting)
    assert next_meeting(meetings.of(ALL), TODAY) == meetings.one(ALL, meeting)
    assert next_meeting(meetings.of(ALL), IN_A_MONTH + timedelta(days=1)) is None


def test_a_meeting_is_moved_and_cancelled_with_a_reason_and_calendars_hear_of_it(
    database: Database, meeting: str
) -> None:
    meetings = ForumMeetings(database)
    before, later = meetings.one(ALL, meeting), replace(TWO, day=IN_A_MONTH + timedelta(days=7))
    with pytest.raises(InputRefused):
        meetings.move(ALL, meeting, later, " ", SAM)
    with pytest.raises(NotFound):
        meetings.move(OF_LIGHTS, meeting, replace(later, invited=("lights",)), "Not all can come.", SAM)
    meetings.move(ALL, meeting, later, "Two could not come.", SAM, after=0)
    with pytest.raises(Conflict):
        meetings.cancel(ALL, meeting, "It snows.", SAM, after=0)
    meetings.cancel(ALL, meeting, "It snows.", SAM, after=1)
    kept = meetings.one(ALL, meeting)
    assert kept.uid == before.uid
    assert kept.uid != meetings.one(ALL, meetings.arrange(ALL, TWO, SAM)).uid
    assert (kept.day, kept.sequence, kept.edits, kept.cancelled_why) == (later.day, 2, 2, "It snows.")
    with pytest.raises(Conflict):
        meetings.move(ALL, meeting, TWO, "It thaws.", SAM)
    assert verify(database).faults == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 5}, "minutes"), ({"minutes": 1000}, "minutes"), ({"invited": ()}, "invited"),
        ({"place": " "}, "place"), ({"day": date(2040, 1, 1)}, "day"),
    ],
)  # fmt: skip
def test_a_meeting_that_cannot_be_is_refused_at_its_field(
    database: Database, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        ForumMeetings(database).arrange(ALL, replace(TWO, **change), SAM)
    assert refused.value.facts["field"] == field
    assert ForumMeetings(database).of(ALL) == []


def test_what_is_proposed_stands_in_the_order_of_the_sections(database: Database, meeting: str) -> None:
    items = ForumItems(database)
    assert items.propose(ALL, meeting, [DELAY, ARISING], SAM) == (2, 0)
    assert titles(database, meeting) == ["An action", "Delay"]
    items.add(ALL, meeting, replace(MONEY, source="", section=Section.ARISING), SAM, 10, None)
    assert titles(database, meeting) == ["An action", "Money", "Delay"]
    items.move(ALL, id_of(database, meeting, "Delay"), "", SAM)
    assert titles(database, meeting) == ["Delay", "An action", "Money"]
    assert verify(database).faults == ()


def test_proposing_again_brings_up_to_date_and_overwrites_nobody(database: Database, meeting: str) -> None:
    items = ForumItems(database)
    items.propose(ALL, meeting, [DELAY, MONEY, ARISING], SAM)
    items.edit(ALL, id_of(database, meeting, "Delay"), replace(DELAY, title="Waiting"), 30, SAM)
    items.remove(ALL, id_of(database, meeting, "Money"), "It is for the board.", SAM)
    newer = [replace(DELAY, says="It rose in three."), replace(MONEY, says="More."), replace(ARISING, says="Soon.")]
    assert items.propose(ALL, meeting, newer, SAM) == (0, 1)
    told = {one.topic.source: one for one in items.of(ALL, meeting)}
    assert (told["theme:delay"].topic.title, told["theme:delay"].topic.says) == ("Waiting", "It rose in both.")
    assert (told["theme:money"].removed_why, told["theme:money"].topic.says) == ("It is for the board.", "")
    assert told["action:1"].topic.says == "Soon."
    assert items.propose(ALL, meeting, newer[:2], SAM) == (0, 1)
    assert titles(database, meeting) == ["Waiting"]
    assert items.propose(ALL, meeting, newer, SAM) == (0, 1)
    assert titles(database, meeting) == ["An action", "Waiting"]
    items.put_back(ALL, id_of(database, meeting, "Money"), SAM)
    assert titles(database, meeting) == ["An action", "Waiting", "Money"]
    assert verify(database).faults == ()


def test_an_item_that_names_somebody_outside_the_scope_is_not_there(database: Database, meeting: str) -> None:
    items = ForumItems(database)
    items.propose(ALL, meeting, [DELAY, ARISING], SAM)
    assert titles(database, meeting, OF_LIGHTS) == ["An action"]
    assert items.others(OF_LIGHTS, meeting) == (Unseen(1, 4, None),)
    for item in (id_of(database, meeting, "Delay"), "no-such"):
        with pytest.raises(NotFound, match="There is no item called"):
            items.remove(OF_LIGHTS, item, "It is not ours.", SAM)


def test_members_ask_for_items_of_meetings_to_which_they_are_invited(database: Database, meeting: str) -> None:
    items = ForumItems(database)
    items.ask_for(OF_LIGHTS, meeting, "lights", "Lamps", "They go out.", by("lou", "sender"))
    with pytest.raises(NotFound):
        items.ask_for(OF_WRECKS, meeting, "wrecks", "Wrecks", "They sink.", by("wil", "sender"))
    with pytest.raises(InputRefused):
        items.ask_for(OF_LIGHTS, meeting, "harbours", "Piers", "They rot.", by("lou", "sender"))
    assert [one.title for one in items.asked_for(ALL, meeting)] == ["Lamps"]
    assert items.asked_for(Scope("ferries", frozenset({"harbours"})), meeting) == []
    assert verify(database).faults == ()


def test_actions_stay_open_until_they_are_done(database: Database, meeting: str) -> None:
    outputs, due = OfMeetings(database), IN_A_MONTH + timedelta(days=20)
    action = ToRecord(OutputKind.ACTION, "Write the page anew.", ("lights",), "lights", "", due)
    with pytest.raises(Conflict, match="has not come yet"):
        outputs.record(ALL, meeting, action, SAM)
    number = outputs.record(ALL, meeting, action, LATER)
    outputs.record(ALL, meeting, ToRecord(OutputKind.DECISION, "Piers are counted."), LATER)
    mistaken = outputs.record(ALL, meeting, ToRecord(OutputKind.ESCALATION, "All of it."), LATER)
    outputs.strike(ALL, mistaken, "Nobody said so.", LATER)
    before, until = ToldBefore(TODAY, SAM.at), LATER.at.date()
    told = outputs.since(ALL, before, until)
    assert [one.told.says for one in told.open_actions] == ["Write the page anew."]
    assert not told.of(OutputKind.ESCALATION)
    assert len(told.of(OutputKind.DECISION)) == 1
    assert told.open_actions[0].is_overdue(due + timedelta(days=1))
    outputs.finish(ALL, number, LATER.at.date(), "It is written.", LATER)
    done = outputs.since(ALL, before, until)
    assert (done.open_actions, [one.id for one in done.done_actions]) == ((), [number])
    with pytest.raises(Conflict):
        outputs.finish(ALL, number, LATER.at.date(), "Again.", LATER)
    assert [one.told.kind for one in outputs.of(Scope("ferries", frozenset({"harbours"})))] == [OutputKind.DECISION]
    ForumMeetings(database).attend(ALL, meeting, ("lights",), "Ombudsman’s liaison", LATER)
    assert ForumMeetings(database).one(ALL, meeting).present == ("lights",)
    assert {one.edits for one in outputs.of(ALL)} == {ForumMeetings(database).one(ALL, meeting).edits}
    for change in (
        lambda: ForumItems(database).propose(ALL, meeting, [DELAY], LATER),
        lambda: ForumMeetings(database).cancel(ALL, meeting, "It snowed.", LATER),
        lambda: ForumItems(database).ask_for(ALL, meeting, "", "Lamps", "They go out.", LATER),
    ):
        with pytest.raises(Conflict, match="was held"):
            change()
    assert verify(database).faults == ()


def test_a_board_is_told_once_what_was_recorded_late_and_what_was_done_since(database: Database, meeting: str) -> None:
    outputs, until = OfMeetings(database), LATER.at.date()
    soon, late = (by("sam", "sponsor", timedelta(days=days)) for days in (30, 39))
    action = ToRecord(OutputKind.ACTION, "Write it.", (), "lights", "", until)
    number = outputs.record(ALL, meeting, action, soon)
    issued = ToldBefore(IN_A_MONTH, soon.at + timedelta(hours=1))
    assert outputs.since(ALL, issued, until).meetings == ()
    outputs.record(ALL, meeting, ToRecord(OutputKind.ESCALATION, "Late."), late)
    outputs.finish(ALL, number, IN_A_MONTH, "It is written.", late)
    told = outputs.since(ALL, issued, until)
    assert [one.told.says for held in told.meetings for one in held.outputs] == ["Late."]
    assert [(one.told.says, one.done_how) for one in told.done_actions] == [("Write it.", "It is written.")]
    after = outputs.since(ALL, ToldBefore(IN_A_MONTH, late.at), until)
    assert (after.meetings, after.done_actions, after.open_actions) == ((), (), ())
    assert verify(database).faults == ()


def test_a_meeting_of_which_something_came_is_neither_moved_nor_cancelled(database: Database, meeting: str) -> None:
    meetings, outputs = ForumMeetings(database), OfMeetings(database)
    action = ToRecord(OutputKind.ACTION, "Write the page anew.", (), "lights", "", LATER.at.date())
    number = outputs.record(ALL, meeting, action, LATER)
    for change in (
        lambda: meetings.move(ALL, meeting, replace(TWO, day=IN_A_MONTH + timedelta(days=60)), "It snows.", LATER),
        lambda: meetings.cancel(ALL, meeting, "It snows.", LATER),
    ):
        with pytest.raises(Conflict, match="is recorded already"):
            change()
    outputs.strike(ALL, number, "Nobody said so.", LATER)
    meetings.cancel(ALL, meeting, "It snowed.", LATER)
    assert verify(database).faults == ()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (ToRecord(OutputKind.ACTION, "Write it.", (), "", "", date(2026, 12, 1)), "owner_role"),
        (ToRecord(OutputKind.ACTION, "Write it.", (), "lights"), "due"),
        (ToRecord(OutputKind.DECISION, " "), "says"),
        (ToRecord(OutputKind.DECISION, "Ring Ms Ada Harbour on 020 7946 0958."), "says"),
    ],
)
def test_an_output_that_says_too_little_or_too_much_is_refused(
    database: Database, meeting: str, told: ToRecord, field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        OfMeetings(database).record(ALL, meeting, told, LATER)
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE forum_meetings SET uid = 'x'", "The meeting 1 is not as the ledger has it: uid."),
        ("UPDATE forum_meetings SET place = 'Elsewhere'", "The meeting 1 is not as the ledger has it: place."),
        (
            "UPDATE forum_items SET why = 'x' WHERE id = '1'",
            "The item of an agenda 1 is not as the ledger has it: why.",
        ),
        ("DELETE FROM forum_proposals", "The item that was asked for 1 is in the ledger, but not in the database."),
        (
            "UPDATE forum_outputs SET done_at = 'x'",
            "The output of a meeting 1 is not as the ledger has it: done_at.",
        ),
        ("UPDATE forum_outputs SET says = 'x'", "The output of a meeting 1 is not as the ledger has it: says."),
    ],
)
def test_whatever_is_changed_past_the_hub_is_found(database: Database, meeting: str, change: str, fault: str) -> None:
    ForumItems(database).propose(ALL, meeting, [DELAY], SAM)
    ForumItems(database).ask_for(ALL, meeting, "", "Lamps", "They go out.", SAM)
    OfMeetings(database).record(ALL, meeting, ToRecord(OutputKind.DECISION, "Piers are counted."), LATER)
    database.write(lambda connection: connection.execute(text(change)))
    assert verify(database).faults == (fault,)
