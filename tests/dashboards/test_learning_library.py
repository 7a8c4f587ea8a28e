"""The learning library: found by its words, with what became of it, for whoever may find it, and the same in files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from people_under_test import HOSTILE, NOTHING_HERE, Q1, HubWithPeople, with_people
from permits import LANTERN, TERN, full_return
from reading_pages import ENTRY, Read, read_html
from tampering import entries

from hub.app import DATABASE
from hub.contract.lift import lift

ADDRESS = "/learning"
OPEN, CLOSED = "Permits were posted to the old street names.", "The lift was out, and nobody said so."
EVERYBODY = ("sponsor", "body", "sender", "other-body", "forum", "board", "tier", "operator")
FINDS_ALL_OF_TERN = ("sponsor", "other-body", "operator")


def learning(id_: str, identified: str, **others: Any) -> dict[str, Any]:
    """A piece of learning as version 2.0 of the contract has it."""
    told = {"used": "The list of streets is read every month.", "subject": "record-error", "actions": ["A1"]}
    return {"id": id_, "identified": identified, **told, "sharing": [], "measure": "not_available", **others}


def newest(organisation: str, *told: dict[str, Any]) -> dict[str, Any]:
    """A return in the newest version, which asks for consent."""
    document = {**lift(full_return(), "1.0"), "organisation": organisation, "learning": list(told), "joint": []}
    actions = [{"completed": "not_available", **action} for action in document["actions"]]
    return {**document, "actions": actions}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("library") / "data") as people:
        measure = {
            "name": "Letters that came back", "definition": "In a month", "direction": "down", "baseline": 40,
            "target": 5, "latest": 3, "unit": "letters", "review_on": "2026-12-01",
        }  # fmt: skip
        shared = learning("L1", OPEN, may_be_shared=True, measure=measure)
        kept_back = learning("L2", CLOSED, may_be_shared=False, subject="accessibility", actions=[])
        hostile = learning("L3", f"Seen {HOSTILE}", may_be_shared=True, actions=[])
        people.hub.sent(newest(TERN, shared, kept_back, hostile), TERN)
        yield people


def read(people: HubWithPeople, name: str, query: str = "") -> Read:
    return read_html(people.page(name, f"{ADDRESS}{query}"), within=ENTRY)


def file(people: HubWithPeople, name: str, query: str = "") -> list[dict[str, str]]:
    told = people.page(name, f"{ADDRESS}.csv{query}").lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(told)))


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_finds_what_is_shared_and_only_some_the_rest(library: HubWithPeople, name: str) -> None:
    text = read(library, name).text
    assert OPEN in text
    assert (CLOSED in text) is (name in FINDS_ALL_OF_TERN)
    assert text.count("Not shared with others") == sum(row["shared"] == "No" for row in file(library, name))
    assert {row["identified"] for row in file(library, name)} >= {OPEN}


def test_how_much_is_found_is_of_what_somebody_may_find(library: HubWithPeople) -> None:
    assert "4 pieces of learning, 2 organisations" in read(library, "sponsor").text
    assert "2 pieces of learning, 1 organisation" in read(library, "forum").text
    assert "3 pieces of learning, 2 organisations" in read(library, "body").text
    assert "No piece of learning, no organisation" in read(library, "forum", "?words=lift").text


def test_what_was_looked_for_is_marked_and_stays_in_the_address(library: HubWithPeople) -> None:
    page = library.page("forum", f"{ADDRESS}?words=posting+%22street+names%22")
    assert "Permits were <mark>posted</mark> to the old <mark>street names</mark>." in page
    assert 'value="posting &#34;street names&#34;"' in page
    assert f"{ADDRESS}.csv?words=posting+%22street+names%22" in read_html(page, within=ENTRY).links


def test_what_a_body_wrote_is_text_wherever_it_is_marked(library: HubWithPeople) -> None:
    page = library.page("board", f"{ADDRESS}?words={quote('script alert onerror')}")
    assert "<script>alert" not in page
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>" in page
    (row,) = file(library, "board", f"?words={quote('onerror')}")
    assert HOSTILE in row["identified"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?subject=accessibility", {CLOSED}),
        (f"?organisation={TERN}&words=permits", {OPEN}),
        ("?effect=too_few&words=permits", {OPEN}),
        ("?effect=improved", set()),
        ("?words=list+-seen+-lift", {OPEN}),
        (f"?organisation={LANTERN}", {"Renewals wait because the form asks for a photograph twice"}),
    ],
)
def test_it_is_narrowed_by_what_is_chosen(library: HubWithPeople, query: str, found: set[str]) -> None:
    assert {row["identified"] for row in file(library, "sponsor", query)} == found
    assert f"{len(found) or 'No'} piece of learning" in read(library, "sponsor", query).text


def test_a_measures_values_are_true_for_the_sponsor_and_protected_for_other_bodies(library: HubWithPeople) -> None:
    told = "To begin with 40 letters, then 3 letters, the target is 5 letters, which is met."
    (own,) = file(library, "other-body", "?words=permits")
    (others,) = file(library, "body", "?words=permits")
    assert own["values"] == told
    assert told in read(library, "sponsor", "?words=permits").text
    assert "3 letters" not in others["values"]
    assert "not shown" in others["values"]
    assert others["evidence"].startswith("Too few points.")


def test_only_who_may_open_a_return_is_led_to_it(library: HubWithPeople) -> None:
    returns = {name: [link for link in read(library, name).links if link.startswith("/returns/")] for name in EVERYBODY}
    assert {name: len(links) for name, links in returns.items()} == {
        "sponsor": 4, "operator": 4, "other-body": 3, "body": 1, "sender": 1, "forum": 0, "board": 0, "tier": 0,
    }  # fmt: skip
    assert returns["body"] == [f"/returns/{library.returns[LANTERN, Q1, 1]}"]


@pytest.mark.parametrize("words", ["***", "the of", "x" * 201])
def test_words_that_cannot_be_looked_for_are_said_and_kept(library: HubWithPeople, words: str) -> None:
    page = library.page("forum", f"{ADDRESS}?words={quote(words)}")
    assert "There is a problem" in page
    assert f'value="{words}"' in page
    assert "Error: Learning library" in page
    assert "pieces of learning" not in page
    assert file(library, "forum", f"?words={quote(words)}") == []


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999", "?effect=splendid"])
def test_what_is_no_choice_of_the_page_is_not_there(library: HubWithPeople, query: str) -> None:
    assert NOTHING_HERE in library.page("sponsor", f"{ADDRESS}{query}", 404)


def test_where_nothing_is_found_it_is_said_what_to_do(library: HubWithPeople) -> None:
    assert "Search for fewer or other words" in read(library, "forum", "?words=zeppelin").text
    assert "Learning comes with returns" in read(library, "ports-sponsor").text
    assert "There is no such page" in read(library, "forum", "?page=7").text


def test_a_spreadsheet_holds_the_same_words(library: HubWithPeople) -> None:
    raw = library.browser("tier").get(f"{ADDRESS}.ods?words=permits").get_data()
    with ZipFile(io.BytesIO(raw)) as archive:
        assert OPEN in archive.read("content.xml").decode()


def test_whoever_reads_what_others_learnt_is_in_the_ledger(library: HubWithPeople) -> None:
    def readings(name: str) -> int:
        told = entries(library.hub.app.extensions[DATABASE])
        return sum(row["who"] == name and row["what"] == "figures.read" for row in told)

    library.page("sender", f"{ADDRESS}?organisation={LANTERN}")
    before = readings("sender")
    library.page("sender", f"{ADDRESS}?organisation={TERN}")
    assert readings("sender") >= max(before, 1)
    library.page("tier", ADDRESS)
    assert readings("tier") == 1


def test_a_long_list_is_shown_page_by_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    with with_people(tmp_path_factory.mktemp("long") / "data") as people:
        many = [learning(f"L{number}", f"Number {number}", may_be_shared=True, actions=[]) for number in range(43)]
        people.hub.sent(newest(TERN, *many), TERN)
        first, last = read(people, "forum"), read(people, "forum", "?page=3")
        assert "1 to 20 of 43." in first.text
        assert "41 to 43 of 43." in last.text
        assert f"{ADDRESS}?page=2" in first.links
        assert f"{ADDRESS}?page=2" in last.links
        assert len(file(people, "forum", "?page=3")) == 3
