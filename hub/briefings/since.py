"""What changed since a paper was issued: the returns that were corrected, and each sentence that would be another now.

Compares two papers of one kind; computes no figure. Both hold what their audience may see, and the later one hides what
the difference would tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from hub.briefings.kept import drawn
from hub.briefings.paper import (
    Block,
    Bullets,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Place,
    Said,
    Table,
    paragraph,
    words,
)
from hub.contract.period import Period
from hub.issued import Issued
from hub.oversight.reporting import day_in_words
from hub.oversight.written import capital, how_many

NOTHING_CHANGED = (
    "Nothing changed. Every return that this paper used still counts in the version that it used, "
    "and the figures stand."
)
NO_SENTENCE = "No sentence of the paper would be another for it."
OTHERWISE = (
    "No note of the paper leads from these to a return that changed. Something was decided or recorded since, or a day "
    "has come; or they follow from many returns together."
)
NOT_THERE, GONE = "Did not stand there", "Does not stand there any more"
WITHDRAWN, NOT_USED = "Withdrawn, and none counts now", "None: it came later"
ALIKE = 0.5  # of their words: two sentences that say the same of other figures share more than that


@dataclass(frozen=True, slots=True)
class _Line:
    """One text of a paper, where it stands, and the returns that it comes from. Missing: `key` empty in no table."""

    where: str
    key: str
    text: str
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Other:
    """A text that would be another now. Missing: `then` or `now` is None where it stands in one of the papers alone."""

    where: str
    then: str | None
    now: str | None
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paper as it was issued, and as it would be now.

    Shapes: `versions` are those of the returns that count now, by place; `names` those of organisations, by code.
    """

    issued: Issued
    then: Paper
    now: Paper
    versions: Mapping[Place, int]
    names: Mapping[str, str]
    today: date


def changed_since(compared: Comparison) -> Paper:
    """The paper that says so."""
    issued, then = compared.issued, compared.then
    return Paper(
        title=f"What changed since the {issued.kind.name}",
        organisation=then.organisation,
        subtitle=then.subtitle,
        day=compared.today,
        facts=(
            ("The paper", f"{then.title}, {then.subtitle}, {day_in_words(issued.day)}"),
            ("Issued", f"As number {issued.id}, with figures as they stood on {day_in_words(issued.figures_of)}"),
            ("Known by", f"SHA-256 {issued.sha256}"),
            ("Compared on", day_in_words(compared.today)),
        ),
        blocks=tuple(_blocks(compared)),
    )


def _blocks(compared: Comparison) -> Iterator[Block]:
    moved = _moved(compared)
    others = _others(list(_lines(compared.then)), list(_lines(drawn(compared.now))))
    because = [one for one in others if one.places & moved.keys()]
    apart = [one for one in others if not one.places & moved.keys()]
    yield Heading("In short")
    yield from _in_short(moved, because)
    if moved:
        yield Heading("Returns that changed")
        yield _returns(compared, moved)
        yield Heading("What the paper says, and what it would say now")
        yield from _told(because, compared, moved) if because else (paragraph(NO_SENTENCE),)
    if apart:
        yield Heading("What else would stand otherwise")
        yield paragraph(OTHERWISE)
        yield from _told(apart, compared, {})


def _in_short(moved: Mapping[Place, tuple[int | None, int | None]], because: Sequence[_Other]) -> Iterator[Block]:
    if not moved:
        yield paragraph(NOTHING_CHANGED)
        return
    returns = how_many(len(moved), "return", "returns")
    places = how_many(len(because), "place", "places")
    yield paragraph(capital(f"{returns} changed after the paper was issued. It would read otherwise in {places}."))
    yield paragraph("The paper itself stays as it was issued: this sheet stands beside it.")


def _moved(compared: Comparison) -> dict[Place, tuple[int | None, int | None]]:
    """The versions then and now of the returns that changed, in order. Missing: None where there was or is none."""
    used, after = compared.issued.versions, compared.now.versions()
    places = sorted({*used, *after}, key=lambda place: (Period.named(place[1]).start, place))
    told = {place: (used.get(place), compared.versions.get(place)) for place in places}
    return {place: both for place, both in told.items() if both[0] != both[1]}


def _returns(compared: Comparison, moved: Mapping[Place, tuple[int | None, int | None]]) -> Table:
    rows = [
        (compared.names.get(code, code), Period.named(period).label, _version(then, NOT_USED), _version(now, WITHDRAWN))
        for (code, period), (then, now) in moved.items()
    ]
    head = ("Organisation", "Period", "Version in the paper", "Version that counts now")
    return Table("Returns that the paper used, and what became of them", head, _cells(rows), shares=(2, 2, 1.5, 1.5))


