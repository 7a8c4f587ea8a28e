"""What an answer shows that it must not: canaries of anybody whom its caller may not see."""

from __future__ import annotations

import re
from hashlib import sha256

from callers import Caller
from canaries import Canaries
from canary_themes import THEMES
from canary_world import CanaryHub
from leaks import Found, found_in
from ways import Request
from werkzeug.test import TestResponse

ACCOUNT, LEDGER = "/account", "/ledger"
DIFFERS = re.compile(rb'(name="csrf_token" value="|"end_id":")[^"]+')  # from answer to answer, and tells nothing


def leaks(world: CanaryHub, caller: Caller, asked: Request, answer: TestResponse) -> list[str]:
    """Everything in an answer that is another's, in words; what the caller asked by may be said again."""
    said = {found.canary for found in found_in(world.canaries, repr(asked.said()).encode())}
    told = "\n".join(f"{name}: {value}" for name, value in answer.headers).encode()
    body = answer.get_data().replace(answer.headers["X-Request-Id"].encode(), b"")
    found = [*found_in(world.canaries, told), *_found_in_body(world.canaries, body)]
    allowed = caller.may_be_shown() | (caller.named() if asked.address.startswith(ACCOUNT) else frozenset())
    allowed |= caller.on_the_ledger() if asked.address.startswith(LEDGER) else frozenset()
    return [
        f"{caller.column}, {caller.words}, is shown {each.canary} of {each.owner}: ...{each.around}..."
        for each in found
        if each.owner not in allowed and each.canary not in said and not _is_for_them(caller, asked, each)
    ]


def _is_for_them(caller: Caller, asked: Request, each: Found) -> bool:
    """Whether it is the code or a count of a body whose protected figures this caller sees; no canary is small.

    The page of a theme has what its bodies wrote about it.
    """
    if each.owner not in caller.counts:
        return False
    return each.canary.isdigit() or each.canary in each.owner or asked.address.startswith(THEMES)


_known: dict[tuple[int, bytes], list[Found]] = {}  # most answers come more than once


def _found_in_body(canaries: Canaries, body: bytes) -> list[Found]:
    digest = id(canaries), sha256(DIFFERS.sub(rb"\1", body)).digest()
    if digest not in _known:
        _known[digest] = found_in(canaries, body)
    return _known[digest]
