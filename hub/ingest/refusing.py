"""Which findings an error of the domain stands for, as whoever sent a return reads them. Knows nothing of HTTP."""

from __future__ import annotations

from typing import Any

from hub.contract.engine import unreadable
from hub.contract.findings import Finding
from hub.errors import Conflict, DocumentUnreadable, HubError, ReturnRefused


def findings_of(error: HubError) -> list[Any]:
    """All of them. Missing: empty for an error that is about no document."""
    if isinstance(error, ReturnRefused):
        return list(error.findings)
    if isinstance(error, DocumentUnreadable):
        return [unreadable(error).as_json()]
    if type(error) is Conflict:
        return [conflict_finding(error)]
    return []


def codes_of(error: HubError) -> list[str]:
    """The codes of those that refuse, each once."""
    return sorted({each["code"] for each in findings_of(error) if each["code"][0] == "E"})


def conflict_finding(error: Conflict) -> dict[str, Any]:
    """The finding E14 that a conflict over an idempotency key is."""
    return Finding("E14", error.message, error.what_to_do).as_json()