def _version(number: int | None, otherwise: str) -> str:
    return otherwise if number is None else f"Version {number}"


def _told(others: Sequence[_Other], compared: Comparison, moved: Mapping[Place, object]) -> Iterator[Table]:
    by_section: dict[str, list[_Other]] = defaultdict(list)
    for one in others:
        by_section[one.where].append(one)
    for where, of_it in by_section.items():
        rows = [
            (one.then or NOT_THERE, one.now or GONE, *([_because(one, compared, moved)] if moved else []))
            for one in of_it
        ]
        head = ("In the paper", "Now", "Stands on the return of") if moved else ("In the paper", "Now")
        caption = where if moved else f"{where}: what else"  # each table has a name of its own
        yield Table(caption, head, _cells(rows), shares=(3, 3, 2) if moved else (1, 1))


def _because(one: _Other, compared: Comparison, moved: Mapping[Place, object]) -> str:
    places = [place for place in moved if place in one.places]
    return "; ".join(f"{compared.names.get(code, code)}, {Period.named(period).label}" for code, period in places)


def _cells(rows: Iterable[Sequence[str]]) -> tuple[tuple[tuple[Said, ...], ...], ...]:
    return tuple(tuple(map(words, row)) for row in rows)


def _others(then: Sequence[_Line], now: Sequence[_Line]) -> list[_Other]:
    """What stands in one of them alone, or says something else, in the order of the earlier paper."""
    before, after = _by_place(then), _by_place(now)
    found: list[_Other] = []
    for where in dict.fromkeys((*before, *after)):
        found += _others_of(where, before.get(where, []), after.get(where, []))
    return found


def _by_place(lines: Iterable[_Line]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        found[line.where].append(line)
    return found


def _others_of(where: str, then: list[_Line], now: list[_Line]) -> Iterator[_Other]:
    known = {(line.key, line.text) for line in then} & {(line.key, line.text) for line in now}
    left = [line for line in now if (line.key, line.text) not in known]
    for line in then:
        if (line.key, line.text) in known:
            continue
        match = _counterpart(line, left)
        if match is not None:
            left.remove(match)
        places = line.places | (match.places if match else frozenset())
        yield _Other(where, _named(line), _named(match) if match else None, places)
    for line in left:
        yield _Other(where, None, _named(line), line.places)


def _named(line: _Line) -> str:
    return f"{line.key}: {line.text}" if line.key else line.text


def _counterpart(line: _Line, among: Sequence[_Line]) -> _Line | None:
    """The text that says the same of other figures. Missing: None where none does."""
    if line.key:
        return next((one for one in among if one.key == line.key), None)
    said = line.text.split()
    likes = [
        (SequenceMatcher(None, said, one.text.split(), autojunk=False).ratio(), one) for one in among if not one.key
    ]
    best = max(likes, key=lambda like: like[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def _lines(paper: Paper) -> Iterator[_Line]:
    places = {note.number: frozenset((one, period) for one, period, _ in note.versions) for note in paper.notes}
    where = ["", ""]
    for block in paper.blocks:
        if isinstance(block, Heading):
            where = [block.text, ""] if block.level == 1 else [where[0], block.text]
            continue
        for key, said in _said(block):
            numbers = {number for each in said for number in each.notes}
            text = "".join(each.text for each in said)
            yield _Line(": ".join(filter(None, where)), key, text, frozenset().union(*(places[one] for one in numbers)))


def _said(block: Block) -> Iterator[tuple[str, Sequence[Said]]]:
    match block:
        case Paragraph(said=said):
            yield "", said
        case Bullets(items=items):
            yield from (("", item) for item in items)
        case Table():
            for row in block.rows:
                yield from _cells_of(block, row)
        case Chart(spec=spec, beside=beside):
            of_it = tuple(Said("", notes=each.notes) for said in beside for each in said if each.notes)
            yield "", (Said(spec.finding), *of_it)
            yield from (("", said) for said in beside)


def _cells_of(table: Table, row: Sequence[Sequence[Said]]) -> Iterator[tuple[str, Sequence[Said]]]:
    """The cells of a row behind its name. Numbers come from every return that the row names, words from their own."""
    name = "".join(each.text for each in row[0])
    whole = tuple(Said("", notes=each.notes) for cell in row for each in cell if each.notes)
    numeric = table.numeric or (False,) * len(table.head)
    for column, cell, number in zip(table.head[1:], row[1:], numeric[1:], strict=True):
        yield f"{name}, {column}", (*cell, *whole) if number else cell
