"""The figures that screens and papers read: the same as the document, and the same after they were kept."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from return_documents import Document, full_return, least_return
from return_strategies import valid_returns

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
@given(document=valid_returns())
def test_figures_that_were_kept_are_read_back_the_same(document: Document) -> None:
    found = figures_of(build(document))
    assert Figures.from_json(json.loads(json.dumps(found.as_json()))) == found
