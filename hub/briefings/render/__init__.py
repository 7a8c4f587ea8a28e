"""The forms of a paper: HTML, PDF, DOCX and ODT, each of the same paper and with all of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.briefings.paper import Paper
from hub.briefings.render import docx as docx_form
from hub.briefings.render import html, odt, pdf


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a paper: the end of its file's name, what browsers call it, and who writes it."""

    suffix: str
    name: str
    mimetype: str
    written: Callable[[Paper], bytes]


FORMS: Mapping[str, Form] = {
    form.suffix: form
    for form in (
        Form(".html", "HTML", "text/html; charset=utf-8", html.written),
        Form(".pdf", "PDF", "application/pdf", pdf.written),
        Form(
            ".docx",
            "Word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx_form.written,
        ),
        Form(".odt", "OpenDocument", "application/vnd.oasis.opendocument.text", odt.written),
    )
}
