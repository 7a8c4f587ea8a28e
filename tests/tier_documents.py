"""Reports of an independent tier to start from: a tier and an organisation that do not exist."""

from __future__ import annotations

import copy
from typing import Any

from permits import LANTERN

from hub.contract.period import Period

Document = dict[str, Any]
TIER = "Permits Arbiter"
Q1 = "2026-27-Q1"


def tier_report(of: str = Q1, organisation: str = LANTERN, **members: Any) -> Document:
    """One with nothing to refuse and nothing to ask; of Lantern Hill Permits, which closed 17 complaints then."""
    told = Period.named(of)
    document: Document = {
        "contract": "independent-tier-report",
        "contract_version": "1.0",
        "tier": TIER,
        "organisation": organisation,
        "period": {"name": told.name, "start": told.start.isoformat(), "end": told.last_day.isoformat()},
        "approved_by": {"role": "Arbiter", "on": "2026-07-14"},
        "cases": {
            "received": 9,
            "accepted": 7,
            "closed": 8,
            "outcomes": {"upheld": 3, "partly_upheld": 2, "not_upheld": 1, "resolved": 1, "withdrawn": 1},
        },
        "themes": [
            {"subject": "delay", "count": 4, "what": "Applications that lay in one tray after the office was closed."},
            {"subject": "wrong-information", "count": 2},
        ],
        "recommendations": {"made": 4, "accepted": 3},
        "views": "Answers have become clearer. Delays are explained by volume, which the cases do not bear out.",
        "evidence": [{"what": "All eight files that were closed", "on": "2026-07-03"}],
    }
    return copy.deepcopy(document | members)


def cases(**members: Any) -> Document:
    """The cases of that report, some of them otherwise."""
    return {**tier_report()["cases"], **members}
