"""The forms of a paper: HTML, PDF, DOCX and ODT, each of the same paper and with all of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from hub.briefings.paper import Paper


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a paper: the end of its file's name, what browsers call it, and the module that writes it."""

    suffix: str
    name: str
    mimetype: str
    module: str

    def written(self, paper: Paper) -> bytes:
        """The paper in this form. The libraries of a form come when it is written: nobody waits for those of others."""
        made: bytes = import_module(f"{__name__}.{self.module}").written(paper)
        return made


FORMS: Mapping[str, Form] = {
    form.suffix: form
    for form in (
        Form(".html", "HTML", "text/html; charset=utf-8", "html"),
        Form(".pdf", "PDF", "application/pdf", "pdf"),
        Form(".docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        Form(".odt", "OpenDocument", "application/vnd.oasis.opendocument.text", "odt"),
    )
}
