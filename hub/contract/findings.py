"""What was found in one version of a document; the rules themselves are `rule_book`.

A finding is a value. Facts of a fault are kept apart from its wording: `message` is for a complaints officer,
`code`, `pointers` and `values` are for programs. Nothing here looks at a return.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from hub.contract.rule import Rule
from hub.contract.rule_book import RULES
from hub.contract.versions import RETURN

__all__ = ["RULES", "Finding", "Place", "pointer", "printable", "quoted"]

Place = tuple[str | int, ...]  # the parts of a pointer: checks name a hundred places in each return and point at few
KEY_LENGTH = 16  # hexadecimal digits: enough that two findings of one return never share a key
LONGEST_ECHO = 60  # characters of what was sent that a message repeats


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one version of a document does not meet, where, and what to do.

    Shapes: `pointers` are RFC 6901 JSON pointers into the document as it was sent; `values` name what was compared.
    Those of a query are all that it cites: an explanation holds for as long as they stay the same.
    """

    code: str
    message: str
    what_to_do: str
    pointers: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    contract: str = RETURN

    @property
    def rule(self) -> Rule:
        """The rule of the rule book."""
        return RULES[self.code]

    @property
    def blocks(self) -> bool:
        """Whether the return cannot be accepted while this stands."""
        return self.code[0] == "E"

    @property
    def asks(self) -> bool:
        """Whether somebody has to explain it in writing."""
        return self.code[0] == "Q"

    @property
    def key(self) -> str:
        """The rule and the values that it cites: what an explanation is tied to, wherever its lines move.

        Errors and notes, which nobody explains, are told apart by their places as well.
        """
        told = self.values if self.asks else [self.values, self.pointers]
        cited = json.dumps(told, sort_keys=True, separators=(",", ":"))
        return f"{self.code}-{sha256(cited.encode()).hexdigest()[:KEY_LENGTH]}"

    def as_json(self) -> dict[str, Any]:
        """As the API, the command line and the receipt give it."""
        return {
            "code": self.code,
            "key": self.key,
            "severity": self.rule.severity,
            "message": self.message,
            "what_to_do": self.what_to_do,
            "pointers": list(self.pointers),
            "values": self.values,
            "clause": self.rule.clause_in(self.contract),
        }


def pointer(*parts: str | int) -> str:
    """A JSON pointer: `pointer("received", "monthly", 2)` is `/received/monthly/2`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def printable(text: str) -> str:
    """A text of the sender as a message may show it: nothing in it can act on a screen."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def quoted(text: str) -> str:
    """A text of the sender inside a message, in quotation marks, shortened."""
    return f"“{printable(text[:LONGEST_ECHO])}{'…' if len(text) > LONGEST_ECHO else ''}”"
