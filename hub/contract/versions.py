"""Which contract versions there are, and on which days a return may use them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """One published version of a contract.

    Missing: `opens` and `closes` are None where it was open from the first day, or has no end yet.
    """

    contract: str
    version: str
    opens: date | None = None
    closes: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether a return may use this version on a day; `closes` is the first day that it may not."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day < self.closes)


VERSIONS = (ContractVersion("complaints-return", "1.0"),)
