"""Is it a return? One engine for the endpoint, the check without keeping, and the command line.

Gives a verdict, never an exception, for anything that can be read; reading is `strict_json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hub.contract.build import build
from hub.contract.checks import CHECKS, QUERIES
from hub.contract.checks.ageing import members_are_current, version_is_closing
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer, quoted
from hub.contract.history import History
from hub.contract.model import Document, Return
from hub.contract.period import Period
from hub.contract.shape import has_shape, shape_faults
from hub.contract.strict_json import read_document
from hub.contract.versions import Closing, closing, known_version, open_versions
from hub.errors import DocumentTooLong, DocumentUnreadable

HistoryBefore = Callable[[Period], History]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one document, and the return that it tells.

    Missing: `return_` is None when nothing of the document could be read as a return; `closing` is None unless its
    contract version is about to close.
    Units: `sha256` is the lower-case hexadecimal digest of the bytes as they were sent.
    """

    sha256: str
    return_: Return | None
    findings: tuple[Finding, ...]
    contract: str = ""
    contract_version: str = ""
    closing: Closing | None = None

    @property
    def accepted(self) -> bool:
        """Whether nothing that was found blocks the return."""
        return not any(finding.blocks for finding in self.findings)


def judge(raw: bytes, now: Circumstances, history_before: HistoryBefore | None = None) -> Verdict:
    """Every finding on these bytes, all at once.

    `history_before` tells what the body reported before a period; it is asked once the period is known.
    Nothing is asked about a document that lacks the shape of a return: what could not be read would be asked for too.
    Raises: DocumentUnreadable, DocumentTooLong when they are not one strict JSON object.
    """
    document = read_document(raw)
    digest = hashlib.sha256(raw).hexdigest()
    contract, version = document.get("contract"), document.get("contract_version")
    unusable = _version_findings(contract, version, now)
    if unusable or not isinstance(contract, str) or not isinstance(version, str):
        return Verdict(digest, None, tuple(unusable))
    readable, findings = _readable(document, contract, version)
    has_gaps = bool(findings)
    return_ = build(readable)
    if history_before is not None and not has_gaps and return_.period is not None:
        now = replace(now, history=history_before(return_.period))
    for check in CHECKS:
        findings.extend(check(return_, now))
    if not has_gaps:
        for query in QUERIES:
            findings.extend(query(return_, now))
        findings.extend(members_are_current(document, contract, version))
    ends = closing(contract, version, now.today)
    if ends is not None:
        findings.append(version_is_closing(ends))
    return Verdict(digest, return_, tuple(findings), contract, version, ends)


def verdict_on_anything(raw: bytes, now: Circumstances) -> Verdict:
    """As `judge`, and what cannot be read is a finding (E19) too: for whoever checks many files."""
    try:
        return judge(raw, now)
    except (DocumentUnreadable, DocumentTooLong) as fault:
        digest = hashlib.sha256(raw).hexdigest()
        return Verdict(digest, None, (unreadable(fault),))


def unreadable(fault: DocumentUnreadable) -> Finding:
    """The finding that stands for a document that cannot be read."""
    return Finding("E19", fault.message, fault.what_to_do, ("",))


def _readable(document: dict[str, Any], contract: str, version: str) -> tuple[Document, list[Finding]]:
    if has_shape(document, contract, version):
        return document, []
    return shape_faults(document, contract, version)


def _version_findings(contract: Any, version: Any, now: Circumstances) -> list[Finding]:
    known = isinstance(contract, str) and isinstance(version, str)
    found = known_version(contract, version) if known else None
    if found is not None and found.open_on(now.today):
        return []
    places = (pointer("contract"), pointer("contract_version"))
    if found is not None:
        message = f"{found.name} cannot be used on {now.today.isoformat()}."
    elif known:
        message = f"The hub does not know the contract {quoted(contract)} in version {quoted(version)}."
    else:
        message = "The document does not name the contract and the version that it follows."
    names = ", ".join(one.name for one in open_versions(now.today))
    return [Finding("E04", message, f"Use one of: {names}.", places)]
