"""Entries of the ledger as hubs wrote them before it had columns for whom an entry concerns and why.

Their hashes do not cover those columns. The upgrade filled them from the details, which the hashes do cover; so
whatever else stands there was changed past the hub. Reads no table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

FORM = 1
FILLED = ("origin", "version", "department", "organisation", "why")


def filled(what: str, object_: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the columns of `FILLED`, by their names.

    Missing: None where the detail does not tell it; nobody kept an origin, and reasons stay in the detail.
    """
    noun = what.partition(".")[0]
    return {
        "origin": None,
        "version": detail.get("version"),
        "department": object_ if noun == "department" else detail.get("department"),
        "organisation": object_ if noun == "organisation" else detail.get("organisation"),
        "why": None,
    }


def is_as_filled(row: Mapping[Any, Any]) -> bool:
    """Whether an entry of the first form has in those columns what the upgrade put there."""
    detail = detail_of(row["detail"])
    return detail is not None and filled(row["what"], row["object"], detail) == {name: row[name] for name in FILLED}


def detail_of(text: str) -> dict[str, Any] | None:
    """The facts of an entry. Missing: None where somebody wrote what no hub writes."""
    try:
        detail = orjson.loads(text)
    except ValueError:
        return None
    return detail if isinstance(detail, dict) else None


def why(entry: Any) -> str:
    """The reason of an act, whichever form its entry has. Missing: empty where none was given."""
    reason = (detail_of(entry.detail) or {}).get("why") if entry.form == FORM else entry.why
    return str(reason or "")
