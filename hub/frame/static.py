"""The page's styles and scripts: found by plain name, addressed by content, cached for ever.

Only what the manifest lists is served. What the files say is the business of tools/build_static.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from flask import Response, abort, request, url_for

from hub.errors import SettingWrong

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"  # a year; the address changes with the content
WAYS = {"br": ".br", "gzip": ".gz"}  # the names that browsers know and those of the files; the smaller first
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}


class Entry(TypedDict):
    """One built file: the name it is served under, and the digest of what is in it."""

    file: str
    sha256: str


class Manifest(TypedDict):
    """What was built, and from which versions; `dash` is that whose programs were taken."""

    packages: dict[str, str]
    dash: str
    files: dict[str, Entry]


@dataclass(frozen=True)
class Built:
    """One file as it is sent; `packed` in each way in which compression gains something."""

    kind: str
    digest: str
    plain: bytes
    packed: dict[str, bytes]


@cache
def manifest() -> Manifest:
    """What the build wrote.

    Raises: SettingWrong when nothing has been built yet.
    """
    try:
        found: Manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise SettingWrong(
            "The styles and scripts of the pages have not been built.", "Run: python3 tools/prepare.py run"
        ) from None
    return found


@cache
def built() -> dict[str, Built]:
    """Every file by the name it is served under; held in memory, so that a rebuild never shows half of itself.

    Raises: SettingWrong when nothing has been built yet, or only a part of it is there.
    """
    files = manifest()["files"].values()
    try:
        return {entry["file"]: _read(entry) for entry in files}
    except FileNotFoundError as missing:
        raise SettingWrong(
            f"A built file of the pages is missing: {missing.filename}.", "Run: python3 tools/prepare.py run"
        ) from missing


def _read(entry: Entry) -> Built:
    file = FOLDER / entry["file"]
    beside = {way: file.with_name(file.name + ending) for way, ending in WAYS.items()}
    packed = {way: there.read_bytes() for way, there in beside.items() if there.exists()}
    return Built(TYPES[file.suffix], entry["sha256"], file.read_bytes(), packed)


def asset(name: str) -> str:
    """The address of a file by its plain name, such as `hub.css`."""
    return url_for("frame.static_file", path=manifest()["files"][name]["file"])


def made_of_dash() -> str:
    """The version of Dash whose programs are in `dash-renderer.js`; empty when it is not known."""
    return manifest().get("dash", "")


def serve(path: str) -> Response:
    """One built file, compressed where the caller takes it so."""
    file = built().get(path)
    if file is None:
        abort(404)
    way = next((way for way in file.packed if request.accept_encodings[way] > 0), "")
    answer = Response(file.packed[way] if way else file.plain, mimetype=file.kind)
    if way:
        answer.headers["Content-Encoding"] = way
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["Vary"] = "Accept-Encoding"
    answer.set_etag(f"{file.digest}-{way}" if way else file.digest)
    answer.make_conditional(request)
    return answer
