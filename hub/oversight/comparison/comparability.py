"""Which bodies count differently from most: the ledger that stands beside every comparison.

A body that counts differently is still drawn, marked and explained. Nothing is left out, corrected or judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from hub.oversight.written import capital, how_many

SUBJECT_CODING = "subject_coding"
COUNTED, NOT_COUNTED = "counted", "not_counted"
PRIMARY, MULTIPLE = "primary", "multiple"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that bodies do in two ways, and the words for it: whether one does, does, did, and several do."""

    topic: str
    whether: str
    does: Mapping[str, str]
    did: Mapping[str, str]
    do: Mapping[str, str]


def _counting(what: str) -> Rule:
    return Rule(
        what,
        f"whether it counts {what}",
        {COUNTED: f"it counts {what}", NOT_COUNTED: f"it does not count {what}"},
        {COUNTED: "it did", NOT_COUNTED: "it did not"},
        {COUNTED: "count them", NOT_COUNTED: "do not"},
    )


RULES: Mapping[str, Rule] = {
    "oral_complaints": _counting("oral complaints"),
    "resolved_on_the_spot": _counting("complaints resolved on the spot"),
    "letters_from_mps": _counting("letters from MPs"),
    "requests_for_service": _counting("requests for service"),
    SUBJECT_CODING: Rule(
        "how many subjects a complaint has",
        "whether a complaint has one subject or several",
        {PRIMARY: "it gives each complaint one subject", MULTIPLE: "it gives a complaint several subjects"},
        {PRIMARY: "it gave one", MULTIPLE: "it gave several"},
        {PRIMARY: "give one", MULTIPLE: "give several"},
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of a body before it is compared.

    `subjects_only`: it touches only comparisons by subject. `differs`: False where it is only not known.
    """

    rule: str
    says: str
    differs: bool
    subjects_only: bool


@dataclass(frozen=True, slots=True)
class Comparability:
    """The ledger of a comparison.

    Shapes: `remarks` on each organisation of which something must be known, in the order of the rules; `divided` has a
    sentence for each rule on which there is no most.
    """

    remarks: Mapping[str, tuple[Remark, ...]]
    divided: tuple[str, ...]

    def of(self, organisation: str, by_subject: bool = False) -> tuple[str, ...]:
        """What to know of one body in a comparison, by subject or not."""
        remarks = self.remarks.get(organisation, ())
        return tuple(each.says for each in remarks if by_subject or not each.subjects_only)


def is_said(value: str | None) -> TypeGuard[str]:
    """Whether a statement says one of two ways; what does not apply, or is not available, says neither."""
    return value in (COUNTED, NOT_COUNTED, PRIMARY, MULTIPLE)


def comparability(stated: Mapping[str, Mapping[str, str]]) -> Comparability:
    """Who counts differently from most.

    Shapes: the statements of each organisation by name, in the order of the comparison.
    Missing: a statement that is not there, or `not_available`, is not known; `not_applicable` differs from nothing.
    """
    remarks: dict[str, tuple[Remark, ...]] = {}
    divided: list[str] = []
    for name, rule in RULES.items():
        ways = Counter(value for said in stated.values() if is_said(value := said.get(name)))
        most = next((way for way, count in ways.items() if 2 * count > ways.total()), None)
        if ways and most is None:
            counts = ", ".join(f"{ways[way]:,} {rule.do[way]}" for way in rule.do)
            divided.append(f"Bodies are divided on {rule.topic}: {counts}.")
        for organisation, said in stated.items():
            if remark := _remark(name, said.get(name), ways, most):
                remarks[organisation] = (*remarks.get(organisation, ()), remark)
    return Comparability(remarks, tuple(divided))


def _remark(name: str, said: str | None, ways: Counter[str], most: str | None) -> Remark | None:
    """What to know of a body under one rule. Missing: None where it does as most do, or where there is no most."""
    rule, subjects_only = RULES[name], name == SUBJECT_CODING
    if is_said(said):
        if most in (None, said):
            return None
        others = f"{ways[most]:,} of the {how_many(ways.total(), 'body', 'bodies')} that say {rule.do[most]}"
        return Remark(name, f"{capital(rule.does[said])}; {others}.", differs=True, subjects_only=subjects_only)
    if said == "not_applicable":
        return None
    return Remark(name, f"It has not said {rule.whether}.", differs=False, subjects_only=subjects_only)
