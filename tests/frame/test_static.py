"""The styles and scripts: named by their content, cached for ever, free of what only GOV.UK may use."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from dash import __version__ as dash_version
from flask import Flask
from flask.testing import FlaskClient

from hub.errors import SettingWrong
from hub.frame import asset, static
from hub.frame.static import FOLDER, manifest

ROOT = Path(__file__).parents[2]
ONLY_GOVUK_MAY = re.compile(r"crown|crest|gds transport|font-face|licence-logo|open government", re.IGNORECASE)
FILES = {name: entry["file"] for name, entry in manifest()["files"].items()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_by_the_digest_of_its_content(name: str) -> None:
    digest = hashlib.sha256((FOLDER / FILES[name]).read_bytes()).hexdigest()
    assert manifest()["files"][name]["sha256"] == digest
    assert digest.startswith(Path(FILES[name]).stem.rpartition("-")[2])


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("licences.txt", "dash-renderer.js")])
def test_no_file_has_a_crown_a_crest_or_the_licensed_typeface(name: str) -> None:
    assert ONLY_GOVUK_MAY.findall((FOLDER / FILES[name]).read_text("utf-8")) == []


def test_the_folder_has_no_pictures_or_typefaces_and_nothing_unlisted() -> None:
    listed = {"manifest.json", *FILES.values()}
    found = {path.name.removesuffix(".gz").removesuffix(".br") for path in FOLDER.iterdir()}
    assert found == listed


def test_no_style_sheet_or_start_script_asks_another_place_for_anything() -> None:
    for name in ("govuk.css", "hub.css", "start.js"):
        assert re.findall(r"url\(|@import", (FOLDER / FILES[name]).read_text("utf-8")) == []


def test_the_authors_of_the_styles_and_scripts_are_credited() -> None:
    notice = (FOLDER / FILES["licences.txt"]).read_text("utf-8")
    assert "govuk-frontend" in notice
    assert all(name in notice for name in ("plotly.js", "Dash", "React", "regenerator-runtime", "Font Awesome"))
    assert "Permission is hereby granted" in notice


def test_the_programs_of_dash_are_those_of_the_dash_that_is_installed() -> None:
    assert manifest()["dash"] == dash_version


def test_what_was_built_is_what_package_json_names_and_the_lock_holds() -> None:
    named = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert manifest()["packages"] == named
    assert {name: locked[f"node_modules/{name}"]["version"] for name in named} == named
    assert all("integrity" in locked[f"node_modules/{name}"] for name in named)
    assert "resolved" not in (ROOT / "package-lock.json").read_text("utf-8")


def test_the_hubs_own_files_were_built_from_what_is_here_now() -> None:
    for name in ("hub.css", "icon.svg", "licences.txt"):
        assert (FOLDER / FILES[name]).read_bytes() == (ROOT / "hub/frame/assets" / name).read_bytes()


def test_a_file_may_be_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(asset("hub.css"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_file_travels_compressed_to_those_who_take_it_so(client: FlaskClient) -> None:
    plain = client.get(asset("govuk.css"))
    zipped = client.get(asset("govuk.css"), headers={"Accept-Encoding": "gzip"})
    packed = client.get(asset("govuk.css"), headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    ways = [answer.headers.get("Content-Encoding") for answer in (plain, zipped, packed)]
    assert ways == [None, "gzip", "br"]
    assert gzip.decompress(zipped.data) == brotli.decompress(packed.data) == plain.data
    assert len({answer.headers["ETag"] for answer in (plain, zipped, packed)}) == 3


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_a_file_that_has_not_changed_is_not_sent_again(client: FlaskClient, encoding: str) -> None:
    first = client.get(asset("govuk.css"), headers={"Accept-Encoding": encoding})
    again = client.get(
        asset("govuk.css"), headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["manifest.json", "hub.css", "../page.py", "%2e%2e/page.py", "hub.css.gz", "hub.css.br", ""]
)
def test_nothing_but_the_listed_files_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_the_address_of_a_file_follows_its_content(app: Flask) -> None:
    assert re.fullmatch(r"/static/hub-[0-9a-f]{16}\.css", asset("hub.css"))


def test_a_file_that_was_taken_away_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "FOLDER", tmp_path)
    with pytest.raises(SettingWrong, match=f"missing: {tmp_path}"):
        static.built.__wrapped__()
