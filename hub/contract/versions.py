"""Which contracts and versions there are, on which days a document may use them, and which of them are closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

RETURN, ASSESSMENT, TIER_REPORT = "complaints-return", "self-assessment", "independent-tier-report"
CALLED = {  # its documents, to people and in addresses
    RETURN: "returns",
    ASSESSMENT: "self-assessments",
    TIER_REPORT: "tier-reports",
}


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """One published version of a contract.

    Missing: `opens` and `closes` are None where it was open from the first day, or has no end yet;
    `closing_announced` is None while nobody has been told that it closes.
    """

    contract: str
    version: str
    opens: date | None = None
    closes: date | None = None
    closing_announced: date | None = None

    @property
    def name(self) -> str:
        """As people say it: `complaints-return 1.0`."""
        return f"{self.contract} {self.version}"

    def open_on(self, day: date) -> bool:
        """Whether a document may use this version on a day; `closes` is the first day that it may not."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day < self.closes)


@dataclass(frozen=True, slots=True)
class Closing:
    """A version that will close: when that was announced, the first day on which it is closed, what replaces it.

    Missing: `replaced_by` is None when no newer version stays open beyond that day.
    """

    known: ContractVersion
    announced: date
    closes: date
    replaced_by: ContractVersion | None


VERSIONS = (  # of each contract the oldest first
    ContractVersion(RETURN, "1.0"),
    ContractVersion(RETURN, "1.1"),
    ContractVersion(RETURN, "2.0"),
    ContractVersion(ASSESSMENT, "1.0"),
    ContractVersion(TIER_REPORT, "1.0"),
)


def versions_of(contract: str) -> tuple[ContractVersion, ...]:
    """The versions of one contract, oldest first."""
    return tuple(known for known in VERSIONS if known.contract == contract)


def known_version(contract: str, version: str) -> ContractVersion | None:
    """The version of that name. Missing: None when there is none."""
    return next((known for known in VERSIONS if known.version == version and known.contract == contract), None)


def open_versions(contract: str, day: date) -> tuple[ContractVersion, ...]:
    """The versions of a contract that a document may use on a day, oldest first."""
    return tuple(known for known in versions_of(contract) if known.open_on(day))


def newer_versions(known: ContractVersion) -> Iterator[ContractVersion]:
    """The versions of the same contract that came after this one, oldest first."""
    after = VERSIONS[VERSIONS.index(known) + 1 :]
    return (one for one in after if one.contract == known.contract)


def closing(contract: str, version: str, day: date) -> Closing | None:
    """When a version that is still open closes, as announced by a day. Missing: None when it is not closing."""
    known = known_version(contract, version)
    if known is None or known.closes is None or known.closing_announced is None or not known.open_on(day):
        return None
    if day < known.closing_announced:
        return None
    replaced_by = next((newer for newer in newer_versions(known) if newer.open_on(known.closes)), None)
    return Closing(known, known.closing_announced, known.closes, replaced_by)
