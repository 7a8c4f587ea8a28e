"""The shape of contract `complaints-return` 1.1: adds how well complaints are handled. Every addition may be left out.

A 1.0 document with only its version changed is a 1.1 document. `notes` is deprecated here, and still read.
"""

from __future__ import annotations

from hub.contract import fields as f
from hub.contract.compound import Items, OrStatus, Part
from hub.contract.schemas import v1_0
from hub.contract.schemas.v1_0 import Strict

AN_ID = "an id of letters, digits, dots, hyphens and underscores"


class HandlingSchema(Strict):
    """A way of handling"""

    count = f.CountField("Complaints closed in this way", required=True)
    mean_days = f.AmountField("Mean days from receipt to close", required=True)


class CompensationSchema(Strict):
    """Compensation for maladministration"""

    payments = f.CountField("Payments", required=True)
    amount = f.AmountField("Amount in pounds", required=True)


class ImportantIssueSchema(Strict):
    """Important issue"""

    id = f.Pattern("Id", f.ID, AN_ID, required=True)
    issue = f.Text("What the issue is", required=True)
    subject = f.CodeField("Subject", "subjects")


class InsightSchema(Strict):
    """Insight from another source"""

    source = f.CodeField("Source", "insight-sources", required=True)
    count = f.CountField("How many")
    what = f.Text("What it tells", required=True)


class CostSchema(Strict):
    """Cost of complaint handling"""

    amount = f.AmountField("Amount in pounds", required=True)
    covers = f.Text("What the amount covers", required=True)


class ExplanationSchema(Strict):
    """Explanation"""

    query = f.Pattern("Query that it answers", f.QUERY, "the code of a query, such as Q05", required=True)
    pointer = f.Text("Place that the query names", longest=f.LONGEST_LINE)
    text = f.Text("Explanation", required=True)


class RecommendationsSchema(Strict):
    """Recommendations of the Ombudsman"""

    complied = f.CountField("Complied with", required=True)
    not_complied = f.CountField("Not complied with", required=True)


class OmbudsmanSchema(v1_0.OmbudsmanSchema):
    """Ombudsman"""

    referred = f.CountField("Referred to the Ombudsman")
    recommendations = OrStatus(Part("Recommendations", RecommendationsSchema))


class ReturnSchema(v1_0.ReturnSchema):
    """Complaints return 1.1"""

    contract_version = f.OneOf("Contract version", ("1.1",), required=True)
    notes = f.Text("Notes for the reader", deprecated=f.Deprecated("1.1", ("important_issues", "other_insight")))
    ombudsman = OrStatus(Part("Ombudsman", OmbudsmanSchema))
    early_resolution = OrStatus(Part("Early resolution", HandlingSchema))
    closer_look = OrStatus(Part("Closer look", HandlingSchema))
    compensation = OrStatus(Part("Compensation for maladministration", CompensationSchema))
    important_issues = OrStatus(Items("Important issues", Part("Important issue", ImportantIssueSchema)))
    other_insight = OrStatus(Items("Other insight", Part("Insight", InsightSchema)))
    cost = OrStatus(Part("Cost of complaint handling", CostSchema))
    explanations = Items("Explanations of queries", Part("Explanation", ExplanationSchema))
