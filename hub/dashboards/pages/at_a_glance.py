"""A period at a glance: what its rows say in a sentence and in a few figures, for all bodies or for the one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from hub.dashboards import pieces
from hub.dashboards.data_tables import NOT_SHOWN
from hub.dashboards.markup import Node
from hub.oversight.picture import Picture, Row
from hub.oversight.reporting import Rate, ReportingRates, ReturnState, day_in_words, reporting_rates

REASONS = {0: "in the figures of this period", 1: "reason"}
NO_DEADLINE = "The department set no deadline for this period."


def finding(picture: Picture, rows: Sequence[Row]) -> str:
    """What these rows of a picture say, in a sentence or two. Missing: nothing to say of no rows."""
    if len(rows) == 1:
        return f"{rows[0].organisation.name}: {_lower(rows[0].why)}"
    rates = reporting_rates(row.state for row in rows)
    parts = [_received(rates)]
    if rates.missing:
        names = ", ".join(row.organisation.name for row in rows if row.state is ReturnState.MISSING)
        parts.append(f"Missing: {names}.")
    if rates.not_yet_due and picture.due_on:
        parts.append(f"{rates.not_yet_due:,} still to come, due {day_in_words(picture.due_on)}.")
    if picture.due_on is None:
        parts.append(NO_DEADLINE)
    return " ".join(parts)


def figures(picture: Picture, rows: Sequence[Row]) -> Node:
    """The same in figures: of all the rows, or of the one body that is shown."""
    return pieces.figures(_of_one(rows[0]) if len(rows) == 1 else _of_several(picture, rows))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _received(rates: ReportingRates) -> str:
    received = rates.received
    if not received.denominator:
        return "Nothing has been received."
    came = f"{received} {'return' if received.denominator == 1 else 'returns'}"
    have = "has" if received.numerator == 1 else "have"
    on_time = f", {rates.on_time} on time" if rates.on_time.denominator else ""
    return f"{came} {have} been received{on_time}."


def _of_several(picture: Picture, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    rates = reporting_rates(row.state for row in rows)
    told = [row.completeness for row in rows if row.completeness is not None]
    whole = Rate(sum(share.numerator == share.denominator for share in told), len(told))
    talk = Rate(sum(bool(row.to_talk_about) for row in rows), len(rows))
    due = f"due {day_in_words(picture.due_on)}" if picture.due_on else "no deadline"
    return [
        ("Returns received", _or_none(rates.received), due),
        ("Received on time", _or_none(rates.on_time), "by the first acceptance"),
        ("Reported in full", _or_none(whole), "returns with all the minimum data"),
        ("Something to talk about", str(talk), "organisations, from their returns"),
    ]


def _or_none(rate: Rate) -> str:
    return str(rate) if rate.denominator else "None"


def _of_one(row: Row) -> list[tuple[str, str, str]]:
    reasons = len(row.to_talk_about)
    return [
        ("Return", row.state.label, row.why),
        ("Reported in full", _completeness(row), "of the minimum data that can arise"),
        ("To talk about", f"{reasons:,}" if reasons else "Nothing", REASONS.get(reasons, "reasons")),
    ]


def _completeness(row: Row) -> str:
    if row.completeness is None:
        return NOT_SHOWN if row.return_id else "No return"
    return f"{row.completeness} items"
