"""One return, readable: what the body reported, item by item, with its version, its proof and its other versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dash import html

from hub.config import UK
from hub.contract.codelists import codelist
from hub.contract.model import (
    Action,
    Caseload,
    Cell,
    Count,
    Exposure,
    FeedbackGroup,
    Learning,
    Measure,
    Missing,
    Outcomes,
    Return,
    Sharing,
    Timescale,
)
from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.oversight.compliance import ITEM_NAMES, STATUS_WORDS
from hub.oversight.reporting import day_in_words
from hub.store.kept import KeptReturn

GROUPS = {
    "complainants": "People who complained",
    "complained_about": "Colleagues complained about",
    "investigators": "Colleagues who investigated",
}
STATEMENTS = {
    "oral_complaints": "Oral complaints",
    "resolved_on_the_spot": "Complaints resolved on the spot",
    "letters_from_mps": "Letters from MPs",
    "requests_for_service": "Requests for service",
}
SAID = {
    "counted": "counted",
    "not_counted": "not counted",
    "not_applicable": "does not apply",
    "not_available": "not stated",
}
NOT_GIVEN = "Not given"
WITHIN_TIME = "Closed within the time promised to the complainant"


def layout(kept: KeptReturn, return_: Return, name: str, versions: Sequence[KeptReturn]) -> Node:
    """The page of one version of a return of the body called `name`."""
    return html.Div(
        [
            html.Span(name, className="govuk-caption-l"),
            html.H1(f"Return for {kept.period.label}", className="govuk-heading-l"),
            _standing(kept, versions),
            _proof(kept, return_),
            *_received(return_),
            *_subjects(return_),
            *_went_wrong(return_),
            *_actions(return_),
            *_learning(return_),
            *_feedback(return_),
            *_ombudsman(return_),
            *_rules(return_),
            *_versions(kept, versions),
        ]
    )


def cell_in_words(cell: Cell) -> str:
    """A cell as people read it: `1,204`, `1,204 (estimated)`, or why there is no number."""
    if isinstance(cell, Count):
        return f"{cell.value:,}" + (f" ({cell.mark})" if cell.mark else "")
    return status_in_words(cell) if isinstance(cell, Missing) else NOT_GIVEN


def status_in_words(status: Missing) -> str:
    """Why there is no value: `No value: the body says that it does not collect this`."""
    return f"No value: {STATUS_WORDS[status]}"


def date_in_words(text: str | None, otherwise: str = NOT_GIVEN) -> str:
    """A date of the document as people read it: `27 May 2026`."""
    return day_in_words(date.fromisoformat(text)) if text else otherwise


def moment_in_words(moment: datetime) -> str:
    """The day in the United Kingdom on which something came: `27 May 2026`."""
    return day_in_words(moment.astimezone(UK).date())


def value_in_words(value: float) -> str:
    """A value of a measure, whole: `61.5`, `1,200,000`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def month_in_words(month: str) -> str:
    """A month of the document as people read it: `May 2026`."""
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _label(name: str, code: str | None) -> str:
    entry = codelist(name).get(code or "")
    return entry.label if entry else code or ""


def _standing(kept: KeptReturn, versions: Sequence[KeptReturn]) -> Node:
    if kept.current:
        return None
    latest = next((other for other in versions if other.current), None)
    where: list[Node] = [" ", pieces.link(f"Read version {latest.version}", f"/returns/{latest.id}")] if latest else []
    return html.Div(["This version has been superseded.", *where], className="govuk-inset-text")


def _proof(kept: KeptReturn, return_: Return) -> Node:
    signed = return_.signed_off_by
    rows: list[tuple[str, Node]] = [
        ("Received", f"{moment_in_words(kept.received_at)}, version {kept.version}"),
        ("Signed off by", f"{signed.role}, {date_in_words(signed.on)}" if signed else NOT_GIVEN),
        ("Contract", f"{kept.contract} {kept.contract_version}"),
        ("SHA-256 of the document", html.Span(kept.sha256, className="hub-reference")),
    ]
    if return_.source:
        rows.append(("Where the figures come from", return_.source))
    if return_.notes:
        rows.append(("Notes", return_.notes))
    if return_.nil_return:
        rows.append(("Nil return", "Yes: the body declares that there were no complaints."))
    return pieces.facts(rows)


def _title(item: str) -> Node:
    return pieces.heading(f"{item} {ITEM_NAMES[item]}")


def _counts(caption: str, name: str, rows: Sequence[tuple[str, Cell]]) -> Node:
    return pieces.table(
        caption,
        [name, "Complaints"],
        [[pieces.Cell(label), pieces.Cell(cell_in_words(cell), numeric=True)] for label, cell in rows],
        label=f"{caption}: table",
    )


