"""What the sponsor team of the demonstration recorded: the four steps, adoption of the Standards, conversations, help.

Each record is made through the store, by the sponsor team and on the day that the fixtures give it.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time

from hub.auth.permissions import Role
from hub.config import UK
from hub.contract.four_steps import Adoption, FourSteps, StepState
from hub.contract.published import published
from hub.demo_register import Facts
from hub.origins import DEMONSTRATION
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.standards import Standards, Told

AT_WORK = time(10, 0)


def record_standards(database: Database, department: str) -> None:
    """Record everything that the fixtures tell, organisation by organisation."""
    told = json.loads((published("fixtures") / "demo" / "standards.json").read_text("utf-8"))
    standards, scope = Standards(database), Scope(department)
    for body in told["recorded"]:
        code = body["organisation"]
        for one in body["steps"]:
            _step(standards, scope, code, one)
        for one in body["adoption"]:
            on = date.fromisoformat(one["on"])
            standards.record_adoption(scope, code, Adoption(one["adoption"]), one["evidence"], on, _by(on))
        for one in body["conversations"]:
            _conversation(standards, scope, code, one)


def _step(standards: Standards, scope: Scope, code: str, told: Facts) -> None:
    on, step, state = date.fromisoformat(told["on"]), FourSteps(told["step"]), StepState(told["state"])
    standards.record_step(scope, code, step, state, told["evidence"], on, _day(told, "next_review"), _by(on))


def _conversation(standards: Standards, scope: Scope, code: str, told: Facts) -> None:
    on, given = date.fromisoformat(told["on"]), _day(told, "help_given_on")
    said = Told(on, told["with_role"], told["agreed"], told["help"], _day(told, "help_by"))
    standards.record_conversation(scope, code, said, _by(on))
    if given:
        latest = max(standards.of(scope, code).conversations, key=lambda one: int(one.id))
        standards.give_help(scope, code, latest.id, given, _by(given))


def _day(told: Facts, name: str) -> date | None:
    return date.fromisoformat(told[name]) if told.get(name) else None


def _by(day: date) -> By:
    return By(Role.SPONSOR.value, Role.SPONSOR.value, datetime.combine(day, AT_WORK, UK), DEMONSTRATION)
