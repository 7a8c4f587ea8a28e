"""What the sponsor team records about an organisation on its page, each an act of the table `hub.auth.permissions`.

Reads what was entered; whether it can be recorded, the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.auth.permissions import OrganisationAct, Viewer
from hub.contract.four_steps import RECORDED, Adoption, FourSteps, StepState
from hub.dashboards.sent import Sent
from hub.errors import nothing_here
from hub.scope import Scope
from hub.store.ledger import By
from hub.store.standards import Standards, Told


@dataclass(frozen=True, slots=True)
class Recording:
    """Where it is kept, and what time it is."""

    standards: Standards
    now: Callable[[], datetime]


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
    standards.record_step(scope, sent.about, step, state, sent.entry("evidence"), sent.day("on"), review, by)
    return f"Step {int(step)} is recorded: {StepState(state).label.lower()}."


def _record_adoption(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    adoption = sent.choice("adoption", {each.value: each for each in Adoption})
    standards.record_adoption(scope, sent.about, adoption, sent.entry("evidence"), sent.day("on"), by)
    return f"Adoption of the Standards is recorded: {adoption.label.lower()}."


def _record_conversation(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    told = Told(
        sent.day("on"), sent.entry("with_role"), sent.entry("agreed"), sent.entry("help"), sent.day_or_none("help_by")
    )
    standards.record_conversation(scope, sent.about, told, by)
    return "The conversation is recorded. The organisation sees it."


def _give_help(standards: Standards, scope: Scope, sent: Sent, by: By) -> str:
    standards.give_help(scope, sent.about, sent.subject, sent.day("on"), by)
    return "It is recorded that the help was given."


Doing = Callable[[Standards, Scope, Sent, By], str]
DOES: Mapping[OrganisationAct, Doing] = {
    OrganisationAct.RECORD_STEP: _record_step,
    OrganisationAct.RECORD_ADOPTION: _record_adoption,
    OrganisationAct.RECORD_CONVERSATION: _record_conversation,
    OrganisationAct.GIVE_HELP: _give_help,
}
