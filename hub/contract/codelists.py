"""The published code lists: which codes there are, what they mean, since when.

Lists are data and grow without a new contract version; a code is deprecated, never taken away.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from hub.contract.published import published


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list.

    Units: `since` and `deprecated_from` are contract versions.
    Missing: `deprecated_from` and `replaced_by` are empty for a code that is not deprecated.
    """

    code: str
    label: str
    meaning: str
    since: str
    deprecated_from: str = ""
    replaced_by: str = ""


@cache
def codelist(name: str) -> dict[str, Code]:
    """The entries of a list such as `subjects`, by code, in the order of the list."""
    members = ("code", "label", "meaning", "since", "deprecated_from", "replaced_by")
    with (published("contracts") / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Code(*(row[member] for member in members)) for row in csv.DictReader(file)}
