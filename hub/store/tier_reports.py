"""Reports of independent tiers as they were kept: filings of that contract, each with what its document tells.

Reads only, within a scope; keeping them is `hub.store.filings`. What follows from them is `hub.oversight.tier`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.contract.tier.build import build_tier_report
from hub.contract.tier.model import TierReport
from hub.contract.versions import TIER_REPORT
from hub.issued import OF_TIER, Place
from hub.scope import Scope
from hub.store.database import Database
from hub.store.filed import Filing
from hub.store.filings import Filings


@dataclass(frozen=True, slots=True)
class KeptTierReport:
    """One version of a tier's report: how it was received, and what it tells."""

    filing: Filing
    report: TierReport


class TierReports:
    """Reports of independent tiers within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._filings = Filings(database, at)

    def of(self, scope: Scope, organisation: str) -> list[KeptTierReport]:
        """The current reports about one organisation, the latest period first; none for one that is not in scope."""
        kept = self._filings.with_documents(scope, TIER_REPORT, organisation)
        current = [
            KeptTierReport(filing, build_tier_report(read_document(raw))) for filing, raw in kept if filing.current
        ]
        return sorted(current, key=lambda one: (one.filing.as_at, one.filing.about), reverse=True)

    def versions(self, scope: Scope) -> dict[Place, int]:
        """The versions that count now, by the places that notes of papers give them."""
        current = self._filings.current(scope, TIER_REPORT)
        return {(OF_TIER + one.organisation, one.about): one.version for one in current}

    def latest_periods(self, scope: Scope) -> dict[str, Period]:
        """The latest period that was reported on, by organisation."""
        return {one.organisation: Period.named(one.about) for one in self._filings.current(scope, TIER_REPORT)}
