"""Finds whose canaries are in an answer, in whatever form they are there.

An answer is read in every way in which somebody who got it could: as it is, with the escapes of HTML, JSON and
addresses undone, what is packed or in base64 opened, numbers with and without their separators. Knows nothing of the
hub.
"""

from __future__ import annotations

import base64
import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from canaries import FIRST, LETTERS, Canaries

DEEPEST = 6  # a drawing in base64 in a page in JSON in an archive has four
LARGEST = 50_000_000  # bytes that an archive may become
MARK = re.compile(f"{FIRST}[a-z]{{{LETTERS}}}")
ID = re.compile(r"[0-9a-f]{32,64}")
DIGITS = re.compile(r"\d[\d,.'’_\s\u00a0\u2009\u202f]{6,}\d")  # one number, or more with only signs between
NUMBER = re.compile(r"(?<!\d)\d{8,9}(?!\d)")
SCIENTIFIC = re.compile(r"\d\.\d+e\+?\d{1,2}", re.IGNORECASE)
SIGN = r"[,.'’_\s\u00a0\u2009\u202f]"  # what stands between thousands, somewhere
IN_THOUSANDS = re.compile(rf"(?<!\d)(?=(\d{{2,3}}{SIGN}\d{{3}}{SIGN}\d{{3}})(?!\d))")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")
PRINTABLE = bytes((9, 10, 13, *range(32, 127)))
ESCAPED_IN_JSON = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
DTYPE, BDATA = re.compile(r'"dtype":\s*"(\w+)"'), re.compile(r'"bdata":\s*"([^"]+)"')
# what plotly calls a type, and what `struct` does
ARRAYS = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}
ARCHIVE, GZIP, DEFLATED = b"PK\x03\x04", b"\x1f\x8b", b"\x78"
EITHER = zlib.MAX_WBITS + 32  # what is packed in one way or the other
TEXT_SHARE = 0.9  # of the bytes of what was in base64, before it is taken for a text


@dataclass(frozen=True, slots=True)
class Found:
    """A canary that is in an answer: whose it is, and what stands around it."""

    owner: str
    canary: str
    around: str


def found_in(canaries: Canaries, raw: bytes) -> list[Found]:
    """Every canary in some bytes, each once."""
    found: dict[str, Found] = {}
    for reading in readings(raw):
        for canary, owner, place in _in_a_text(canaries, reading):
            found.setdefault(canary, Found(owner, canary, reading[max(0, place - 60) : place + 60]))
    return list(found.values())


def readings(raw: bytes) -> Iterator[str]:
    """Every text that some bytes can be read as, in small letters."""
    seen: set[bytes] = set()
    waiting = [(raw, 0)]
    while waiting:
        told, depth = waiting.pop()
        if told in seen or depth > DEEPEST:
            continue
        seen.add(told)
        words: set[str] = set()
        for text in _undone(told.decode("utf-8", "replace")):
            yield text.lower()
            yield from _arrays(text)
            words |= {word for word in BASE64.findall(text) if not word.islower()}  # as no canary is in base64
        garbled, inner = _from_base64(words)
        yield garbled.decode("utf-8", "replace").lower()
        waiting += [(one, depth + 1) for one in (*_opened(told), *inner)]


def _in_a_text(canaries: Canaries, text: str) -> Iterator[tuple[str, str, int]]:
    for match in MARK.finditer(text):
        if match[0] in canaries.owners:
            yield match[0], canaries.owners[match[0]], match.start()
    for match in ID.finditer(text):
        if match[0] in canaries.owners:
            yield match[0], canaries.owners[match[0]], match.start()
    for number, place in _numbers(ID.sub(" ", text)):
        if number in canaries.numbers:
            yield str(number), canaries.numbers[number], place


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Every number that is long enough to be a canary, with or without separators, and where about it stands."""
    for digits in DIGITS.finditer(text):
        for match in NUMBER.finditer(digits[0]):
            yield int(match[0]), digits.start() + match.start()
        for match in IN_THOUSANDS.finditer(digits[0]):
            yield int(re.sub(r"\D", "", match[1])), digits.start() + match.start()
    for match in SCIENTIFIC.finditer(text):
        yield int(float(match[0])), match.start()


def _undone(text: str) -> Iterator[str]:
    """The text, and the text without its escapes: of HTML, of JSON, of addresses, and again, as often as there are."""
    yield text
    for _ in range(DEEPEST):
        before = text
        for undo in (unescape, _without_json, unquote):
            told = undo(text)
            if told != text:
                yield told
            text = told
        if text == before:
            return


def _without_json(text: str) -> str:
    if "\\" not in text:
        return text
    return ESCAPED_IN_JSON.sub(lambda part: chr(int(part[1], 16)) if part[1] else part[2], text)


def _opened(told: bytes) -> Iterator[bytes]:
    """What is in an archive, the names of its files among it, or in something packed, and what comes after that.

    Missing: nothing where it only begins like one of these, as noise may, such as a signature read as base64.
    """
    try:
        if told.startswith(ARCHIVE):
            yield from _archived(told)
        elif told.startswith((GZIP, DEFLATED)):
            opener = zlib.decompressobj(EITHER)
            yield opener.decompress(told)
            yield opener.unused_data
    except (zipfile.BadZipFile, zlib.error):
        return


def _archived(told: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(told)) as archive:
        assert sum(file.file_size for file in archive.infolist()) <= LARGEST
        for file in archive.infolist():
            yield file.filename.encode()
            yield file.comment
            yield archive.read(file)


def _from_base64(words: set[str]) -> tuple[bytes, list[bytes]]:
    """What long words say when they are read as base64, from each of the four places where it can begin.

    Shapes: all of it together, to be searched; and what is to be read again: the texts as one, each archive.
    """
    decoded = [one for word in sorted(words) for one in _decoded(word)]
    texts = [one for one in decoded if _is_text(one)]
    packed = [one for one in decoded if one.startswith((ARCHIVE, GZIP))]
    return b"\n".join(decoded), [b"\n".join(texts), *packed]


@lru_cache(10_000)
def _decoded(word: str) -> tuple[bytes, ...]:
    plain = word.replace("-", "+").replace("_", "/")
    wholes = [plain[start:] + "A" * (-(len(plain) - start) % 4) for start in range(4)]
    return tuple(base64.b64decode(whole) for whole in wholes)


def _is_text(told: bytes) -> bool:
    beginning = told[:200]
    return len(beginning.translate(None, PRINTABLE)) <= (1 - TEXT_SHARE) * len(beginning)


def _arrays(text: str) -> Iterator[str]:
    """The numbers of the typed arrays in which plotly writes long lists."""
    kinds = [ARRAYS[kind] for kind in dict.fromkeys(DTYPE.findall(text)) if kind in ARRAYS]
    for packed in BDATA.findall(text) if kinds else ():
        raw = base64.b64decode(packed)
        for kind in kinds:
            size = struct.calcsize(kind)
            numbers = [float(number) for (number,) in struct.iter_unpack(f"<{kind}", raw[: len(raw) // size * size])]
            yield " ".join(f"{number:.0f}" for number in numbers if math.isfinite(number))
