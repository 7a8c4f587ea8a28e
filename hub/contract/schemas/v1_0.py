"""The shape of contract `complaints-return` 1.0, in marshmallow: what each related organisation must report.

Published: nothing here changes any more. What a later version adds stands in that version's own module.
"""

from __future__ import annotations

from marshmallow import RAISE, Schema

from hub.contract import fields as f
from hub.contract.compound import Items, OrStatus, Part

SAID = ("counted", "not_counted", "not_applicable", "not_available")
STRICT = {"unknown": "E15", "type": "E17 is not an object"}
FIGURES_SOURCE = "Where the figures come from"


class Strict(Schema):
    """An object whose members are exactly those named: a stranger is a fault, never ignored."""

    error_messages = STRICT

    class Meta:
        """Strangers are refused."""

        unknown = RAISE


class PeriodSchema(Strict):
    """Period"""

    name = f.Pattern("Name of the period", f.PERIOD, "a period such as 2026-27-Q1 or 2026-27", required=True)
    start = f.Day("First day", required=True)
    end = f.Day("Last day", required=True)


class SignOffSchema(Strict):
    """Signed off by"""

    role = f.Text("Role of the person who signed off", longest=f.LONGEST_LINE, required=True)
    on = f.Day("Date of sign-off", required=True)


class CountingRulesSchema(Strict):
    """Counting rules"""

    subject_coding = f.OneOf("Subjects per complaint", ("primary", "multiple"), required=True)
    rounding_base = f.OneOf("Figures are rounded to", (1, 5, 10, 100, 1000))
    oral_complaints = f.OneOf("Oral complaints", SAID)
    resolved_on_the_spot = f.OneOf("Complaints resolved on the spot", SAID)
    letters_from_mps = f.OneOf("Letters from MPs", SAID)
    requests_for_service = f.OneOf("Requests for service", SAID)
    explanation = f.Text("Explanation of the counting rules")


class ExposureSchema(Strict):
    """Exposure"""

    what = f.Text("What is counted", longest=f.LONGEST_LINE, required=True)
    quantity = f.CountField("How many", required=True)
    source = f.Text(FIGURES_SOURCE, required=True)
    as_at = f.Day("As at", required=True)


class ServiceCountSchema(Strict):
    """Complaints about a service"""

    service = f.Text("Service", longest=f.LONGEST_LINE, required=True)
    count = f.CountField("Complaints", required=True)


class MonthCountSchema(Strict):
    """Complaints in a month"""

    month = f.Pattern("Month", f.MONTH, "a month such as 2026-04", required=True)
    count = f.CountField("Complaints", required=True)


class ReceivedSchema(Strict):
    """Complaints received"""

    total = f.CountField("Total", required=True)
    services_exhaustive = f.YesNo("Every complaint is about exactly one of the services")
    by_service = Items("By service", Part("Service", ServiceCountSchema))
    monthly = Items("By month", Part("Month", MonthCountSchema), most=12)


class JointCountSchema(Strict):
    """Joint complaints"""

    service = f.Text("Service", longest=f.LONGEST_LINE, required=True)
    lead = f.Pattern("Lead organisation", f.CODE, "an organisation's code", required=True)
    partners = Items(
        "Partner organisations", f.Pattern("Partner", f.CODE, "an organisation's code"), most=50, required=True
    )
    count = f.CountField("Complaints", required=True)


class CaseloadSchema(Strict):
    """Caseload"""

    brought_forward = f.CountField("Brought forward", required=True)
    closed = f.CountField("Closed", required=True)
    carried_forward = f.CountField("Carried forward", required=True)


class SubjectCountSchema(Strict):
    """Complaints about a subject"""

    subject = f.CodeField("Subject", "subjects", required=True)
    local_label = f.Text("Local label", longest=f.LONGEST_LINE)
    count = f.CountField("Complaints", required=True)
    went_wrong = f.CountField("Something went wrong")


class OutcomesSchema(Strict):
    """Outcomes"""

    upheld = f.CountField("Upheld in full", required=True)
    partly_upheld = f.CountField("Upheld in part", required=True)
    not_upheld = f.CountField("Not upheld", required=True)


class WentWrongSchema(Strict):
    """Something went wrong"""

    count = f.CountField("Complaints", required=True)
    outcomes = Part("Outcomes", OutcomesSchema)


class TimescaleSchema(Strict):
    """Timescale"""

    promised = f.CountField("Closed complaints with a promised date", required=True)
    within = f.CountField("Closed within the promised date", required=True)


