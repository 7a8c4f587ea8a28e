"""The figures that screens and papers read: the same as the document, and the same after they were kept."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import Document, full_return, least_return
from version_strategies import valid_returns_of

from hub.contract.build import build
from hub.contract.figures import Figures, figures_of
from hub.contract.model import Count, Mark, Missing

PATIENT = settings(suppress_health_check=list(HealthCheck))


def figures(**parts: Any) -> Figures:
    return figures_of(build({**least_return(), **parts}))


def test_a_full_return_has_all_its_figures() -> None:
    found = figures_of(build(full_return()))
    assert found.received == Count(20)
    assert (found.brought_forward, found.closed, found.carried_forward) == (Count(6), Count(17), Count(9))
    assert found.went_wrong == Count(8)
    assert (found.exposure, found.exposure_of) == (Count(4100), "permits decided")
    assert found.monthly == {"2026-04": Count(7), "2026-05": Count(5), "2026-06": Count(8, Mark.PROVISIONAL)}
    assert found.subjects == {"delay": (11, 5), "wrong-decision": (6, 3), "not-told": (3, None)}
    assert (found.rounding_base, found.nil_return) == (1, False)


def test_what_was_left_out_is_not_the_status_that_was_given_and_neither_is_zero() -> None:
    assert figures().closed is None
    assert figures(caseload="not_collected").closed is Missing.NOT_COLLECTED
    load = {"brought_forward": "not_available", "closed": 0, "carried_forward": "not_available"}
    assert figures(caseload=load).closed == Count(0)
    assert figures(caseload=load).brought_forward is Missing.NOT_AVAILABLE
    assert figures(exposure="not_applicable").exposure is Missing.NOT_APPLICABLE


def test_lines_of_one_subject_are_added() -> None:
    lines = [
        {"subject": "delay", "local_label": "Post", "count": 3, "went_wrong": 1},
        {"subject": "delay", "local_label": "Telephone", "count": 4, "went_wrong": 2},
        {"subject": "money", "local_label": "Refunds", "count": 5, "went_wrong": 5},
        {"subject": "money", "local_label": "Fees", "count": 6},
    ]
    assert figures(subjects=lines).subjects == {"delay": (7, 3), "money": (11, None)}


def test_a_subject_with_an_unknown_line_has_no_sum() -> None:
    lines = [
        {"subject": "delay", "local_label": "Post", "count": 3},
        {"subject": "delay", "local_label": "Telephone", "count": "suppressed_at_source"},
        {"subject": "delay", "local_label": "Counter", "count": 2},
        {"subject": "money", "count": 5},
    ]
    assert figures(subjects=lines).subjects == {"money": (5, None)}
    assert figures(subjects="not_collected").subjects == {}


def test_a_whole_number_with_a_point_is_the_same_count() -> None:
    document = json.loads(json.dumps(full_return()).replace('"total": 20', '"total": 2.0e1'))
    assert figures_of(build(document)) == figures_of(build(full_return()))
    assert isinstance(figures_of(build(document)).received.value, int)  # type: ignore[union-attr]


@PATIENT
@given(document=st.sampled_from(["1.0", "1.1", "2.0"]).flatmap(valid_returns_of))
def test_figures_that_were_kept_are_read_back_the_same(document: Document) -> None:
    found = figures_of(build(document))
    assert Figures.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_figures_that_were_kept_before_there_were_more_are_still_read() -> None:
    """As they were written at first; what was not written is not known, which is neither a status nor 0."""
    kept = {
        "received": 20, "brought_forward": 6, "closed": [17, "provisional"], "carried_forward": "not_available",
        "went_wrong": 8, "exposure": None, "exposure_of": "", "rounding_base": 5, "nil_return": False,
        "monthly": {"2026-04": 20}, "subjects": {"delay": [11, None]}, "minimum_data": [["M1", "reported", 1, 1, None]],
    }  # fmt: skip
    found = Figures.from_json(kept)
    assert (found.received, found.closed) == (Count(20), Count(17, Mark.PROVISIONAL))
    assert (found.carried_forward, found.rounding_base) == (Missing.NOT_AVAILABLE, 5)
    assert found.early_count is found.early_days is found.promised is found.subject_coding is None
    assert (found.ombudsman, found.feedback, found.ombudsman_year) == ({}, {}, "")


def test_what_the_ombudsman_and_those_who_were_asked_said_is_kept() -> None:
    found = figures_of(
        build({**full_return(), "feedback": {**full_return()["feedback"], "investigators": "not_applicable"}})
    )
    assert (found.ombudsman_year, found.ombudsman["accepted"], found.ombudsman["upheld"]) == (
        "2025-26",
        Count(2),
        Count(1),
    )
    assert found.feedback["complainants"] == (Count(6), Count(4))
    assert found.feedback["complained_about"] == (Count(5), Missing.NOT_COLLECTED)
    assert found.feedback["investigators"] == (Missing.NOT_APPLICABLE, Missing.NOT_APPLICABLE)
    assert (found.promised, found.within, found.subject_coding) == (Count(15), Count(12), "primary")
    assert figures(ombudsman="not_applicable").ombudsman["upheld"] is Missing.NOT_APPLICABLE
    assert figures().ombudsman == {}
