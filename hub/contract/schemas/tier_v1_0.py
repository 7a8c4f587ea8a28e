"""The shape of contract `independent-tier-report` 1.0, in marshmallow: what a tier tells of one organisation's period.

Cases are those that came to the tier; complaints are the organisation's own, and stand in its return.
"""

from __future__ import annotations

from hub.contract import fields as f
from hub.contract.compound import Items, OrStatus, Part, ValueOrStatus
from hub.contract.schemas.assessment_v1_0 import EvidenceSchema
from hub.contract.schemas.v1_0 import PeriodSchema, SignOffSchema, Strict
from hub.contract.schemas.v1_1 import ExplanationSchema


class OutcomesSchema(Strict):
    """Outcomes of cases closed"""

    upheld = f.CountField("Upheld in full", required=True)
    partly_upheld = f.CountField("Upheld in part", required=True)
    not_upheld = f.CountField("Not upheld", required=True)
    resolved = f.CountField("Resolved without a finding", required=True)
    withdrawn = f.CountField("Withdrawn", required=True)


class CasesSchema(Strict):
    """Cases"""

    received = f.CountField("Received", required=True)
    accepted = f.CountField("Accepted for examination", required=True)
    closed = f.CountField("Closed", required=True)
    outcomes = OrStatus(Part("Outcomes of cases closed", OutcomesSchema), required=True)


class ThemeSchema(Strict):
    """Theme"""

    subject = f.CodeField("Subject", "subjects", required=True)
    count = f.CountField("Cases closed", required=True)
    what = f.Text("What the cases had in common")


class TierRecommendationsSchema(Strict):
    """Recommendations of the tier"""

    made = f.CountField("Made", required=True)
    accepted = f.CountField("Accepted by the organisation", required=True)


class TierReportSchema(Strict):
    """Independent tier's report 1.0"""

    contract = f.OneOf("Contract", ("independent-tier-report",), required=True)
    contract_version = f.OneOf("Contract version", ("1.0",), required=True)
    tier = f.Text("Name of the independent tier", longest=f.LONGEST_LINE, required=True)
    organisation = f.Pattern("Organisation", f.CODE, "an organisation's code", required=True)
    period = Part("Period", PeriodSchema, required=True)
    approved_by = Part("Approved by", SignOffSchema, required=True)
    source = f.Text("Where it was published")
    cases = Part("Cases", CasesSchema, required=True)
    themes = OrStatus(Items("Themes", Part("Theme", ThemeSchema)), required=True)
    recommendations = OrStatus(Part("Recommendations", TierRecommendationsSchema), required=True)
    views = ValueOrStatus(f.Text("Views on how the organisation handles complaints"), required=True)
    evidence = Items("Evidence", Part("Evidence", EvidenceSchema), most=50)
    explanations = Items("Explanations", Part("Explanation", ExplanationSchema), most=100)
