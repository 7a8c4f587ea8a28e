"""What a self-assessment says: the spread of its scores, the low ones, the age of its evidence, and what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessment_documents import Document, assessment, entry_for
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.assessment.build import build_assessment
from hub.contract.assessment.model import Assessment
from hub.contract.frameworks import framework
from hub.contract.model import Missing
from hub.oversight.assessment import AssessmentTold, former_of, told

ROOT = Path(__file__).resolve().parents[2]
PETERBOROUGH = ROOT / "fixtures" / "published" / "self-assessments" / "peterborough-city-council.json"
TODAY = date(2026, 7, 20)
LAST_YEAR = {"completed_on": "2025-05-30", "review_on": "2026-05-29"}


def said(document: Document, former: Document | None = None, today: date = TODAY) -> AssessmentTold:
    found = told(build_assessment(document), build_assessment(former) if former else None, today)
    assert found is not None
    return found


def test_the_published_totals_stand_beside_a_spread_that_shows_what_they_hide() -> None:
    found = said(json.loads(PETERBOROUGH.read_bytes()))
    assert [str(spread.total) for spread in found.spread] == [
        "28 of 36", "27 of 30", "19 of 21", "12 of 18", "14 of 18",
    ]  # fmt: skip
    numbers = [[count for _, count in spread.counts] for spread in found.spread]
    assert numbers == [[0, 1, 6, 5], [0, 0, 3, 7], [0, 0, 2, 5], [0, 1, 4, 1], [0, 1, 2, 3]]
    assert [(low.statement.id, low.score.value) for low in found.lows] == [("1.2", 1), ("4.4", 1), ("5.3", 1)]
    assert all(low.planned == () for low in found.lows)
    assert (found.evidence.oldest, found.evidence.dated, found.evidence.undated) == (None, 0, 38)
    assert found.review_due


def test_a_low_score_stands_with_what_is_planned_about_it() -> None:
    lows = {low.statement.id: low for low in said(assessment()).lows}
    assert list(lows) == ["1.2", "4.4", "5.3"]
    assert [action.id for action in lows["4.4"].planned] == ["P4"]
    assert lows["5.3"].score.label == "No evidence"


def test_evidence_is_as_old_as_it_was_on_the_day_of_completion() -> None:
    document = assessment()
    entry_for(document, "2.1")["evidence"] = [{"what": "An audit", "on": "2024-05-29"}]
    evidence = said(document).evidence
    assert (evidence.oldest, evidence.newest) == (date(2024, 5, 29), date(2026, 3, 31))
    assert (evidence.oldest_age, evidence.newest_age) == (730, 59)
    assert (evidence.dated, evidence.undated) == (4, 34)


def test_what_changed_since_the_last_one_is_told_with_whether_evidence_is_new() -> None:
    former, now = assessment(**LAST_YEAR), assessment()
    entry_for(now, "4.4")["score"] = 2
    entry_for(now, "2.4").update({"score": 1, "basis": "Letters of May were read again; nobody had asked the caller."})
    entry_for(now, "3.6")["score"] = "not_applicable"
    found = said(now, former)
    assert found.former_completed == date(2025, 5, 30)
    changes = [(one.statement.id, one.was and one.was.value, one.now and one.now.value) for one in found.changes]
    assert changes == [("2.4", 2, 1), ("3.6", 2, None), ("4.4", 1, 2)]
    assert [(one.rose, one.new_evidence) for one in found.changes] == [(False, True), (False, False), (True, False)]
    assert said(now, assessment("uk-complaint-standards", **LAST_YEAR)).changes == ()


def test_the_former_one_was_completed_earlier_and_is_the_last_version_of_its_day() -> None:
    first, mended, now = (
        build_assessment(document)
        for document in (assessment(**LAST_YEAR), assessment(**LAST_YEAR, conclusions="Mended."), assessment())
    )
    older = build_assessment(assessment(completed_on="2024-05-30", review_on="2025-05-30"))
    assert former_of(now, [first, older, mended, now]) == mended
    assert former_of(older, [first, older, mended, now]) is None
    assert former_of(now, [build_assessment(assessment("uk-complaint-standards", **LAST_YEAR))]) is None


def test_a_review_is_due_on_its_day_and_a_scale_of_words_has_no_total() -> None:
    code = assessment("complaint-handling-code")
    assert {spread.total for spread in said(code).spread} == {None}
    assert not said(code, today=date(2027, 5, 27)).review_due
    assert said(code, today=date(2027, 5, 28)).review_due


def test_a_framework_that_is_not_there_any_longer_says_nothing() -> None:
    gone = build_assessment(assessment(framework={"id": "person-centred", "version": "7.0"}))
    assert told(gone, None, TODAY) is None


scores = st.sampled_from([0, 1, 2, 3, "not_applicable"])


@given(st.lists(scores, min_size=41, max_size=41))
def test_every_statement_is_counted_once_and_a_total_is_the_sum_of_its_spread(given_scores: list[Any]) -> None:
    document = assessment()
    for entry, score in zip(document["scores"], given_scores, strict=True):
        entry["score"] = score
    found = said(document)
    for spread in found.spread:
        assert sum(count for _, count in spread.counts) + spread.not_applicable == len(spread.part.statements)
        assert spread.total is not None
        assert spread.total.x == sum(value.value * count for value, count in spread.counts if value.value)
        assert spread.total.n == 3 * (len(spread.part.statements) - spread.not_applicable)
    assert len(found.lows) == sum(1 for score in given_scores if score in (0, 1))


@given(st.lists(scores, min_size=41, max_size=41), st.lists(scores, min_size=41, max_size=41))
def test_the_changes_are_exactly_the_statements_with_another_score(before: list[Any], after: list[Any]) -> None:
    former, now = assessment(**LAST_YEAR), assessment()
    for document, told_scores in ((former, before), (now, after)):
        for entry, score in zip(document["scores"], told_scores, strict=True):
            entry["score"] = score
    ids = [entry["statement"] for entry in now["scores"]]
    expected = [id_ for id_, one, other in zip(ids, before, after, strict=True) if one != other]
    assert [change.statement.id for change in said(now, former).changes] == expected


def test_no_fraction_is_made_of_scores() -> None:
    assert not [value for value in _values(said(assessment(), assessment(**LAST_YEAR))) if isinstance(value, float)]


def _values(node: Any) -> Iterator[Any]:
    """Everything that a value holds."""
    inner = [getattr(node, field.name) for field in fields(node)] if is_dataclass(node) else node
    if isinstance(inner, list | tuple):
        for one in inner:
            yield from _values(one)
    else:
        yield inner


def test_a_score_that_does_not_apply_is_no_low_one() -> None:
    document = assessment()
    entry_for(document, "1.2")["score"] = Missing.NOT_APPLICABLE.value
    found = said(document)
    assert "1.2" not in [low.statement.id for low in found.lows]
    assert found.spread[0].not_applicable == 1


def test_each_framework_can_be_read() -> None:
    for name in ("complaint-handling-code", "person-centred", "uk-complaint-standards"):
        found: Assessment = build_assessment(assessment(name))
        assert found.framework == framework(name, "1.0")
        assert told(found, None, TODAY) is not None
