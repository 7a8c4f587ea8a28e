"""A canary is found in whatever form it is: text, number, escaped, drawn, in a figure, in a file."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import struct
import zipfile
import zlib
from urllib.parse import quote

import pytest
from canaries import Canaries, mark, text
from leaks import found_in

OWNER = "somebody"
NUMBER = 483_920_117


@pytest.fixture
def canaries() -> Canaries:
    known = Canaries()
    known.know(OWNER)
    known.take(OWNER, NUMBER)
    return known


def archived(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def in_base64(told: str | bytes) -> str:
    return base64.b64encode(told.encode() if isinstance(told, str) else told).decode()


TEXT = text(OWNER, "notes")
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><rect width="{NUMBER}" aria-label="{TEXT}"/></svg>'
AS_TEXT = {
    "as it is": TEXT,
    "in small letters": TEXT.lower(),
    "in capitals": TEXT.upper(),
    "in HTML": f"<p>{html.escape(TEXT)}</p>",
    "in HTML, letter by letter": "".join(f"&#{ord(letter)};" for letter in TEXT),
    "in HTML, twice": html.escape("".join(f"&#x{ord(letter):x};" for letter in TEXT)),
    "in JSON": json.dumps({"text": TEXT}),
    "in JSON, letter by letter": "".join(f"\\u{ord(letter):04x}" for letter in TEXT if ord(letter) < 0x10000),
    "in an address": f"/returns?text={quote(TEXT)}",
    "in an address, letter by letter": "".join(f"%{byte:02X}" for byte in TEXT.encode()),
    "in base64": in_base64(TEXT),
    "in base64, one letter later": in_base64(f"x{TEXT}"),
    "in base64, two letters later": in_base64(f"xy{TEXT}"),
    "in base64 for addresses": base64.urlsafe_b64encode(TEXT.encode()).decode().rstrip("="),
    "in base64, twice": in_base64(in_base64(TEXT)),
    "in a token": f"eyJhbGciOiJFUzI1NiJ9.{in_base64(json.dumps({'name': TEXT})).rstrip('=')}.c2ln",
    "in a drawing in a page": html.escape(f"data:image/svg+xml;base64,{in_base64(SVG)}"),
    "in a drawing in JSON": json.dumps({"src": f"data:image/svg+xml;base64,{in_base64(SVG)}"}),
}
AS_NUMBER = {
    "as it is": f"{NUMBER}",
    "with commas": f"<td>{NUMBER:,}</td>",
    "with spaces": f"{NUMBER:,}".replace(",", " "),
    "with narrow spaces": f"{NUMBER:,}".replace(",", "\u202f"),
    "with spaces of HTML": f"12 {NUMBER:,}".replace(",", "&nbsp;"),
    "after another number": f"12 {NUMBER:,}, 7",
    "with a fraction": f"£{NUMBER:,}.25",
    "as a float": json.dumps(float(NUMBER)),
    "in scientific writing": f"{NUMBER:.8e}",
    "in an attribute of a drawing": SVG,
    "in a drawing in base64": f"data:image/svg+xml;base64,{in_base64(SVG)}",
    "in a hover text": json.dumps({"hovertemplate": f"%{{y}} of {NUMBER:,}<extra></extra>"}),
    "in whole numbers of a figure": json.dumps(
        {"y": {"dtype": "i4", "bdata": in_base64(struct.pack("<2i", 7, NUMBER))}}
    ),
    "in floats of a figure": json.dumps({"y": {"bdata": in_base64(struct.pack("<2d", 7, NUMBER)), "dtype": "f8"}}),
}
AS_FILE = {
    "in an archive": archived("sheet.xml", TEXT.encode()),
    "in the name of a file in an archive": archived(f"{mark(OWNER)}.csv", b"1"),
    "in an archive in an archive": archived("inner.zip", archived("a.csv", f"{NUMBER:,}".encode())),
    "in an archive in base64": in_base64(archived("a.csv", TEXT.encode())).encode(),
    "packed": gzip.compress(TEXT.encode()),
    "deflated": zlib.compress(TEXT.encode()),
    "packed, and something after it": gzip.compress(TEXT.encode()) + b"noise",
    "packed twice, one after the other": gzip.compress(b"something else") + gzip.compress(TEXT.encode()),
}
NOISE = bytes(range(256)) * 2
LIKE_A_FILE = {
    "like something packed": b"\x1f\x8b",  # then a way of packing that there is not
    "like something packed, at first": gzip.compress(TEXT.encode())[:12],
    "like something deflated": b"\x78\x9c",
    "like an archive": b"PK\x03\x04",
}


@pytest.mark.parametrize("form", [*AS_TEXT])
def test_a_text_is_found_in_every_form(canaries: Canaries, form: str) -> None:
    assert {mark(OWNER)} <= {found.canary for found in found_in(canaries, AS_TEXT[form].encode())}


@pytest.mark.parametrize("form", [*AS_NUMBER])
def test_a_number_is_found_in_every_form(canaries: Canaries, form: str) -> None:
    assert {str(NUMBER)} <= {found.canary for found in found_in(canaries, AS_NUMBER[form].encode())}


@pytest.mark.parametrize("form", [*AS_FILE])
def test_what_is_in_a_file_is_found(canaries: Canaries, form: str) -> None:
    assert {found.owner for found in found_in(canaries, AS_FILE[form])} == {OWNER}


@pytest.mark.parametrize("form", [*LIKE_A_FILE])
def test_noise_that_begins_like_a_file_is_searched_as_it_is(canaries: Canaries, form: str) -> None:
    noise = LIKE_A_FILE[form] + NOISE
    assert not found_in(canaries, noise)
    assert not found_in(canaries, in_base64(noise).encode())
    with_a_text = noise + TEXT.encode()
    for told in (with_a_text, in_base64(with_a_text).encode()):
        assert mark(OWNER) in {found.canary for found in found_in(canaries, told)}


def test_what_is_nobodys_is_not_found(canaries: Canaries) -> None:
    others = f"{NUMBER + 1:,} {NUMBER}0 1{NUMBER} {mark('another')} {NUMBER:x} zqx"
    assert not found_in(canaries, others.encode())
