"""What is asked about a return because of what the body reported before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from earlier_returns import BEFORE, beside, beside_counts, period_before, return_before
from return_documents import NOW, UNKNOWN, Document, as_bytes, full_return, least_return

from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding
from hub.contract.history import Earlier, History
from hub.contract.judge import judge

COMPARING = ("Q01", "Q02", "Q03", "Q05", "Q07", "Q09", "Q14")


def asked(document: Document, now: Circumstances) -> list[Finding]:
    return [finding for finding in judge(as_bytes(document), now).findings if finding.code in COMPARING]


def codes(document: Document, now: Circumstances) -> list[str]:
    return [finding.code for finding in asked(document, now)]


def caseload(brought: Any, closed: Any, carried: Any) -> Document:
    return {"brought_forward": brought, "closed": closed, "carried_forward": carried}


def received(total: Any) -> Document:
    return {**least_return(), "received": {"total": total}}


def test_without_earlier_returns_nothing_is_compared() -> None:
    assert codes(full_return(), NOW) == codes(full_return(), beside()) == []


@pytest.mark.parametrize(
    ("carried", "rounding", "expected"),
    [(6, 1, []), (7, 1, ["Q01"]), (5, 1, ["Q01"]), (UNKNOWN, 1, []), (10, 5, []), (15, 5, ["Q01"])],
)
def test_brought_forward_is_what_was_carried_forward(carried: Any, rounding: int, expected: list[str]) -> None:
    before = return_before(
        received={"total": 20},
        caseload=caseload("not_available", "not_available", carried),
        counting_rules={"subject_coding": "primary", "rounding_base": rounding},
    )
    document = least_return() | {"caseload": caseload(6, 10, 16)}
    assert [code for code in codes(document, beside(before)) if code == "Q01"] == expected


def test_a_caseload_is_compared_with_no_other_period_than_the_one_before() -> None:
    before = return_before(2, caseload=caseload(0, 0, 20))
    assert codes(full_return(), beside(before)) == []


STEADY = [100, 104, 98, 101, 103, 99, 102]


@pytest.mark.parametrize(
    ("total", "before", "expected"),
    [
        (108, STEADY, []),
        (120, STEADY, ["Q02"]),
        (85, STEADY, ["Q02"]),
        (120, STEADY[:5], []),
        (150, STEADY[:5], []),
        (151, STEADY[:5], ["Q02"]),
        (50, STEADY[:5], []),
        (49, STEADY[:5], ["Q02"]),
        (60, [19], []),
        (31, [20], ["Q02"]),
        (10, [20], []),
        (9, [20], ["Q02"]),
        (UNKNOWN, STEADY, []),
        (121, [120, *STEADY], []),
        (3, [0, 1, 0, 2, 0, 1], []),
    ],
)
def test_what_is_received_is_judged_by_the_bodys_own_past(total: Any, before: list[int], expected: list[str]) -> None:
    assert codes(received(total), beside_counts(before)) == expected


def test_a_change_by_more_than_half_is_one_from_the_period_just_before() -> None:
    gap = replace(NOW, history=History((Earlier(period_before(2), 100),)))
    assert codes(received(20), gap) == []


def test_periods_without_a_number_are_no_points() -> None:
    earlier = tuple(Earlier(period_before(at), None if at == 3 else 100 + at) for at in range(1, 7))
    assert codes(received(130), replace(NOW, history=History(earlier))) == []
    full = tuple(Earlier(period_before(at), 100 + at) for at in range(1, 7))
    assert codes(received(130), replace(NOW, history=History(full))) == ["Q02"]


def test_the_query_on_what_was_received_says_what_would_be_expected() -> None:
    (high,) = asked(received(140), beside_counts([100, 110, 100, 110, 100, 110]))
    assert high.message == (
        "Complaints received are 140; by the body's own last 6 periods, between 78.4 and 131.6 would be expected."
    )
    assert high.values == {"given": 140, "lower": 78.4, "upper": 131.6, "periods": 6}
    (small,) = asked(received(40), beside_counts([2, 12, 3, 11, 2, 13]))
    assert small.message.endswith("last 6 periods, at most 32.2 would be expected.")


@pytest.mark.parametrize(
    ("member", "days", "expected"),
    [
        ("early_resolution", 7, []),
        ("early_resolution", 16.5, ["Q07"]),
        ("closer_look", 30, []),
        ("closer_look", 90, ["Q07"]),
        ("closer_look", "not_available", []),
    ],
)
def test_mean_days_are_judged_by_the_bodys_own_past(member: str, days: Any, expected: list[str]) -> None:
    earlier = tuple(
        Earlier(period_before(at), 20, early, closer)
        for at, (early, closer) in enumerate([(6.5, 31), (7, 28), (6, 30.5), (7.5, 29), (6.5, 33), (7, 30)], 1)
    )
    document = least_return() | {"contract_version": "1.1", member: {"count": 9, "mean_days": days}}
    found = asked(document, replace(NOW, history=History(earlier)))
    assert [(finding.code, finding.pointers) for finding in found] == [
        (code, (f"/{member}/mean_days",)) for code in expected
    ]


def nil(total: int = 0, **parts: Any) -> Document:
    return {**received(total), "nil_return": total == 0, **parts}


@pytest.mark.parametrize(
    ("document", "before", "expected"),
    [
        (nil(), {"received": {"total": 5}}, ["Q03"]),
        (nil(), {"received": {"total": 4}}, []),  # few, and declared nil: that is the answer
        (nil(nil_return=False), {"received": {"total": 1}}, ["Q03"]),
        (nil(), {"received": {"total": 0}}, []),
        (nil(), {"received": {"total": UNKNOWN}}, []),
        (nil(9, went_wrong={"count": 0}), {"received": {"total": 9}, "went_wrong": {"count": 5}}, ["Q03"]),
        (nil(9, went_wrong={"count": 0}), {"received": {"total": 9}, "went_wrong": {"count": 4}}, []),
        (nil(9, went_wrong={"count": UNKNOWN}), {"received": {"total": 9}, "went_wrong": {"count": 5}}, []),
    ],
)
def test_zero_after_more_than_zero_is_asked_about(document: Document, before: Document, expected: list[str]) -> None:
    assert codes(document, beside(return_before(**before))) == expected


def test_a_subject_that_came_to_nothing_is_named_and_one_that_is_no_longer_listed_is_not() -> None:
    lines = [("delay", "Late", 9), ("delay", "Lost", 6), ("money", "", 5)]
    subjects = [
        {"subject": code, "count": count, **({"local_label": label} if label else {})} for code, label, count in lines
    ]
    now = [subjects[0] | {"count": 20}, subjects[1] | {"count": 0}]
    document = least_return() | {"subjects": now}
    (finding,) = asked(document, beside(return_before(subjects=subjects)))
    assert finding.message == "Complaints about the subject “delay” “Lost”: 0, after 6 in 2025-26-Q4."
    assert finding.pointers == ("/subjects/1/count",)


RULES = {"subject_coding": "primary", "oral_complaints": "counted", "letters_from_mps": "not_available"}


@pytest.mark.parametrize(
    ("rules", "changed"),
    [
        (RULES, []),
        (RULES | {"explanation": "As ever."}, []),
        (RULES | {"requests_for_service": "counted"}, []),  # said for the first time
        (RULES | {"letters_from_mps": "counted"}, []),  # nothing had been known
        (RULES | {"oral_complaints": "not_counted"}, ["oral_complaints"]),
        (RULES | {"subject_coding": "multiple", "rounding_base": 5}, ["subject_coding", "rounding_base"]),
    ],
)
def test_a_change_of_counting_rules_is_asked_about(rules: Document, changed: list[str]) -> None:
    found = asked(least_return() | {"counting_rules": rules}, beside(return_before(counting_rules=RULES)))
    assert [list(finding.values["changed"]) for finding in found] == ([changed] if changed else [])


A1, A2 = full_return()["actions"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (A2, []),
        (A2 | {"id": "A7"}, ["Q05"]),
        (A2 | {"id": "A7", "completed": "2026-03-30"}, []),
        ({"id": "A7", "what": "Wrote to all", "remedy": "apology", "owner": "Post room"}, []),  # there is no day
    ],
)
def test_an_action_that_was_not_done_and_is_not_mentioned_any_more_is_asked_about(
    before: Document, expected: list[str]
) -> None:
    assert codes(full_return(), beside(return_before(actions=[before]))) == expected


L1 = full_return()["learning"][0] | {"actions": []}
NEW = {"identified": "Nobody had told the counter that the fees had changed in May", "used": "The counter was told."}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (L1 | NEW, []),
        (L1 | NEW | {"id": "L2"}, []),
        (L1 | {"id": "L2"}, ["/learning/0/identified", "/learning/0/used"]),
        (L1 | NEW | {"id": "L2", "identified": L1["identified"]}, ["/learning/0/identified"]),
        (L1 | {"measure": L1["measure"] | {"latest": 80}}, []),  # it continues, and has moved
        (L1, ["/learning/0/identified", "/learning/0/used"]),  # nothing at all has moved
    ],
)
def test_learning_in_the_words_of_the_period_before_is_asked_about(entry: Document, expected: list[str]) -> None:
    document = least_return() | {"learning": [entry]}
    found = asked(document, beside(return_before(learning=[L1])))
    assert [finding.pointers for finding in found] == [(place,) for place in expected]


DONE = A1 | {"what": "Apologised by letter to everybody whose renewal was late in spring"}
OPEN = {name: value for name, value in (DONE | {"due": "2026-12-31"}).items() if name != "completed"}


@pytest.mark.parametrize(
    ("action", "before", "expected"),
    [
        (DONE | {"id": "A9"}, DONE, ["Q09"]),
        (DONE, DONE, ["Q09"]),
        (DONE, OPEN, []),
        (OPEN, OPEN, []),  # not done yet: its words need not change
        (DONE | {"id": "A9", "what": "Apologised to all"}, DONE | {"what": "Apologised to all"}, []),
    ],
)
def test_an_action_told_again_as_new_is_asked_about(action: Document, before: Document, expected: list[str]) -> None:
    document = least_return() | {"actions": [action]}
    found = codes(document, beside(return_before(actions=[before])))
    assert [code for code in found if code == "Q09"] == expected


def test_what_a_group_said_is_compared_with_what_the_same_group_said() -> None:
    said = "Most wanted to be called before the letter came, and two were"
    heard = {"invited": 9, "responses": 5, "satisfied": 4, "summary": said}
    document = least_return()
    document["feedback"]["complainants"] = heard
    same = beside(return_before(feedback={**least_return()["feedback"], "complainants": heard}))
    other = beside(return_before(feedback={**least_return()["feedback"], "investigators": heard}))
    (finding,) = asked(document, same)
    assert finding.message == (
        f"The summary of what people who complained said repeats {BEFORE.name}, the summary of what people who "
        "complained said: all of its 12 words (100 %) stand in both."
    )
    assert asked(document, other) == []


def test_an_answer_holds_until_a_value_that_it_was_about_changes() -> None:
    before = beside(return_before(caseload=caseload(4, 20, 5), received={"total": 21}))
    later = beside(return_before(caseload=caseload(4, 20, 4), received={"total": 20}))
    first = {finding.key for finding in asked(full_return(), before)}
    corrected = full_return() | {"notes": "The office opened again in June."}
    assert {finding.key for finding in asked(corrected, before)} == first != set()
    assert not {finding.key for finding in asked(full_return(), later)} & first
