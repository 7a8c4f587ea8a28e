"""What stands in the place of a hidden figure, and what is said about all that are hidden.

The words tell nobody whether a figure is small itself or hidden with one that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.oversight.disclosure.cells import BY_SUBJECT, COUNTS, WRONG_BY_SUBJECT, Mask
from hub.oversight.written import how_many


class Suppressed(StrEnum):
    """A figure that is there and is not shown: not 0, not missing, not a status that the body gave."""

    SUPPRESSED = "suppressed"


SUPPRESSED = Suppressed.SUPPRESSED
SUPPRESSED_WORDS = "Not shown: it is small, or a small one could be worked out from it"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How much of some returns is not shown, and why.

    Units: `threshold` is the smallest count that is shown, beside zero; `cells` is how many counts are hidden;
    `concerned` counts the bodies that have one, of `bodies`.
    """

    threshold: int
    cells: int
    concerned: int
    bodies: int

    def in_words(self) -> str:
        """A sentence for whoever reads what is left."""
        small = f"Counts from 1 to {self.threshold - 1} are not shown, nor is what they could be worked out from"
        if not self.cells:
            return f"{small}. There are none here."
        figures = "1 figure" if self.cells == 1 else f"{self.cells:,} figures"
        return (
            f"{small}: {figures} in the returns of {self.concerned} of {how_many(self.bodies, 'body', 'bodies')}. "
            "Totals, rates and comparisons are made from what is shown alone."
        )


def disclosure(hidden: Mask, organisations: Sequence[str], threshold: int) -> Disclosure:
    """What is hidden of these returns. Shapes: `organisations` names the body of each row of `hidden`.

    A list of subjects that is hidden whole counts once: how long it is would tell how many to share its total.
    """
    cells = hidden[:, COUNTS].sum(axis=1)
    for each in (BY_SUBJECT, WRONG_BY_SUBJECT):
        cells -= np.where(hidden[:, each.parts].all(axis=1), len(each.parts) - 1, 0)
    concerned = {code for code, some in zip(organisations, cells.tolist(), strict=True) if some}
    return Disclosure(threshold, int(cells.sum()), len(concerned), len(set(organisations)))
