"""What can be found in a return: every rule with its stable code, its clause and its reason.

A finding is a value. Facts of a fault are kept apart from its wording: `message` is for a complaints officer,
`code`, `pointers` and `values` are for programs. Nothing here looks at a return.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CONTRACT = "complaints-return 1.0"
Place = tuple[str | int, ...]  # the parts of a pointer: checks name a hundred places in each return and point at few
LONGEST_ECHO = 60  # characters of what was sent that a message repeats


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rule book."""

    code: str
    title: str
    clause: str
    reason: str

    @property
    def severity(self) -> str:
        """`error` blocks, `query` needs an explanation, `note` informs."""
        return {"E": "error", "Q": "query", "N": "note"}[self.code[0]]


_TABLE = (
    ("E01", "A count is a whole number", "counts", "A total can only be trusted when every part of it is a count."),
    ("E02", "The period is one that can be reported", "period", "Each period has one current return, and no other."),
    ("E03", "The return is the sender's own", "organisation", "Nobody can report for another body."),
    ("E04", "The contract version is open", "contract", "The hub must know which words the document uses."),
    ("E05", "The caseload adds up", "caseload", "Open complaints must not appear or vanish between periods."),
    ("E06", "Outcomes add up", "went_wrong", "Every closed complaint was decided one way, and only one."),
    ("E07", "Parts add up to complaints received", "received", "Parts that claim to be complete must be the whole."),
    ("E08", "Subjects fit complaints received", "subjects", "Each complaint has one subject, or at least one."),
    ("E09", "Timescales fit complaints closed", "timescale", "A share kept needs the complaints it is a share of."),
    ("E11", "Feedback counts fit each other", "feedback", "Nobody can answer who was not asked."),
    ("E12", "A nil return holds nothing", "nil_return", "A nil return is a declared fact, not a form left empty."),
    ("E13", "Ids are unique and refer to something", "ids", "Actions and learning must be found again next period."),
    ("E14", "An idempotency key belongs to one document", "Idempotency-Key", "A retry must not become another return."),
    ("E15", "Only the members of the contract", "members", "A misspelt member would be lost without a word."),
    ("E16", "Nothing is left out that must be there", "members", "A gap must be an answer, not an oversight."),
    ("E17", "Each value is of its kind", "values", "A value of another kind would be read as something it is not."),
    ("E18", "Codes come from the published lists", "codelists", "Only shared codes can be added up across bodies."),
    ("E19", "The document is strict JSON", "document", "What two readers could read differently is not read at all."),
)
RULES: dict[str, Rule] = {row[0]: Rule(row[0], row[1], f"{CONTRACT}, {row[2]}", row[3]) for row in _TABLE}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one version of a return does not meet, where, and what to do.

    Shapes: `pointers` are RFC 6901 JSON pointers into the document as it was sent; `values` name what was compared.
    """

    code: str
    message: str
    what_to_do: str
    pointers: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def rule(self) -> Rule:
        """The rule of the rule book."""
        return RULES[self.code]

    @property
    def blocks(self) -> bool:
        """Whether the return cannot be accepted while this stands."""
        return self.rule.severity == "error"

    def as_json(self) -> dict[str, Any]:
        """As the API, the command line and the receipt give it."""
        return {
            "code": self.code,
            "severity": self.rule.severity,
            "message": self.message,
            "what_to_do": self.what_to_do,
            "pointers": list(self.pointers),
            "values": self.values,
            "clause": self.rule.clause,
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
