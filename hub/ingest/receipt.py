"""The proof that a document was received: what the sender keeps, signed by the hub.

Made once, when the document is kept, and stored as it was signed: so the same document has the same receipt for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from hub.auth.jwk import PublicKey
from hub.auth.keys import KeyRing
from hub.auth.seals import SealBroken, facts_in, seal, verified
from hub.store.filed import Filing
from hub.store.kept import KeptReturn
from hub.store.ledger import Head

Kept = KeptReturn | Filing
PARTS = ("receipt", "document", "findings", "standing", "threads")
FILING_PARTS = ("receipt", "document")


def sealed(ring: KeyRing, kept: Kept, entry: Head) -> str:
    """The signature over a receipt, by the key that signs now; `entry` is the ledger's of this very return."""
    return seal(ring.newest(), _to_seal(kept, entry))


def seal_faults(keys: Mapping[str, PublicKey], kept: Kept, entry: Head | None) -> list[str]:
    """What does not hold of the signature that is kept with a return, in words.

    Missing: `entry` is None for what was kept before receipts named their entry in the ledger.
    """
    try:
        signed = verified(kept.seal, keys)
    except SealBroken as broken:
        return [broken.message.removesuffix(".")]
    told = _to_seal(kept, entry)
    return [f"it says another {name}" for name in sorted({*signed, *told}) if not _same(signed, told, name)]


def receipt(kept: Kept) -> dict[str, Any]:
    """The receipt of one version of a return or of a filing, as it was signed.

    Missing: `supersedes` is null for the first version; `signature` for what came before receipts were signed, and
    where it was destroyed. There is no `ledger` where none was signed.
    """
    members = _members(kept)
    try:
        signed = facts_in(kept.seal) if kept.seal else {}
    except (ValueError, IndexError):  # somebody changed it past the hub, as `hub verify` says; others' receipts go on
        return {**members, "signature": None}
    return {
        **{name: signed.get(name, told) for name, told in members.items()},
        **signed,
        "signature": kept.seal or None,
    }


def _same(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return name in one and name in other and _canonical(one[name]) == _canonical(other[name])


def _canonical(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _to_seal(kept: Kept, entry: Head | None) -> dict[str, Any]:
    named = {} if entry is None else {"ledger": {"seq": entry.seq, "hash": entry.hash}}
    return {**_members(kept), **named}


def _members(kept: Kept) -> dict[str, Any]:
    own = (
        {"return_id": kept.id, "organisation": kept.organisation, "period": kept.period.name}
        if isinstance(kept, KeptReturn)
        else {"filing_id": kept.id, "organisation": kept.organisation, "about": kept.about}
        | {"as_at": kept.as_at.isoformat()}
    )
    return {
        **own,
        "version": kept.version,
        "supersedes": kept.supersedes,
        "contract": kept.contract,
        "contract_version": kept.contract_version,
        "digest": f"sha-256:{kept.sha256}",
        "bytes": kept.bytes,
        "received_at": kept.received_at.isoformat().replace("+00:00", "Z"),
        "sent_by": kept.sent_by,
        "findings": kept.findings,
    }


def filing_summary(filing: Filing, address: str) -> dict[str, Any]:
    """One filing as a list gives it: its receipt, whether it is the current version, and where its parts are."""
    here = f"{address}/{filing.id}"
    links = {"self": here, **{part: f"{here}/{part}" for part in FILING_PARTS}}
    return {**receipt(filing), "current": filing.current, "links": links}


def summary(kept: KeptReturn) -> dict[str, Any]:
    """One return as a list gives it: its receipt, whether it is the current version, and where its parts are."""
    here = f"/api/v1/returns/{kept.id}"
    return {
        **receipt(kept),
        "current": kept.current,
        "first_accepted_at": kept.first_accepted_at.isoformat().replace("+00:00", "Z"),
        "links": {"self": here, **{part: f"{here}/{part}" for part in PARTS}},
    }