def _received(return_: Return) -> list[Node]:
    received, load, exposure = return_.received, return_.caseload, return_.exposure
    rows: list[tuple[str, Node]] = [("Complaints received", cell_in_words(received.total))]
    if isinstance(load, Caseload):
        rows += [
            ("Brought forward", cell_in_words(load.brought_forward)),
            ("Closed", cell_in_words(load.closed)),
            ("Carried forward", cell_in_words(load.carried_forward)),
        ]
    elif isinstance(load, Missing):
        rows.append(("Caseload", status_in_words(load)))
    if isinstance(exposure, Exposure):
        source = f"{exposure.source}, as at {date_in_words(exposure.as_at)}"
        size = f"{cell_in_words(exposure.quantity)} {exposure.what} ({source})"
        rows.append(("Size of the service", size))
    elif isinstance(exposure, Missing):
        rows.append(("Size of the service", status_in_words(exposure)))
    parts = [_title("M1"), pieces.facts(rows)]
    if received.by_service:
        parts.append(_counts("Received by service", "Service", [(e.service, e.count) for e in received.by_service]))
    if received.monthly:
        parts.append(
            _counts("Received by month", "Month", [(month_in_words(e.month), e.count) for e in received.monthly])
        )
    for joint in return_.joint:
        partners = ", ".join(joint.partners)
        words = f"{joint.service}: {cell_in_words(joint.count)}, counted by {joint.lead}, together with {partners}."
        parts.append(pieces.paragraph(f"Joint complaints about {words}"))
    return parts


def _subjects(return_: Return) -> list[Node]:
    subjects = return_.subjects
    if not isinstance(subjects, tuple):
        return [_title("M2"), pieces.paragraph(status_in_words(subjects) if subjects else NOT_GIVEN)]
    if not subjects:
        return [_title("M2"), pieces.paragraph("No subjects: there were no complaints.")]
    rows = [
        [
            pieces.Cell(_label("subjects", entry.subject)),
            pieces.Cell(entry.local_label),
            pieces.Cell(cell_in_words(entry.count), numeric=True),
            pieces.Cell(cell_in_words(entry.went_wrong), numeric=True),
        ]
        for entry in subjects
    ]
    head = ["Subject", "In the body's own words", "Complaints", "Something went wrong"]
    return [_title("M2"), pieces.table("Complaints by subject", head, rows, label="Complaints by subject: table")]


def _went_wrong(return_: Return) -> list[Node]:
    outcomes, timescale = return_.went_wrong.outcomes, return_.timescale
    rows: list[tuple[str, Node]] = [("Something went wrong in", cell_in_words(return_.went_wrong.count))]
    if isinstance(outcomes, Outcomes):
        rows += [
            ("Upheld in full", cell_in_words(outcomes.upheld)),
            ("Upheld in part", cell_in_words(outcomes.partly_upheld)),
            ("Not upheld", cell_in_words(outcomes.not_upheld)),
        ]
    if isinstance(timescale, Timescale):
        kept = f"{cell_in_words(timescale.within)} of {cell_in_words(timescale.promised)}"
        rows.append((WITHIN_TIME, kept))
    elif isinstance(timescale, Missing):
        rows.append((WITHIN_TIME, status_in_words(timescale)))
    return [_title("M3"), pieces.facts(rows)]


def _listed(item: str, part: object, empty: str) -> list[Node]:
    return [_title(item), pieces.paragraph(status_in_words(part) if isinstance(part, Missing) else empty)]


def _actions(return_: Return) -> list[Node]:
    if not isinstance(return_.actions, tuple) or not return_.actions:
        return _listed("M4", return_.actions, "No action is reported.")
    rows = [_action_cells(action) for action in return_.actions]
    head = ["Id", "Action", "Subject", "Remedy", "Responsible", "When"]
    return [_title("M4"), pieces.table("Actions", head, rows, label="Actions: table")]


def _action_cells(action: Action) -> list[pieces.Cell]:
    return [
        pieces.Cell(action.id),
        pieces.Cell(pieces.lines([action.what], wide=True)),
        pieces.Cell(_label("subjects", action.subject)),
        pieces.Cell(_label("remedies", action.remedy) + _times(action.number)),
        pieces.Cell(action.owner or NOT_GIVEN),
        pieces.Cell(pieces.lines([_dated("Begins", action.begins), _dated("Due", action.due), _completed(action)])),
    ]


def _dated(word: str, day: str | None) -> str:
    return f"{word} {date_in_words(day, 'not given')}"


def _completed(action: Action) -> str:
    return _dated("Completed", action.completed) if action.completed else "Not completed yet"


def _times(number: Cell) -> str:
    if isinstance(number, Count):
        return f" ({cell_in_words(number)} {'time' if number.value == 1 else 'times'})"
    return f" ({status_in_words(number)})" if number else ""


