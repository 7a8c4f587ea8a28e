"""Independent tiers of the demonstration: their programs send reports, and the board's lead meets them.

Reports come through the hub's own door on the day on which they were approved; meetings are recorded through the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial

from hub.auth.credentials import hash_secret, new_credential
from hub.auth.permissions import Role
from hub.config import UK
from hub.contract.published import published
from hub.demo_register import Facts
from hub.ingest.door import Door
from hub.ingest.filing import TIER_REPORTS, file
from hub.ingest.submission import Asked
from hub.origins import DEMONSTRATION
from hub.scope import Scope
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.tier_meetings import TierMeetings
from hub.tier_meetings import FollowUp, Heard, TierMeeting

AT_WORK = time(11, 0)


def register_tiers(database: Database, bodies: Sequence[Facts], by: By) -> list[Facts]:
    """A program for each independent tier; gives what is told of them."""
    tiers: dict[str, str] = {}
    for body in bodies:
        if body.get("independent_tier"):
            tiers.setdefault(body["independent_tier"], body["code"])
    return [_registered(database, tier, code, by) for tier, code in tiers.items()]


def _registered(database: Database, tier: str, organisation: str, by: By) -> Facts:
    credential = new_credential()
    client = Client(credential.client_id, organisation, hash_secret(credential.secret), by.at, tier=tier)
    Clients(database).add(client, by)
    return {"tier": tier, "client_id": credential.client_id, "client_secret": credential.secret}


def send_tier_reports(door: Door, clients: Sequence[Facts]) -> None:
    """Send every report of the fixtures, in the order of their days."""
    programs = {client["tier"]: client["client_id"] for client in clients}
    for on, raw in sorted(_reports()):
        sender = door.sender(programs[json.loads(raw)["tier"]])
        assert sender is not None
        moment = datetime.combine(on, AT_WORK, UK).astimezone(UTC)
        then = replace(door, received_now=partial(_at, moment), config=replace(door.config, fixed_today=on))
        file(then, TIER_REPORTS, raw, Asked(sender, origin=DEMONSTRATION))


def _reports() -> Iterator[tuple[date, bytes]]:
    for document in (published("fixtures") / "demo" / "tier-reports").glob("*/*.json"):
        raw = document.read_bytes()
        yield date.fromisoformat(json.loads(raw)["approved_by"]["on"]), raw


def record_tier_meetings(database: Database, department: str) -> None:
    """Plan and record the meetings of the fixtures, each step on its day."""
    told = json.loads((published("fixtures") / "demo" / "tier-meetings.json").read_text("utf-8"))
    meetings = _Meetings(TierMeetings(database), Scope(department))
    for one in told["meetings"]:
        meetings.tell(one)


@dataclass(frozen=True, slots=True)
class _Meetings:
    store: TierMeetings
    scope: Scope

    def tell(self, told: Facts) -> None:
        on, planned = (date.fromisoformat(told[name]) for name in ("on", "planned_on"))
        id_ = self.store.plan(self.scope, told["organisation"], on, told["place"], _by(planned))
        if "heard" not in told:
            return
        recorded = _by(date.fromisoformat(told["recorded_on"]))
        self.store.record(self.scope, id_, Heard(**told["heard"]), 0, recorded)
        for one in told["follow_ups"]:
            follow_up = FollowUp("", one["says"], one["owner_role"], date.fromisoformat(one["due"]))
            self.store.add_follow_up(self.scope, id_, follow_up, self._kept(id_).edits, recorded)
            if "done_on" in one:
                self._finish(id_, one)

    def _finish(self, meeting: str, told: Facts) -> None:
        kept, done = self._kept(meeting), date.fromisoformat(told["done_on"])
        self.store.finish(self.scope, kept.follow_ups[-1].id, told["how"], done, kept.edits, _by(done))

    def _kept(self, meeting: str) -> TierMeeting:
        return next(one for one in self.store.of(self.scope) if one.id == meeting)


def _by(day: date) -> By:
    return By(Role.BOARD.value, Role.BOARD.value, datetime.combine(day, AT_WORK, UK), DEMONSTRATION)


def _at(moment: datetime) -> datetime:
    return moment
