"""Answers sent compressed, to whoever takes them so: pages, and what Dash asks for.

A page with the token of a form in it is sent as it is: how well it packs would tell of the token to somebody who can
see lengths and choose a part of the page. For what else is in a page, each answer is longer by a length of chance.
"""

from __future__ import annotations

import secrets
import zlib
from functools import lru_cache

from flask import Flask, Response, g, request

from hub.dashboards.screens import PREFIX
from hub.dashboards.written_lives import FORM_TOKEN

KINDS = ("text/html", "text/javascript", "application/javascript", "application/json")
LEAST = 1_000  # bytes; shorter ones gain nothing
QUICK, WELL = 1, 6  # levels; programs are packed once, pages in somebody's request
SCRIPTS = f"{PREFIX}_dash-component-suites/"
FINE = 200
MOST_REMEMBERED = 32  # answers; most pages are asked for more than once
BEGINS = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # of gzip, with a name to follow; RFC 1952
LONGEST_NAME = 100  # bytes


def pack(app: Flask, but: str) -> None:
    """Let an application compress its answers, but those of addresses that begin with `but`."""

    @app.after_request
    def packed(response: Response) -> Response:
        if response.mimetype not in KINDS or request.path.startswith(but) or not _whole(response):
            return response
        response.vary.add("Accept-Encoding")
        plain = response.get_data()
        if request.accept_encodings["gzip"] > 0 and len(plain) >= LEAST and FORM_TOKEN not in g:
            level = WELL if request.path.startswith(SCRIPTS) else QUICK
            response.set_data(BEGINS + _name_of_chance() + _packed(plain, level))
            response.headers["Content-Encoding"] = "gzip"
        return response


def _whole(response: Response) -> bool:
    """Whether it is all there, and compared with nothing that was sent before."""
    tag, _ = response.get_etag()
    return response.status_code == FINE and not response.is_streamed and tag is None and not response.content_encoding


def _name_of_chance() -> bytes:
    return b"x" * secrets.randbelow(LONGEST_NAME) + b"\x00"


@lru_cache(MOST_REMEMBERED)
def _packed(plain: bytes, level: int) -> bytes:
    """What stands after the name: the data, its check sum, its length."""
    deflate = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    data = deflate.compress(plain) + deflate.flush()
    return data + zlib.crc32(plain).to_bytes(4, "little") + (len(plain) % 2**32).to_bytes(4, "little")
