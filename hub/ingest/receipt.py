"""The proof that a return was received: what the sender keeps.

Built from what the store kept, so that the same return has the same receipt for ever.
"""

from __future__ import annotations

from typing import Any

from hub.store.kept import KeptReturn


def receipt(kept: KeptReturn) -> dict[str, Any]:
    """The receipt of one version of a return.

    Missing: `supersedes` is null for the first version.
    """
    return {
        "return_id": kept.id,
        "organisation": kept.organisation,
        "period": kept.period.name,
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


def summary(kept: KeptReturn) -> dict[str, Any]:
    """One return as a list gives it: its receipt, whether it is the current version, and where its parts are."""
    here = f"/api/v1/returns/{kept.id}"
    return {
        **receipt(kept),
        "current": kept.current,
        "first_accepted_at": kept.first_accepted_at.isoformat().replace("+00:00", "Z"),
        "links": {"self": here, "receipt": f"{here}/receipt", "document": f"{here}/document"},
    }
