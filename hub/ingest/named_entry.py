"""The entry of the audit ledger that a receipt names, as people write it down: SEQ:HASH.

Loads nothing of the store: whoever sends returns needs it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WRITTEN = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


def entry_named(receipt: Mapping[str, Any]) -> str:
    """The entry as it is written down. Missing: empty for a receipt that names none, or says something else there."""
    told = receipt.get("ledger")
    written = f"{told.get('seq')}:{told.get('hash')}" if isinstance(told, Mapping) else ""
    return written if WRITTEN.fullmatch(written) else ""


def read_entry(written: str) -> tuple[int, str] | None:
    """Its number and its hash. Missing: None for what is no entry."""
    found = WRITTEN.fullmatch(written)
    return (int(found[1]), found[2]) if found else None
