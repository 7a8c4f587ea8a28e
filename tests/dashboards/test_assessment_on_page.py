"""The self-assessment on the page of an organisation: its spread, what is low, how old evidence is, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from assessment_documents import assessment, entry_for
from people_under_test import HubWithPeople, with_people
from permits import LANTERN, TERN
from reading_pages import read_html

from hub.dashboards.addresses import organisation_address
from hub.dashboards.markup import markup
from hub.dashboards.one_organisation import AssessmentShown
from hub.dashboards.pages import assessment as piece

HERE = "/api/v1/self-assessments"
PAGE = organisation_address(LANTERN)
LAST_YEAR = {"completed_on": "2025-05-30", "review_on": "2026-05-29"}


@pytest.fixture
def people(tmp_path: Path) -> Iterator[HubWithPeople]:
    """A hub of the test's own."""
    with with_people(tmp_path / "data") as people:
        yield people


def sent(hub: HubWithPeople, document: dict[str, Any]) -> None:
    answer = hub.hub.send(document, to=HERE)
    assert answer.status_code == 201, answer.get_data(as_text=True)


def former() -> dict[str, Any]:
    document = assessment(**LAST_YEAR, approved_by={"role": "Director of Permits", "on": "2025-06-06"})
    for entry in document["scores"]:
        for evidence in entry.get("evidence", ()):
            evidence["on"] = "2025-03-31"
    return document


def test_what_nobody_sent_says_how_it_is_sent(hub: HubWithPeople) -> None:
    text = read_html(hub.page("sponsor", organisation_address(TERN))).text
    assert "Self-assessment|: none" in text
    assert "No self-assessment has come from this organisation." in text


def test_the_first_one_tells_its_spread_its_low_scores_and_how_old_its_evidence_is(
    people: HubWithPeople,
) -> None:
    sent(people, former())
    page = read_html(people.page("sponsor", PAGE))
    for words in (
        "30 May 2025 (version 1)", "Director of Permits", "Review due", "There is none before it to compare it with.",
        "The newest is of 31 March 2025 and the oldest of 31 March 2025, 60 days old on the day of completion.",
        "Ask people which adjustments they need, at the first contact (Head of Customer Relations, due on",
        "was to be repeated by 29 May 2026", "read it beside its row",
    ):  # fmt: skip
        assert words in page.text, words
    (row,) = (row for table in page.tables for row in table if row and "1: People can reach" in str(row[0]))
    assert [str(cell) for cell in row[1:]] == [str([cell]) for cell in ("0", "1", "10", "1", "0", "24 of 36")]


def test_the_next_one_tells_what_changed_and_where_no_evidence_is_new(people: HubWithPeople) -> None:
    sent(people, former())
    document = assessment()
    entry_for(document, "5.3")["score"] = 1
    entry_for(document, "2.2").update({"score": 3, "basis": "Every letter of May was read again by somebody else."})
    sent(people, document)
    text = read_html(people.page("body", PAGE)).text
    assert "29 May 2026 (version 2 of 2)" in text
    assert "The last one was completed on 30 May 2025." in text
    assert "No new evidence" in text
    assert "Something new is told" in text


def test_it_is_told_to_nobody_else_and_never_to_the_forum(people: HubWithPeople) -> None:
    sent(people, former())
    for name in ("forum", "board"):
        assert people.browser(name).get(PAGE).status_code == 404


def test_a_framework_that_is_gone_is_named_and_nothing_is_said_of_its_scores() -> None:
    class Gone:
        about = "withdrawn-tool"

    shown = AssessmentShown((Gone(),), None)  # type: ignore[arg-type]
    text = read_html(f"<main>{''.join(map(str, map(markup, piece.section([shown]))))}</main>").text
    assert "withdrawn-tool, which is not installed here" in text
    assert piece.due([shown]) == []
