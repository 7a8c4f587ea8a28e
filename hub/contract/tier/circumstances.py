"""What must be known beside the document to judge a tier's report. Values only; `hub.store` fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.contract.circumstances import Organisation


@dataclass(frozen=True, slots=True)
class TierBeside:
    """The day, the tier that sends, the organisations of its remit by code, and what the organisation itself closed.

    Missing: `tier` is empty and `remit` None when a report is checked offline; E03 then is not judged. `closed` is None
    where the organisation reported no number of complaints closed in the period, or nobody knows: Q18 is not asked.
    """

    today: date
    tier: str = ""
    remit: Mapping[str, Organisation] | None = None
    closed: int | None = None
