"""Is it a self-assessment? The same engine as for returns, with the rules of this contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hub.contract.assessment import checks, queries
from hub.contract.assessment.build import build_assessment
from hub.contract.assessment.circumstances import Beside
from hub.contract.assessment.model import Assessment
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Engine, Verdict
from hub.contract.versions import ASSESSMENT

FormerOf = Callable[[str, date], Assessment | None]
ASSESSMENTS: Engine[Assessment, Beside] = Engine(
    ASSESSMENT,
    build_assessment,
    checks=(
        checks.framework_is_installed,
        checks.assessment_is_the_senders_own,
        checks.days_follow_each_other,
        checks.statements_are_answered,
        checks.scores_are_of_the_scale,
        checks.plan_fits_the_framework,
        checks.what_the_framework_asks_is_given,
    ),
    queries=(
        queries.scores_rise_with_new_evidence,
        queries.scores_name_their_evidence,
        queries.low_scores_have_an_action,
        queries.no_personal_data,
    ),
)


def judge_assessment(raw: bytes, now: Circumstances, former_of: FormerOf | None = None) -> Verdict[Assessment]:
    """Every finding on these bytes, all at once.

    `former_of` gives the body's last self-assessment by a framework that was completed before a day; it is asked once
    both are known.
    Raises: DocumentUnreadable, DocumentTooLong when they are not one strict JSON object.
    """

    def with_former(assessment: Assessment, beside: Beside) -> Beside:
        if former_of is None or assessment.framework is None or assessment.completed is None:
            return beside
        return replace(beside, former=former_of(assessment.framework.id, assessment.completed))

    return ASSESSMENTS.judge(raw, now.today, Beside(now), with_former)
