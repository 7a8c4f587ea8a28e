"""What is looked for in the learning library, and what was found for one viewer: values, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.evidenced import Evidenced, Piece
from hub.store.library import Found, Shelved
from hub.store.looked_for import ANYTHING, LookedFor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, and which part of what is found they want to see.

    Units: `first` is a place, counted from 0, and `most` the number of pieces from there on.
    Missing: an empty `organisation` or `subject` means any; `verdict` is None where the evidence does not matter.
    """

    most: int
    first: int = 0
    words: LookedFor = ANYTHING
    organisation: str = ""
    subject: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class LibraryRead:
    """What was found, with what became of it.

    Shapes: `evidence` by organisation and id, as far as the periods reach that are compared, as this viewer may have
    it; `names` of the organisations that can be found, by code. `each` is what such a period is called.
    """

    department_name: str
    found: Found
    shelved: Shelved
    names: Mapping[str, str]
    evidence: Mapping[Piece, Evidenced]
    each: str