class ActionSchema(Strict):
    """Action"""

    id = f.Pattern("Id", f.ID, "an id of letters, digits, dots, hyphens and underscores", required=True)
    what = f.Text("What was or will be done", required=True)
    remedy = f.CodeField("Remedy", "remedies", required=True)
    subject = f.CodeField("Subject", "subjects")
    number = f.CountField("How many times")
    owner: f.Described = f.Text("Responsible role or team", longest=f.LONGEST_LINE)
    begins: f.Described = f.Day("Begins")
    due: f.Described = f.Day("Due")
    completed: f.Described = f.Day("Completed")


class MeasureSchema(Strict):
    """Measure"""

    name = f.Text("Name", longest=f.LONGEST_LINE, required=True)
    definition = f.Text("Definition", required=True)
    direction = f.OneOf("Better is", ("up", "down"), required=True)
    baseline: f.Described = f.NumberField("Baseline")
    target: f.Described = f.NumberField("Target")
    latest = f.NumberField("Latest value")
    unit = f.Text("Unit", longest=f.LONGEST_LINE)
    review_on: f.Described = f.Day("Review on")


class SharingSchema(Strict):
    """Sharing"""

    channel = f.CodeField("Channel", "channels", required=True)
    where = f.Text("Where", required=True)
    state = f.OneOf("State", ("planned", "done"), required=True)
    on = f.Day("Date")


class LearningSchema(Strict):
    """Learning"""

    id = f.Pattern("Id", f.ID, "an id of letters, digits, dots, hyphens and underscores", required=True)
    identified = f.Text("What was learnt", required=True)
    used = f.Text("How it was used to improve services", required=True)
    subject = f.CodeField("Subject", "subjects")
    actions = Items("Actions that follow from it", f.Pattern("Action", f.ID, "the id of an action"))
    measure = OrStatus(Part("How the improvement is measured", MeasureSchema))
    sharing = OrStatus(Items("How it is shared with service users", Part("Sharing", SharingSchema)))


class FeedbackGroupSchema(Strict):
    """Feedback of a group"""

    invited = f.CountField("Invited", required=True)
    responses = f.CountField("Responses", required=True)
    satisfied = f.CountField("Satisfied", required=True)
    summary = f.Text("Summary")


class FeedbackSchema(Strict):
    """Feedback"""

    complainants = OrStatus(Part("People who complained", FeedbackGroupSchema), required=True)
    complained_about = OrStatus(Part("Colleagues complained about", FeedbackGroupSchema), required=True)
    investigators = OrStatus(Part("Colleagues who investigated", FeedbackGroupSchema), required=True)


class OmbudsmanSchema(Strict):
    """Ombudsman"""

    year = f.Pattern("The Ombudsman's year", f.YEAR, "a year such as 2025-26", required=True)
    accepted = f.CountField("Accepted for investigation", required=True)
    reported = f.CountField("Reported on", required=True)
    upheld = f.CountField("Upheld in full", required=True)
    partly_upheld = f.CountField("Upheld in part", required=True)
    not_upheld = f.CountField("Not upheld", required=True)


class ReturnSchema(Strict):
    """Complaints return 1.0"""

    contract = f.OneOf("Contract", ("complaints-return",), required=True)
    contract_version = f.OneOf("Contract version", ("1.0",), required=True)
    organisation = f.Pattern("Organisation", f.CODE, "an organisation's code", required=True)
    period = Part("Period", PeriodSchema, required=True)
    nil_return = f.YesNo("Nil return", required=True)
    signed_off_by = Part("Signed off by", SignOffSchema, required=True)
    source = f.Text(FIGURES_SOURCE)
    notes = f.Text("Notes for the reader")
    counting_rules = Part("Counting rules", CountingRulesSchema, required=True)
    exposure = OrStatus(Part("Exposure", ExposureSchema))
    received = Part("Complaints received", ReceivedSchema, required=True)
    joint = Items("Joint complaints", Part("Joint complaint", JointCountSchema), most=100)
    caseload = OrStatus(Part("Caseload", CaseloadSchema))
    subjects = OrStatus(Items("Subjects", Part("Subject", SubjectCountSchema)), required=True)
    went_wrong = Part("Something went wrong", WentWrongSchema, required=True)
    timescale = OrStatus(Part("Timescale promised", TimescaleSchema))
    actions = OrStatus(Items("Actions", Part("Action", ActionSchema)), required=True)
    learning = OrStatus(Items("Learning", Part("Learning", LearningSchema)), required=True)
    feedback = Part("Feedback", FeedbackSchema, required=True)
    ombudsman = OrStatus(Part("Ombudsman", OmbudsmanSchema))
