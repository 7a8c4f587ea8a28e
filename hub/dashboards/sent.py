"""A page with forms that are sent to the page itself: what was sent, what is wrong with it, and the page that says so.

What cannot be done is said above the same page, with what was written still in its form. Knows no act and no page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from flask import Response, request

from hub.dashboards.forms import SEVERAL, Form, Refusal, done, drawn, form_id, refused
from hub.dashboards.markup import Node, markup
from hub.errors import Conflict, InputRefused
from hub.frame import Page, page_parts

NOT_ENTERED = ("csrf_token", "act", "subject")
REFUSED, IN_THE_WAY, READ = 422, 409, 200
LONGEST_ECHO = 40
E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent to a page.

    Shapes: `about` is what the page is about, by its id, code or key; `subject` is what of it the form is about;
    `entered` is what was written in the fields.
    """

    about: str
    act: str
    subject: str
    entered: Mapping[str, str]

    def entry(self, name: str) -> str:
        """What was written in a field. Missing: empty for a field that was not sent."""
        return self.entered.get(name, "")

    def day(self, name: str) -> date:
        """The day in a field. Raises: InputRefused for none."""
        day = self.day_or_none(name)
        if day is None:
            raise InputRefused("No day was entered.", "Enter a day", field=name)
        return day

    def day_or_none(self, name: str) -> date | None:
        """The day in a field. Missing: None where it was left empty. Raises: InputRefused for what is not a day."""
        told = self.entry(name).strip()
        try:
            return date.fromisoformat(told) if told else None
        except ValueError as fault:
            message = f"“{told[:LONGEST_ECHO]}” is not a day."
            raise InputRefused(message, "Enter a day such as 2026-04-01", field=name) from fault

    def choice(self, name: str, among: Mapping[str, E]) -> E:
        """What was chosen in a list. Raises: InputRefused for what is not in it."""
        told = self.entry(name).strip()
        if told not in among:
            raise InputRefused(f"“{told[:LONGEST_ECHO]}” is not in the list.", "Choose one of the list", field=name)
        return among[told]


def sent_to(about: str) -> Sent:
    """The form of this request."""
    told = request.form
    entered = {name: SEVERAL.join(told.getlist(name)) for name in told if name not in NOT_ENTERED}
    return Sent(about, told.get("act", ""), told.get("subject", ""), entered)


def refusal_of(error: InputRefused | Conflict, sent: Sent) -> Refusal:
    """What is said of a form that was not done."""
    return Refusal(
        form=form_id(sent.act, sent.subject),
        message=error.message,
        what_to_do=error.what_to_do,
        entered=sent.entered,
        field=str(error.facts.get("field", "")),
        status=REFUSED if isinstance(error, InputRefused) else IN_THE_WAY,
    )


def with_forms(
    page: Page, forms: Mapping[str, Form], layout: Callable[[dict[str, Node]], Node], refusal: Refusal | None
) -> Response:
    """The page with its forms in it. Shapes: `layout` is given the drawn forms, by their ids."""
    shown = {name: form.with_refusal(refusal) for name, form in forms.items()}
    main = markup(layout({name: drawn(form) for name, form in shown.items()}))
    notices = refused(refusal, shown.get(refusal.form)) if refusal else done()
    titled = replace(page, title=f"Error: {page.title}") if refusal else page
    return Response(
        page_parts(titled).document(notices + main), refusal.status if refusal else READ, mimetype="text/html"
    )
