"""M1, complaints received: how many, by service, by month, and beside what."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.model import Caseload, Cell, Exposure, JointCount, Missing, Return
from hub.dashboards import pieces, tables
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.titles import title
from hub.dashboards.pages.return_page.words import cell_in_words, date_in_words, month_in_words, status_in_words


def section(return_: Return) -> list[Node]:
    """What came in and what is still open, with the parts that the body gives."""
    received = return_.received
    parts = [title("M1"), pieces.facts([("Complaints received", cell_in_words(received.total)), *_beside(return_)])]
    if received.by_service:
        parts.append(_counts("Received by service", "Service", [(e.service, e.count) for e in received.by_service]))
    if received.monthly:
        parts.append(
            _counts("Received by month", "Month", [(month_in_words(e.month), e.count) for e in received.monthly])
        )
    return [*parts, *(pieces.paragraph(_joint(joint)) for joint in return_.joint)]


def _beside(return_: Return) -> list[tuple[str, Node]]:
    """What was open before and after, and how large the service is."""
    load, exposure, rows = return_.caseload, return_.exposure, list[tuple[str, Node]]()
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
        rows.append(("Size of the service", f"{cell_in_words(exposure.quantity)} {exposure.what} ({source})"))
    elif isinstance(exposure, Missing):
        rows.append(("Size of the service", status_in_words(exposure)))
    return rows


def _joint(joint: JointCount) -> str:
    told = f"{joint.service}: {cell_in_words(joint.count)}, counted by {joint.lead}"
    return f"Joint complaints about {told}, together with {', '.join(joint.partners)}."


def _counts(caption: str, name: str, rows: Sequence[tuple[str, Cell]]) -> Node:
    return tables.table(
        caption,
        [name, "Complaints"],
        [[tables.Cell(label), tables.Cell(cell_in_words(cell), numeric=True)] for label, cell in rows],
    )
