"""E02 and E03: whether this period can be reported now, and by this sender.

The only rules that look outside the document. Decides nothing about lateness: a late return is still a return.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hub.contract.circumstances import Circumstances, Organisation
from hub.contract.findings import Finding, pointer
from hub.contract.model import Return
from hub.contract.period import Period


def in_words(day: date) -> str:
    """A day as people write it: `1 July 2026`."""
    return f"{day.day} {day:%B %Y}"


def period_is_reportable(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """E02: the name, the dates and the months tell one period, which has ended and is collected."""
    period = return_.period
    if period is not None:
        yield from _dates_agree(return_, period)
        yield from _months_inside(return_, period)
        yield from _period_open(period, now)
    elif return_.period_name is not None:
        yield Finding(
            "E02",
            f"“{return_.period_name}” is not a period.",
            "Name a quarter such as 2026-27-Q1 or a year such as 2026-27.",
            (pointer("period", "name"),),
            {"given": return_.period_name},
        )


def _dates_agree(return_: Return, period: Period) -> Iterator[Finding]:
    for member, which, given, expected in (
        ("start", "first", return_.starts, period.start),
        ("end", "last", return_.ends, period.last_day),
    ):
        if given is not None and given != expected.isoformat():
            yield Finding(
                "E02",
                f"The period {period.name} has its {which} day on {in_words(expected)}; the return says {given}.",
                f"Correct the name of the period, or give {expected.isoformat()}.",
                (pointer("period", member), pointer("period", "name")),
                {"given": given, "expected": expected.isoformat()},
            )


def _months_inside(return_: Return, period: Period) -> Iterator[Finding]:
    months = period.months
    for index, entry in enumerate(return_.received.monthly):
        if entry.month and entry.month not in months:
            yield Finding(
                "E02",
                f"The month {entry.month} does not belong to the period {period.name}.",
                f"Give counts for {', '.join(months)}.",
                (pointer("received", "monthly", index, "month"),),
                {"given": entry.month},
            )


def _period_open(period: Period, now: Circumstances) -> Iterator[Finding]:
    place = (pointer("period"),)
    if now.today < period.end:
        yield Finding(
            "E02",
            f"The period {period.name} ends on {in_words(period.last_day)} and cannot be reported before.",
            f"Send the return on {in_words(period.end)} or later.",
            place,
        )
    if now.collects_from and period.start < now.collects_from:
        yield Finding(
            "E02",
            f"The department collects returns from {in_words(now.collects_from)} on; {period.name} is earlier.",
            "Ask the sponsor team if the earlier period should be collected.",
            place,
        )
    if now.organisation and now.organisation.reports != period.kind:
        yield Finding(
            "E02",
            f"{now.organisation.name} reports by {now.organisation.reports}; {period.name} is a {period.kind}.",
            f"Send one return for each {now.organisation.reports}.",
            place,
        )


def return_is_the_senders_own(return_: Return, now: Circumstances) -> Iterator[Finding]:
    """E03: the body in the return is the one the credential was issued to, and it existed in the period."""
    if now.sender is not None and return_.organisation not in (None, now.sender):
        yield Finding(
            "E03",
            f"The return is about “{return_.organisation}”, but the credential was issued to “{now.sender}”.",
            "Send it with the credential of the body that it is about, or correct the organisation's code.",
            (pointer("organisation"),),
            {"given": return_.organisation, "expected": now.sender},
        )
    elif now.organisation is not None and return_.period is not None:
        yield from _body_existed(now.organisation, return_.period)


def _body_existed(body: Organisation, period: Period) -> Iterator[Finding]:
    places = (pointer("organisation"), pointer("period"))
    if body.opened_on and period.last_day < body.opened_on:
        yield Finding(
            "E03",
            f"{body.name} opened on {in_words(body.opened_on)}, after the period {period.name}.",
            "Correct the period; what came before belongs to the body that existed then.",
            places,
        )
    if body.closed_on and period.start > body.closed_on:
        yield Finding(
            "E03",
            f"{body.name} closed on {in_words(body.closed_on)}, before the period {period.name}.",
            "Correct the period, or send the return for the body that took over.",
            places,
        )
