"""What must hold in a return: each rule that refuses, at its edge. `test_arithmetic` does the sums a second way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from return_documents import (
    BODY,
    NOW,
    SENDER,
    UNKNOWN,
    Document,
    as_bytes,
    full_return,
    least_return,
    lines,
    months,
    outcomes,
    services,
)

from hub.contract.circumstances import Circumstances, Organisation
from hub.contract.judge import judge


def codes(document: Document, now: Circumstances = NOW) -> list[str]:
    """What refuses it; what is asked about it is `test_queried` and `test_history`."""
    return [finding.code for finding in judge(as_bytes(document), now).findings if finding.blocks]


def changed(place: str, value: Any, start: Document | None = None) -> Document:
    document = full_return() if start is None else start
    *path, last = (int(part) if part.isdigit() else part for part in place.split("/"))
    parent: Any = document
    for step in path:
        parent = parent[step]
    parent[last] = value
    return document


OUTCOMES_UNKNOWN = outcomes(UNKNOWN, UNKNOWN, UNKNOWN)


def led_by(lead: str, count: Any) -> list[Document]:
    return [{"service": "Fairs", "lead": lead, "partners": [SENDER, "tern-bridge-council"], "count": count}]


# Each line: where, what, and the codes that it gets. Above and below every edge.
EDGES = [
    ("caseload/carried_forward", 9, []),
    ("caseload/carried_forward", 8, ["E05"]),
    ("caseload/carried_forward", "not_available", []),
    ("caseload", "not_collected", []),
    ("caseload", {"brought_forward": 6, "closed": 27, "carried_forward": "not_available"}, ["E05", "E06"]),
    ("received/total", "not_available", []),
    ("went_wrong/outcomes/upheld", 6, ["E06", "E06"]),
    ("went_wrong/outcomes/upheld", "not_available", []),
    ("went_wrong/outcomes", {"upheld": "not_available", "partly_upheld": 3, "not_upheld": 9}, []),
    ("went_wrong", {"count": 17}, []),
    ("went_wrong", {"count": 18}, ["E06"]),
    ("went_wrong", {"count": 18, "outcomes": OUTCOMES_UNKNOWN}, ["E06"]),
    ("received/by_service/0/count", 11, ["E07"]),
    ("received/by_service/0/count", "not_collected", []),
    ("received/by_service", [], []),
    ("received/monthly/1/count", 6, ["E07"]),
    ("received/monthly/1/count", 4, ["E07"]),
    ("received/monthly", [{"month": "2026-04", "count": 20}], []),
    ("received/monthly", [{"month": "2026-04", "count": 21}], ["E07"]),
    ("received/monthly", [{"month": "2026-03", "count": 1}], ["E02"]),
    ("received/monthly", [{"month": "2026-04", "count": 3}, {"month": "2026-04", "count": 4}], ["E13"]),
    ("subjects/2/count", 2, ["E08"]),
    ("subjects/2/count", "not_collected", []),
    ("subjects", [], ["E08"]),
    ("subjects/0/went_wrong", 11, []),
    ("subjects/0/went_wrong", 12, ["E08"]),
    ("counting_rules/subject_coding", "multiple", []),
    ("timescale", {"promised": 17, "within": 17}, []),
    ("timescale", {"promised": 18, "within": 17}, ["E09"]),
    ("timescale", {"promised": "not_collected", "within": 18}, ["E09"]),
    ("feedback/complainants", {"invited": 5, "responses": 5, "satisfied": 5}, []),
    ("feedback/complainants", {"invited": 5, "responses": 6, "satisfied": 6}, ["E11"]),
    ("feedback/investigators", {"invited": 5, "responses": "not_collected", "satisfied": 6}, ["E11"]),
    ("nil_return", True, ["E12"]),
    ("actions/1/id", "A1", ["E13", "E13"]),
    ("learning/0/id", "A1", ["E13"]),
    ("learning/0/actions", ["A2", "A9"], ["E13"]),
    ("actions", "not_collected", ["E13", "E13"]),
    ("joint/0/lead", "tern-bridge-council", ["E13"]),
    ("joint/0", {"service": "Fairs", "lead": "tern-bridge-council", "partners": [SENDER], "count": 3}, []),
    ("subjects/1", {"subject": "delay", "local_label": "Late renewals", "count": 6}, ["E13"]),
    ("subjects/1", {"subject": "delay", "local_label": "Lost renewals", "count": 6}, []),
    ("received/by_service/1/service", "Street permits", ["E13"]),
    ("actions/0/remedy", "delay", ["E18"]),
    ("learning/0/sharing/0/channel", "web-site", ["E18"]),
    ("ombudsman/year", "2025-27", ["E17"]),
    ("ombudsman", "not_applicable", []),
    ("period/name", "2026-28-Q1", ["E02"]),
    ("period/start", "2026-04-02", ["E02"]),
]  # fmt: skip
# What is known is never more than its whole, whatever else is a status; and one fault has one finding.
PARTS = [
    ("received/by_service", services(20, UNKNOWN), []),
    ("received/by_service", services(21, UNKNOWN), ["E07"]),
    ("received/by_service", services(21, 22, UNKNOWN), ["E07"]),
    ("received/by_service", services(21, 0), ["E07"]),
    ("received/by_service", services(12, 8, UNKNOWN), []),
    ("received/by_service", services(12, 9, UNKNOWN), ["E07"]),
    ("received/monthly", months(20, UNKNOWN, UNKNOWN), []),
    ("received/monthly", months(UNKNOWN, 21, UNKNOWN), ["E07"]),
    ("received/monthly", months(15, UNKNOWN, 5), []),
    ("received/monthly", months(15, UNKNOWN, 6), ["E07"]),
    ("received/monthly", months(15, 6), ["E07"]),
    ("received/monthly", months(21, 22, 23), ["E07"]),
    ("subjects", lines(20, UNKNOWN), []),
    ("subjects", lines(21, UNKNOWN), ["E08"]),
    ("subjects", lines(21, 3), ["E08"]),
    ("subjects", lines(11, 9, UNKNOWN), []),
    ("subjects", lines(11, 10, UNKNOWN), ["E08"]),
    ("subjects", [{"subject": "delay", "count": UNKNOWN, "went_wrong": 20}], []),
    ("subjects", [{"subject": "delay", "count": UNKNOWN, "went_wrong": 21}], ["E08"]),
    ("joint", led_by(SENDER, 20), []),
    ("joint", led_by(SENDER, 21), ["E07"]),
    ("joint", led_by("tern-bridge-council", 21), []),
    ("joint", [*led_by(SENDER, 15), *led_by(SENDER, 15)], []),
    ("went_wrong/outcomes", outcomes(UNKNOWN, UNKNOWN, 9), []),
    ("went_wrong/outcomes", outcomes(UNKNOWN, UNKNOWN, 10), ["E06"]),
    ("went_wrong/outcomes", outcomes(8, UNKNOWN, UNKNOWN), []),
    ("went_wrong/outcomes", outcomes(9, UNKNOWN, UNKNOWN), ["E06"]),
    ("went_wrong", {"count": UNKNOWN, "outcomes": outcomes(17, UNKNOWN, UNKNOWN)}, []),
    ("went_wrong", {"count": UNKNOWN, "outcomes": outcomes(18, UNKNOWN, UNKNOWN)}, ["E06"]),
    ("went_wrong", {"count": UNKNOWN, "outcomes": outcomes(9, UNKNOWN, 8)}, []),
    ("went_wrong", {"count": UNKNOWN, "outcomes": outcomes(9, UNKNOWN, 9)}, ["E06"]),
    ("went_wrong", {"count": 18, "outcomes": outcomes(18, UNKNOWN, UNKNOWN)}, ["E06"]),
    ("went_wrong", {"count": 18, "outcomes": outcomes(18, 0, UNKNOWN)}, ["E06"]),
    ("went_wrong", {"count": 18, "outcomes": outcomes(18, 0, 0)}, ["E06"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "expected"), [*EDGES, *PARTS], ids=lambda part: str(part)[:40])
def test_each_rule_holds_up_to_its_edge_and_not_past_it(place: str, value: Any, expected: list[str]) -> None:
    assert codes(changed(place, value)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"), [((11, 6, 20), []), ((11, 6, 2), ["E08"]), ((11, 6, 21), ["E08"]), ((21, UNKNOWN), ["E08"])]
)
def test_with_several_subjects_a_complaint_only_each_line_has_a_limit(counts: Any, expected: list[str]) -> None:
    document = changed("counting_rules/subject_coding", "multiple")
    assert codes(changed("subjects", lines(*counts), document)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"), [((20, 20), []), ((0, 0), []), ((21, 2), ["E07"]), ((UNKNOWN, 21), ["E07"])]
)
def test_services_that_are_not_exhaustive_need_not_add_up_but_none_is_more_than_all(
    counts: Any, expected: list[str]
) -> None:
    document = changed("received/services_exhaustive", False)
    assert codes(changed("received/by_service", services(*counts), document)) == expected


def test_a_part_that_is_more_than_its_whole_is_named_with_every_other_that_is() -> None:
    document = changed("received/services_exhaustive", False)
    (finding,) = judge(as_bytes(changed("received/by_service", services(21, 5, 30), document)), NOW).findings
    assert finding.message == "“Complaints by service, Service 3” is 30, more than “complaints received”, which is 20."
    assert finding.pointers == ("/received/by_service/0/count", "/received/by_service/2/count", "/received/total")


def test_known_parts_that_are_too_many_together_are_told_as_a_sum() -> None:
    (finding,) = judge(as_bytes(changed("subjects", lines(11, UNKNOWN, 10))), NOW).findings
    assert finding.message == (
        "Complaints by subject, where they are numbers, add up to 21, more than “complaints received”, which is 20."
    )
    assert finding.pointers == ("/subjects/0/count", "/subjects/2/count", "/received/total")
    assert finding.values == {"complaints by subject": 21, "complaints received": 20}


def test_outcomes_that_are_not_all_told_are_held_to_what_was_closed_where_the_figures_stand() -> None:
    some, all_ = ({"count": 9, "outcomes": outcomes(*told, 10)} for told in ((9, UNKNOWN), (4, 5)))
    (finding,) = judge(as_bytes(changed("went_wrong", some)), NOW).findings
    assert finding.message == (
        "Complaints in which something went wrong and those not upheld add up to 19; complaints closed are 17."
    )
    assert finding.pointers == ("/went_wrong/count", "/went_wrong/outcomes/not_upheld", "/caseload/closed")
    (finding,) = judge(as_bytes(changed("went_wrong", all_)), NOW).findings
    assert finding.message == "Outcomes add up to 19; complaints closed are 17."
    assert finding.pointers == ("/went_wrong/outcomes", "/caseload/closed")


def nil(**parts: Any) -> Document:
    least = least_return()
    least.update(nil_return=True, received={"total": 0}, subjects=[], went_wrong={"count": 0})
    return {**least, **parts}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, []),
        ({"actions": "not_applicable", "learning": "not_applicable"}, []),
        ({"subjects": [{"subject": "delay", "count": 0}]}, []),
        ({"caseload": {"brought_forward": 0, "closed": 0, "carried_forward": 0}}, []),
        ({"exposure": {"what": "permits", "quantity": 900, "source": "register", "as_at": "2026-06-30"}}, []),
        ({"caseload": {"brought_forward": 2, "closed": 0, "carried_forward": 2}}, ["E12"]),
        ({"received": {"total": "not_available", "monthly": [{"month": "2026-04", "count": 1}]}}, ["E12"]),
        ({"actions": [{"id": "A1", "what": "Wrote to all", "remedy": "apology"}]}, ["E12"]),
        ({"learning": [{"id": "L1", "identified": "x", "used": "y"}]}, ["E12"]),
    ],
)
def test_a_nil_return_holds_nothing(parts: Document, expected: list[str]) -> None:
    assert codes(nil(**parts)) == expected


def body(**facts: Any) -> Circumstances:
    facts = {"code": SENDER, "name": BODY.name, **facts}
    return Circumstances(today=date(2026, 7, 20), sender=SENDER, organisation=Organisation(**facts))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (Circumstances(today=date(2026, 7, 1)), []),
        (Circumstances(today=date(2026, 6, 30)), ["E02"]),
        (Circumstances(today=date(2036, 6, 30)), []),
        (Circumstances(today=date(2026, 7, 1), collects_from=date(2026, 4, 1)), []),
        (Circumstances(today=date(2026, 7, 1), collects_from=date(2026, 4, 2)), ["E02"]),
        (Circumstances(today=date(2026, 7, 1), sender="tern-bridge-council"), ["E03"]),
        (body(), []),
        (body(reports="year"), ["E02"]),
        (body(opened_on=date(2026, 6, 30)), []),
        (body(opened_on=date(2026, 7, 1)), ["E03"]),
        (body(closed_on=date(2026, 4, 1)), []),
        (body(closed_on=date(2026, 3, 31)), ["E03"]),
    ],
)
def test_the_day_and_the_sender_decide_whether_it_can_be_taken(now: Circumstances, expected: list[str]) -> None:
    assert codes(full_return(), now) == expected


@pytest.mark.parametrize(("satisfied", "expected"), [(5, []), (10, []), (11, ["E11"])])
def test_a_part_rounded_up_may_pass_its_whole_rounded_down_by_one_step(satisfied: int, expected: list[str]) -> None:
    document = least_return()
    document["counting_rules"]["rounding_base"] = 5
    document["feedback"]["complainants"] = {"invited": 20, "responses": 5, "satisfied": satisfied}
    assert codes(document) == expected


@pytest.mark.parametrize(
    ("coding", "words"),
    [("primary", "that must be exactly the 20 complaints"), ("multiple", "that must be at least the 20 complaints")],
)
def test_the_finding_on_subjects_says_what_the_coding_asks_for(coding: str, words: str) -> None:
    document = changed("counting_rules/subject_coding", coding)
    (finding,) = judge(as_bytes(changed("subjects/2/count", 2, document)), NOW).findings
    assert words in finding.message


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"received": {"total": 1}}, "declared nil, but 1 of its counts is above zero."),
        ({"received": {"total": 1}, "went_wrong": {"count": 1}}, "declared nil, but 2 of its counts are above zero."),
        ({"learning": [{"id": "L1", "identified": "x", "used": "y"}]}, "declared nil, but it tells of learning."),
    ],
)
def test_the_finding_on_a_nil_return_says_what_it_holds(parts: Document, words: str) -> None:
    document = nil(subjects="not_available", **parts)
    (finding,) = (found for found in judge(as_bytes(document), NOW).findings if found.blocks)
    assert finding.message.endswith(words)
