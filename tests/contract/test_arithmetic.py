"""The arithmetic of returns done a second way: nothing right is refused, and nothing wrong is let pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from return_documents import UNKNOWN, Document, as_bytes, least_return, lines, outcomes, services
from return_strategies import valid_returns

from hub.contract.circumstances import Circumstances
from hub.contract.judge import judge

PATIENT = settings(suppress_health_check=list(HealthCheck))


def codes(document: Document) -> list[str]:
    """What refuses it: a query asks about figures that add up."""
    found = judge(as_bytes(document), Circumstances(today=date(2100, 1, 1))).findings
    return [finding.code for finding in found if finding.blocks]


@PATIENT
@given(document=valid_returns())
def test_a_return_in_which_everything_adds_up_is_not_refused(document: Document) -> None:
    assert codes(document) == []


def counts_in(node: Any) -> list[tuple[Any, Any]]:
    """Every place below a part of a document where a count stands: what holds it, and under which name."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = []
    for name, child in inner:
        if (isinstance(child, dict) and "marked" in child) or type(child) in (int, float):
            found.append((node, name))
        else:
            found += counts_in(child)
    return found


@PATIENT
@given(document=valid_returns(), data=st.data())
def test_a_status_in_place_of_a_count_never_makes_a_return_wrong(document: Document, data: st.DataObject) -> None:
    judged = ("received", "subjects", "went_wrong", "caseload", "timescale", "feedback", "joint")
    for part in judged:
        for holder, name in counts_in(document.get(part)):
            if data.draw(st.booleans()):
                holder[name] = UNKNOWN
    assert codes(document) == []


def in_digits(cell: Any) -> int | None:
    """A count as a reader with pen and paper would take it from the document."""
    cell = cell.get("value") if isinstance(cell, dict) else cell
    return None if isinstance(cell, str) else round(cell)


def too_many(parts: list[int | None], whole: int | None, half: float, together: bool = True) -> bool:
    """Whether what is known of the parts cannot lie within the whole."""
    known = [part for part in parts if part is not None]
    if whole is None or not known:
        return False
    return max(known) - whole > 2 * half or (together and sum(known) - whole > (len(known) + 1) * half)


def apart(parts: list[int | None], whole: int | None, half: float) -> bool:
    """Whether parts that are all known do not make up the whole."""
    return None not in (*parts, whole) and abs(sum(parts) - whole) > (len(parts) + 1) * half


def expected_codes(document: Document) -> set[str]:
    """E05, E06 and E08 done a second way: straight from the document, without the model."""
    base = document["counting_rules"].get("rounding_base", 1)
    half = 0 if base == 1 else base / 2
    total = in_digits(document["received"]["total"])
    before, closed, after = (in_digits(cell) for cell in document["caseload"].values())
    found = set()
    if None not in (before, total, closed):
        left = before + total - closed
        if left < -3 * half if after is None else abs(left - after) > 4 * half:
            found.add("E05")
    outcomes = [in_digits(cell) for cell in document["went_wrong"]["outcomes"].values()]
    upheld, wrong = outcomes[:2], in_digits(document["went_wrong"]["count"])
    together = [wrong, outcomes[2]]
    if any(apart(*sum_, half) or too_many(*sum_, half) for sum_ in ((outcomes, closed), (upheld, wrong))) or (
        None in upheld and (too_many(together, closed, half) or apart(together, closed, half))
    ):
        found.add("E06")
    lines = [in_digits(line["count"]) for line in document["subjects"]]
    primary = document["counting_rules"]["subject_coding"] == "primary"
    short = None not in (*lines, total) and total - sum(lines) > (len(lines) + 1) * half
    if short or too_many(lines, total, half, together=primary):
        found.add("E08")
    return found  # fmt: skip


small = st.integers(0, 14) | st.just(UNKNOWN)


@PATIENT
@given(
    base=st.sampled_from([1, 5, 10]),
    coding=st.sampled_from(["primary", "multiple"]),
    load=st.tuples(small, small, small),
    decided=st.tuples(small, small, small),
    wrong=small,
    counts=st.lists(small, min_size=1, max_size=4),
    total=small,
)
@example(10, "primary", (UNKNOWN, 1, UNKNOWN), (UNKNOWN, 6, 11), 0, [UNKNOWN], UNKNOWN)  # 17 of 1, though 0 and 11 fit
def test_arithmetic_agrees_with_a_second_reckoning(
    base: int, coding: str, load: Any, decided: Any, wrong: Any, counts: list[Any], total: Any
) -> None:
    document = least_return()
    document["counting_rules"] = {"subject_coding": coding, "rounding_base": base}
    document["received"]["total"] = total
    document["caseload"] = dict(zip(("brought_forward", "closed", "carried_forward"), load, strict=True))
    document["went_wrong"] = {"count": wrong, "outcomes": outcomes(*decided)}
    document["subjects"] = lines(*counts)
    assert set(codes(document)) == expected_codes(document)


# DWP, 2021-22, Universal Credit: the quarters and the year were each rounded to 5 before they were published.
QUARTERS, YEAR = (1165, 1395, 1505, 1560), 5625


def rounded(total: int, base: int) -> Document:
    document = least_return()
    document["counting_rules"]["rounding_base"] = base
    document["received"] = {
        "total": total,
        "by_service": [{"service": f"Quarter {n}", "count": count} for n, count in enumerate(QUARTERS, 1)],
    }
    return document


@pytest.mark.parametrize(
    ("total", "base", "expected"),
    [
        (sum(QUARTERS), 1, []),
        (sum(QUARTERS) + 5, 1, ["E07"]),
        (sum(QUARTERS) + 5, 5, []),
        (sum(QUARTERS) + 12, 5, []),
        (sum(QUARTERS) - 12, 5, []),
        (sum(QUARTERS) + 13, 5, ["E07"]),
        (sum(QUARTERS) - 13, 5, ["E07"]),
        (YEAR, 1, [] if sum(QUARTERS) == YEAR else ["E07"]),
        (YEAR, 5, []),
    ],
)
def test_figures_rounded_at_source_are_given_half_a_step_each(total: int, base: int, expected: list[str]) -> None:
    assert codes(rounded(total, base)) == expected


@PATIENT
@given(
    true=st.lists(st.integers(0, 999), min_size=1, max_size=8),
    base=st.sampled_from([5, 10, 100, 1000]),
    withheld=st.sets(st.integers(0, 7)),
)
def test_rounding_a_return_that_adds_up_never_refuses_it(true: list[int], base: int, withheld: set[int]) -> None:
    document = least_return()
    document["counting_rules"]["rounding_base"] = base
    counts = [UNKNOWN if n in withheld else base * round(count / base) for n, count in enumerate(true)]
    document["received"] = {"total": base * round(sum(true) / base), "by_service": services(*counts)}
    assert codes(document) == []
