"""The shape of contract `self-assessment` 1.0, in marshmallow: how a body scores itself against a framework.

The statements and the scale are the framework's (`contracts/frameworks`), so that one contract serves them all.
"""

from __future__ import annotations

from hub.contract import fields as f
from hub.contract.compound import Items, Part, ValueOrStatus
from hub.contract.schemas.v1_0 import SignOffSchema, Strict
from hub.contract.schemas.v1_1 import AN_ID, ExplanationSchema

STATEMENT = "the id of a statement"


class FrameworkSchema(Strict):
    """Framework"""

    id = f.Pattern("Framework", f.CODE, "the name of a framework", required=True)
    version = f.Pattern("Version of the framework", f.VERSION, "a version such as 1.0", required=True)


class EvidenceSchema(Strict):
    """Evidence"""

    what = f.Text("What the evidence is", required=True)
    on = f.Day("Date of the evidence", required=True)


class ScoredSchema(Strict):
    """Score"""

    statement = f.Pattern("Statement", f.ID, STATEMENT, required=True)
    score = ValueOrStatus(f.ScoreField("Score"), required=True)
    basis = f.Text("Basis for the score")
    evidence = Items("Evidence", Part("Evidence", EvidenceSchema), most=50)
    notes = f.Text("Notes")
    gaps = f.Text("Gaps in the evidence")


class PlannedSchema(Strict):
    """Planned action"""

    id = f.Pattern("Id", f.ID, AN_ID, required=True)
    part = f.Pattern("Principle, pillar or section", f.ID, "the id of a part of the framework", required=True)
    statements = Items("Statements that it is about", f.Pattern("Statement", f.ID, STATEMENT))
    what = f.Text("What will be done", required=True)
    owner = f.Text("Responsible role or team", longest=f.LONGEST_LINE)
    due = f.Day("Due")
    completed = f.Day("Completed")


class AssessmentSchema(Strict):
    """Self-assessment 1.0"""

    contract = f.OneOf("Contract", ("self-assessment",), required=True)
    contract_version = f.OneOf("Contract version", ("1.0",), required=True)
    organisation = f.Pattern("Organisation", f.CODE, "an organisation's code", required=True)
    framework = Part("Framework", FrameworkSchema, required=True)
    completed_on = f.Day("Date completed", required=True)
    review_on = f.Day("Review date", required=True)
    approved_by = Part("Approved by", SignOffSchema, required=True)
    source = f.Text("Where it was published")
    scores = Items("Scores", Part("Score", ScoredSchema), least=1, required=True)
    action_plan = Items("Action plan", Part("Action", PlannedSchema), required=True)
    conclusions = f.Text("Conclusions")
    evidence_base = f.Text("How the evidence will be improved")
    response = f.Text("Response of the governing body")
    explanations = Items("Explanations", Part("Explanation", ExplanationSchema), most=100)
