"""Whose returns a caller may see: the argument of every read.

Stands at the bottom of the house because the store filters by it, auth grants it and pages pass it on.
It grants nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """One department, and those of its related organisations that the caller may see.

    Missing: `organisations` is None when the caller oversees all of them, also those added later.
    """

    department: str
    organisations: frozenset[str] | None = None

    def includes(self, organisation: str) -> bool:
        """Whether an organisation of this department may be seen."""
        return self.organisations is None or organisation in self.organisations
