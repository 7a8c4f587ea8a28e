"""The shape of contract `complaints-return` 2.0: action plans in full, challenges for the forum, consent to share.

What 1.1 let a body leave out must be given here, or the reason why there is no value. Demographics are a part of
their own, and may be left out: no part of a return tells more about the people who complained.
"""

from __future__ import annotations

from hub.contract import fields as f
from hub.contract.compound import Items, OrStatus, Part, ValueOrStatus
from hub.contract.schemas import v1_0, v1_1
from hub.contract.schemas.v1_0 import Strict
from hub.contract.schemas.v1_1 import AN_ID


class ActionSchema(v1_0.ActionSchema):
    """Action"""

    owner = ValueOrStatus(f.Text("Responsible role or team", longest=f.LONGEST_LINE), required=True)
    begins = ValueOrStatus(f.Day("Begins"), required=True)
    due = ValueOrStatus(f.Day("Due"), required=True)
    completed = ValueOrStatus(f.Day("Completed"), required=True)
    standards = ValueOrStatus(f.Text("How it complies with professional standards"), required=True)
    involvement = ValueOrStatus(f.Text("How the person who complained is involved"), required=True)
    progress_review = ValueOrStatus(f.Text("How and when progress is reviewed"), required=True)
    completion_review = ValueOrStatus(f.Text("How and when completion is reviewed"), required=True)
    monitoring = ValueOrStatus(f.Text("How it is monitored or audited"), required=True)
    impact = ValueOrStatus(f.Text("How its impact is measured"), required=True)


class MeasureSchema(v1_0.MeasureSchema):
    """Measure"""

    baseline = ValueOrStatus(f.NumberField("Baseline"), required=True)
    target = ValueOrStatus(f.NumberField("Target"), required=True)
    review_on = ValueOrStatus(f.Day("Review on"), required=True)


class LearningSchema(v1_0.LearningSchema):
    """Learning"""

    measure = OrStatus(Part("How the improvement is measured", MeasureSchema))
    may_be_shared = f.YesNo("May be shared with other bodies", required=True)


class ChallengeSchema(Strict):
    """Challenge"""

    id = f.Pattern("Id", f.ID, AN_ID, required=True)
    challenge = f.Text("What the body finds hard", required=True)
    subject = f.CodeField("Subject", "subjects")
    help_wanted = f.Text("What would help")


class GroupSchema(Strict):
    """Group"""

    group = f.Text("Group", longest=f.LONGEST_LINE, required=True)
    received = f.CountField("Complaints received", required=True)
    went_wrong = f.CountField("Something went wrong")


class CharacteristicSchema(Strict):
    """Characteristic"""

    characteristic = f.CodeField("Characteristic", "characteristics", required=True)
    groups = Items("Groups", Part("Group", GroupSchema), required=True)


class OmbudsmanSchema(v1_1.OmbudsmanSchema):
    """Ombudsman"""

    referred = f.CountField("Referred to the Ombudsman", required=True)
    recommendations = OrStatus(Part("Recommendations", v1_1.RecommendationsSchema), required=True)


class ReturnSchema(v1_1.ReturnSchema):
    """Complaints return 2.0"""

    contract_version = f.OneOf("Contract version", ("2.0",), required=True)
    timescale = OrStatus(Part("Timescale promised", v1_0.TimescaleSchema), required=True)
    actions = OrStatus(Items("Actions", Part("Action", ActionSchema)), required=True)
    learning = OrStatus(Items("Learning", Part("Learning", LearningSchema)), required=True)
    ombudsman = OrStatus(Part("Ombudsman", OmbudsmanSchema), required=True)
    early_resolution = OrStatus(Part("Early resolution", v1_1.HandlingSchema), required=True)
    closer_look = OrStatus(Part("Closer look", v1_1.HandlingSchema), required=True)
    compensation = OrStatus(Part("Compensation for maladministration", v1_1.CompensationSchema), required=True)
    important_issues = OrStatus(
        Items("Important issues", Part("Important issue", v1_1.ImportantIssueSchema)), required=True
    )
    other_insight = OrStatus(Items("Other insight", Part("Insight", v1_1.InsightSchema)), required=True)
    cost = OrStatus(Part("Cost of complaint handling", v1_1.CostSchema), required=True)
    challenges = OrStatus(Items("Challenges for the forum", Part("Challenge", ChallengeSchema)), required=True)
    demographics = OrStatus(Items("Demographics", Part("Characteristic", CharacteristicSchema)))
