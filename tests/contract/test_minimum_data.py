"""M1 to M8: which of the eight items a return reports, and how far."""

from __future__ import annotations

from typing import Any

import pytest
from return_documents import Document, full_return, least_return

from hub.contract.build import build
from hub.contract.minimum_data import ITEMS, ItemReport, Reported, minimum_data
from hub.contract.model import Missing

FULLY, PARTLY, NOT, NA = Reported.FULLY, Reported.PARTLY, Reported.NOT, Reported.NOT_APPLICABLE
MEASURE = {"name": "Days", "definition": "From receipt", "direction": "down"}
SHARING = [{"channel": "website", "where": "News", "state": "done"}]
ACTION = {"id": "A1", "what": "Wrote", "remedy": "apology"}
LATE = {"subject": "delay", "count": 20}
NOTHING_WRONG = {"count": 0}


def learnt(name: str, **more: Any) -> Document:
    return {"id": name, "identified": "x", "used": "y", **more}


def group(responses: Any) -> Document:
    return {"invited": "not_collected", "responses": responses, "satisfied": "not_collected"}


def feedback(*groups: Any) -> Document:
    return dict(zip(("complainants", "complained_about", "investigators"), groups, strict=True))


def report(item: str, **parts: Any) -> ItemReport:
    return dict(zip(ITEMS, minimum_data(build({**least_return(), **parts})), strict=True))[item]


NONE_RECEIVED = {"received": {"total": 0}, "went_wrong": NOTHING_WRONG}
TABLE: list[tuple[str, Document, Reported, tuple[int, int], Missing | None]] = [
    ("M1", {"received": {"total": 20}}, FULLY, (1, 1), None),
    ("M1", {"received": {"total": 0}}, FULLY, (1, 1), None),
    ("M1", {"received": {"total": {"value": 3, "marked": "estimated"}}}, FULLY, (1, 1), None),
    ("M1", {"received": {"total": "not_available"}}, NOT, (0, 0), Missing.NOT_AVAILABLE),
    ("M1", {"received": {"total": "not_applicable"}}, NA, (0, 0), Missing.NOT_APPLICABLE),
    ("M2", {"subjects": [LATE]}, FULLY, (1, 1), None),
    ("M2", {"subjects": [LATE, {"subject": "money", "count": "suppressed_at_source"}]}, PARTLY, (1, 2), None),
    ("M2", {"subjects": [{"subject": "delay", "count": "not_collected"}]}, NOT, (0, 1), None),
    ("M2", {"subjects": []}, NOT, (0, 0), None),
    ("M2", {"subjects": [], **NONE_RECEIVED}, FULLY, (1, 1), None),
    ("M2", {"subjects": "not_collected"}, NOT, (0, 0), Missing.NOT_COLLECTED),
    ("M3", {"went_wrong": NOTHING_WRONG}, FULLY, (1, 1), None),
    ("M3", {"went_wrong": {"count": "not_collected"}}, NOT, (0, 0), Missing.NOT_COLLECTED),
    ("M4", {"actions": [ACTION]}, FULLY, (1, 1), None),
    ("M4", {"actions": [], "went_wrong": {"count": 3}}, NOT, (0, 0), None),
    ("M4", {"actions": [], "went_wrong": {"count": "not_available"}}, NOT, (0, 0), None),
    ("M4", {"actions": [], "went_wrong": NOTHING_WRONG}, NA, (0, 0), None),
    ("M4", {"actions": "not_collected", "went_wrong": NOTHING_WRONG}, NOT, (0, 0), Missing.NOT_COLLECTED),
    ("M5", {"learning": [learnt("L1"), learnt("L2")]}, FULLY, (2, 2), None),
    ("M5", {"learning": []}, NOT, (0, 0), None),
    ("M5", {"learning": [], **NONE_RECEIVED}, NA, (0, 0), None),
    ("M5", {"learning": "not_applicable"}, NA, (0, 0), Missing.NOT_APPLICABLE),
    ("M6", {"learning": [learnt("L1", measure=MEASURE), learnt("L2", measure=MEASURE)]}, FULLY, (2, 2), None),
    ("M6", {"learning": [learnt("L1", measure=MEASURE), learnt("L2")]}, PARTLY, (1, 2), None),
    ("M6", {"learning": [learnt("L1", measure="not_available")]}, NOT, (0, 1), None),
    ("M6", {"learning": []}, NOT, (0, 0), None),
    ("M6", {"learning": [], **NONE_RECEIVED}, NA, (0, 0), None),
    ("M6", {"learning": "not_collected"}, NOT, (0, 0), Missing.NOT_COLLECTED),
    ("M7", {"learning": [learnt("L1", sharing=SHARING)]}, FULLY, (1, 1), None),
    ("M7", {"learning": [learnt("L1", sharing=SHARING), learnt("L2", sharing=[])]}, PARTLY, (1, 2), None),
    ("M7", {"learning": [learnt("L1", sharing="not_applicable")]}, NOT, (0, 1), None),
    ("M8", {"feedback": feedback(group(0), group(5), group(9))}, FULLY, (3, 3), None),
    ("M8", {"feedback": feedback(group(5), "not_collected", "not_collected")}, PARTLY, (1, 3), None),
    ("M8", {"feedback": feedback(group(5), group("not_available"), "not_applicable")}, PARTLY, (1, 2), None),
    ("M8", {"feedback": feedback(group(5), "not_applicable", "not_applicable")}, FULLY, (1, 1), None),
    ("M8", {"feedback": feedback("not_collected", "not_collected", "not_collected")}, NOT, (0, 3), None),
    ("M8", {"feedback": feedback(*["not_applicable"] * 3)}, NA, (0, 0), Missing.NOT_APPLICABLE),
]  # fmt: skip


@pytest.mark.parametrize(("item", "parts", "state", "share", "status"), TABLE, ids=lambda part: str(part)[:60])
def test_an_item_is_reported_as_far_as_the_return_tells_it(
    item: str, parts: Document, state: Reported, share: tuple[int, int], status: Missing | None
) -> None:
    assert report(item, **parts) == ItemReport(item, state, *share, status)


def test_a_full_return_reports_everything_but_the_groups_it_did_not_ask() -> None:
    found = {report.item: (report.reported, report.have, report.of) for report in minimum_data(build(full_return()))}
    assert list(found) == list(ITEMS)
    assert found.pop("M8") == (PARTLY, 2, 3)
    assert {state for state, _, _ in found.values()} == {FULLY}