def _learning(return_: Return) -> list[Node]:
    if not isinstance(return_.learning, tuple) or not return_.learning:
        return _listed("M5", return_.learning, "No learning is reported.")
    parts: list[Node] = [pieces.heading("M5 to M7 Learning, its measure and its sharing")]
    for entry in return_.learning:
        parts += [html.H3(f"{entry.id}: {entry.identified}", className="govuk-heading-s"), _learning_facts(entry)]
    return parts


def _learning_facts(entry: Learning) -> Node:
    rows: list[tuple[str, Node]] = [("How it was used", entry.used)]
    if entry.subject:
        rows.append(("Subject", _label("subjects", entry.subject)))
    if entry.actions:
        rows.append(("Actions", ", ".join(entry.actions)))
    rows += [("M6 Measure", _measure_words(entry.measure)), ("M7 Sharing", _sharing_words(entry.sharing))]
    return pieces.facts(rows)


def _measure_words(measure: Measure | Missing | None) -> Node:
    if not isinstance(measure, Measure):
        return status_in_words(measure) if measure else NOT_GIVEN
    unit = f" {measure.unit}" if measure.unit else ""
    values = [
        f"{name} {value_in_words(value)}{unit}"
        for name, value in (("baseline", measure.baseline), ("target", measure.target), ("latest", measure.latest))
        if value is not None
    ]
    review = [f"reviewed on {date_in_words(measure.review_on)}"] if measure.review_on else []
    wanted = "Higher is better" if measure.direction == "up" else "Lower is better"
    return html.Span(
        [
            html.Strong(_sentence(measure.name)),
            f" {_sentence(measure.definition)}",
            html.Br(),
            _sentence(", ".join([wanted, *values, *review])),
        ]
    )


def _sharing_words(sharing: tuple[Sharing, ...] | Missing | None) -> Node:
    if not isinstance(sharing, tuple) or not sharing:
        return status_in_words(sharing) if isinstance(sharing, Missing) else NOT_GIVEN
    return pieces.bullets(
        [
            f"{_label('channels', each.channel)}: {each.where} ({', '.join([each.state, *_on(each)])})"
            for each in sharing
        ]
    )


def _on(sharing: Sharing) -> list[str]:
    return [date_in_words(sharing.on)] if sharing.on else []


def _feedback(return_: Return) -> list[Node]:
    return [
        _title("M8"),
        pieces.facts([(GROUPS[name], _group_words(group)) for name, group in return_.feedback.groups]),
    ]


def _group_words(group: FeedbackGroup | Missing | None) -> Node:
    if not isinstance(group, FeedbackGroup):
        return status_in_words(group) if group else NOT_GIVEN
    counts = (
        f"{cell_in_words(group.satisfied)} satisfied of {cell_in_words(group.responses)} who answered; "
        f"{cell_in_words(group.invited)} invited."
    )
    return html.Span([counts, html.Br(), group.summary]) if group.summary else counts


def _ombudsman(return_: Return) -> list[Node]:
    found = return_.ombudsman
    if isinstance(found, Missing):
        return [pieces.heading("The Ombudsman's findings"), pieces.paragraph(status_in_words(found))]
    if found is None:
        return []
    return [
        pieces.heading(f"The Ombudsman's findings, {found.year}"),
        pieces.facts(
            [
                ("Accepted for investigation", cell_in_words(found.accepted)),
                ("Reported on", cell_in_words(found.reported)),
                ("Upheld in full", cell_in_words(found.upheld)),
                ("Upheld in part", cell_in_words(found.partly_upheld)),
                ("Not upheld", cell_in_words(found.not_upheld)),
            ]
        ),
    ]


def _rules(return_: Return) -> list[Node]:
    rules = return_.counting_rules
    rows: list[tuple[str, Node]] = [
        ("Subjects per complaint", "one" if rules.subject_coding == "primary" else "several")
    ]
    rows += [(STATEMENTS[name], SAID[said]) for name, said in rules.statements]
    if rules.rounding_base > 1:
        rows.append(("Rounded at source", f"to the nearest {rules.rounding_base}"))
    if rules.explanation:
        rows.append(("Explanation", rules.explanation))
    return [pieces.heading("What this body counts"), pieces.facts(rows)]


def _versions(kept: KeptReturn, versions: Sequence[KeptReturn]) -> list[Node]:
    if len(versions) < 2:
        return []
    return [
        pieces.heading("Versions"),
        pieces.bullets([_version(other, here=other.id == kept.id) for other in versions]),
    ]


def _version(other: KeptReturn, *, here: bool) -> Node:
    words = f"Version {other.version}, received {moment_in_words(other.received_at)}"
    if here:
        return f"{words} (this page)"
    return html.Span([f"{words}: ", pieces.link(f"read version {other.version}", f"/returns/{other.id}")])
