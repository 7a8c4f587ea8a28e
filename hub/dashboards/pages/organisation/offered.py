"""The forms that the page of an organisation offers: what its reader's role includes and its scope reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hub.auth.permissions import OrganisationAct, Viewer
from hub.contract.four_steps import RECORDED, Adoption, FourSteps
from hub.dashboards.addresses import organisation_address
from hub.dashboards.forms import CHOICE, DAY, LINE, Field, Form, Option
from hub.dashboards.one_organisation import OrganisationRead

NO_PERSON = "A role, not a name. For example, Head of complaints."
NOBODY_NAMED = "Leave out anything that names a person."


def forms(read: OrganisationRead, viewer: Viewer) -> dict[str, Form]:
    """Every form of the page, by its id."""
    return {form.id: form for form in _all(read) if _is_theirs(OrganisationAct(form.act), read, viewer)}


def _is_theirs(act: OrganisationAct, read: OrganisationRead, viewer: Viewer) -> bool:
    return viewer.does(act) and viewer.reach(act).reaches(read.body.department, read.body.code)


def _all(read: OrganisationRead) -> Iterator[Form]:
    address, today = organisation_address(read.body.code), read.standards.today
    yield _step(address, today)
    yield _adoption(address, today)
    yield _conversation(address, today)
    for one in read.standards.conversations:
        if one.waits_for_help:
            yield Form(
                act=OrganisationAct.GIVE_HELP,
                address=address,
                subject=one.id,
                button="Record that this help was given",
                summary="Record that this help was given",
                fields=(_on("Day on which it was given", today),),
            )


def _step(address: str, today: date) -> Form:
    steps = (Option("", "", "Choose a step"), *(Option("", str(int(s)), f"{int(s)}: {s.label}") for s in FourSteps))
    states = (Option("", "", "Choose a state"), *(Option("", state.value, state.label) for state in RECORDED))
    return Form(
        act=OrganisationAct.RECORD_STEP,
        address=address,
        button="Record this step",
        summary="Record one of the four steps",
        says="What was recorded before stays on record. The organisation sees what you record.",
        fields=(
            Field("step", "Step", CHOICE, blank="Choose a step", options=steps),
            Field("state", "How far the organisation is", CHOICE, blank="Choose a state", options=states),
            Field(
                "evidence",
                "Evidence",
                hint=f"What shows it, and where it can be seen. {NOBODY_NAMED}",
                blank="Enter the evidence",
            ),
            _on("Day on which it was so", today),
            Field("next_review", "Next review (optional)", DAY, hint="From that day on the review is due."),
        ),
    )


def _adoption(address: str, today: date) -> Form:
    states = (Option("", "", "Choose a state"), *(Option("", one.value, one.label) for one in Adoption))
    return Form(
        act=OrganisationAct.RECORD_ADOPTION,
        address=address,
        button="Record the adoption",
        summary="Record the adoption of the Standards",
        fields=(
            Field("adoption", "Adoption of the Standards", CHOICE, blank="Choose a state", options=states),
            Field("evidence", "Evidence", hint=NOBODY_NAMED, blank="Enter the evidence"),
            _on("Day on which it was so", today),
        ),
    )


def _conversation(address: str, today: date) -> Form:
    return Form(
        act=OrganisationAct.RECORD_CONVERSATION,
        address=address,
        button="Record this conversation",
        summary="Record a conversation",
        says="The organisation sees what you record.",
        fields=(
            _on("Day of the conversation", today),
            Field("with_role", "With whom", LINE, NO_PERSON, "Enter the role of the person you spoke to"),
            Field("agreed", "What was agreed", hint=NOBODY_NAMED, blank="Enter what was agreed"),
            Field("help", "Help that the department promised (optional)", blank="Enter the help that was promised"),
            Field("help_by", "Day by which the help was promised (optional)", DAY),
        ),
    )


def _on(label: str, today: date) -> Field:
    return Field("on", label, DAY, blank="Enter a day", value=today.isoformat())
