"""Forms as values: what they ask, what was entered, what is wrong with it; and how they look.

They know nothing of returns. Each works without JavaScript and carries a token, so that no other site can send it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import get_flashed_messages, get_template_attribute
from markupsafe import Markup

MACROS = "forms.html"
LINE, TEXT, CHOICE, DAY, CHECKS = "line", "text", "choice", "day", "checks"
SEVERAL = "\n"  # between several choices of one field


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from, under the heading of its group."""

    group: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for.

    Missing: `hint` and `fault` are empty where there is none. `blank` is what is said when nothing was entered; where
    it is empty, nothing need be.
    """

    name: str
    label: str
    kind: str = TEXT
    hint: str = ""
    blank: str = ""
    options: Sequence[Option] = ()
    value: str = ""
    fault: str = ""

    @property
    def chosen(self) -> list[str]:
        """The values of a field of several choices."""
        return self.value.split(SEVERAL)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a form, and the id of the field where it is."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what a form asked for was not done; nothing was changed.

    Shapes: `form` is the id of the form, `entered` what was written in its fields; `status` is that of the answer.
    Missing: `field` is empty when it is about no field.
    """

    form: str
    message: str
    what_to_do: str
    entered: Mapping[str, str]
    field: str
    status: int

    def words_to_keep(self) -> list[str]:
        """What was written, so that it is not lost when its form is not on the page any more."""
        return [words for words in self.entered.values() if words.strip()]


@dataclass(frozen=True, slots=True)
class Form:
    """A form with one button.

    Shapes: `subject` is the id of what the act is about, on the page at `address`; a `summary` puts the form behind a
    line that opens it.
    Missing: `subject` is empty when the act is about the whole page, `says` and `summary` when there is nothing to say.
    """

    act: str
    address: str
    button: str
    fields: tuple[Field, ...]
    subject: str = ""
    says: str = ""
    summary: str = ""

    @property
    def id(self) -> str:
        """Names the form on its page."""
        return form_id(self.act, self.subject)

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong with what was entered."""
        return [Fault(f"{self.id}-{field.name}", field.fault) for field in self.fields if field.fault]

    @property
    def fault(self) -> Fault | None:
        """What is wrong with what was entered, the first of it. Missing: None when nothing is."""
        return next(iter(self.faults), None)

    def with_refusal(self, refusal: Refusal | None) -> Form:
        """The same form with what was entered in it and what is wrong with that, where the refusal is about it."""
        if refusal is None or refusal.form != self.id:
            return self
        return replace(self, fields=tuple(_with_refusal(field, refusal) for field in self.fields))


def form_id(act: str, subject: str) -> str:
    """Names a form on its page."""
    return f"{act}-{subject}" if subject else act


def drawn(form: Form) -> Markup:
    """The HTML of a form. Needs the context of a request."""
    html: Markup = get_template_attribute(MACROS, "drawn")(form)
    return html


def searched(form: Form) -> Markup:
    """The HTML of a form that changes nothing: what it asks becomes part of the address. Needs a request's context."""
    html: Markup = get_template_attribute(MACROS, "searched")(form)
    return html


def done() -> Markup:
    """What was done by the form that led to this page. Needs the context of a request."""
    html: Markup = get_template_attribute(MACROS, "done")(get_flashed_messages())
    return html


def refused(refusal: Refusal, form: Form | None) -> Markup:
    """Why nothing was done, with a link to the field that it is about. Needs the context of a request.

    Missing: `form` is None when it is not on the page any more; what was written in it is shown then.
    """
    fault = form.fault if form else None
    told = replace(refusal, message=fault.words, what_to_do="") if fault else refusal
    lost = [] if form else refusal.words_to_keep()
    html: Markup = get_template_attribute(MACROS, "refused")(told, fault.place if fault else "", lost)
    return html


def _with_refusal(field: Field, refusal: Refusal) -> Field:
    entered = refusal.entered.get(field.name, "")
    if refusal.field != field.name:
        return replace(field, value=entered)
    return replace(field, value=entered, fault=refusal.what_to_do if entered.strip() else field.blank)
