"""What the sponsor team records about an organisation on its page, each an act of the table `hub.auth.permissions`.

Reads what was entered; whether it can be recorded, the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from hub.auth.permissions import OrganisationAct, Viewer
from hub.contract.four_steps import RECORDED, Adoption, FourSteps, StepState
from hub.errors import InputRefused, nothing_here
from hub.scope import Scope
from hub.store.ledger import By
from hub.store.standards import Standards, Told

E = TypeVar("E", bound=Enum)
LONGEST_ECHO = 40


@dataclass(frozen=True, slots=True)
class Recording:
    """Where it is kept, and what time it is."""

    standards: Standards
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent to the page of an organisation.

    Shapes: `subject` is the id of a conversation; `entered` what was written in the fields.
    """

    organisation: str
    act: str
    subject: str
    entered: Mapping[str, str]

    def entry(self, name: str) -> str:
        """What was written in a field. Missing: empty for a field that was not sent."""
        return self.entered.get(name, "").strip()

    def day(self, name: str) -> date:
        """The day in a field. Raises: InputRefused for none."""
        day = self.day_or_none(name)
        if day is None:
            raise InputRefused("No day was entered.", "Enter a day", field=name)
        return day

    def day_or_none(self, name: str) -> date | None:
        """The day in a field. Missing: None where it was left empty. Raises: InputRefused for what is not a day."""
        told = self.entry(name)
        try:
            return date.fromisoformat(told) if told else None
        except ValueError as fault:
            message = f"“{told[:LONGEST_ECHO]}” is not a day."
            raise InputRefused(message, "Enter a day such as 2026-04-01", field=name) from fault

    def choice(self, name: str, among: Mapping[str, E]) -> E:
        """What was chosen in a list. Raises: InputRefused for what is not in it."""
        told = self.entry(name)
        if told not in among:
            raise InputRefused(f"“{told[:LONGEST_ECHO]}” is not in the list.", "Choose one of the list", field=name)
        return among[told]


def do(recording: Recording, who: Viewer, sent: Sent) -> str:
    """Do it; what was done, in a sentence.

    Raises: NotFound for what is not there and for what this viewer may not do, alike; InputRefused and Conflict, with
    nothing changed.
    """
    if sent.act not in [*OrganisationAct] or not who.does(act := OrganisationAct(sent.act)):
        raise nothing_here()
    by = By(who.name, who.role.value, recording.now(), who.origin)
    return DOES[act](recording.standards, who.reach(act), sent, by)


def _record_step(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    step = sent.choice("step", {str(int(step)): step for step in FourSteps})
    state = sent.choice("state", {state.value: state for state in RECORDED})
    review = sent.day_or_none("next_review")
    standards.record_step(scope, sent.organisation, step, state, sent.entry("evidence"), sent.day("on"), review, by)
    return f"Step {int(step)} is recorded: {StepState(state).label.lower()}."


def _record_adoption(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    adoption = sent.choice("adoption", {each.value: each for each in Adoption})
    standards.record_adoption(scope, sent.organisation, adoption, sent.entry("evidence"), sent.day("on"), by)
    return f"Adoption of the Standards is recorded: {adoption.label.lower()}."


def _record_conversation(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    told = Told(
        sent.day("on"), sent.entry("with_role"), sent.entry("agreed"), sent.entry("help"), sent.day_or_none("help_by")
    )
    standards.record_conversation(scope, sent.organisation, told, by)
    return "The conversation is recorded. The organisation sees it."


def _give_help(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    standards.give_help(scope, sent.organisation, sent.subject, sent.day("on"), by)
    return "It is recorded that the help was given."


Doing = Callable[[Standards, Scope, Sent, By], str]
DOES: Mapping[OrganisationAct, Doing] = {
    OrganisationAct.RECORD_STEP: _record_step,
    OrganisationAct.RECORD_ADOPTION: _record_adoption,
    OrganisationAct.RECORD_CONVERSATION: _record_conversation,
    OrganisationAct.GIVE_HELP: _give_help,
}
