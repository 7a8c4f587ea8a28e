"""Notes of a paper: which returns or records a figure comes from, each numbered once. Knows no form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hub.briefings.paper import Note, Place, Said
from hub.contract.period import Period
from hub.oversight.written import listed


@dataclass(slots=True)
class Notes:
    """The notes of one paper while it is written.

    Shapes: `versions` are those of the returns and `names` those of organisations, by code.
    """

    versions: Mapping[Place, int]
    names: Mapping[str, str]
    used: dict[Place, int] = field(default_factory=dict)
    _numbers: dict[frozenset[Place] | str, int] = field(default_factory=dict)

    def said(self, text: str, places: Iterable[Place]) -> Said:
        """A sentence whose figures come from the returns of these places. Missing: no note where there is none."""
        there = frozenset(place for place in places if place in self.versions)
        if not there:
            return Said(text)
        self.used.update({place: self.versions[place] for place in there})
        return self._noted(text, there)

    def recorded(self, text: str, record: str) -> Said:
        """A sentence whose figures come from something else than returns, which `record` names with its day."""
        return self._noted(text, record)

    def _noted(self, text: str, source: frozenset[Place] | str) -> Said:
        return Said(text, notes=(self._numbers.setdefault(source, len(self._numbers) + 1),))

    def all(self) -> tuple[Note, ...]:
        """The notes in the order of their numbers."""
        return tuple(
            Note(number, source)
            if isinstance(source, str)
            else Note(number, self._text(source), tuple((*place, self.versions[place]) for place in sorted(source)))
            for source, number in self._numbers.items()
        )

    def _text(self, places: frozenset[Place]) -> str:
        """Each span of periods with the organisations that it is of, those of one version together."""
        of_spans: dict[str, dict[int, list[str]]] = {}
        for first, last, count, version, name in sorted(self._runs(places)):
            of_spans.setdefault(_span(first, last, count), {}).setdefault(version, []).append(name)
        told = (
            f"{span}: {'; '.join(f'{listed(names)}, version {version}' for version, names in of.items())}"
            for span, of in of_spans.items()
        )
        return f"{'. '.join(told)}."

    def _runs(self, places: frozenset[Place]) -> Iterator[tuple[Period, Period, int, int, str]]:
        """Periods in a row of one organisation in one version: the first, the last, how many, version and name."""
        of_each: dict[str, list[Period]] = {}
        for organisation, named in sorted(places):
            of_each.setdefault(organisation, []).append(Period.named(named))
        for organisation, periods in of_each.items():
            run: list[Period] = []
            for period in sorted(periods):
                if run and not self._goes_on(organisation, run[-1], period):
                    yield self._run(organisation, run)
                    run = []
                run.append(period)
            yield self._run(organisation, run)

    def _goes_on(self, organisation: str, before: Period, period: Period) -> bool:
        same = self.versions[organisation, before.name] == self.versions[organisation, period.name]
        return same and before.following() == period

    def _run(self, organisation: str, run: Sequence[Period]) -> tuple[Period, Period, int, int, str]:
        place = organisation, run[0].name
        return run[0], run[-1], len(run), self.versions[place], self._name(place)

    def _name(self, place: Place) -> str:
        return self.names.get(place[0], place[0])


def _span(first: Period, last: Period, count: int) -> str:
    if first == last:
        return first.label
    return f"{first.start:%B %Y} to {last.last_day:%B %Y}, each of {count} {first.kind}s"
