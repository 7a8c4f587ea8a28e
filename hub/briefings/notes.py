"""Notes of a paper: which returns a figure comes from, each set of returns numbered once. Knows no form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hub.briefings.paper import Note, Said
from hub.contract.period import Period

Place = tuple[str, str]  # organisation, name of the period


@dataclass(slots=True)
class Notes:
    """The notes of one paper while it is written.

    Shapes: `versions` are those of the returns and `names` those of organisations, by code.
    """

    versions: Mapping[Place, int]
    names: Mapping[str, str]
    used: dict[Place, int] = field(default_factory=dict)
    _numbers: dict[frozenset[Place], int] = field(default_factory=dict)

    def said(self, text: str, places: Iterable[Place]) -> Said:
        """A sentence whose figures come from the returns of these places. Missing: no note where there is none."""
        there = frozenset(place for place in places if place in self.versions)
        if not there:
            return Said(text)
        self.used.update({place: self.versions[place] for place in there})
        return Said(text, notes=(self._numbers.setdefault(there, len(self._numbers) + 1),))

    def all(self) -> tuple[Note, ...]:
        """The notes in the order of their numbers."""
        return tuple(Note(number, self._text(places)) for places, number in self._numbers.items())

    def _text(self, places: frozenset[Place]) -> str:
        by_period: dict[str, list[str]] = {}
        for organisation, period in sorted(places, key=lambda place: (Period.named(place[1]).start, self._name(place))):
            version = self.versions[organisation, period]
            by_period.setdefault(period, []).append(f"{self._name((organisation, period))}, version {version}")
        told = [f"{Period.named(period).label}: {'; '.join(of)}" for period, of in by_period.items()]
        return f"{'. '.join(told)}."

    def _name(self, place: Place) -> str:
        return self.names.get(place[0], place[0])
