"""Files of what a page shows, row for row. A cell can never become a formula in whoever's spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from unicodedata import category, normalize

from hub.config import UK
from hub.contract.life_cycle import Standing, State
from hub.contract.minimum_data import ITEMS
from hub.dashboards.asked import Asked
from hub.dashboards.pages import states, taken_back
from hub.dashboards.pages.compliance import chosen_rows
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.oversight.compliance import ITEM_NAMES
from hub.oversight.picture import Picture, Row
from hub.store.steps import Withdrawn

STARTS_A_FORMULA = ("=", "+", "-", "@")
NOT_SEEN = ("C", "Z", "M")  # Unicode: control and format characters, spaces, marks that change the one before


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could take it for a formula.

    Nothing that cannot be seen hides the first letter, and a full-width sign is a sign.
    """
    seen = next((place for place, letter in enumerate(text) if category(letter)[0] not in NOT_SEEN), len(text))
    controls = any(category(letter) == "Cc" for letter in text[:seen])
    is_sign = normalize("NFKC", text[seen : seen + 1]) in STARTS_A_FORMULA
    return f"'{text}" if controls or is_sign else text


def compliance_csv(
    picture: Picture,
    asked: Asked,
    standings: Mapping[str, Standing] = states.NO_STANDINGS,
    withdrawn: Withdrawals = NO_WITHDRAWALS,
) -> str:
    """The compliance table as CSV, with the period, the return and its version in every row.

    Shapes: `standings` are those of the period's returns, by return id; `withdrawn` by organisation and period.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    head = ["organisation_code", "organisation", "period", "due_on", "return_state", "why", "return_id", "version"]
    head += ["marks"]
    head += ["stands", "open_queries", "withdrawn_on", "withdrawn_why", "withdrawn_return_id"]
    head += ["to_talk_about", "items_reported", "items_asked"]
    for item in ITEMS:
        head += [f"{item} {ITEM_NAMES[item]}", f"{item} why"]
    writer.writerow(head)
    for row in chosen_rows(picture, asked):
        standing, gone = standings.get(row.return_id or ""), taken_back.of(row, picture.period, withdrawn)
        cells = [*_return(picture, row), *_stands(standing, gone), *_minimum_data(row)]
        writer.writerow([guarded(cell) for cell in cells])
    return file.getvalue()


def _return(picture: Picture, row: Row) -> list[str]:
    return [
        row.organisation.code,
        row.organisation.name,
        picture.period.name,
        picture.due_on.isoformat() if picture.due_on else "",
        row.state.label,
        row.why,
        row.return_id or "",
        str(row.version or ""),
        " ".join(row.marks),
    ]


def _stands(standing: Standing | None, gone: Withdrawn | None) -> list[str]:
    if gone:
        day = gone.step.at.astimezone(UK).date()
        return [states.label(State.WITHDRAWN), "", day.isoformat(), gone.step.why, gone.kept.id]
    return [
        states.label(standing.state) if standing else "",
        str(len(standing.open_queries)) if standing else "",
        *[""] * 3,
    ]


def _minimum_data(row: Row) -> list[str]:
    cells = [
        " ".join(row.to_talk_about),
        str(row.completeness.numerator) if row.completeness else "",
        str(row.completeness.denominator) if row.completeness else "",
    ]
    items = {state.item: state for state in row.items}
    for item in ITEMS:
        state = items.get(item)
        cells += [state.label, state.why] if state else ["No return", ""]
    return cells
