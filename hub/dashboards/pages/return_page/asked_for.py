"""Whether the contract version of a return asks for a part: of what it does not have, the body has said nothing."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.members import members
from hub.contract.model import Return
from hub.dashboards.markup import Node

CONTRACT = "complaints-return"
Row = tuple[str, Node]


def asks(return_: Return, place: str) -> bool:
    """Whether there is such a place in the return's own version; `place` is as `hub.contract.members` writes it."""
    return place in members(CONTRACT, return_.contract_version)


def those_asked(return_: Return, rows: Sequence[tuple[str, str, Node]]) -> list[Row]:
    """The rows whose place the return's own version has. Shapes: a row is its place, its name and its value."""
    return [(name, value) for place, name, value in rows if asks(return_, place)]
