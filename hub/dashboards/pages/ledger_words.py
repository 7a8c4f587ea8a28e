"""What the ledger says, in words for people. What is not known here is said in the ledger's own words."""

from __future__ import annotations

from collections.abc import Mapping

from hub.contract.period import Period
from hub.store.entries import Told
from hub.store.readings import FIGURES, LEDGER, QUESTIONS, RETURN

KINDS: Mapping[str, Mapping[str, str]] = {
    "Returns": {
        "return.accepted": "Return accepted",
        "query.explained": "Query explained",
        "return.signed_off": "Return signed off",
        "return.published": "Return published",
        "return.unlocked": "Return unlocked",
        "return.withdrawn": "Return withdrawn",
        "projection.rebuilt": "Figures made again from the documents",
    },
    "Questions": {
        "question.asked": "Question asked",
        "question.replied": "Question answered",
        "question.closed": "Question closed",
    },
    "Oversight": {
        "series.rebased": "Series begun anew",
        "series.rebase_removed": "New beginning of a series taken back",
        "failing.confirmed": "Shared failing confirmed",
        "failing.removed": "Shared failing taken back",
        "theme.confirmed": "Theme confirmed",
        "theme.merged": "Theme merged into another",
        "theme.renamed": "Theme renamed",
        "theme.dismissed": "Theme dismissed",
        "theme.reopened": "Theme made a suggestion again",
        "agenda.sent": "Theme sent to the agenda",
        "agenda.taken_back": "Theme taken back from the agenda",
    },
    "Papers": {
        "paper.issued": "Paper issued",
    },
    "Forum": {
        "meeting.arranged": "Meeting arranged",
        "meeting.moved": "Meeting changed",
        "meeting.cancelled": "Meeting cancelled",
        "meeting.attended": "Attendance recorded",
        "agenda.proposed": "Agenda proposed",
        "agenda.item_added": "Item added to an agenda",
        "agenda.item_edited": "Item of an agenda changed",
        "agenda.item_moved": "Item of an agenda moved",
        "agenda.item_removed": "Item removed from an agenda",
        "agenda.item_put_back": "Item put back on an agenda",
        "agenda.item_asked_for": "Item asked for by a member",
        "output.recorded": "Output of a meeting recorded",
        "output.done": "Action of a meeting done",
        "output.struck": "Output of a meeting struck",
    },
    "Standards": {
        "self-assessment.accepted": "Self-assessment accepted",
        "step.recorded": "One of the four steps recorded",
        "adoption.recorded": "Adoption of the Standards recorded",
        "conversation.recorded": "Conversation recorded",
        "help.given": "Promised help given",
    },
    "Independent tier": {
        "independent-tier-report.accepted": "Independent tier’s report accepted",
        "tier_meeting.planned": "Meeting with the independent tier planned",
        "tier_meeting.moved": "Meeting with the independent tier moved",
        "tier_meeting.called_off": "Meeting with the independent tier called off",
        "tier_meeting.recorded": "Meeting with the independent tier recorded",
        "tier_follow_up.recorded": "Follow-up of a meeting with the tier recorded",
        "tier_follow_up.done": "Follow-up of a meeting with the tier done",
    },
    "People": {
        "person.added": "Person added",
        "person.disabled": "Person disabled",
        "person.enabled": "Person enabled",
        "person.password_set": "Password set",
        "person.password_rehashed": "Password kept in a stronger form",
        "role.given": "Role given",
        "role.removed": "Role removed",
        "invitation.made": "Invitation made",
        "invitation.used": "Invitation used",
    },
    "Signing in": {
        "session.began": "Signed in",
        "session.role_chosen": "Role chosen",
        "session.ended": "Session ended",
        "sign_in.refused": "Sign-in refused",
    },
    "Programs": {
        "client.added": "Client added",
        "client.revoked": "Client revoked",
        "keys.rotated": "Signing key changed",
    },
    "Register": {
        "department.added": "Department added",
        "department.deadlines_set": "Deadlines set",
        "organisation.added": "Organisation added",
        "organisation.changed": "Organisation changed",
        "organisation.closed": "Organisation closed",
        "organisation.merged": "Organisation merged",
        "organisation.merger_taken_back": "Merger taken back",
        "organisation.split": "Organisation split",
        "organisation.renamed": "Organisation renamed",
        "organisation.parent_added": "Parent department added",
        "organisation.parent_removed": "Parent department removed",
        "service.added": "Shared service added",
        "service.changed": "Shared service changed",
        "service.part_told": "Part in a shared service told",
    },
    "Reading": {
        FIGURES: "Figures read",
        RETURN: "Return read",
        QUESTIONS: "Questions read",
        LEDGER: "Ledger read",
    },
}
WORDS = {what: words for kind in KINDS.values() for what, words in kind.items()}
ROLES = {
    "organisation": "the organisation’s program",
    "sender": "sender",
    "signatory": "signatory",
    "sponsor": "sponsor team",
    "operator": "operator",
    "person": "for themselves",
}


def kind_in_words(what: str) -> str:
    """What was done: `Return accepted`. Missing: the ledger's own words for what has no others, with spaces."""
    return WORDS.get(what) or what.replace(".", " ").replace("_", " ").capitalize()


def in_words(told: Told) -> str:
    """What was done in this entry, with what of its facts a reader wants at once: `Role given to anne: sponsor`."""
    words, facts = kind_in_words(told.what), told.detail
    match told.what:
        case "role.given" | "role.removed":
            to = "to" if told.what == "role.given" else "from"
            return f"{words} {to} {told.object}: {facts.get('role', '')}"
        case "organisation.renamed":
            return f"{words}: {facts.get('former_name', '')} is {facts.get('name', '')}"
        case "organisation.parent_added" | "organisation.parent_removed":
            return f"{words}: {facts.get('department', '')}"
        case "return.signed_off" if facts.get("named_role"):
            return f"{words} by: {facts['named_role']}"
    return words


def period_in_words(name: str) -> str:
    """A period: `April to June 2026`. Missing: what stands there, where it is no period that a hub has written."""
    try:
        return Period.named(name).label
    except ValueError:
        return name


def who_in_words(told: Told) -> str:
    """In which role they acted, and from where: `sponsor team, browser at 203.0.113.7`."""
    return ", ".join(filter(None, (ROLES.get(told.role, told.role), told.origin)))
