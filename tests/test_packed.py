"""Pages are sent compressed to whoever takes them so, and a page with the token of a form in it never is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from people_under_test import COMPLIANCE, HubWithPeople, with_people

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    folder: Path = tmp_path_factory.mktemp("packed")
    with with_people(folder / "data") as hub:
        yield hub


def test_a_page_that_is_sent_compressed_is_the_same_page(people: HubWithPeople) -> None:
    answer = people.browser("sponsor").get(COMPLIANCE, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert len(answer.data) * 3 < len(plain := gzip.decompress(answer.data))
    assert plain.decode() == people.page("sponsor", COMPLIANCE)


def test_whoever_does_not_ask_for_it_gets_the_page_as_it_is(people: HubWithPeople) -> None:
    answer = people.browser("sponsor").get(COMPLIANCE)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_page_with_the_token_of_a_form_is_never_compressed(people: HubWithPeople) -> None:
    answer = people.browser("sponsor").get("/sign-out", headers=GZIP)
    assert 'name="csrf_token"' in answer.get_data(as_text=True)
    assert "Content-Encoding" not in answer.headers


def test_the_same_page_is_not_always_of_the_same_length(people: HubWithPeople) -> None:
    browser = people.browser("sponsor")
    assert len({len(browser.get(COMPLIANCE, headers=GZIP).data) for _ in range(12)}) > 1


def test_what_programs_are_answered_is_left_alone(people: HubWithPeople) -> None:
    answer = people.hub.ask("GET", "/api/v1/openapi.json", headers=GZIP)
    assert "Content-Encoding" not in answer.headers


def test_the_programs_of_dash_are_sent_compressed(people: HubWithPeople) -> None:
    page = people.page("sponsor", f"{COMPLIANCE}?explore=yes")
    address = next(part for part in page.split('"') if part.startswith("/oversight/_dash-component-suites/dash/deps/"))
    answer = people.browser("sponsor").get(address, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "max-age" in answer.headers["Cache-Control"]
