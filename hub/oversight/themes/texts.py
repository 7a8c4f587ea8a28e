"""Where the texts of a theme stand, and which challenges several bodies raise. Reads no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.themes.theme import Part, Place

Told = Mapping[str, Sequence[tuple[Period, Narrative]]]  # by organisation, the oldest period first
SEVERAL = 2  # bodies that raise a challenge: enough to put them in touch


class Texts:
    """The places of learning and challenges of some periods."""

    def __init__(self, told: Told, periods: Iterable[Period]) -> None:
        wanted = frozenset(period.name for period in periods)
        self._told = {
            organisation: [(name, narrative) for period, narrative in returns if (name := period.name) in wanted]
            for organisation, returns in told.items()
        }

    def of(self, subject: str, bodies: Iterable[str]) -> tuple[Place, ...]:
        """What these bodies wrote about a subject."""
        return tuple(
            [
                Place(body, period, part, one.id)
                for body in bodies
                for period, narrative in self._told.get(body, ())
                for part, told in ((Part.LEARNING, narrative.learning), (Part.CHALLENGES, narrative.challenges))
                for one in told or ()
                if one.subject == subject
            ]
        )

    def challenges(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """The subjects of which several bodies raise a challenge, with the challenges."""
        raised: dict[str, list[Place]] = {}
        for organisation, returns in self._told.items():
            for period, narrative in returns:
                for one in narrative.challenges or ():
                    if one.subject:
                        raised.setdefault(one.subject, []).append(Place(organisation, period, Part.CHALLENGES, one.id))
        for subject, places in raised.items():
            if len({place.organisation for place in places}) >= SEVERAL:
                yield subject, tuple(places)
