"""How complaints were handled: early resolution and closer look, compensation, and what the handling cost."""

from __future__ import annotations

from hub.contract.model import AmountCell, Compensation, Cost, Handling, Missing, Return
from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.asked_for import those_asked
from hub.dashboards.pages.return_page.words import (
    NOT_GIVEN,
    cell_in_words,
    money_in_words,
    status_in_words,
    value_in_words,
)


def section(return_: Return) -> list[Node]:
    """The parts that newer versions of the contract ask for. Missing: nothing where the return's own has none."""
    rows = those_asked(
        return_,
        [
            ("/early_resolution", "Closed by early resolution", _handled(return_.early_resolution)),
            ("/closer_look", "Closed after a closer look", _handled(return_.closer_look)),
            ("/compensation", "Compensation for maladministration", _compensation(return_.compensation)),
            ("/cost", "Cost of complaint handling", _cost(return_.cost)),
        ],
    )
    return [pieces.heading("How complaints were handled"), pieces.facts(rows)] if rows else []


def _handled(part: Handling | Missing | None) -> Node:
    if not isinstance(part, Handling):
        return status_in_words(part) if part else NOT_GIVEN
    return pieces.lines([cell_in_words(part.count), f"Mean days from receipt to close: {_days(part.mean_days)}"])


def _days(mean: AmountCell) -> str:
    if isinstance(mean, Missing) or mean is None:
        return status_in_words(mean) if mean else NOT_GIVEN
    return value_in_words(mean.value)


def _compensation(part: Compensation | Missing | None) -> Node:
    if not isinstance(part, Compensation):
        return status_in_words(part) if part else NOT_GIVEN
    return pieces.lines([f"Payments: {cell_in_words(part.payments)}", f"Amount: {money_in_words(part.amount)}"])


def _cost(part: Cost | Missing | None) -> Node:
    if not isinstance(part, Cost):
        return status_in_words(part) if part else NOT_GIVEN
    return pieces.lines([money_in_words(part.amount), *([part.covers] if part.covers else [])])
