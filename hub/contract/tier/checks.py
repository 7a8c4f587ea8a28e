"""What must hold in a tier's report beyond its shape. One fault has one finding. Knows no database and no clock."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.assessment.model import day
from hub.contract.checks.circumstances import in_words
from hub.contract.checks.codes import unknown_code
from hub.contract.checks.identity import once
from hub.contract.codelists import codelist
from hub.contract.findings import Finding, pointer, quoted
from hub.contract.model import number
from hub.contract.period import Period
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.model import CaseOutcomes, TierRecommendations, TierReport

OUTCOMES = pointer("cases", "outcomes")
CLOSED = pointer("cases", "closed")


def period_is_over(report: TierReport, beside: TierBeside) -> Iterator[Finding]:
    """E02: the name and the dates tell one period, which has ended."""
    period = report.period
    if period is None:
        if report.period_name is not None:
            message = f"{quoted(report.period_name)} is not a period."
            what = "Name a quarter such as 2026-27-Q1 or a year such as 2026-27."
            yield Finding("E02", message, what, (pointer("period", "name"),), {"given": report.period_name})
        return
    yield from _dates_agree(report, period)
    if beside.today < period.end:
        message = f"The period {period.name} ends on {in_words(period.last_day)} and cannot be reported before."
        yield Finding("E02", message, f"Send the report on {in_words(period.end)} or later.", (pointer("period"),))


def _dates_agree(report: TierReport, period: Period) -> Iterator[Finding]:
    for member, which, given, expected in (
        ("start", "first", report.starts, period.start),
        ("end", "last", report.ends, period.last_day),
    ):
        if given is not None and given != expected.isoformat():
            yield Finding(
                "E02",
                f"The period {period.name} has its {which} day on {in_words(expected)}; the report says {given}.",
                f"Correct the name of the period, or give {expected.isoformat()}.",
                (pointer("period", member), pointer("period", "name")),
                {"given": given, "expected": expected.isoformat()},
            )


def report_is_of_the_senders_remit(report: TierReport, beside: TierBeside) -> Iterator[Finding]:
    """E03: the tier in it is the one that sends, the organisation is of its remit, and it existed in the period."""
    if beside.remit is None:
        return
    if not beside.tier:
        message = "The credential was not issued to an independent tier."
        yield Finding("E03", message, "Send it with the credential of the tier that it is of.", (pointer("tier"),))
        return
    if report.tier and _plain(report.tier) != _plain(beside.tier):
        yield Finding(
            "E03",
            f"The report is of {quoted(report.tier)}, but the credential was issued to {quoted(beside.tier)}.",
            "Send it with the credential of the tier that it is of, or correct the name.",
            (pointer("tier"),),
            {"given": report.tier, "expected": beside.tier},
        )
    if report.organisation is None:
        return
    body = beside.remit.get(report.organisation)
    if body is None:
        yield Finding(
            "E03",
            f"The organisation “{report.organisation}” is not in the remit of {beside.tier}.",
            "Correct the organisation's code, or ask the sponsor team whether it is in your remit.",
            (pointer("organisation"),),
            {"given": report.organisation},
        )
    elif report.period is not None:
        places = (pointer("organisation"), pointer("period"))
        if body.opened_on and report.period.last_day < body.opened_on:
            message = f"{body.name} opened on {in_words(body.opened_on)}, after the period {report.period.name}."
            yield Finding("E03", message, "Correct the period.", places)
        if body.closed_on and report.period.start > body.closed_on:
            message = f"{body.name} closed on {in_words(body.closed_on)}, before the period {report.period.name}."
            yield Finding("E03", message, "Report on the body that took over, or correct the period.", places)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def outcomes_sum_to_closed(report: TierReport, _: TierBeside) -> Iterator[Finding]:
    """E06: every case that was closed ended one way; outcomes that are known are never more than were closed."""
    outcomes, closed = report.cases.outcomes, number(report.cases.closed)
    if not isinstance(outcomes, CaseOutcomes) or closed is None:
        return
    known = [count for cell in outcomes.cells() if (count := number(cell)) is not None]
    whole = len(known) == len(outcomes.cells())
    if sum(known) > closed or (whole and sum(known) != closed):
        yield Finding(
            "E06",
            f"The outcomes add up to {sum(known)}; cases closed are {closed}.",
            "Give every closed case one outcome: upheld in full, upheld in part, not upheld, resolved or withdrawn.",
            (OUTCOMES, CLOSED),
            {"outcomes": sum(known), "closed": closed},
        )


def accepted_recommendations_were_made(report: TierReport, _: TierBeside) -> Iterator[Finding]:
    """E25: no more is accepted than was recommended."""
    told = report.recommendations
    if not isinstance(told, TierRecommendations):
        return
    made, accepted = number(told.made), number(told.accepted)
    if made is not None and accepted is not None and accepted > made:
        yield Finding(
            "E25",
            f"Of {made} recommendations made, {accepted} are told to be accepted.",
            "Count what was accepted of the recommendations that were made in the period.",
            (pointer("recommendations", "accepted"), pointer("recommendations", "made")),
            {"made": made, "accepted": accepted},
        )


def themes_are_of_closed_cases(report: TierReport, _: TierBeside) -> Iterator[Finding]:
    """E18, E13, E26: each subject is of the list, stands once, and counts no more cases than were closed."""
    themes, closed = report.themes if isinstance(report.themes, tuple) else (), number(report.cases.closed)
    for at, theme in enumerate(themes):
        if theme.subject and theme.subject not in codelist("subjects"):
            yield unknown_code(("themes", at, "subject"), theme.subject, "subjects")
    yield from once("subject", [(("themes", at, "subject"), theme.subject) for at, theme in enumerate(themes)])
    for at, theme in enumerate(themes):
        count = number(theme.count)
        if closed is not None and count is not None and count > closed:
            yield Finding(
                "E26",
                f"The theme {quoted(theme.subject or '')} counts {count} cases; cases closed are {closed}.",
                "Count the cases closed in the period that were about it.",
                (pointer("themes", at, "count"), CLOSED),
                {"subject": theme.subject, "count": count, "closed": closed},
            )


def days_follow_each_other(report: TierReport, beside: TierBeside) -> Iterator[Finding]:
    """E24: it was approved after the period and not in the future, and evidence was there by then."""
    approved, period = report.approved, report.period
    if approved is None or period is None:
        return
    place = pointer("approved_by", "on")
    if not period.end <= approved <= max(beside.today, period.end):
        message = f"It was approved on {in_words(approved)}: before the period ended, or in the future."
        yield Finding("E24", message, "Correct the day.", (place,))
        return
    for at, evidence in enumerate(report.evidence):
        on = day(evidence.on)
        if on is not None and on > approved:
            message = f"Evidence of {in_words(on)} is later than approval on {in_words(approved)}."
            yield Finding("E24", message, "Correct the day.", (pointer("evidence", at, "on"),))
