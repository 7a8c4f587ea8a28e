"""What a paper is: headings, sentences, tables and charts, each figure with a note of the returns that it comes from.

One value, from which every form is written, so that no form can say what another does not. Knows no form and no trade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hub.charts.bars import StackedBars
from hub.charts.funnel import FunnelChart
from hub.charts.time import TimeChart

Place = tuple[str, str]  # organisation, name of the period


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart that was drawn before: what is kept of one, so that no later hub draws it otherwise.

    Units: as wide and high as it was drawn, in pixels of 1/96 inch.
    """

    finding: str
    svg: str
    width: int
    height: int


Spec = StackedBars | FunnelChart | TimeChart | Drawn


class Look(StrEnum):
    """How a piece of a sentence stands out. Nothing rests on it alone."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence. Missing: without `notes` it comes from no return; without `to` it leads nowhere."""

    text: str
    look: Look = Look.PLAIN
    notes: tuple[int, ...] = ()
    to: str = ""


Words = str | Said | Sequence["str | Said"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Units: `level` 1 is that of a section; the title of the paper stands above it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list in which the order says nothing."""

    items: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows.

    Shapes: every row has a cell for each of `head`; `numeric` says of each column whether it holds numbers.
    Missing: `shares`, how wide columns are beside one another, is empty where they share alike by what they hold.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Said, ...], ...], ...]
    numeric: tuple[bool, ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, with what belongs beside it. Its finding is its title, and its words for who cannot see it."""

    spec: Spec
    kind: str
    beside: tuple[tuple[Said, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write in. Units: `lines` of a hand's height."""

    label: str
    lines: int


Block = Heading | Paragraph | Bullets | Table | Chart | Room


@dataclass(frozen=True, slots=True)
class Note:
    """Where figures come from: what stands behind a number in brackets.

    Shapes: `versions` are those of the returns that it names, by organisation and name of the period.
    Missing: empty for a note that names none.
    """

    number: int
    text: str
    versions: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    Shapes: `facts` stand under the title, each a name and what it is; `notes` are numbered from 1.
    Units: `day` is that which the paper is of; no form holds the moment in which it was written.
    """

    title: str
    organisation: str
    subtitle: str
    day: date
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    language: str = field(default="en-GB", init=False)

    def charts(self) -> tuple[Chart, ...]:
        """Its charts, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))

    def versions(self) -> dict[Place, int]:
        """The versions of the returns that its figures come from, by their places, in order."""
        told = {(one, period): version for note in self.notes for one, period, version in note.versions}
        return dict(sorted(told.items()))


def words(said: Words) -> tuple[Said, ...]:
    """Pieces of a sentence out of what is handy to write."""
    if isinstance(said, str):
        return (Said(said),)
    if isinstance(said, Said):
        return (said,)
    return tuple(Said(each) if isinstance(each, str) else each for each in said)


def paragraph(said: Words) -> Paragraph:
    """A paragraph of these words."""
    return Paragraph(words(said))


def bullets(items: Sequence[Words]) -> Bullets:
    """A list of these."""
    return Bullets(tuple(words(item) for item in items))


def in_text(said: Sequence[Said]) -> str:
    """A sentence as letters alone, its notes in brackets."""
    return "".join(f"{each.text}{marks(each)}" for each in said)


def marks(said: Said) -> str:
    """The numbers of its notes: `[3][4]`. Missing: empty."""
    return "".join(f"[{number}]" for number in said.notes)


def text_of(paper: Paper) -> Iterator[str]:
    """Every text of a paper, in the order in which it is read: what each form must hold."""
    yield from (paper.organisation, paper.title, paper.subtitle)
    for name, what in paper.facts:
        yield from (name, what)
    for block in paper.blocks:
        yield from _texts(block)
    if paper.notes:
        yield NOTES
    for note in paper.notes:
        yield f"[{note.number}] {note.text}"


NOTES = "Where the figures come from"


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Room(label=text):
            yield text
        case Paragraph(said=said):
            yield in_text(said)
        case Bullets(items=items):
            yield from map(in_text, items)
        case Table(caption=caption, head=head, rows=rows):
            yield caption
            yield from head
            for row in rows:
                yield from map(in_text, row)
        case Chart(spec=spec, beside=beside):
            yield spec.finding
            yield from map(in_text, beside)
