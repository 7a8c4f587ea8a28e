"""Whose returns a caller may see: the argument of every read.

Stands at the bottom of the house because the store filters by it, auth grants it and pages pass it on.
It grants nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """One department, and those of the organisations it oversees that the caller may see.

    Shapes: `also` are organisations whose returns are due to another department and which this one sees too: it is
    one of their parents, or they merged into an organisation that it sees. Nearly always empty.
    Missing: `organisations` is None when the caller oversees all of them, also those added later.
    """

    department: str
    organisations: frozenset[str] | None = None
    also: frozenset[str] = frozenset()

    def includes(self, organisation: str) -> bool:
        """Whether an organisation that this department oversees may be seen."""
        return self.organisations is None or organisation in self.organisations

    def reaches(self, department: str, organisation: str) -> bool:
        """Whether what an organisation sent may be seen, which was due to this department or to another."""
        return self.includes(organisation) and (department == self.department or organisation in self.also)
