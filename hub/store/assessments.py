"""Self-assessments as they were kept: filings of that contract, each with what its document tells.

Reads only, within a scope; keeping them is `hub.store.filings`. What follows from them is `hub.oversight.assessment`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from hub.contract.assessment.build import build_assessment
from hub.contract.assessment.model import Assessment
from hub.contract.strict_json import read_document
from hub.contract.versions import ASSESSMENT
from hub.scope import Scope
from hub.store.database import Database
from hub.store.filed import Filing
from hub.store.filings import Filings


@dataclass(frozen=True, slots=True)
class KeptAssessment:
    """One version of a self-assessment: how it was received, and what it tells."""

    filing: Filing
    assessment: Assessment


class Assessments:
    """Self-assessments within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._filings = Filings(database, at)

    def of(self, scope: Scope, organisation: str | None = None) -> list[KeptAssessment]:
        """Every version of one organisation, by framework, the first one first; empty for one that is not in scope.

        Missing: without `organisation` those of all that are, by their codes.
        """
        kept = self._filings.with_documents(scope, ASSESSMENT, organisation)
        return [KeptAssessment(filing, build_assessment(read_document(raw))) for filing, raw in kept]
