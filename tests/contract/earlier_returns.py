"""What a body reported before, made from documents: the history that a return is judged beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from return_documents import NOW, Document, as_bytes, least_return

from hub.contract.circumstances import Circumstances
from hub.contract.history import Earlier, History
from hub.contract.judge import judge
from hub.contract.model import Handling, Missing, Return, number, quantity
from hub.contract.period import Period

THIS = Period.named("2026-27-Q1")
BEFORE = THIS.previous()


def period_before(periods: int) -> Period:
    """The quarter so many before the first of 2026-27."""
    period = THIS
    for _ in range(periods):
        period = period.previous()
    return period


def return_before(periods: int = 1, **parts: object) -> Document:
    """The return for an earlier quarter, with these parts."""
    period = period_before(periods)
    named = {"name": period.name, "start": period.start.isoformat(), "end": period.last_day.isoformat()}
    return {**least_return(), "period": named, **parts}


def beside(*documents: Document) -> Circumstances:
    """The circumstances of a return beside what was sent before, newest first."""
    returns = [accepted(document) for document in documents]
    newest = returns[0] if returns and returns[0].period == BEFORE else None
    return replace(NOW, history=History(tuple(_earlier(return_) for return_ in returns), newest))


def beside_counts(received: Sequence[int]) -> Circumstances:
    """The circumstances of a return beside so many complaints received in the quarters before, newest first."""
    earlier = tuple(Earlier(period_before(at), count) for at, count in enumerate(received, 1))
    return replace(NOW, history=History(earlier))


def accepted(document: Document) -> Return:
    """The return that a document tells."""
    verdict = judge(as_bytes(document), NOW)
    assert verdict.accepted, [finding.message for finding in verdict.findings]
    assert verdict.told is not None
    return verdict.told


def _earlier(return_: Return) -> Earlier:
    assert return_.period is not None
    return Earlier(
        return_.period, number(return_.received.total), _days(return_.early_resolution), _days(return_.closer_look)
    )


def _days(handling: Handling | Missing | None) -> float | None:
    return quantity(handling.mean_days) if isinstance(handling, Handling) else None
