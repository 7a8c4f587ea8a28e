"""Papers that were issued, as values: what each is, from which returns, and the digests that it is known by.

Stands at the bottom of the house because the store keeps them, papers are compared with them and screens list them.
Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Place = tuple[str, str]  # organisation, name of the period
OF_TIER = "independent tier of "  # before the code of an organisation: whose document a version is of


class Kind(StrEnum):
    """What sort of paper it is."""

    PACK = "board-pack"
    ANNUAL_REPORT = "annual-report"
    AGENDA = "forum-agenda"
    BRIEF = "tier-brief"

    @property
    def label(self) -> str:
        """What it is called."""
        return LABELS[self]

    @property
    def name(self) -> str:
        """What it is called within a sentence."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def short(self) -> str:
        """What it is called where it is clear of whom it is."""
        return self.value.rpartition("-")[2]


LABELS = {
    Kind.PACK: "Board pack",
    Kind.ANNUAL_REPORT: "Annual-report section",
    Kind.AGENDA: "Forum agenda",
    Kind.BRIEF: "Independent-tier brief",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as it is to be issued.

    Shapes: `day` is that of the board or the meeting; `about` names what it is about beside the department: the meeting
    or the organisation; `audience` is whose figures it holds, `figures_of` the day on which
    they stood so; `organisations` are those it tells of, by their codes;
    `versions` those of the returns behind its figures; `paper` is its canonical JSON, `forms` whole files by suffix.
    Missing: `period` and `about` are empty where it is of none, `organisations` where it tells of a whole department.
    """

    kind: Kind
    title: str
    day: date
    period: str
    about: str
    audience: str
    organisations: tuple[str, ...]
    figures_of: date
    versions: Mapping[Place, int]
    paper: bytes
    forms: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class KeptForm:
    """One form of an issued paper. Units: `length` in bytes; `sha256` in hexadecimal."""

    suffix: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued, and is never changed afterwards.

    Shapes: as those of `Written`; `sha256` is that of its canonical JSON.
    """

    id: str
    kind: Kind
    title: str
    day: date
    figures_of: date
    period: str
    about: str
    audience: str
    organisations: tuple[str, ...]
    versions: Mapping[Place, int]
    sha256: str
    forms: tuple[KeptForm, ...]
    who: str
    role: str
    at: datetime

    def form(self, suffix: str) -> KeptForm | None:
        """One of its forms. Missing: None where it was issued in no such form."""
        return next((form for form in self.forms if form.suffix == suffix), None)
