"""One pack after another: what meetings gave is told once, however late it was recorded, and what was done since."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from demo_pictures import SCOPE, demo_settings

from hub.auth.permissions import Role
from hub.briefings.kept import as_kept
from hub.briefings.paper import Heading, text_of
from hub.config import Config
from hub.issued import Kind, Written
from hub.issuing import Asked, Issuing
from hub.meetings import Arranged, Level, OutputKind, ToRecord
from hub.origins import DEMONSTRATION
from hub.pictures import Pictures
from hub.store.database import Database
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.issued import IssuedPapers
from hub.store.ledger import By
from hub.store.tier_meetings import TierMeetings
from hub.store.verify import verify
from hub.tier_meetings import FollowUp, Heard

ISSUED, BOARD, NEXT_ISSUED, NEXT_BOARD = date(2026, 10, 22), date(2026, 11, 5), date(2027, 1, 28), date(2027, 2, 4)
AUGUST, ADJUDICATOR = "1", "1"  # meetings of the demonstration that are in every pack for the board of November
FORUM, TIERS = "What the forum gave", "Meetings with independent tiers"


def at(day: date, hour: int = 12) -> By:
    return By("lee", Role.BOARD.value, datetime.combine(day, time(hour), UTC), DEMONSTRATION)


@dataclass(frozen=True)
class Hub:
    """A demonstration of its own, on whatever day it is asked."""

    config: Config
    database: Database

    def on(self, day: date) -> Issuing:
        config = replace(self.config, fixed_today=day)
        return Issuing(self.database, config, Pictures(self.database, config))

    def issue(self, day: date, board: date) -> None:
        asked = Asked(Kind.PACK, "", board)
        paper = self.on(day).paper(SCOPE, asked)
        written = Written(
            Kind.PACK, paper.title, board, "2026-27-Q2", "", "board", (), day, paper.versions(), as_kept(paper),
            {".html": b"a pack"},
        )  # fmt: skip
        IssuedPapers(self.database).issue(SCOPE, written, at(day))

    def part(self, part: str, day: date, board: date) -> list[str]:
        """What one part of the pack says."""
        paper = self.on(day).paper(SCOPE, Asked(Kind.PACK, "", board))
        tops = [at for at, one in enumerate(paper.blocks) if isinstance(one, Heading) and one.level == 1]
        first = paper.blocks.index(Heading(part))
        end = next((at for at in tops if at > first), None)
        told = list(text_of(replace(paper, blocks=paper.blocks[first:end], notes=())))
        return told[told.index(part) :]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    shutil.copytree(demo_settings().data, tmp_path / "data")
    config = replace(demo_settings(), data=tmp_path / "data")
    database = Database(config.database)
    yield Hub(config, database)
    database.close()


def forum_of_october(database: Database) -> None:
    day = date(2026, 10, 28)
    arranged = Arranged(Level.OPERATIONAL, day, time(10), 60, "Room 4", ("ferry-fares", "islander-grants"))
    meeting = ForumMeetings(database).arrange(SCOPE, arranged, at(ISSUED))
    for kind, says in ((OutputKind.ESCALATION, "Who pays for the lamps?"), (OutputKind.DECISION, "Lamps are counted.")):
        OfMeetings(database).record(SCOPE, meeting, ToRecord(kind, says), at(day))


def recorded_late(database: Database) -> None:
    OfMeetings(database).record(SCOPE, AUGUST, ToRecord(OutputKind.DECISION, "Minuted late."), at(date(2026, 10, 23)))


def tier_of_the_board_day(database: Database) -> None:
    tiers = TierMeetings(database)
    waits = next(one for one in tiers.of(SCOPE) if one.on == BOARD)
    tiers.record(SCOPE, waits.id, Heard("The lead", "Heard in November.", "Four files."), waits.edits, at(BOARD))


def action_done(database: Database) -> None:
    action = next(one for one in OfMeetings(database).of(SCOPE) if one.is_open)
    OfMeetings(database).finish(SCOPE, action.id, date(2026, 10, 21), "On all letters.", at(date(2026, 10, 26)))


def follow_up_done(database: Database) -> None:
    tiers = TierMeetings(database)
    of, left = next((one, each) for one in tiers.of(SCOPE) for each in one.open_follow_ups)
    tiers.finish(SCOPE, left.id, "Twenty were compared.", date(2026, 11, 9), of.edits, at(date(2026, 11, 9)))


def follow_up_added(database: Database) -> None:
    tiers = TierMeetings(database)
    heard = next(one for one in tiers.of(SCOPE) if one.heard)
    told = FollowUp("", "Draw files by chance.", "Sponsor team", date(2026, 12, 1))
    tiers.add_follow_up(SCOPE, heard.id, told, heard.edits, at(date(2026, 10, 30)))


SINCE: list[tuple[Callable[[Database], None], str, list[str]]] = [
    (forum_of_october, FORUM, ["Escalation: Who pays for the lamps?", "Decision: Lamps are counted."]),
    (recorded_late, FORUM, ["The meeting was before; this was recorded since.", "Decision: Minuted late."]),
    (tier_of_the_board_day, TIERS, ["Views heard: Heard in November."]),
    (action_done, FORUM, ["Done on 21 October 2026. On all letters."]),
    (follow_up_done, TIERS, ["What became of earlier meetings", "Done on 9 November 2026: Twenty were compared."]),
    (follow_up_added, TIERS, ["Draw files by chance."]),
]
STAYS_OPEN = "Draw files by chance."


def test_what_came_after_a_pack_was_issued_stands_in_the_next_and_in_no_other(hub: Hub) -> None:
    hub.issue(ISSUED, BOARD)
    for happens, _, _ in SINCE:
        happens(hub.database)
    told = {part: hub.part(part, NEXT_ISSUED, NEXT_BOARD) for part in (FORUM, TIERS)}
    hub.issue(NEXT_ISSUED, NEXT_BOARD)
    after = {part: hub.part(part, date(2027, 4, 28), date(2027, 5, 6)) for part in (FORUM, TIERS)}
    for part in (FORUM, TIERS):
        assert told[part][1].startswith("From 22 October 2026 to 28 January 2027: ")
        assert after[part][1].startswith("From 28 January 2027 to 28 April 2027: ")
        assert not any("counted under online service" in line or "Ten files" in line for line in told[part])
    for _, part, says in SINCE:
        for one in says:
            assert any(line.startswith(one) for line in told[part]), one
            assert one == STAYS_OPEN or one.startswith("What") or not any(line.startswith(one) for line in after[part])
    assert verify(hub.database).faults == ()


def test_meetings_stand_in_the_order_of_their_days_and_then_as_they_were_planned(hub: Hub) -> None:
    tiers, day = TierMeetings(hub.database), date(2026, 10, 20)
    for number in range(11):
        meeting = tiers.plan(SCOPE, "vessel-licensing", day, "Room 4", at(day))
        tiers.record(SCOPE, meeting, Heard("The lead", f"Number {number}.", "A file."), 0, at(day))
    told = [line for line in hub.part(TIERS, ISSUED, BOARD) if line.startswith("Views heard: Number")]
    assert [line.split("[")[0] for line in told] == [f"Views heard: Number {number}." for number in range(11)]
