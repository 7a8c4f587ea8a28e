"""E18 and E17: subjects, remedies and channels are codes of the published lists, and a year is a year."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from hub.contract.circumstances import Circumstances
from hub.contract.codelists import codelist
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Ombudsman, Return
from hub.contract.period import Period


def codes_are_published(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E18: each code is one of its list; a near one is suggested."""
    for place, given, name in _codes(return_):
        if given and given not in codelist(name):
            near = difflib.get_close_matches(given, codelist(name), n=1)
            suggestion = f"Did you mean “{near[0]}”? " if near else ""
            yield Finding(
                "E18",
                f"“{given}” is not a code of the list {name}.",
                f"{suggestion}Use one of: {', '.join(codelist(name))}.",
                (pointer(*place),),
                {"given": given, **({"nearest": near[0]} if near else {})},
            )


def _codes(return_: Return) -> Iterator[tuple[Place, str | None, str]]:
    for index, subject in enumerate(return_.subjects if isinstance(return_.subjects, tuple) else ()):
        yield ("subjects", index, "subject"), subject.subject, "subjects"
    for index, action in enumerate(return_.actions if isinstance(return_.actions, tuple) else ()):
        yield ("actions", index, "remedy"), action.remedy, "remedies"
        yield ("actions", index, "subject"), action.subject, "subjects"
    for index, learning in enumerate(return_.learning if isinstance(return_.learning, tuple) else ()):
        yield ("learning", index, "subject"), learning.subject, "subjects"
        for step, sharing in enumerate(learning.sharing if isinstance(learning.sharing, tuple) else ()):
            yield ("learning", index, "sharing", step, "channel"), sharing.channel, "channels"


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
