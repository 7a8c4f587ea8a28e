"""What a rule on a document is: its code, the contracts that it is a rule of, its reason and what to do.

Values only; which rules there are is `rule_book`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.contract.versions import ASSESSMENT, RETURN, TIER_REPORT

EVERY = (RETURN, ASSESSMENT, TIER_REPORT)  # the contracts whose documents a rule of the door itself is for
SEVERITIES = {"E": "error", "Q": "query", "N": "note"}
SEVERITY_MEANINGS = {
    "error": "The document is refused as a whole until this is put right.",
    "query": "The document is accepted; somebody at the organisation explains this in writing, or corrects it.",
    "note": "For information. Nothing has to be done now.",
}
COMPARES_PERIODS = frozenset({"Q01", "Q02", "Q03", "Q07", "Q09", "Q14"})  # judged where earlier returns are known
COMPARES_VERSIONS = frozenset({"Q12"})  # judged where the self-assessment before is known
COMPARES_CONTRACTS = frozenset({"Q18"})  # judged where the organisation's own return is known
EXAMPLES = {RETURN: "fixtures", ASSESSMENT: "fixtures/self-assessments", TIER_REPORT: "fixtures/tier-reports"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rule book.

    Units: `since` is the first version of the first of its contracts that the rule can find something in.
    """

    code: str
    title: str
    part: str
    reason: str
    what_to_do: str
    since: str = "1.0"
    contracts: tuple[str, ...] = (RETURN,)

    @property
    def severity(self) -> str:
        """`error` blocks, `query` needs an explanation, `note` informs."""
        return SEVERITIES[self.code[0]]

    @property
    def clause(self) -> str:
        """Which part of its first contract the rule is about; the same in every version that has the part."""
        return self.clause_in(self.contracts[0])

    @property
    def looks_back(self) -> bool:
        """Whether it compares a document with what came before."""
        return self.code in COMPARES_PERIODS or self.code in COMPARES_VERSIONS

    @property
    def looks_aside(self) -> bool:
        """Whether it compares a document with one of another contract."""
        return self.code in COMPARES_CONTRACTS

    @property
    def examples(self) -> list[str]:
        """Documents of this project that the rule finds something in; the last one is the one it is found in."""
        folder = EXAMPLES[self.contracts[0]]
        if self.severity == "error":
            return [f"{folder}/refused/{self.code}.json"]
        if self.severity == "note":
            return []
        before = [f"{folder}/queried/{self.code}.previous.json"] if self.looks_back else []
        before += [f"{folder}/queried/{self.code}.return.json"] if self.looks_aside else []
        return [*before, f"{folder}/queried/{self.code}.json"]

    def clause_in(self, contract: str) -> str:
        """Which part of a contract the rule is about."""
        return f"{contract}, {self.part}"

    def as_json(self) -> dict[str, Any]:
        """As `contracts/findings.json` gives it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "title": self.title,
            "contracts": list(self.contracts),
            "clause": self.clause,
            "since": self.since,
            "reason": self.reason,
            "what_to_do": self.what_to_do,
            "compares_periods": self.code in COMPARES_PERIODS,
            "compares_versions": self.code in COMPARES_VERSIONS,
            "compares_contracts": self.looks_aside,
            "examples": self.examples,
        }
