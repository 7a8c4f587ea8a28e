"""Answers as they can be compared: without what differs each time, and with what was asked for put aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from werkzeug.test import TestResponse

OF_ONE_ANSWER = frozenset({"date", "x-request-id", "content-length"})  # the body itself is compared
TOKEN = re.compile(r'(name="csrf_token" value=")[^"]+')
NOTHING: Mapping[str, str] = {}
FINDING = re.compile(r'("key":"[A-Z][0-9]{2}-)[0-9a-f]{16}')  # a digest of the values that it cites
OF_DASH = re.compile(r'("end_id":")[^"]+')  # drawn for each page
GOING_ON = re.compile(r'(/sign-in\?next=)[^"<&\s]*')  # the address that was asked for
COOKIE = re.compile(r"^([^=]+)=[^;]*")


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without what nobody can learn from."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str:
        """A header. Missing: empty when there is none."""
        return dict(self.headers).get(name, "")

    def difference(self, other: Told) -> str:
        """Where two answers that should be the same are not."""
        if self.status != other.status:
            return f"gets {self.status}, and what nobody has gets {other.status}"
        if self.headers != other.headers:
            return f"headers {sorted({*self.headers} ^ {*other.headers})} are not those of what nobody has"
        letters = zip(self.body, other.body, strict=False)
        at = next((place for place, (one, another) in enumerate(letters) if one != another), 0)
        here, there = self.body[max(0, at - 40) : at + 60], other.body[max(0, at - 40) : at + 60]
        return f"says {here!r} where what nobody has says {there!r}"


def told(answer: TestResponse, in_place_of: Mapping[str, str] = NOTHING) -> Told:
    """An answer; words that were asked for stand as others, in each way in which an answer may repeat them."""
    body = answer.get_data(as_text=True).replace(answer.headers["X-Request-Id"], "")
    for differs in (TOKEN, FINDING, OF_DASH, GOING_ON):
        body = differs.sub(r"\1", body)
    headers = [
        (name, _replaced(GOING_ON.sub(r"\1", COOKIE.sub(r"\1", value) if name == "set-cookie" else value), in_place_of))
        for name, value in ((name.lower(), value) for name, value in answer.headers)
        if name not in OF_ONE_ANSWER
    ]
    return Told(answer.status_code, tuple(sorted(headers)), _replaced(body, in_place_of))


def _replaced(text: str, in_place_of: Mapping[str, str]) -> str:
    for asked, other in in_place_of.items():
        for written in (str, quote, escape, _for_a_query):
            text = text.replace(written(asked), written(other))
    return text


def _for_a_query(word: str) -> str:
    return quote(word, safe="")
