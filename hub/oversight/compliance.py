"""Which of the minimum data M1 to M8 a body reports, in words, and what a sponsor should talk to it about.

Judges one return by itself. A body that reports an item badly is a reason for a conversation, never a mark.
Source: PHSO, The role of parent departments; the items are numbered as in docs/glossary.md.
"""

from __future__ import annotations

from typing import NamedTuple

from hub.contract.figures import Figures
from hub.contract.minimum_data import ItemReport, Reported
from hub.contract.model import Missing, number
from hub.oversight.reporting import Rate, ReturnState

ITEM_NAMES = {
    "M1": "Complaints received",
    "M2": "Subject matter",
    "M3": "Something went wrong",
    "M4": "Action taken",
    "M5": "Learning",
    "M6": "How improvement is measured",
    "M7": "Sharing with service users",
    "M8": "Feedback on complaint handling",
}
STATE_WORDS = {
    Reported.FULLY: "Reported",
    Reported.PARTLY: "Partly",
    Reported.NOT: "Not reported",
    Reported.NOT_APPLICABLE: "Nothing to report",
}
STATUS_WORDS = {
    Missing.NOT_COLLECTED: "the body says it does not collect this",
    Missing.NOT_APPLICABLE: "the body says it does not apply",
    Missing.NOT_AVAILABLE: "the body says it is not available",
    Missing.SUPPRESSED_AT_SOURCE: "the body holds it back to protect people",
}
THINGS = {  # one, several: what an item counts when it is reported
    "M2": ("subject", "subjects"),
    "M4": ("action", "actions"),
    "M5": ("piece of learning", "pieces of learning"),
}


LEARNING_IS = {  # of one piece, of several, of one that is not
    "M6": ("names a measure", "name a measure", "names no measure"),
    "M7": ("is, or will be, shared", "are, or will be, shared", "is not shared"),
}
GROUPS = {
    "complainants": "people who complained",
    "complained_about": "colleagues complained about",
    "investigators": "colleagues who investigated",
}


class ItemState(NamedTuple):  # eight of each body
    """One minimum-data item of one return: how far it is reported, and why the hub says so."""

    item: str
    reported: Reported
    why: str

    @property
    def name(self) -> str:
        """What the item is called."""
        return ITEM_NAMES[self.item]

    @property
    def label(self) -> str:
        """The state as people read it."""
        return STATE_WORDS[self.reported]


def _counted(report: ItemReport) -> str:
    one, several = THINGS[report.item]
    if report.have < report.of:
        return f"{report.have} of {report.of} {several} {'has' if report.have == 1 else 'have'} a number."
    return f"{report.of} {one if report.of == 1 else several}."


def _reported_why(report: ItemReport, figures: Figures) -> str:
    match report.item:
        case "M1":
            return f"{number(figures.received):,} received."
        case "M3":
            return _went_wrong_words(figures)
        case "M6" | "M7":
            return _learning_words(report)
        case "M8":
            return _feedback_words(report, figures)
    return _counted(report) if figures.subjects or report.item != "M2" else "No complaints, so no subjects."


def _went_wrong_words(figures: Figures) -> str:
    wrong, closed = number(figures.went_wrong), number(figures.closed)
    if wrong is None:
        return ""
    if closed is None:
        return f"{_complaints(wrong)}."
    return f"{Rate(wrong, closed)} closed {'complaint' if closed == 1 else 'complaints'}."


def _learning_words(report: ItemReport) -> str:
    """How many pieces of learning name a measure (M6), or are shared (M7)."""
    singular, plural, never = LEARNING_IS[report.item]
    if report.of == 1:
        return f"The one piece of learning {singular if report.have else never}."
    return f"{report.have} of {report.of} pieces of learning {singular if report.have == 1 else plural}."


def _feedback_words(report: ItemReport, figures: Figures) -> str:
    """How many groups were heard, and why the others were not, where the body says so."""
    unheard: dict[Missing, list[str]] = {}
    for group, (answered, _) in figures.feedback.items():
        if isinstance(answered, Missing) and answered is not Missing.NOT_APPLICABLE:
            unheard.setdefault(answered, []).append(GROUPS[group])
    if not report.have and len(unheard) == 1 and sum(map(len, unheard.values())) == report.of:
        return f"No value: {STATUS_WORDS[next(iter(unheard))]}."
    heard = f"{report.have or 'None'} of {report.of} {'group' if report.of == 1 else 'groups'} heard."
    return " ".join([heard, *(f"No value from {', '.join(who)}: {STATUS_WORDS[why]}." for why, who in unheard.items())])


def _complaints(count: int) -> str:
    return "1 complaint" if count == 1 else f"{count:,} complaints"


def item_states(figures: Figures) -> tuple[ItemState, ...]:
    """The eight items of one return, each with its reason."""
    return tuple(ItemState(report.item, report.reported, _why(report, figures)) for report in figures.minimum_data)


def _why(report: ItemReport, figures: Figures) -> str:
    if report.status is not None:
        return f"No value: {STATUS_WORDS[report.status]}."
    if report.reported in (Reported.FULLY, Reported.PARTLY):
        return _reported_why(report, figures)
    if report.reported is Reported.NOT_APPLICABLE:
        return "Nothing went wrong, so no action was needed." if report.item == "M4" else "No complaints in the period."
    if report.item == "M8":
        return _feedback_words(report, figures)
    if report.item in ("M6", "M7"):
        return _learning_words(report) if report.of else "No learning, so nothing to measure or share."
    return "The list is empty."


def completeness(states: tuple[ItemState, ...]) -> Rate:
    """How many of the items that can arise are reported in full."""
    asked = [state for state in states if state.reported is not Reported.NOT_APPLICABLE]
    return Rate(sum(state.reported is Reported.FULLY for state in asked), len(asked))


def to_talk_about(state: ReturnState, items: tuple[ItemState, ...], figures: Figures | None) -> tuple[str, ...]:
    """Why a conversation with this body is due; empty when the return gives no reason for one."""
    reasons = []
    if state is ReturnState.MISSING:
        reasons.append("The return is missing.")
    if state is ReturnState.LATE:
        reasons.append("The return came late.")
    if figures is not None:
        reasons.extend(_from_figures(items, figures))
    return tuple(reasons)


def _from_figures(items: tuple[ItemState, ...], figures: Figures) -> list[str]:
    by_item = {state.item: state for state in items}
    wrong, reasons = number(figures.went_wrong), []
    if wrong and by_item["M4"].reported is Reported.NOT:
        reasons.append(f"Something went wrong in {_complaints(wrong)} and no action is reported.")
    silent = [
        state.name.lower() for state in items if state.reported is Reported.NOT and not (state.item == "M4" and wrong)
    ]
    if silent:
        reasons.append(f"Not reported: {', '.join(silent)}.")
    partly = [state.name.lower() for state in items if state.reported is Reported.PARTLY]
    if partly:
        reasons.append(f"Partly reported: {', '.join(partly)}.")
    return reasons
