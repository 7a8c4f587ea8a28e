"""What is asked about a tier's report of the right shape. Everything here can be explained; nothing refuses."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.checks.personal import suspected_in
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import number, told
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.model import CaseOutcomes, TierReport


def cases_fit_what_was_closed(report: TierReport, beside: TierBeside) -> Iterator[Finding]:
    """Q18: no more cases came to the tier than complaints were closed by the organisation in the period."""
    received, closed = number(report.cases.received), beside.closed
    if received is None or closed is None or received <= closed or report.period is None:
        return
    yield Finding(
        "Q18",
        f"The tier received {received} cases; the organisation reports {closed} complaints closed in "
        f"{report.period.name}.",
        "Check the count, and ask the organisation for its own. If both are right, say where the cases come from.",
        (pointer("cases", "received"),),
        {"received": received, "closed_by_the_organisation": closed, "period": report.period.name},
    )


def upheld_cases_have_a_theme(report: TierReport, _: TierBeside) -> Iterator[Finding]:
    """Q19: where cases were upheld, something says what cases were about."""
    outcomes = report.cases.outcomes
    wrong = outcomes.found_wrong() if isinstance(outcomes, CaseOutcomes) else None
    if not wrong or (isinstance(report.themes, tuple) and report.themes):
        return
    yield Finding(
        "Q19",
        f"{wrong} cases were upheld in full or in part, and no theme says what cases were about.",
        "Give the subjects of the cases closed, or say why they are not known.",
        (pointer("themes"),),
        {"upheld": wrong},
    )


def no_personal_data(report: TierReport, _: TierBeside) -> Iterator[Finding]:
    """Q15: no text seems to hold personal data."""
    yield from suspected_in(_texts(report), "report", lambda place: _cited(report, place))


def _texts(report: TierReport) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str | None]] = [
        (("tier",), report.tier),
        (("source",), report.source),
        (("views",), told(report.views)),
        (("approved_by", "role"), report.approved_by.role if report.approved_by else None),
    ]
    themes = report.themes if isinstance(report.themes, tuple) else ()
    found += [(("themes", at, "what"), theme.what) for at, theme in enumerate(themes)]
    found += [(("evidence", at, "what"), each.what) for at, each in enumerate(report.evidence)]
    found += [(("explanations", at, "text"), each.text) for at, each in enumerate(report.explanations)]
    return [(place, text) for place, text in found if text]


def _cited(report: TierReport, place: Place) -> str:
    """A place by what it keeps when other entries come before it: the subject, not the number of the entry."""
    part, *rest = place
    if part == "themes" and isinstance(report.themes, tuple) and isinstance(rest[0], int):
        return f"theme {report.themes[rest[0]].subject}, {' '.join(map(str, rest[1:]))}"
    return pointer(*place)
