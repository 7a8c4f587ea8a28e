"""Signing in leads to a page of this hub and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.auth.next_address import local_address

HUB = "https://hub.example/sign-in"
WORDS = ["evil.example", "https:", "javascript:", "compliance", "hub.example", "%2f", "%5c", "%09"]
TRICKS = [*WORDS, *"/\\@:.?#[]／。 \t\n\r\0\x7f\u00a0\u2028\ud800"]
ADDRESSES = st.lists(st.sampled_from(TRICKS), max_size=8).map("".join) | st.text(max_size=30)


def where_a_browser_goes(address: str) -> str:
    """The WHATWG reading of a Location, as far as it differs from Python's: it mends what it should refuse."""
    stripped = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    return urljoin(HUB, stripped.replace("\\", "/"))


@given(ADDRESSES | ADDRESSES.map(lambda rest: "/" + rest))
def test_whatever_the_address_a_browser_stays_with_this_hub(address: str) -> None:
    target = urlsplit(where_a_browser_goes(local_address(address)))
    assert (target.scheme, target.netloc) == ("https", "hub.example")


@given(st.from_regex(r"/[a-z0-9][a-z0-9/._~-]*(\?[a-z0-9=&%+-]*)?", fullmatch=True))
def test_a_page_of_this_hub_is_shown_as_asked(address: str) -> None:
    assert local_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "compliance",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/compliance\\evil",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/compliance\r\nSet-Cookie: hub=1",
        "/compliance\n",
        "/\0",
        "/compliance/é",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "//hub.example@evil.example",
        "/" + "a" * 2_000,
    ],
)
def test_anything_else_leads_to_the_start_page(address: str) -> None:
    assert local_address(address) == "/"


@pytest.mark.parametrize("address", ["/", "/compliance", "/returns?period=2026-27-Q1&page=2", "/a//b", "/~x/[1]#part"])
def test_a_path_with_a_question_is_a_page_of_this_hub(address: str) -> None:
    assert local_address(address) == address
