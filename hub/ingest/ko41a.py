"""NHS written complaints, collection KO41a, organisation level: from the published columns to returns.

Counts are taken as they stand, in the collection's own words beside the hub's codes; what the collection does not ask
for is `not_available`. Decides nothing: the returns are judged as any others.
Source: NHS England, Data on Written Complaints in the NHS, the layout of 2024-25 (86 columns).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from hub.contract.model import Document
from hub.contract.period import Period
from hub.errors import DocumentUnreadable
from hub.ingest.ko41a_columns import CASELOAD, OUTCOMES, SERVICES, SUBJECTS, TOTALS

FILE_ENCODING = "utf-8-sig"  # with or without a byte order mark
TEXT_COLUMNS = ("Year", "Organisation_Code")
COUNT_COLUMNS = (*CASELOAD.values(), "Complaints_Total_New", *OUTCOMES.values(), *SERVICES, *SUBJECTS, *TOTALS)
SITE_COLUMN = "Site_Code"
NOT_ASKED = "not_available"
NOTES = (
    "Made from published figures. Age groups, status of the person, and professions are in the collection and not in "
    "this return. A complaint can have several subjects, and services are not exclusive of each other."
)

Row = Mapping[str, str]


def returns_from_ko41a(path: Path) -> list[dict[str, Any]]:
    """One yearly return for each organisation of the file, in its order.

    Shapes: documents of contract `complaints-return` 1.0; an organisation's code is `nhs-` and its ODS code.
    Raises: DocumentUnreadable, naming line and column, for a file that is not of this layout.
    """
    returns, seen = [], set[tuple[str, str]]()
    for line, row in _rows(path):
        document = _return(line, row)
        key = (document["organisation"], document["period"]["name"])
        if key in seen:
            _refuse(f"line {line} tells of {key[0]} in {key[1]} a second time", "Keep one line for each organisation.")
        seen.add(key)
        returns.append(document)
    if not returns:
        _refuse("there is no line below the column names", "Take the whole organisation-level file.")
    return returns


def _refuse(why: str, what_to_do: str) -> NoReturn:
    raise DocumentUnreadable(f"The KO41a file could not be read: {why}.", what_to_do)


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding=FILE_ENCODING, newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            _check_columns(reader.fieldnames or ())
            for row in reader:
                if None in row or None in row.values():
                    _refuse(
                        f"line {reader.line_num} has more or fewer values than there are columns",
                        "Look for a comma or a line break inside a value without quotation marks.",
                    )
                yield reader.line_num, row
        except UnicodeDecodeError:
            _refuse("it is not in UTF-8", "Save it as CSV in UTF-8.")
        except csv.Error as fault:
            _refuse(f"line {reader.line_num} is not CSV ({fault})", "Save it as CSV again.")


def _check_columns(given: Any) -> None:
    if SITE_COLUMN in given:
        _refuse(f"it has the column {SITE_COLUMN} and so counts each site", "Take the organisation-level file.")
    missing = [column for column in (*TEXT_COLUMNS, *COUNT_COLUMNS) if column not in given]
    if missing:
        _refuse(
            f"the column {missing[0]} is missing" + (f", and {len(missing) - 1} more" if len(missing) > 1 else ""),
            "Take the organisation-level file with its first line, the names of the columns.",
        )


def _return(line: int, row: Row) -> dict[str, Any]:
    counts = {column: _count(line, column, row[column]) for column in COUNT_COLUMNS}
    _check_totals(line, counts)
    period, year = _period(line, row["Year"]), row["Year"].strip()
    return {
        "contract": "complaints-return",
        "contract_version": "1.0",
        "organisation": _organisation(line, row["Organisation_Code"]),
        "period": {"name": period.name, "start": period.start.isoformat(), "end": period.last_day.isoformat()},
        "nil_return": False,
        "signed_off_by": {
            "role": "Not signed off: made from published figures",
            "on": period.last_day.isoformat(),
        },
        "source": f"NHS England, Data on Written Complaints in the NHS {year}, KO41a, organisation level",
        "notes": NOTES,
        "counting_rules": {"subject_coding": "multiple", **_statements()},
        "received": _received(counts),
        "caseload": {name: counts[column] for name, column in CASELOAD.items()},
        "subjects": [
            {"subject": subject, "local_label": label, "count": counts[column]}
            for column, (subject, label) in SUBJECTS.items()
        ],
        "went_wrong": _went_wrong(counts),
        "actions": NOT_ASKED,
        "learning": NOT_ASKED,
        "feedback": dict.fromkeys(("complainants", "complained_about", "investigators"), NOT_ASKED),
    }


def _statements() -> Document:
    return {
        "oral_complaints": NOT_ASKED,
        "resolved_on_the_spot": NOT_ASKED,
        "letters_from_mps": NOT_ASKED,
        "requests_for_service": NOT_ASKED,
        "explanation": "The collection counts written complaints.",
    }


def _received(counts: Mapping[str, int]) -> Document:
    return {
        "total": counts["Complaints_Total_New"],
        "services_exhaustive": False,
        "by_service": [{"service": label, "count": counts[column]} for column, label in SERVICES.items()],
    }


def _went_wrong(counts: Mapping[str, int]) -> Document:
    outcomes = {name: counts[column] for name, column in OUTCOMES.items()}
    return {"count": outcomes["upheld"] + outcomes["partly_upheld"], "outcomes": outcomes}


def _count(line: int, column: str, text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        _refuse(
            f"line {line}, column {column} holds “{digits[:20]}”, which is not a whole number",
            "Give the number in digits alone; what was not published cannot be imported as a number.",
        )
    return int(digits)


def _check_totals(line: int, counts: Mapping[str, int]) -> None:
    for column, parts in TOTALS.items():
        together = sum(counts[part] for part in parts)
        if counts[column] != together:
            _refuse(
                f"line {line}, column {column} is {counts[column]}, and its parts add up to {together}",
                "Compare the line with the published file: a column may have moved.",
            )


def _period(line: int, text: str) -> Period:
    try:
        period = Period.named(text.strip())
    except ValueError:
        _refuse_year(line, text)
    return period if period.kind == "year" else _refuse_year(line, text)


def _refuse_year(line: int, text: str) -> NoReturn:
    _refuse(f"line {line}, column Year holds “{text[:20]}”, which is not a year", "Name it as in 2024-25.")


def _organisation(line: int, text: str) -> str:
    code = text.strip().lower()
    if not (code.isascii() and code.isalnum()):
        _refuse(
            f"line {line}, column Organisation_Code holds “{text[:20]}”, which is not an ODS code",
            "Give the organisation's ODS code, such as RDY.",
        )
    return f"nhs-{code}"
