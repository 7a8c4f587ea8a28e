"""The demo department as a reader with the files before them would take it: documents, counts and days of receipt.

Asserts nothing, and goes round the model on purpose, so that figures are made a second way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hub.contract.period import Period

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RETURNS = FIXTURES / "demo" / "returns"
DEPARTMENT = json.loads((FIXTURES / "demo" / "department.json").read_bytes())
CODES = [body["code"] for body in DEPARTMENT["organisations"]]
QUARTERS = [Period.quarter(2023 + n // 4, n % 4 + 1).name for n in range(2, 14)]
LAST, LAST_YEAR = QUARTERS[-1], QUARTERS[-4:]
Document = dict[str, Any]


@cache
def document(code: str, name: str) -> Document:
    """One file by what it is called: `2025-26-Q4`, or `2025-26-Q4.v2` for the second version."""
    example = (code, name) == ("foreshore-commission", LAST)  # its return that has not yet been sent
    file = FIXTURES / "demo" / "example.json" if example else RETURNS / code / f"{name}.json"
    read: Document = json.loads(file.read_bytes())
    return read


def current(code: str, quarter: str) -> Document | None:
    """The return that stands for a quarter: the second version where there is one."""
    for name in (f"{quarter}.v2", quarter):
        if (RETURNS / code / f"{name}.json").is_file() or (code, name) == ("foreshore-commission", LAST):
            return document(code, name)
    return None


def standing(code: str, quarters: list[str] = QUARTERS) -> list[Document]:
    return [found for quarter in quarters if (found := current(code, quarter)) is not None]


def count(cell: Any) -> int:
    """The number in a cell; a status counts for nothing here."""
    value = cell["value"] if isinstance(cell, dict) else cell
    return value if isinstance(value, int) else 0


def about(return_: Document, subject: str) -> tuple[int, int]:
    """How often a subject is named, of how many mentions of any."""
    lines = return_["subjects"]
    return (
        sum(count(line["count"]) for line in lines if line["subject"] == subject),
        sum(count(line["count"]) for line in lines),
    )


def entry(return_: Document, id_: str) -> Document:
    (found,) = (entry for part in ("actions", "learning") for entry in return_[part] if entry["id"] == id_)
    return dict(found)


def summed(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    some, all_ = zip(*pairs, strict=True)
    return sum(some), sum(all_)


def received_on() -> dict[tuple[str, str], date]:
    """The day each file came, by body and name."""
    days = {}
    for submission in DEPARTMENT["submissions"]:
        file = Path(submission["file"])
        days[file.parent.name, file.stem] = datetime.fromisoformat(submission["received_at"]).date()
    return days
