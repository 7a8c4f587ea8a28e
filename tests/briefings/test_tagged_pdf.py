"""Machine checks of what a reader's software is told of a paper: its title, language, headings, tables and charts."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from hub.briefings.paper import Paper
from hub.briefings.render import pdf


@pytest.fixture(scope="module")
def read(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.written(paper)))


def _tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tags(node["/K"])


def _named(read: PdfReader, *names: str) -> list[Any]:
    root = read.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return [tag for tag in _tags(root) if tag["/S"] in names]


def test_it_says_that_it_is_tagged_what_it_is_called_and_in_which_language(read: PdfReader, paper: Paper) -> None:
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata
    assert read.metadata.title == f"{paper.title}, {paper.subtitle}"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_every_chart_has_words_that_state_its_finding(read: PdfReader, paper: Paper) -> None:
    told = [str(tag["/Alt"]) for tag in _named(read, "/Figure") if "/Alt" in tag]
    assert told == [f"{chart.kind}: {chart.spec.finding}" for chart in paper.charts()]


def test_every_table_has_headers_of_its_columns(read: PdfReader) -> None:
    (table,) = _named(read, "/Table")
    heads = [tag for tag in _tags(table) if tag["/S"] == "/TH"]
    scopes = [str(told["/Scope"]) for head in heads for told in head["/A"] if "/Scope" in told]
    assert scopes == ["/Column", "/Column"]


def test_headings_go_down_one_step_at_a_time_and_are_bookmarks(read: PdfReader) -> None:
    levels = [int(tag["/S"][2:]) for tag in _named(read, "/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    outline = read.outline
    assert [str(entry["/Title"]) for entry in outline if isinstance(entry, dict)] == [
        "In short",
        "Where the figures come from",
    ]
