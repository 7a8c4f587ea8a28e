"""Pages are sent compressed to whoever takes them so, and a page with the token of a form in it never is."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from people_under_test import COMPLIANCE, HubWithPeople, with_people

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BROWSERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": zstd.decompress,
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    folder: Path = tmp_path_factory.mktemp("packed")
    with with_people(folder / "data") as hub:
        yield hub


@pytest.mark.parametrize("way", sorted(UNPACKED))
def test_a_page_that_is_sent_compressed_is_the_same_page(people: HubWithPeople, way: str) -> None:
    answer = people.browser("sponsor").get(COMPLIANCE, headers={"Accept-Encoding": way})
    assert answer.headers["Content-Encoding"] == way
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert len(answer.data) * 3 < len(plain := UNPACKED[way](answer.data))
    assert plain.decode() == people.page("sponsor", COMPLIANCE)


def test_a_browser_that_knows_several_ways_gets_the_quickest(people: HubWithPeople) -> None:
    assert people.browser("sponsor").get(COMPLIANCE, headers=BROWSERS).headers["Content-Encoding"] == "zstd"
    refuses = people.browser("sponsor").get(COMPLIANCE, headers={"Accept-Encoding": "zstd;q=0, br;q=0"})
    assert "Content-Encoding" not in refuses.headers


def test_whoever_does_not_ask_for_it_gets_the_page_as_it_is(people: HubWithPeople) -> None:
    answer = people.browser("sponsor").get(COMPLIANCE)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_page_with_the_token_of_a_form_is_never_compressed(people: HubWithPeople) -> None:
    answer = people.browser("sponsor").get("/sign-out", headers=BROWSERS)
    assert 'name="csrf_token"' in answer.get_data(as_text=True)
    assert "Content-Encoding" not in answer.headers


def test_the_same_page_is_not_always_of_the_same_length(people: HubWithPeople) -> None:
    browser = people.browser("sponsor")
    answers = [browser.get(COMPLIANCE, headers=BROWSERS) for _ in range(12)]
    assert len({len(answer.data) + len(str(answer.headers)) for answer in answers}) > 3


def test_what_programs_are_answered_is_left_alone(people: HubWithPeople) -> None:
    answer = people.hub.ask("GET", "/api/v1/openapi.json", headers=BROWSERS)
    assert "Content-Encoding" not in answer.headers


def test_what_dash_reads_to_explore_is_sent_compressed(people: HubWithPeople) -> None:
    came_from = {"Referer": f"http://localhost{COMPLIANCE}?explore=yes"}
    answer = people.browser("sponsor").get("/oversight/_dash-layout", headers={**BROWSERS, **came_from})
    assert answer.headers["Content-Encoding"] == "zstd"
    assert json.loads(zstd.decompress(answer.data))["props"]["children"]
