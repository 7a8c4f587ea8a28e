"""Why bytes are not strict JSON, in words for the person who sends them, and what to do about it.

Asked only after the reader has refused the bytes, so that what is right costs nothing. Decides nothing: whatever
has no words of its own here is told as a place at which the document stops being JSON.
"""

from __future__ import annotations

import codecs
import re

from hub.contract.findings import printable

BYTES_OF_TWO_CHARACTERS = 4  # in UTF-16; a JSON text begins with two characters of ASCII
LONGEST_SEEN = 20  # characters that a message shows of the place
CONSTANT = re.compile(r"-?(?:NaN|Infinity)\b")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
TRAILING_COMMA = re.compile(r",\s*[}\]]")

A_STATUS = "Give a number, or a status such as not_available where there is none."
AS_UTF_8 = "Save or send it in UTF-8, without a byte order mark."
WITH_A_LIBRARY = "Write the document with a JSON library."


def reason_in_bytes(raw: bytes) -> tuple[str, str] | None:
    """Why these bytes are no text in UTF-8, and what to do; None when they are one."""
    if not raw.strip():
        return "it is empty", "Send one JSON object."
    if raw.startswith(codecs.BOM_UTF8):
        return (
            "it begins with a byte order mark",
            "Save it as UTF-8 without a byte order mark; some programs call the form with the mark “UTF-8 with BOM”.",
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw[:BYTES_OF_TWO_CHARACTERS]:
        return "it is in UTF-16 or UTF-32, not in UTF-8", AS_UTF_8
    try:
        raw.decode()
    except UnicodeDecodeError as fault:
        place = _place(raw[: fault.start].decode())
        return f"it is not in UTF-8: the byte {raw[fault.start]:#04x} does not belong there ({place})", AS_UTF_8
    return None


def reason_at(text: str, position: int) -> tuple[str, str]:
    """Why a text stops being strict JSON at a position, and what to do."""
    why, what_to_do = _reason(text, position)
    return f"{why} ({_place(text[:position])})", what_to_do


def _reason(text: str, position: int) -> tuple[str, str]:
    start = position - (text[:position][-1:] == "-")  # the reader stops behind a sign
    if found := CONSTANT.match(text, start):
        return f"{found[0]} is not a number of JSON", A_STATUS
    if SURROGATE.match(text, position):
        return (
            f"{text[position : position + 6]} is half of a character",
            "Give both halves, or the character itself; a text that was shortened may have lost one.",
        )
    if TRAILING_COMMA.match(text, position):
        return "a comma stands after the last entry", "Take the comma out."
    if (found := NUMBER.match(text, position)) and abs(float(found[0])) == float("inf"):
        return f"the number {_shown(found[0])} is too large for JSON", "Give the number itself; a count has few digits."
    return _where_it_stops(text, position)


def _where_it_stops(text: str, position: int) -> tuple[str, str]:
    if position >= len(text):
        return (
            "it ends before it is complete",
            "Send the whole document; look for a bracket or a quotation mark to close.",
        )
    if text[position] < " ":
        return (
            "a control character stands where none may, such as a line break or a tab inside a text",
            "Write a line break as \\n and a tab as \\t; leave other control characters out.",
        )
    return (
        f"it is not JSON from “{_shown(text[position:].partition(chr(10))[0])}” on",
        f"Look there and just before for a comma, a colon, a bracket or a straight quotation mark. {WITH_A_LIBRARY}",
    )


def _shown(text: str) -> str:
    return printable(text[:LONGEST_SEEN]) + ("…" if len(text) > LONGEST_SEEN else "")


def _place(before: str) -> str:
    line = before.count("\n") + 1
    return f"line {line}, column {len(before) - before.rfind(chr(10))}"
