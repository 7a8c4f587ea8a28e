"""A return as the hub thinks of it: frozen values, made from a document whose shape has been checked.

Holds no rule and no wording. A part that the document left out, or that could not be read, is None;
a part that the body says it cannot give is a `Missing`, which is an answer. Neither is ever 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.contract.model.cells import (
    STATUSES,
    Amount,
    AmountCell,
    Cell,
    Count,
    Mark,
    Missing,
    Said,
    number,
    quantity,
    told,
    total_of,
)
from hub.contract.model.counted import (
    Caseload,
    Characteristic,
    Compensation,
    Cost,
    CountingRules,
    Exposure,
    Feedback,
    FeedbackGroup,
    Group,
    Handling,
    JointCount,
    MonthCount,
    Ombudsman,
    Outcomes,
    Received,
    Recommendations,
    ServiceCount,
    SubjectCount,
    Timescale,
    WentWrong,
)
from hub.contract.model.narrated import Action, Answer, Challenge, Insight, Issue, Learning, Measure, Sharing, SignOff
from hub.contract.model.return_ import Return

Document = Mapping[str, Any]

__all__ = [
    "STATUSES",
    "Action",
    "Amount",
    "AmountCell",
    "Answer",
    "Caseload",
    "Cell",
    "Challenge",
    "Characteristic",
    "Compensation",
    "Cost",
    "Count",
    "CountingRules",
    "Document",
    "Exposure",
    "Feedback",
    "FeedbackGroup",
    "Group",
    "Handling",
    "Insight",
    "Issue",
    "JointCount",
    "Learning",
    "Mark",
    "Measure",
    "Missing",
    "MonthCount",
    "Ombudsman",
    "Outcomes",
    "Received",
    "Recommendations",
    "Return",
    "Said",
    "ServiceCount",
    "Sharing",
    "SignOff",
    "SubjectCount",
    "Timescale",
    "WentWrong",
    "number",
    "quantity",
    "told",
    "total_of",
]
