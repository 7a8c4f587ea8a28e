"""What a directory of public bodies lists, and what the register makes of it: values, and the codes that names give.

Reads and writes nothing; which body of the register a listed one is decides `hub.store.matching`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from hub.contract.fields import LONGEST_PATTERN
from hub.store.registered import Department, RelatedOrganisation

NAMELESS = "body"  # the code of a name without a letter or a number that a code can have
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_APOSTROPHES = re.compile("['’‘]")


@dataclass(frozen=True, slots=True)
class Listed:
    """One body, as a line of a directory lists it.

    Shapes: `opened_on` is the first day that its opening date can mean, `opened_told` as much of it as was told, where
    that is less than a day; `remarks` say what of the line cannot be taken as it stands.
    Missing: None, and the empty `department_short`, where the line tells nothing, or nothing that can be read.
    """

    line: int
    name: str
    directory_id: str | None
    department: str
    department_short: str
    kind: str
    opened_on: date | None = None
    opened_told: str | None = None
    ombudsman: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not taken as it stands, of which body, on which line."""

    line: int
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about a body that was registered before.

    Shapes: `columns` are the new values of its row, but for its name.
    Missing: `name` is None where it stays.
    """

    code: str
    name: str | None = None
    columns: Mapping[str, str | date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a directory changes in the register.

    Shapes: `gone` were listed in an earlier edition, are not in this one, and are open.
    """

    departments: tuple[Department, ...]
    added: tuple[RelatedOrganisation, ...]
    changed: tuple[Change, ...]
    unchanged: int
    remarks: tuple[Remark, ...]
    gone: tuple[RelatedOrganisation, ...]


def same_words(text: str) -> str:
    """What is left of a name when it no longer matters how it is spelled: case, `&`, points, accents, a leading The."""
    words = _words(text)
    return "-".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def code_of(name: str) -> str:
    """The code that a name gives: its words, without The and what is in brackets, as many as fit."""
    code = same_words(_IN_BRACKETS.sub("", name)) or same_words(name) or NAMELESS
    if len(code) > LONGEST_PATTERN:
        code = code[: LONGEST_PATTERN + 1].rpartition("-")[0] or code[:LONGEST_PATTERN]
    return code


def new_code(name: str, department: str, taken: Collection[str]) -> str:
    """A code that nobody has: that of the name, else with the department's, else with a number."""
    return next(code for code in _codes(code_of(name), department) if code not in taken)


def _codes(code: str, department: str) -> Iterator[str]:
    yield code
    yield _with(code, department)
    for number in count(2):
        yield _with(code, str(number))


def _with(code: str, more: str) -> str:
    return f"{code[: LONGEST_PATTERN - len(more) - 1].rstrip('-')}-{more}"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).replace("&", " and ")).casefold()
    return re.findall("[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
