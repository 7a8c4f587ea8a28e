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
    """One entry of a code list."""

    code: str
    label: str
    meaning: str


@cache
def codelist(name: str) -> dict[str, Code]:
    """The entries of `subjects`, `remedies` or `channels`, by code, in the order of the list."""
    with (published("contracts") / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Code(row["code"], row["label"], row["meaning"]) for row in csv.DictReader(file)}
