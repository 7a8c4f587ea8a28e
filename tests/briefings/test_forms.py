"""One paper, four forms: each says all of it, as text, and nothing of it does anything."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from hub.briefings.paper import Paper, text_of
from hub.briefings.render import FORMS

NOT_SEEN = re.compile(r"[\s\u200b\u202a-\u202e\u2066-\u2069\u00ad]+")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def of_html(file: bytes) -> str:
    page = _Words()
    page.feed(file.decode().partition("<main>")[2])
    assert "script" not in page.tags
    return "".join(page.said)


def of_pdf(file: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def of_docx(file: bytes) -> str:
    return _of_xml(file, "word/document.xml")


def of_odt(file: bytes) -> str:
    return _of_xml(file, "content.xml")


def _of_xml(file: bytes, part: str) -> str:
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(part))
    for described in root.iter("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc"):
        described.text = ""
    return "".join(root.itertext())


READ: dict[str, Callable[[bytes], str]] = {".html": of_html, ".pdf": of_pdf, ".docx": of_docx, ".odt": of_odt}


def bare(text: str) -> str:
    """Letters alone: forms break lines in their own places, and fonts join letters."""
    return NOT_SEEN.sub("", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_every_form_says_all_of_the_paper_in_its_order(paper: Paper, suffix: str) -> None:
    told, at = bare(READ[suffix](FORMS[suffix].written(paper))), 0
    for text in map(bare, text_of(paper)):
        found = told.find(text, at) if suffix != ".pdf" else told.find(text)
        assert found >= 0, text
        at = found


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_the_same_paper_is_the_same_bytes(paper: Paper, suffix: str) -> None:
    assert FORMS[suffix].written(paper) == FORMS[suffix].written(paper)


def test_several_people_may_ask_for_papers_at_once(paper: Paper) -> None:
    wanted = [".pdf", ".docx", ".odt", ".pdf"] * 3
    with ThreadPoolExecutor(4) as readers:
        made = list(readers.map(lambda suffix: FORMS[suffix].written(paper), wanted))
    assert {suffix: made[wanted.index(suffix)] for suffix in wanted} == {
        suffix: FORMS[suffix].written(paper) for suffix in wanted
    }
    assert all(file == made[wanted.index(suffix)] for suffix, file in zip(wanted, made, strict=True))


def test_the_forms_are_those_that_the_command_offers() -> None:
    from hub.commands.writing import FORMS as OFFERED

    assert sorted(OFFERED) == sorted(FORMS)
