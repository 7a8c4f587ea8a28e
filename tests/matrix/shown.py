"""What an answer shows that it must not: canaries of anybody whom its caller may not see."""

from __future__ import annotations

import io
import re
import zipfile
from hashlib import sha256

from callers import Caller, name_of
from canaries import Canaries, mark
from canary_forum import FORUM
from canary_papers import AGENDA
from canary_themes import THEMES
from canary_world import CanaryHub
from leaks import ARCHIVE, Found, found_in
from ways import PAPERS, Request
from werkzeug.test import TestResponse

ACCOUNT, LEDGER, LIBRARY = "/account", "/ledger", "/learning"
SHARED = "learning identified a|learning used a|learning measure name a|learning measure unit a|actions what [ab]"
OUTPUTS = "action"
DIFFERS = re.compile(rb'(name="csrf_token" value="|"end_id":")[^"]+')  # from answer to answer, and tells nothing


def leaks(world: CanaryHub, caller: Caller, asked: Request, answer: TestResponse) -> list[str]:
    """Everything in an answer that is another's, in words; what the caller asked by may be said again."""
    said = {found.canary for found in found_in(world.canaries, repr(asked.said()).encode())}
    told = "\n".join(f"{name}: {value}" for name, value in answer.headers).encode()
    body = answer.get_data().replace(answer.headers["X-Request-Id"].encode(), b"")
    in_library = caller.finds if asked.address.startswith(LIBRARY) else frozenset[str]()
    body = _without_what_is_shared(in_library, body, SHARED)
    if asked.address.startswith(PAPERS):  # the forum's outputs stand in a pack
        body = _without_what_is_shared(caller.counts, body, OUTPUTS)
    found = [*found_in(world.canaries, told), *_found_in_body(world.canaries, body)]
    allowed = caller.may_be_shown() | (caller.named() if asked.address.startswith(ACCOUNT) else frozenset())
    allowed |= caller.on_the_ledger() if asked.address.startswith(LEDGER) else frozenset()
    if in_library:
        allowed |= {name_of(body) for body in in_library} | {caller.roles[0].department}
    return [
        f"{caller.column}, {caller.words}, is shown {each.canary} of {each.owner}: ...{each.around}..."
        for each in found
        if each.owner not in allowed
        and each.canary not in said
        and not _is_for_them(caller.counts, asked, each)
        and not _is_a_figure(in_library, each)
    ]


def _is_for_them(bodies: frozenset[str], asked: Request, each: Found) -> bool:
    """Whether it is of a body whose protected figures somebody sees; themes and the forum have their words."""
    return _is_a_figure(bodies, each) or (each.owner in bodies and asked.address.startswith((THEMES, FORUM, AGENDA)))


def _is_a_figure(bodies: frozenset[str], each: Found) -> bool:
    """Whether it is the code or a count of one of these bodies; no canary is small."""
    return each.owner in bodies and (each.canary.isdigit() or each.canary in each.owner)


def _without_what_is_shared(bodies: frozenset[str], body: bytes, words: str) -> bytes:
    """An answer without these words about bodies, such as the one piece of learning that each shares."""
    if not bodies:
        return body
    told = body
    if body.startswith(ARCHIVE):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            told = b"\n".join(archive.read(file) for file in archive.infolist())
    for owner in sorted(bodies):
        shared = rf"{mark(owner)}(?: (?:{words}) |-learning-0)"
        told = re.sub(shared.encode(), b"", told, flags=re.IGNORECASE)
    return told


_known: dict[tuple[int, bytes], list[Found]] = {}  # most answers come more than once


def _found_in_body(canaries: Canaries, body: bytes) -> list[Found]:
    digest = id(canaries), sha256(DIFFERS.sub(rb"\1", body)).digest()
    if digest not in _known:
        _known[digest] = found_in(canaries, body)
    return _known[digest]
