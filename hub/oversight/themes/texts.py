"""Where the texts of a theme stand, and which challenges several bodies raise. Reads no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.themes.theme import Part, Place

Told = Mapping[str, Sequence[tuple[Period, Narrative]]]  # by organisation, the oldest period first
SEVERAL = 2  # bodies that raise a challenge: enough to put them in touch


class Texts:
    """The places of learning and challenges of some periods, by subject and body."""

    def __init__(self, told: Told, periods: Iterable[Period]) -> None:
        self._by_subject: dict[str, dict[str, list[Place]]] = {}
        wanted = frozenset(periods)
        for organisation, returns in told.items():
            for period, narrative in returns:
                if period in wanted:
                    for subject, part, id_ in _texts(narrative):
                        places = self._by_subject.setdefault(subject, {}).setdefault(organisation, [])
                        places.append(Place(organisation, period.name, part, id_))

    def of(self, subject: str, bodies: Iterable[str]) -> tuple[Place, ...]:
        """What these bodies wrote about a subject."""
        there = self._by_subject.get(subject, {})
        return tuple([place for body in bodies for place in there.get(body, ())])

    def challenges(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """The subjects of which several bodies raise a challenge, with the challenges."""
        for subject, there in self._by_subject.items():
            raised = [place for places in there.values() for place in places if place.part is Part.CHALLENGES]
            if len({place.organisation for place in raised}) >= SEVERAL:
                yield subject, tuple(raised)


def _texts(narrative: Narrative) -> Iterator[tuple[str, Part, str]]:
    for learning in narrative.learning or ():
        if learning.subject:
            yield learning.subject, Part.LEARNING, learning.id
    for challenge in narrative.challenges or ():
        if challenge.subject:
            yield challenge.subject, Part.CHALLENGES, challenge.id
