"""A hub in which two bodies raise the same challenges, so that there are themes, and the forms of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from people_under_test import PASSWORD, Q1, HubWithPeople, with_people
from permits import BY, DEPARTMENT, LANTERN, TERN, Document, least_return
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.auth.passwords import hash_password
from hub.auth.permissions import Role
from hub.dashboards.pages.themes.choices import ADDRESS
from hub.store.database import Database
from hub.store.people import People, Person
from hub.store.roles import Terms

BOTH = "forum-of-both"
SUBJECTS = ("delay", "not-told", "money", "privacy", "safety", "policy", "quality", "facilities", "enforcement")
SINCE_1_0 = (
    *("timescale", "ombudsman", "early_resolution", "closer_look", "compensation", "important_issues"),
    *("other_insight", "cost"),
)
FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
PERIOD = f"period={Q1}"


def challenged(body: str, *subjects: str) -> Document:
    """A return that raises a challenge on each of these subjects, in words of its own."""
    told = [
        {"id": f"C{number}", "challenge": f"{body} cannot do without help: {subject}.", "subject": subject}
        for number, subject in enumerate(subjects, 1)
    ]
    not_collected = dict.fromkeys(SINCE_1_0, "not_collected")
    return {**least_return(body, Q1), **not_collected, "contract_version": "2.0", "challenges": told}


@dataclass
class ThemesAtWork:
    """A hub with themes, a challenge on each of SUBJECTS."""

    people: HubWithPeople

    @property
    def database(self) -> Database:
        database: Database = self.people.hub.app.extensions[DATABASE]
        return database

    def listed(self, name: str, query: str = PERIOD, status: int = 200) -> str:
        """The page Themes, as somebody sees it."""
        return self.people.page(name, f"{ADDRESS}?{query}", status)

    def one(self, name: str, key: str, status: int = 200) -> str:
        """The page of a theme, as somebody sees it."""
        return self.people.page(name, address(key), status)

    def offered(self, name: str, key: str) -> set[str]:
        """The acts that the page offers forms for."""
        forms = FORM.findall(self.one(name, key))
        return {re.search(r'name="act" value="([^"]+)"', form)[1] for form in forms}  # type: ignore[index]

    def form_addresses(self, name: str, key: str) -> dict[str, str]:
        """Where the page sends each of its forms, by their acts."""
        forms = FORM.findall(self.one(name, key))
        told = [re.search(r'action="([^"]+)".*?name="act" value="([^"]+)"', form, re.DOTALL) for form in forms]
        return {found[2]: unescape(found[1]) for found in told if found}

    def act(self, name: str, key: str, act: str, subject: str = "", **entered: str) -> TestResponse:
        """What the hub answers when somebody sends a form of a theme's page, offered or not."""
        return self.sent(name, address(key), act, subject, **entered)

    def sent(self, name: str, to: str, act: str, subject: str = "", **entered: str) -> TestResponse:
        """What it answers to a form that is sent to an address."""
        form = {"csrf_token": self.people.token(name), "act": act, "subject": subject, **entered}
        return self.people.browser(name).post(to, data=form)

    def done(self, name: str, key: str, act: str, subject: str = "", **entered: str) -> str:
        """The page that follows an act that must succeed."""
        answer = self.act(name, key, act, subject, **entered)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return self.people.page(name, answer.location)


def address(key: str) -> str:
    """Where a theme is."""
    return f"{ADDRESS}/{key}?{PERIOD}"


def challenge(subject: str) -> str:
    """The key of the theme that both bodies raise a challenge on it."""
    return f"challenge:{subject}"


@contextmanager
def with_themes(data: Path) -> Iterator[ThemesAtWork]:
    """Both bodies raise every challenge; beside the others there is a forum of both of them."""
    with with_people(data) as people:
        database = people.hub.app.extensions[DATABASE]
        person = Person(BOTH, hash_password(PASSWORD))
        People(database).add(person, BY, Terms(Role.FORUM, DEPARTMENT, (LANTERN, TERN)))
        for body in (LANTERN, TERN):
            people.hub.sent(challenged(body, *SUBJECTS), body)
        yield ThemesAtWork(people)
