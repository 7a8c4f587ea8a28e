"""Themes in the order in which a forum could take them: breadth, then change, then harm. No sum of the three."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.forum.material import AgendaMaterial
from hub.oversight.questions import OWN
from hub.oversight.reporting import Rate
from hub.oversight.themes.decided import Heading
from hub.oversight.written import how_many

NOT_KNOWN = "How often something went wrong in them cannot be shown"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A theme with what it is ranked by.

    Units: `harm` is how many of the decided complaints of its bodies went wrong, as far as it may be shown; `told_by`
    of its bodies tell it.
    """

    heading: Heading
    harm: Rate
    told_by: int

    @property
    def breadth(self) -> int:
        """How many organisations are in it."""
        return len(self.heading.organisations)

    @property
    def change(self) -> int:
        """How much its figures say that it rose."""
        return self.heading.told_as.strength

    def in_words(self) -> str:
        """Breadth, change and harm in a sentence."""
        broad = how_many(self.breadth, "organisation", "organisations")
        return f"{broad} in it; {self.heading.told_as.label.lower()}; {self._harm()}.".capitalize()

    def _harm(self) -> str:
        if not self.harm.denominator:
            return NOT_KNOWN.lower()
        of = Rate(self.told_by, self.breadth)
        return f"something went wrong in {self.harm} complaints decided, told by {of} organisations"


def ranked(material: AgendaMaterial) -> list[Ranked]:
    """The themes that are told, the broadest first; of equal ones those that rose most, then those that harm most."""
    found = [_ranked(material, heading) for heading in material.themes.told]
    return sorted(found, key=lambda one: (-one.breadth, -one.change, -(one.harm.fraction or 0.0), one.heading.key))


def _ranked(material: AgendaMaterial, heading: Heading) -> Ranked:
    meaning = material.picture.meaning
    rows = [at for at, code in enumerate(meaning.panel.bodies) if code in heading.organisations]
    latest = meaning.latest[OWN.code]
    parts, wholes = latest.numerator[rows], latest.denominator[rows]
    told = np.isfinite(parts) & np.isfinite(wholes)
    return Ranked(heading, Rate(int(parts[told].sum()), int(wholes[told].sum())), int(told.sum()))
