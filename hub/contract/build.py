"""From a document of the right shape to a `Return`: one small function a part, for the newest version's shape.

Takes a checked document, or what could be read of a faulty one so that its arithmetic can be judged all the same;
therefore nothing here assumes that a part is there. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from hub.contract import model
from hub.contract.lift import lift
from hub.contract.model import Amount, AmountCell, Cell, Count, Document, Mark, Missing, Said

T = TypeVar("T")
COUNTS_REMEMBERED = 4_096  # most counts are small and come again; a frozen value may stand in many places
STATEMENTS = ("oral_complaints", "resolved_on_the_spot", "letters_from_mps", "requests_for_service")
_MISSING = {status.value: status for status in Missing}


@lru_cache(COUNTS_REMEMBERED)
def _count(value: int, mark: str | None = None) -> Count:
    return Count(value, Mark(mark) if mark else None)


def cell(value: Any) -> Cell:
    """A count, a status or a marked count, as a document writes it."""
    if type(value) is int:  # first, because nearly every cell is one
        return _count(value)
    if isinstance(value, dict):
        inner = value.get("value")
        return None if inner is None or "marked" not in value else _count(int(inner), value["marked"])
    if isinstance(value, str):
        return _MISSING.get(value)
    return None if value is None else _count(int(value))


def _amount(value: Any) -> AmountCell:
    return _MISSING.get(value) if isinstance(value, str) else None if value is None else Amount(float(value))


def _said(value: Any) -> Said:
    """A text or a day; a text that is the word of a status is that status."""
    said: Said = _MISSING.get(value, value)
    return said


def _unless_missing(value: Any) -> Any:
    """A number, or true or false, or the status in its place."""
    return _MISSING.get(value) if isinstance(value, str) else value


def _part(value: Any, build: Callable[[Document], T]) -> T | Missing | None:
    if isinstance(value, str):
        return _MISSING.get(value)
    return build(value) if isinstance(value, dict) else None


def _items(value: Any, build: Callable[[Document], T]) -> tuple[T, ...]:
    return tuple([build(item) for item in value]) if isinstance(value, list) else ()


def _items_or_missing(value: Any, build: Callable[[Document], T]) -> tuple[T, ...] | Missing | None:
    if isinstance(value, list):
        return tuple([build(item) for item in value])
    return _MISSING.get(value) if isinstance(value, str) else None


def _counting_rules(part: Document) -> model.CountingRules:
    return model.CountingRules(
        subject_coding=part.get("subject_coding"),
        rounding_base=int(part.get("rounding_base", 1)),
        statements=tuple((name, part[name]) for name in STATEMENTS if name in part),
        explanation=part.get("explanation", ""),
    )


def _exposure(part: Document) -> model.Exposure:
    return model.Exposure(
        part.get("what", ""), cell(part.get("quantity")), part.get("source", ""), part.get("as_at", "")
    )


def _received(part: Document) -> model.Received:
    return model.Received(
        total=cell(part.get("total")),
        services_exhaustive=part.get("services_exhaustive", True),
        by_service=_items(
            part.get("by_service"), lambda item: model.ServiceCount(item.get("service", ""), cell(item.get("count")))
        ),
        monthly=_items(
            part.get("monthly"), lambda item: model.MonthCount(item.get("month", ""), cell(item.get("count")))
        ),
    )


def _joint(part: Document) -> model.JointCount:
    return model.JointCount(
        part.get("service", ""), part.get("lead", ""), tuple(part.get("partners", ())), cell(part.get("count"))
    )


def _caseload(part: Document) -> model.Caseload:
    return model.Caseload(
        cell(part.get("brought_forward")), cell(part.get("closed")), cell(part.get("carried_forward"))
    )


def _subject(part: Document) -> model.SubjectCount:
    return model.SubjectCount(
        part.get("subject", ""), part.get("local_label", ""), cell(part.get("count")), cell(part.get("went_wrong"))
    )


def _went_wrong(part: Document) -> model.WentWrong:
    outcomes = part.get("outcomes")
    if not isinstance(outcomes, dict):
        return model.WentWrong(cell(part.get("count")), None)
    return model.WentWrong(
        cell(part.get("count")),
        model.Outcomes(
            cell(outcomes.get("upheld")), cell(outcomes.get("partly_upheld")), cell(outcomes.get("not_upheld"))
        ),
    )


def _timescale(part: Document) -> model.Timescale:
    return model.Timescale(cell(part.get("promised")), cell(part.get("within")))


def _action(part: Document) -> model.Action:
    return model.Action(
        id=part.get("id"),
        what=part.get("what", ""),
        remedy=part.get("remedy"),
        subject=part.get("subject"),
        number=cell(part.get("number")),
        owner=_said(part.get("owner")),
        begins=_said(part.get("begins")),
        due=_said(part.get("due")),
        completed=_said(part.get("completed")),
        standards=_said(part.get("standards")),
        involvement=_said(part.get("involvement")),
        progress_review=_said(part.get("progress_review")),
        completion_review=_said(part.get("completion_review")),
        monitoring=_said(part.get("monitoring")),
        impact=_said(part.get("impact")),
    )


def _measure(part: Document) -> model.Measure:
    return model.Measure(
        name=part.get("name", ""),
        definition=part.get("definition", ""),
        direction=part.get("direction", ""),
        baseline=_unless_missing(part.get("baseline")),
        target=_unless_missing(part.get("target")),
        latest=part.get("latest"),
        unit=part.get("unit"),
        review_on=_said(part.get("review_on")),
    )


def _sharing(part: Document) -> model.Sharing:
    return model.Sharing(part.get("channel"), part.get("where", ""), part.get("on"), part.get("state", ""))


def _learning(part: Document) -> model.Learning:
    return model.Learning(
        id=part.get("id"),
        identified=part.get("identified", ""),
        used=part.get("used", ""),
        subject=part.get("subject"),
        actions=tuple(part.get("actions", ())),
        measure=_part(part.get("measure"), _measure),
        sharing=_items_or_missing(part.get("sharing"), _sharing),
        may_be_shared=_unless_missing(part.get("may_be_shared")),
    )


def _feedback_group(part: Document) -> model.FeedbackGroup:
    return model.FeedbackGroup(
        cell(part.get("invited")), cell(part.get("responses")), cell(part.get("satisfied")), part.get("summary")
    )


def _feedback(part: Document) -> model.Feedback:
    return model.Feedback(
        complainants=_part(part.get("complainants"), _feedback_group),
        complained_about=_part(part.get("complained_about"), _feedback_group),
        investigators=_part(part.get("investigators"), _feedback_group),
    )


def _ombudsman(part: Document) -> model.Ombudsman:
    return model.Ombudsman(
        year=part.get("year", ""),
        accepted=cell(part.get("accepted")),
        reported=cell(part.get("reported")),
        upheld=cell(part.get("upheld")),
        partly_upheld=cell(part.get("partly_upheld")),
        not_upheld=cell(part.get("not_upheld")),
        referred=cell(part.get("referred")),
        recommendations=_part(part.get("recommendations"), _recommendations),
    )


def _recommendations(part: Document) -> model.Recommendations:
    return model.Recommendations(cell(part.get("complied")), cell(part.get("not_complied")))


def _handling(part: Document) -> model.Handling:
    return model.Handling(cell(part.get("count")), _amount(part.get("mean_days")))


def _compensation(part: Document) -> model.Compensation:
    return model.Compensation(cell(part.get("payments")), _amount(part.get("amount")))


def _issue(part: Document) -> model.Issue:
    return model.Issue(part.get("id"), part.get("issue", ""), part.get("subject"))


def _insight(part: Document) -> model.Insight:
    return model.Insight(part.get("source"), cell(part.get("count")), part.get("what", ""))


def _cost(part: Document) -> model.Cost:
    return model.Cost(_amount(part.get("amount")), part.get("covers", ""))


def _answer(part: Document) -> model.Answer:
    return model.Answer(part.get("query", ""), part.get("pointer"), part.get("text", ""))


def _challenge(part: Document) -> model.Challenge:
    return model.Challenge(part.get("id"), part.get("challenge", ""), part.get("subject"), part.get("help_wanted"))


def _group(part: Document) -> model.Group:
    return model.Group(part.get("group", ""), cell(part.get("received")), cell(part.get("went_wrong")))


def _characteristic(part: Document) -> model.Characteristic:
    return model.Characteristic(part.get("characteristic"), _items(part.get("groups"), _group))


def build(document: Document) -> model.Return:
    """The return that a document of contract `complaints-return` tells, of any version.

    Missing: parts that the document leaves out, or that were dropped as unreadable, are None; parts that its version
    does not have are `not_collected`.
    """
    version = document.get("contract_version", "")
    document = lift(document, version)
    period, signed_off_by = document.get("period", {}), document.get("signed_off_by")
    return model.Return(
        contract_version=version,
        organisation=document.get("organisation"),
        period_name=period.get("name"),
        starts=period.get("start"),
        ends=period.get("end"),
        nil_return=document.get("nil_return"),
        signed_off_by=model.SignOff(signed_off_by.get("role", ""), signed_off_by.get("on", ""))
        if signed_off_by
        else None,
        source=document.get("source"),
        notes=document.get("notes"),
        counting_rules=_counting_rules(document.get("counting_rules", {})),
        exposure=_part(document.get("exposure"), _exposure),
        received=_received(document.get("received", {})),
        joint=_items(document.get("joint"), _joint),
        caseload=_part(document.get("caseload"), _caseload),
        subjects=_items_or_missing(document.get("subjects"), _subject),
        went_wrong=_went_wrong(document.get("went_wrong", {})),
        timescale=_part(document.get("timescale"), _timescale),
        actions=_items_or_missing(document.get("actions"), _action),
        learning=_items_or_missing(document.get("learning"), _learning),
        feedback=_feedback(document.get("feedback", {})),
        ombudsman=_part(document.get("ombudsman"), _ombudsman),
        early_resolution=_part(document.get("early_resolution"), _handling),
        closer_look=_part(document.get("closer_look"), _handling),
        compensation=_part(document.get("compensation"), _compensation),
        important_issues=_items_or_missing(document.get("important_issues"), _issue),
        other_insight=_items_or_missing(document.get("other_insight"), _insight),
        cost=_part(document.get("cost"), _cost),
        explanations=_items(document.get("explanations"), _answer),
        challenges=_items_or_missing(document.get("challenges"), _challenge),
        demographics=_items_or_missing(document.get("demographics"), _characteristic),
    )
