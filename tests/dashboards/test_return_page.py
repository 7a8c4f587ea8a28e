"""The page of a return shows all that the body sent, to whoever may read it, as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from people_under_test import HOSTILE, PIERS, Q1, Q3, Q4, HubWithPeople
from permits import LANTERN, ROOT, full_return, least_return
from reading_pages import read_html

from hub.auth.seals import facts_in
from hub.contract.build import build
from hub.contract.model import Missing
from hub.contract.period import Period
from hub.dashboards.markup import markup
from hub.dashboards.pages import return_page
from hub.oversight.compliance import STATUS_WORDS
from hub.store.kept import KeptReturn

NUMBER = re.compile(r"(?:(?<=\s)-)?\d+(?:,\d{3})*(?:\.\d+)?")
WRITTEN = {
    "role", "source", "notes", "explanation", "what", "service", "local_label", "owner", "identified", "used", "name",
    "definition", "unit", "where", "summary", "id", "issue", "covers", "challenge", "help_wanted", "group", "text",
    "standards", "involvement", "progress_review", "completion_review", "monitoring", "impact",
}  # fmt: skip
CODED = [("other_insight", "source")]
RETURNS = sorted(ROOT.glob("fixtures/demo/returns/*/2026*.json")) + sorted(
    [*ROOT.glob("fixtures/published/returns/*/*.json"), *ROOT.glob("fixtures/versions/*.json")]
)
Leaf = tuple[tuple[str, ...], Any]


def _page(document: dict[str, Any], *, version: int = 1, current: bool = True, **more: Any) -> str:
    kept = _kept(document, version, current=current)
    return str(markup(return_page.layout(kept, build(document), "Lantern Hill Permits", more.get("versions", [kept]))))


def _kept(document: dict[str, Any], version: int = 1, *, current: bool = True) -> KeptReturn:
    at = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
    return KeptReturn(
        id=f"return-{version}", department="permits-and-markets", organisation=document["organisation"],
        period=Period.named(document["period"]["name"]), version=version, contract=document["contract"],
        contract_version=document["contract_version"], sha256="ab" * 32, bytes=1, received_at=at, first_accepted_at=at,
        sent_by="client-1", supersedes=None, current=current, findings=(),
    )  # fmt: skip


def _leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _leaves(child, (*path, name))
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child, path)
    else:
        yield path, node


def _as_written(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{number:,}"


def _as_money(pounds: float) -> str:
    return f"{pounds:,.2f}".removesuffix(".00")


def _numbers(document: dict[str, Any]) -> Counter[str]:
    return Counter(
        _as_money(leaf) if path[-1] == "amount" else _as_written(leaf)
        for path, leaf in _leaves(document)
        if isinstance(leaf, int | float) and not isinstance(leaf, bool) and path[-1] != "rounding_base"
    )


def _missing(document: dict[str, Any]) -> Counter[str]:
    statuses = {status.value for status in Missing}
    found = (leaf for path, leaf in _leaves(document) if path[0] != "counting_rules" and leaf in statuses)
    return Counter(STATUS_WORDS[Missing(status)] for status in found)


def _words(document: dict[str, Any]) -> set[str]:
    statuses = {status.value for status in Missing}
    skipped = ("period", "contract", "organisation")
    return {
        leaf for path, leaf in _leaves(document)
        if path[0] not in skipped and (path[0], path[-1]) not in CODED
        and path[-1] in WRITTEN and isinstance(leaf, str) and leaf not in statuses
    }  # fmt: skip


def _assert_all_shown(document: dict[str, Any]) -> None:
    text = read_html(_page(document)).text
    assert _numbers(document) - Counter(NUMBER.findall(text)) == Counter()
    shown = Counter({words: text.count(words) for words in STATUS_WORDS.values()})
    assert _missing(document) - shown == Counter()
    assert {words for words in _words(document) if words not in text} == set()


@pytest.mark.parametrize("file", RETURNS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_page_shows_every_number_every_status_and_every_text_of_the_document(file: Path) -> None:
    _assert_all_shown(json.loads(file.read_bytes()))


def test_of_what_its_version_does_not_ask_for_a_return_says_nothing() -> None:
    text = read_html(_page(full_return())).text
    assert not any(words in text for words in ("How complaints were handled", "Important issues", "Demographics"))
    assert not any(words in text for words in ("Referred", "Recommendations", "May be shared", "followed through"))


def test_there_are_returns_to_try_this_on() -> None:
    assert len(RETURNS) > 10


def test_no_number_is_rounded_or_left_out_of_a_full_return() -> None:
    document = full_return()
    number = 1_000_003
    for part in (
        document["received"],
        *document["received"]["by_service"],
        *document["subjects"],
        document["caseload"],
    ):
        for name in ("total", "count", "went_wrong", "brought_forward", "closed", "carried_forward"):
            if name in part:
                part[name] = number = number + 7
    document["learning"][0]["measure"] |= {"baseline": 1234567.25, "target": 98765432, "latest": -0.5}
    _assert_all_shown(document)


def test_the_least_that_is_a_return_is_shown_without_a_gap() -> None:
    document = least_return()
    _assert_all_shown(document)
    assert "None" not in read_html(_page(document)).text


@pytest.mark.parametrize("part", ["exposure", "caseload", "timescale", "subjects", "actions", "learning", "ombudsman"])
def test_a_part_that_the_body_cannot_give_says_why(part: str) -> None:
    words, full = STATUS_WORDS[Missing.SUPPRESSED_AT_SOURCE], full_return()
    assert _page({**full, part: "suppressed_at_source"}).count(words) == _page(full).count(words) + 1


def test_a_mark_on_a_number_is_shown() -> None:
    document = least_return()
    document["received"] = {"total": {"value": 1204, "marked": "estimated"}}
    assert "1,204 (estimated)" in _page(document)


def test_a_measure_keeps_the_letters_of_its_unit_and_of_its_months() -> None:
    document = full_return()
    document["learning"][0]["measure"] |= {"unit": "GB", "baseline": 61.5, "review_on": "2026-09-30", "direction": "up"}
    text = read_html(_page(document)).text
    assert "Higher is better, baseline 61.5 GB" in text
    assert "reviewed on 30 September 2026." in text


@pytest.mark.parametrize(("moment", "words"), [
    (datetime(2026, 7, 28, 23, 30, tzinfo=UTC), "29 July 2026 at 12:30am"),
    (datetime(2026, 1, 28, 23, 30, tzinfo=UTC), "28 January 2026 at 11:30pm"),
    (datetime(2026, 7, 1, 11, 5, tzinfo=UTC), "1 July 2026 at 12:05pm"),
])  # fmt: skip
def test_a_return_is_received_when_clocks_in_the_united_kingdom_say_so(moment: datetime, words: str) -> None:
    document = least_return()
    kept = replace(_kept(document), received_at=moment)
    page = str(markup(return_page.layout(kept, build(document), "Lantern Hill", [kept])))
    assert f"{words}, version 1" in page


def test_versions_of_one_day_are_told_apart_by_the_time() -> None:
    document = least_return()
    first, second = _kept(document, current=False), _kept(document, 2)
    second = replace(second, received_at=second.received_at + timedelta(minutes=7))
    text = read_html(_page(document, version=2, versions=[first, second])).text
    assert "Version 1, received 20 July 2026 at 10:00am" in text
    assert "Version 2, received 20 July 2026 at 10:07am (this page)" in text


def test_what_the_body_wrote_is_text() -> None:
    document = full_return()

    def spoil(node: Any, name: str = "") -> Any:
        if isinstance(node, dict):
            return {key: spoil(child, key) for key, child in node.items()}
        if isinstance(node, list):
            return [spoil(child, name) for child in node]
        return HOSTILE if name in WRITTEN - {"id"} and isinstance(node, str) else node

    spoilt = {**spoil(document), "period": document["period"]}
    page = _page(spoilt)
    assert "<script" not in page
    assert "<img" not in page
    assert read_html(page).text.count(HOSTILE) >= 15


def test_hostile_words_that_the_hub_accepts_stay_words_on_its_pages(hub: HubWithPeople) -> None:
    page = hub.page("sponsor", f"/returns/{hub.returns[LANTERN, Q3, 1]}")
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
    assert HOSTILE in read_html(page).text


def test_the_page_tells_the_version_and_leads_to_the_others(hub: HubWithPeople) -> None:
    first, second = (hub.returns[LANTERN, Q4, version] for version in (1, 2))
    latest, superseded = hub.page("sponsor", f"/returns/{second}"), hub.page("sponsor", f"/returns/{first}")
    assert "1,204" in latest
    assert "superseded" not in latest
    assert f"/returns/{first}" in read_html(latest).links
    assert "This version has been superseded." in superseded
    assert f"/returns/{second}" in read_html(superseded).links


def test_the_page_leads_back_to_its_period(hub: HubWithPeople) -> None:
    links = read_html(hub.page("sponsor", f"/returns/{hub.returns[LANTERN, Q4, 2]}")).links
    assert f"/oversight/compliance?period={Q4}" in links


@pytest.mark.parametrize(("name", "place", "status"), [
    ("sponsor", (LANTERN, Q1, 1), 200),
    ("operator", (LANTERN, Q1, 1), 200),
    ("body", (LANTERN, Q1, 1), 200),
    ("ports-sponsor", (PIERS, Q1, 1), 200),
    ("board", (LANTERN, Q1, 1), 404),
    ("forum", (LANTERN, Q1, 1), 404),
    ("tier", (LANTERN, Q1, 1), 404),
    ("sponsor", (PIERS, Q1, 1), 404),
    ("ports-sponsor", (LANTERN, Q1, 1), 404),
    ("body", (PIERS, Q1, 1), 404),
])  # fmt: skip
def test_who_may_read_a_return(hub: HubWithPeople, name: str, place: tuple[str, str, int], status: int) -> None:
    page = hub.page(name, f"/returns/{hub.returns[place]}", status)
    assert ("Signed off by" in page) is (status == 200)


def test_whoever_reads_a_return_can_keep_its_receipt_as_proof(hub: HubWithPeople) -> None:
    here = f"/returns/{hub.returns[LANTERN, Q1, 1]}"
    assert f"{here}/receipt.json" in read_html(hub.page("body", here)).links
    answer = hub.browser("body").get(f"{here}/receipt.json")
    told = answer.get_json()
    assert told["digest"].removeprefix("sha-256:") in hub.page("body", here)
    assert facts_in(told["signature"])["digest"] == told["digest"]
    assert f"receipt-{LANTERN}-{Q1}-version-1.json" in answer.headers["Content-Disposition"]
    assert hub.browser("board").get(f"{here}/receipt.json").status_code == 404


@pytest.mark.parametrize(("name", "place"), [("sponsor", PIERS), ("ports-sponsor", LANTERN), ("board", LANTERN)])
def test_a_return_of_others_looks_like_one_that_is_not_there(hub: HubWithPeople, name: str, place: str) -> None:
    others = hub.page(name, f"/returns/{hub.returns[place, Q1, 1]}", 404)
    assert others == hub.page(name, "/returns/0123456789abcdef", 404) == hub.page(name, "/nowhere", 404)
