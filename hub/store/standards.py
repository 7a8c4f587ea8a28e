"""The four steps, the adoption of the Standards and conversations, as the sponsor team records them; only added to.

What is due follows from these in `hub.oversight.standards`; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from hub.config import UK
from hub.contract.four_steps import RECORDED, Adoption, AdoptionRecord, Conversation, FourSteps, StepRecord, StepState
from hub.errors import Conflict, InputRefused, nothing_here
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.register import Register
from hub.store.tables import ADOPTIONS, CONVERSATIONS, FOUR_STEPS


@dataclass(frozen=True, slots=True)
class Recorded:
    """Everything that was recorded about the organisations of a scope, the oldest first."""

    steps: tuple[StepRecord, ...] = ()
    adoptions: tuple[AdoptionRecord, ...] = ()
    conversations: tuple[Conversation, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wrote about a conversation. Missing: `help` is empty and `help_by` None where none was promised."""

    on: date
    with_role: str
    agreed: str
    help: str = ""
    help_by: date | None = None


class Standards:
    """What was recorded about organisations on their way to the Standards, within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope, organisation: str | None = None) -> Recorded:
        """All that was recorded, or that about one organisation. Missing: nothing for one that is not in scope."""
        with self._database.read(self._at) as connection:
            return Recorded(
                tuple(map(_step, _found(connection, FOUR_STEPS, scope, organisation))),
                tuple(map(_adoption, _found(connection, ADOPTIONS, scope, organisation))),
                tuple(map(_conversation, _found(connection, CONVERSATIONS, scope, organisation))),
            )

    def record_step(
        self,
        scope: Scope,
        organisation: str,
        step: FourSteps,
        state: StepState,
        evidence: str,
        on: date,
        next_review: date | None,
        by: By,
    ) -> None:
        """Record how far an organisation is with a step; what was recorded before stays on record.

        Raises: NotFound outside the scope; InputRefused for the words or the days.
        """
        if state not in RECORDED:
            raise InputRefused(f"{state.label} is not recorded.", "It follows from the next review.", field="state")
        _expect_past("on", on, by)
        if next_review is not None and next_review <= on:
            raise InputRefused(
                f"The next review, {next_review}, does not come after the day of this record, {on}.",
                "Enter a later day, or none",
                field="next_review",
            )
        begun = state is not StepState.NOT_STARTED
        words = written.text("evidence", evidence) if begun else written.text_or_nothing("evidence", evidence)
        facts = {"step": int(step), "state": state.value, "evidence": words, "on_day": on, "next_review": next_review}
        self._record(scope, organisation, FOUR_STEPS, "step.recorded", facts, by)

    def record_adoption(
        self, scope: Scope, organisation: str, adoption: Adoption, evidence: str, on: date, by: By
    ) -> None:
        """Record whether an organisation has adopted the Standards. Raises: as `record_step`."""
        _expect_past("on", on, by)
        facts = {"adoption": adoption.value, "evidence": written.text("evidence", evidence), "on_day": on}
        self._record(scope, organisation, ADOPTIONS, "adoption.recorded", facts, by)

    def record_conversation(self, scope: Scope, organisation: str, told: Told, by: By) -> None:
        """Record a conversation. Raises: as `record_step`; InputRefused for a day of help that nobody promised."""
        _expect_past("on", told.on, by)
        help_ = written.text_or_nothing("help", told.help)
        if told.help_by is not None and not help_:
            raise InputRefused(
                "There is a day for help, and no help.", "Say which help was promised, or leave the day out",
                field="help",
            )  # fmt: skip
        if told.help_by is not None and told.help_by < told.on:
            raise InputRefused(
                f"The help was promised by {told.help_by}, before the conversation on {told.on}.",
                "Enter the day of the conversation or a later one",
                field="help_by",
            )
        said = {"with_role": written.line("with_role", told.with_role), "agreed": written.text("agreed", told.agreed)}
        facts = {**said, "on_day": told.on, "help": help_, "help_by": told.help_by}
        self._record(scope, organisation, CONVERSATIONS, "conversation.recorded", facts, by)

    def give_help(self, scope: Scope, organisation: str, conversation_id: str, on: date, by: By) -> None:
        """Record that the help promised in a conversation was given.

        Raises: NotFound; Conflict where none was promised, or it was given before; InputRefused for the day.
        """
        _expect_past("on", on, by)

        def give(connection: Connection) -> None:
            department = Register(self._database, connection).seen(scope, organisation).department
            told = map(_conversation, _found(connection, CONVERSATIONS, scope, organisation))
            kept = next((one for one in told if one.id == conversation_id), None)
            if kept is None:
                raise nothing_here()
            if not kept.waits_for_help:
                raise Conflict("No help waits to be given from this conversation.", "Nothing was changed.")
            if on < kept.on:
                raise InputRefused(
                    f"The help cannot have been given on {on}: it was promised on {kept.on}.",
                    "Enter the day on which it was given",
                    field="on",
                )
            rows.change(connection, CONVERSATIONS, kept.id, {"help_given_on": on})
            _tell(connection, by, "help.given", department, organisation, {"id": kept.id, "help_given_on": on})

        self._database.write(give)

    def _record(
        self, scope: Scope, organisation: str, table: Table, what: str, facts: Mapping[str, Any], by: By
    ) -> None:
        def record(connection: Connection) -> None:
            department = Register(self._database, connection).seen(scope, organisation).department
            number = connection.execute(select(func.count()).select_from(table)).scalar_one() + 1
            place = {"id": str(number), "department": department, "organisation": organisation}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
            rows.add(connection, table, {**place, **facts, **who})
            _tell(connection, by, what, department, organisation, {"id": str(number), **facts})

        self._database.write(record)


def _expect_past(field: str, day: date, by: By) -> None:
    today = by.at.astimezone(UK).date()
    if day > today:
        raise InputRefused(f"{day} has not come yet.", "Enter today or an earlier day", field=field)


def _found(connection: Connection, table: Table, scope: Scope, organisation: str | None) -> list[Any]:
    wanted = select(table).where(*within(scope, table))
    if organisation is not None:
        wanted = wanted.where(table.c.organisation == organisation)
    return sorted(connection.execute(wanted), key=lambda row: int(row.id))


def _tell(
    connection: Connection, by: By, what: str, department: str, organisation: str, facts: Mapping[str, Any]
) -> None:
    entry = ledger.Entry(by, what, organisation, facts, department=department, organisation=organisation)
    ledger.append(connection, entry)


def _step(row: Any) -> StepRecord:
    step, state = FourSteps(row.step), StepState(row.state)
    return StepRecord(
        row.id, row.organisation, step, state, row.evidence, row.on_day, row.next_review, row.role, moment_of(row.at)
    )


def _adoption(row: Any) -> AdoptionRecord:
    adoption = Adoption(row.adoption)
    return AdoptionRecord(row.id, row.organisation, adoption, row.evidence, row.on_day, row.role, moment_of(row.at))


def _conversation(row: Any) -> Conversation:
    return Conversation(
        row.id, row.organisation, row.on_day, row.with_role, row.agreed, row.help, row.help_by, row.help_given_on,
        row.role, moment_of(row.at),
    )  # fmt: skip
