"""Which bodies count differently from most: the ledger that stands beside every comparison.

A body that counts differently is still drawn, marked and explained. Nothing is left out, corrected or judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from hub.oversight.written import how_many

SUBJECT_CODING = "subject_coding"
COUNTED, NOT_COUNTED = "counted", "not_counted"
PRIMARY, MULTIPLE = "primary", "multiple"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that bodies do in two ways, in words that fit `it ...` and, for several, `they ...`."""

    asks: str
    does: Mapping[str, str]
    do: Mapping[str, str]


def _counting(what: str) -> Rule:
    return Rule(
        f"whether it counts {what}",
        {COUNTED: f"it counts {what}", NOT_COUNTED: f"it does not count {what}"},
        {COUNTED: "count them", NOT_COUNTED: "do not"},
    )


RULES: Mapping[str, Rule] = {
    "oral_complaints": _counting("oral complaints"),
    "resolved_on_the_spot": _counting("complaints resolved on the spot"),
    "letters_from_mps": _counting("letters from MPs"),
    "requests_for_service": _counting("requests for service"),
    SUBJECT_CODING: Rule(
        "whether a complaint has one subject or several",
        {PRIMARY: "it gives each complaint one subject", MULTIPLE: "it gives a complaint several subjects"},
        {PRIMARY: "give one", MULTIPLE: "give several"},
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of a body before it is compared.

    `subjects_only`: it touches only comparisons by subject. `differs`: False where it is only not known.
    """

    organisation: str
    rule: str
    says: str
    differs: bool
    subjects_only: bool


@dataclass(frozen=True, slots=True)
class Comparability:
    """The ledger of a comparison.

    Shapes: `remarks` in the order of the rules, then of the bodies; `divided` has a sentence for each rule on which
    there is no most.
    """

    remarks: tuple[Remark, ...]
    divided: tuple[str, ...]

    def of(self, organisation: str, by_subject: bool = False) -> tuple[str, ...]:
        """What to know of one body in a comparison, by subject or not."""
        return tuple(
            each.says for each in self.remarks if each.organisation == organisation and each.subjects_only <= by_subject
        )


def is_said(value: str | None) -> TypeGuard[str]:
    """Whether a statement says one of two ways; what does not apply, or is not available, says neither."""
    return value in (COUNTED, NOT_COUNTED, PRIMARY, MULTIPLE)


def comparability(stated: Mapping[str, Mapping[str, str]]) -> Comparability:
    """Who counts differently from most.

    Shapes: the statements of each organisation by name, in the order of the comparison.
    Missing: a statement that is not there, or `not_available`, is not known; `not_applicable` differs from nothing.
    """
    remarks: list[Remark] = []
    divided: list[str] = []
    for name, rule in RULES.items():
        ways = Counter(value for said in stated.values() if is_said(value := said.get(name)))
        most = next((way for way, count in ways.items() if 2 * count > ways.total()), None)
        if ways and most is None:
            divided.append(_divided(rule, ways))
        for organisation, said in stated.items():
            says, differs = _remark(rule, said.get(name), ways, most)
            if says:
                remarks.append(Remark(organisation, name, says, differs, name == SUBJECT_CODING))
    return Comparability(tuple(remarks), tuple(divided))


def _remark(rule: Rule, said: str | None, ways: Counter[str], most: str | None) -> tuple[str, bool]:
    if is_said(said):
        if most in (None, said):
            return "", False
        told = f"{ways[most]:,} of the {how_many(ways.total(), 'body', 'bodies')} that say {rule.do[most]}."
        return f"{_capital(rule.does[said])}; {told}", True
    return ("", False) if said == "not_applicable" else (f"It has not said {rule.asks}.", False)


def _divided(rule: Rule, ways: Counter[str]) -> str:
    counts = ", ".join(f"{ways[way]:,} {rule.do[way]}" for way in rule.do)
    return f"Bodies are divided on {rule.asks.replace(' it counts ', ' to count ')}: {counts}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
