"""Is it an independent tier's report? The same engine as for returns, with the rules of this contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hub.contract.engine import Engine, Verdict
from hub.contract.period import Period
from hub.contract.tier import checks, queries
from hub.contract.tier.build import build_tier_report
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.model import TierReport
from hub.contract.versions import TIER_REPORT

ClosedBy = Callable[[str, Period], int | None]
TIER_REPORTS: Engine[TierReport, TierBeside] = Engine(
    TIER_REPORT,
    build_tier_report,
    checks=(
        checks.period_is_over,
        checks.report_is_of_the_senders_remit,
        checks.outcomes_sum_to_closed,
        checks.accepted_recommendations_were_made,
        checks.themes_are_of_closed_cases,
        checks.days_follow_each_other,
    ),
    queries=(
        queries.cases_fit_what_was_closed,
        queries.upheld_cases_have_a_theme,
        queries.no_personal_data,
    ),
)


def judge_tier_report(raw: bytes, beside: TierBeside, closed_by: ClosedBy | None = None) -> Verdict[TierReport]:
    """Every finding on these bytes, all at once.

    `closed_by` tells how many complaints an organisation reported as closed in a period; it is asked once both are
    known, and only of an organisation of the remit.
    Raises: DocumentUnreadable, DocumentTooLong when they are not one strict JSON object.
    """

    def with_return(report: TierReport, known: TierBeside) -> TierBeside:
        code, period = report.organisation, report.period
        if closed_by is None or code is None or period is None or code not in (known.remit or ()):
            return known
        return replace(known, closed=closed_by(code, period))

    return TIER_REPORTS.judge(raw, beside.today, beside, with_return)
