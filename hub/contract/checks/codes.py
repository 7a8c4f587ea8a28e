"""E18, N02 and E17: codes are those of the published lists, and a year is a year."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TypeVar

from hub.contract.circumstances import Circumstances
from hub.contract.codelists import Code, codelist
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Missing, Ombudsman, Return
from hub.contract.period import Period

T = TypeVar("T")


def codes_are_published(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E18: each code is one of its list, a near one is suggested; N02: a deprecated one has a better one beside it."""
    for place, given, name in _codes(return_):
        if not given:
            continue
        code = codelist(name).get(given)
        if code is None:
            yield unknown_code(place, given, name)
        elif code.deprecated_from and _number(code.deprecated_from) <= _number(return_.contract_version):
            yield _deprecated(place, code, name)


def unknown_code(place: Place, given: str, name: str) -> Finding:
    """E18: a code that is not of its list, with the nearest that is."""
    near = difflib.get_close_matches(given, codelist(name), n=1)
    suggestion = f"Did you mean “{near[0]}”? " if near else ""
    return Finding(
        "E18",
        f"“{given}” is not a code of the list {name}.",
        f"{suggestion}Use one of: {', '.join(codelist(name))}.",
        (pointer(*place),),
        {"given": given, **({"nearest": near[0]} if near else {})},
    )


def _deprecated(place: Place, code: Code, name: str) -> Finding:
    return Finding(
        "N02",
        f"The code “{code.code}” of the list {name} is deprecated from {code.deprecated_from} on.",
        f"Use “{code.replaced_by}” instead." if code.replaced_by else "Use another code of the list.",
        (pointer(*place),),
        {"given": code.code, "replaced_by": code.replaced_by},
    )


def _number(version: str) -> tuple[int, ...]:
    """A version as it is ordered: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def _codes(return_: Return) -> Iterator[tuple[Place, str | None, str]]:
    for index, subject in enumerate(_listed(return_.subjects)):
        yield ("subjects", index, "subject"), subject.subject, "subjects"
    for index, action in enumerate(_listed(return_.actions)):
        yield ("actions", index, "remedy"), action.remedy, "remedies"
        yield ("actions", index, "subject"), action.subject, "subjects"
    for index, learning in enumerate(_listed(return_.learning)):
        yield ("learning", index, "subject"), learning.subject, "subjects"
        for step, sharing in enumerate(_listed(learning.sharing)):
            yield ("learning", index, "sharing", step, "channel"), sharing.channel, "channels"
    yield from _codes_of_later_versions(return_)


def _codes_of_later_versions(return_: Return) -> Iterator[tuple[Place, str | None, str]]:
    for index, issue in enumerate(_listed(return_.important_issues)):
        yield ("important_issues", index, "subject"), issue.subject, "subjects"
    for index, insight in enumerate(_listed(return_.other_insight)):
        yield ("other_insight", index, "source"), insight.source, "insight-sources"
    for index, challenge in enumerate(_listed(return_.challenges)):
        yield ("challenges", index, "subject"), challenge.subject, "subjects"
    for index, one in enumerate(_listed(return_.demographics)):
        yield ("demographics", index, "characteristic"), one.characteristic, "characteristics"


def _listed(part: tuple[T, ...] | Missing | None) -> tuple[T, ...]:
    return part if isinstance(part, tuple) else ()


def ombudsmans_year_exists(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E17: the Ombudsman's year names two calendar years that follow each other."""
    year = return_.ombudsman.year if isinstance(return_.ombudsman, Ombudsman) else ""
    try:
        Period.named(year or "2025-26")
    except ValueError:
        yield Finding(
            "E17",
            f"“{year}” is not a year of the Ombudsman.",
            "Name the financial year that the Ombudsman's figures are for, such as 2025-26.",
            (pointer("ombudsman", "year"),),
            {"given": year},
        )
