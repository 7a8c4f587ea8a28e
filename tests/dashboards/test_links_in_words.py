"""A place that somebody wrote: what leads to a meeting online is a link, and nothing else is."""

from __future__ import annotations

import pytest

from hub.dashboards.markup import markup
from hub.dashboards.pieces import with_links

ONLINE = "https://teams.example/l/meetup-join/19%3ameeting_" + "x" * 200 + "?context=%7b%22Tid%22%7d&a=1"


def test_a_link_to_a_meeting_is_a_link_however_long_and_breaks_where_it_must() -> None:
    told = markup(with_links(f"Room 4, or {ONLINE}."))
    assert f'href="{ONLINE.replace("&", "&amp;")}"' in told
    assert told.startswith('<span class="hub-anywhere">Room 4, or <a ')
    assert told.endswith("…</a>.</span>")


@pytest.mark.parametrize(
    "place",
    ["Room 4", "http://a.example", "javascript:alert(1)", "data:text/html,x", "https://", "https://bank.example@a.example/",
     "xhttps://a.example", "https://[x", "https://℀@b", "https://\\a@b"],
)  # fmt: skip
def test_nothing_else_is_a_link(place: str) -> None:
    assert markup(with_links(place)) == f'<span class="hub-anywhere">{place}</span>'


def test_an_address_ends_where_words_or_signs_begin() -> None:
    assert 'href="https://x"' in markup(with_links('https://x"onclick=alert(1)'))
