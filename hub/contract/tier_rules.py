"""The rules that only reports of independent tiers have, in words. What finds them is `tier`."""

from __future__ import annotations

from hub.contract.rule import Rule
from hub.contract.versions import TIER_REPORT

ONLY = (TIER_REPORT,)

TIER_ERRORS = (
    Rule(
        "E25", "Recommendations accepted are among those made", "recommendations",
        "Nobody accepts what was not recommended.",
        "Count what the organisation accepted of the recommendations that were made in the period.", contracts=ONLY,
    ),
    Rule(
        "E26", "Themes count cases that were closed", "themes",
        "What a case was about is known when it is closed.",
        "Count, for each subject, the cases closed in the period that were about it.", contracts=ONLY,
    ),
)  # fmt: skip
TIER_QUERIES = (
    Rule(
        "Q18", "Cases received fit what the organisation closed", "cases",
        "A complaint goes to the tier after the organisation has closed it: more cases than that come from elsewhere.",
        "Check the count, and ask the organisation for its own. If both are right, say where the cases come from.",
        contracts=ONLY,
    ),
    Rule(
        "Q19", "Where cases were upheld, themes say what they were about", "themes",
        "What went wrong can be learnt from when it is known what it was.",
        "Give the subjects of the cases closed, or say why they are not known.", contracts=ONLY,
    ),
)  # fmt: skip
