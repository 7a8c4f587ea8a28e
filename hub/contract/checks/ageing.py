"""N01 and N02: what is still taken, and will not be for ever, or has a better one beside it. Asks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hub.contract.findings import Finding, Place, pointer
from hub.contract.members import EACH, Member, members
from hub.contract.model import Document
from hub.contract.versions import CALLED, Closing


def version_is_closing(ends: Closing) -> Finding:
    """N01: the version of the document will close on a day that has been announced."""
    instead = f"Move to {ends.replaced_by.name}" if ends.replaced_by else "Ask the sponsor team what follows it"
    refused = f"{CALLED[ends.known.contract]} in it are refused"
    return Finding(
        "N01",
        f"{ends.known.name} closes on {ends.closes.isoformat()}: from that day on, {refused}.",
        f"{instead} before that day.",
        (pointer("contract_version"),),
        {
            "version": ends.known.version,
            "closes": ends.closes.isoformat(),
            "replaced_by": ends.replaced_by.version if ends.replaced_by else None,
        },
    )


def members_are_current(document: Document, contract: str, version: str) -> Iterator[Finding]:
    """N02: no member that the document gives is deprecated in its version."""
    for parts, member in _deprecated(contract, version):
        places = [pointer(*place) for place in _given(document, parts)]
        if places:
            yield Finding(
                "N02",
                f"“{member.title}” is deprecated from {contract} {member.deprecated_from} on.",
                f"Give {' or '.join(member.replaced_by)} instead, from the next return on."
                if member.replaced_by
                else "Leave it out of the next return.",
                tuple(places),
                {"member": member.place, "replaced_by": list(member.replaced_by)},
            )


@cache
def _deprecated(contract: str, version: str) -> tuple[tuple[tuple[str, ...], Member], ...]:
    """The members that should be sent no longer, with the parts of their places."""
    known = members(contract, version).values()
    return tuple((tuple(one.place.split("/")[1:]), one) for one in known if one.deprecated_from)


def _given(node: Any, parts: tuple[str, ...], above: Place = ()) -> Iterator[Place]:
    if not parts:
        yield above
    elif parts[0] == EACH and isinstance(node, list):
        for at, entry in enumerate(node):
            yield from _given(entry, parts[1:], (*above, at))
    elif isinstance(node, dict) and parts[0] in node:
        yield from _given(node[parts[0]], parts[1:], (*above, parts[0]))
