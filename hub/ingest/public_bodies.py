"""The directory of public bodies, as the Cabinet Office publishes it: from its CSV to what each line lists.

Reads, and remarks on what it could not read; guesses nothing. What becomes of it is `hub.store.directory`.
Source: Cabinet Office, Public Bodies directory, the layout of 2023/24 (20 columns, of which nine are used).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from hub.errors import DocumentUnreadable
from hub.ingest.opening_days import opened
from hub.store.listed import Listed

NAME, DIRECTORY_ID, OPENED = "overall_alb_name", "overall_copbt_uid", "overall_date_ALB_independent"
PARENT, PARENT_SHORT = "overall_parent_department", "overall_sponsor_short_name"
CLASSIFICATION, OMBUDSMAN = "overall_classification", "accountability_ombudsman"
BODIES, DIRECT_SPONSOR = "overall_body_numbers", "overall_direct_sponsor"
COLUMNS = (NAME, DIRECTORY_ID, PARENT, PARENT_SHORT, CLASSIFICATION, OPENED, OMBUDSMAN, BODIES, DIRECT_SPONSOR)
NEEDED = {NAME: "name", PARENT: "parent department", CLASSIFICATION: "classification"}
NOT_APPLICABLE = re.compile(r"n\s*/\s*a|none|-", re.IGNORECASE)
MOST_FAULTS = 10  # told at once

Row = Mapping[str, str]


def listed_bodies(file: Path) -> list[Listed]:
    """Every body that the file lists, in its order.

    Raises: DocumentUnreadable, with the lines, for a file that is not of this layout or lists a body twice.
    """
    rows = list(_rows(_text(file.read_bytes())))
    if not rows:
        _refuse("there is no line below the column names", "Take the whole directory.")
    faults = [*_gaps(rows), *_twice(rows)]
    if faults:
        more = f" And {len(faults) - MOST_FAULTS} more." if len(faults) > MOST_FAULTS else ""
        _refuse(f"{'; '.join(faults[:MOST_FAULTS])}", f"Correct these lines; nothing was kept.{more}")
    return [_listed(line, row) for line, row in rows]


def _refuse(why: str, what_to_do: str) -> NoReturn:
    raise DocumentUnreadable(f"The directory of public bodies could not be read: {why}.", what_to_do)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        _refuse(
            f"line {line} is not in UTF-8 (byte {raw[fault.start]:#04x}), but perhaps in Windows-1252",
            "Save it as CSV UTF-8.",
        )


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Each line of values with the number of the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    names: list[str] | None = None
    try:
        for values in reader:
            line, begins = begins, reader.line_num + 1
            if names is None:
                names = [value.strip() for value in values]
                _expect_columns(names)
            elif values:
                if len(values) != len(names):
                    _refuse(
                        f"line {line} has {len(values)} values, and there are {len(names)} columns",
                        "Look for a comma or a line break inside a value without quotation marks.",
                    )
                yield line, {name: " ".join(value.split()) for name, value in zip(names, values, strict=True)}
    except csv.Error as fault:
        _refuse(f"line {begins} is not CSV ({fault})", "Save it as CSV again.")
    if names is None:
        _refuse("it is empty", "Take the whole directory.")


def _expect_columns(names: list[str]) -> None:
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        _refuse(
            f"line 1 does not name the column{'' if len(missing) == 1 else 's'} {', '.join(missing)}",
            "Take the directory of public bodies as it is published, with its line of column names.",
        )
    twice = sorted({column for column in COLUMNS if names.count(column) > 1})
    if twice:
        _refuse(f"line 1 names the column {twice[0]} twice", "Take the directory as it is published.")


def _gaps(rows: list[tuple[int, Row]]) -> Iterator[str]:
    for line, row in rows:
        for column, noun in NEEDED.items():
            if not row[column]:
                yield f"line {line} has no {noun} ({column})"


def _twice(rows: list[tuple[int, Row]]) -> Iterator[str]:
    """Bodies that are listed twice: by their ids, or where one has none, by name and department."""
    first: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        place = (row[NAME].casefold(), row[PARENT].casefold())
        keys: list[tuple[tuple[str, ...], str]] = [(place, f"the name {row[NAME]!r}")]
        if row[DIRECTORY_ID]:
            keys.append(((row[DIRECTORY_ID],), f"the id {row[DIRECTORY_ID]}"))
        for key, words in keys:
            if (other := first.setdefault(key, line)) != line:
                yield f"lines {other} and {line} both have {words}"


def _listed(line: int, row: Row) -> Listed:
    told = row[OPENED]
    began = opened(told) if told else None
    return Listed(
        line=line,
        name=row[NAME],
        directory_id=row[DIRECTORY_ID] or None,
        department=row[PARENT],
        department_short=row[PARENT_SHORT],
        kind=row[CLASSIFICATION],
        opened_on=began.on if began else None,
        opened_told=began.told if began and began.told != began.on.isoformat() else None,
        ombudsman=row[OMBUDSMAN] or None,
        remarks=tuple(_remarks(row, told, began.remark if began else None)),
    )


def _remarks(row: Row, told: str, worked_out: str | None) -> Iterator[str]:
    """What of a line the hub does not take as it stands. Missing: `worked_out` is None for an unread opening date."""
    if not row[DIRECTORY_ID]:
        yield "has no id in the directory: it is known by its name and department"
    if told and worked_out is None:
        yield f"opening date could not be placed: “{told}”"
    elif worked_out:
        yield f"opening date “{told}”: {worked_out}"
    if row[BODIES] not in ("", "1"):
        yield f"stands for {row[BODIES]} bodies; registered as one"
    if row[DIRECT_SPONSOR] and NOT_APPLICABLE.fullmatch(row[DIRECT_SPONSOR]) is None:
        yield f"direct sponsor could not be placed: “{row[DIRECT_SPONSOR]}”"
