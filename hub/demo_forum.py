"""The forum of the demonstration: a meeting that was held, with what came of it, and two to come with their agendas.

Recorded through the store, as the pages do it, on the days that the fixtures give.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from hub.auth.permissions import Role
from hub.config import Config
from hub.contract.published import published
from hub.forums import Forums
from hub.meetings import Arranged, Level, OutputKind, ToRecord
from hub.origins import DEMONSTRATION
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.ledger import By
from hub.store.register import Register

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoForum:
    """The forum of the department that is described."""

    database: Database
    config: Config
    described: Facts

    def meet(self) -> None:
        """Every meeting, with its outputs, and the agendas of those to come."""
        told = json.loads((published("fixtures") / "demo" / "forum.json").read_text("utf-8"))
        for meeting in told["meetings"]:
            self._meeting(meeting)

    @property
    def _scope(self) -> Scope:
        return Scope(self.described["department"]["code"])

    def _meeting(self, told: Facts) -> None:
        day, starts = date.fromisoformat(told["day"]), time.fromisoformat(told["starts_at"])
        invited = tuple(
            body.code for body in Register(self.database).organisations(self._scope) if body.closed_on is None
        )
        arranged = Arranged(Level(told["level"]), day, starts, told["minutes"], told["place"], invited)
        meeting = ForumMeetings(self.database).arrange(self._scope, arranged, _by(told["at"], Role.SPONSOR))
        if "held" in told:
            self._held(meeting, invited, told["held"])
        for one in told.get("asked_for", ()):
            by, code = _by(one["at"], Role.SIGNATORY), one["organisation"]
            ForumItems(self.database).ask_for(self._scope, meeting, code, one["title"], one["why"], by)
        if "proposed_at" in told:
            self._propose(meeting, told["proposed_at"])

    def _held(self, meeting: str, invited: tuple[str, ...], told: Facts) -> None:
        by, outputs = _by(told["at"], Role.FORUM), OfMeetings(self.database)
        present = tuple(code for code in invited if code not in told["absent"])
        ForumMeetings(self.database).attend(self._scope, meeting, present, told["also_present"], by)
        for one in told["outputs"]:
            due = date.fromisoformat(one["due"]) if "due" in one else None
            record = ToRecord(OutputKind(one["kind"]), one["says"], (), one.get("owner", ""), "", due)
            number = outputs.record(self._scope, meeting, record, by)
            if "done_on" in one:
                later = replace(by, at=datetime.fromisoformat(f"{one['done_on']}T16:00:00Z"))
                outputs.finish(self._scope, number, date.fromisoformat(one["done_on"]), one["done_how"], later)

    def _propose(self, meeting: str, at: str) -> None:
        then = replace(self.config, fixed_today=date.fromisoformat(self.described["as_at"]))
        topics = Forums(self.database, Pictures(self.database, then)).proposed(self._scope, meeting)
        ForumItems(self.database).propose(self._scope, meeting, topics, _by(at, Role.FORUM))


def _by(at: str, role: Role) -> By:
    return By(role.value, role.value, datetime.fromisoformat(at), DEMONSTRATION)
