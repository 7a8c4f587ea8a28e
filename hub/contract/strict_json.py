"""From bytes to a document, strictly: what two readers could understand differently is not read at all.

Refuses what ordinary JSON readers let pass: members given twice, NaN and infinities, half characters, NUL,
bottomless nesting. Knows nothing of returns.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import orjson

from hub.contract.findings import quoted
from hub.contract.unreadable_json import reason_at, reason_in_bytes
from hub.errors import DocumentTooLong, DocumentUnreadable

LONGEST_BODY = 1_000_000  # bytes; a full return of a large body is about 20,000
DEEPEST = 16  # objects and lists inside each other; a return has 6
CONTAINERS = (dict, list)
VERY_DEEP = b"\n" + b"  " * DEEPEST  # what stands inside as many, where it is written indented
ESCAPE = b"\\"  # looked for first: hardly any document has one, and one character is found quickly
DIGITS = bytes.maketrans(b"123456789", b"000000000")
MANY_DIGITS = b"0" * 15  # fewer are exact in every reader
NESTED = "depth limit"  # in what the reader says where objects and lists go on without end
TOO_DEEP = (
    f"it is nested more than {DEEPEST} levels deep",
    "Give each part at the level that the contract's examples show.",
)
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as an escape, since the byte itself is refused


def _refuse(why: str, what_to_do: str = "Send one JSON object in UTF-8, as the contract's examples show.") -> NoReturn:
    raise DocumentUnreadable(f"The document could not be read: {why}.", what_to_do)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                _refuse(f"the member {quoted(name)} is given twice in one object", "Give each member once.")
            seen.add(name)
    return members


def _is_deeper(document: Any, most: int) -> bool:
    level = [document]
    for _ in range(most):
        within = (node.values() if isinstance(node, dict) else node for node in level)
        level = [child for children in within for child in children if isinstance(child, CONTAINERS)]
    return bool(level)


def _read(raw: bytes) -> Any:
    """The value in these bytes, read by the quick reader where it cannot differ from the slow one.

    orjson refuses what is not UTF-8, half characters, NaN, infinities and bottomless nesting. It lets a member come
    twice, and it rounds numbers of very many digits.
    """
    value = orjson.loads(raw)
    again = orjson.dumps(value, option=orjson.OPT_INDENT_2)  # indented, so that depth can be seen
    if VERY_DEEP in again and _is_deeper(value, DEEPEST):
        _refuse(*TOO_DEEP)
    if _is_written_again(value, raw) or (_loses_no_member(raw, again) and MANY_DIGITS not in raw.translate(DIGITS)):
        return value
    return json.loads(raw, object_pairs_hook=_members)


def _is_written_again(value: Any, raw: bytes) -> bool:
    """Whether the value gives the very bytes that it was read from, as where a program wrote them without spaces."""
    return orjson.dumps(value) == raw


def _loses_no_member(raw: bytes, again: bytes) -> bool:
    """Whether as many members are written again as were read; each has one colon outside of texts.

    The texts themselves are the same in both, but for a colon that was written as an escape.
    """
    return raw.count(b":") == again.count(b":") and not (ESCAPE in raw and b"\\u003" in raw)


def _parse(raw: bytes) -> Any:
    try:
        return _read(raw)
    except (orjson.JSONDecodeError, json.JSONDecodeError) as fault:
        if NESTED in fault.msg:
            _refuse(*TOO_DEEP)
        _refuse(*(reason_in_bytes(raw) or reason_at(fault.doc, fault.pos)))
    except (RecursionError, ValueError, orjson.JSONEncodeError):
        _refuse(*TOO_DEEP)


def read_document(raw: bytes) -> dict[str, Any]:
    """The one JSON object in these bytes.

    Raises: DocumentTooLong past one million bytes; DocumentUnreadable for whatever is not strict JSON.
    """
    if len(raw) > LONGEST_BODY:
        raise DocumentTooLong(
            f"The document has {len(raw):,} bytes; a return may have {LONGEST_BODY:,}.",
            "Shorten the longest texts, and send one return at a time.",
        )
    document = _parse(raw)
    if not isinstance(document, dict):
        _refuse("it is not a JSON object")
    if ESCAPE in raw and b"\\u0000" in raw and NUL.search(raw):
        _refuse("a text holds the character NUL (\\u0000)", "Take the character out; it stands for nothing in a text.")
    return document
