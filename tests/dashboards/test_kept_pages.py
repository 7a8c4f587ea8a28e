"""A drawn page is shown again while nothing that it was drawn from has changed, and only to those of its audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_under_test import COMPLIANCE, Q1, HubWithPeople, with_people
from permits import DEPARTMENT, LANTERN, TERN, least_return

from hub.auth.permissions import Role, Viewer
from hub.dashboards.kept_pages import DrawnPage, KeptPages
from hub.dashboards.reading import Reading, ThemesRead
from hub.scope import Scope

SPONSOR = Viewer("sponsor", Role.SPONSOR, Scope(DEPARTMENT), session="one")
OTHERS = (
    replace(SPONSOR, role=Role.FORUM),
    replace(SPONSOR, scope=Scope("ports-and-piers")),
    replace(SPONSOR, scope=Scope(DEPARTMENT, frozenset({LANTERN}))),
)


class _World:
    """What can be read, who read what, and how often a page was drawn."""

    def __init__(self) -> None:
        self.standings: dict[str, str] = {}
        self.themes: ThemesRead | None = None
        self.read: list[tuple[str, str]] = []
        self.drawn = 0
        names = Reading.__dataclass_fields__
        self.pages = KeptPages(Reading(**{name: cast(Any, self._of(name)) for name in names}))

    def _of(self, name: str) -> Any:
        def told(viewer: Viewer, *_: object) -> object:
            self.read.append((viewer.name, name))
            return self.themes if name == "themes" else dict(self.standings)

        return told

    def ask(self, viewer: Viewer = SPONSOR, query: bytes = b"", *, reads: str = "standings", keep: bool = True) -> str:
        def made(reading: Reading, seen: Viewer) -> DrawnPage:
            self.drawn += 1
            told = getattr(reading, reads)(seen, "2026")
            return DrawnPage("Page", False, f"{seen.role} {seen.name} {seen.session} {told}")

        return self.pages.of(query, viewer, made, keep=lambda: keep).text


def test_a_page_is_drawn_once_and_read_by_everybody_who_asks() -> None:
    world = _World()
    second = replace(SPONSOR, name="second", session="two")
    assert world.ask() == world.ask(second)
    assert world.drawn == 1
    assert world.read == [("sponsor", "standings"), ("second", "standings")]


def test_what_has_changed_is_drawn_anew_and_read_once() -> None:
    world = _World()
    world.ask()
    world.standings["a"] = "accepted"
    assert "'a'" in world.ask()
    assert world.drawn == 2
    assert len(world.read) == 2


def test_themes_are_the_same_while_picture_and_decisions_are() -> None:
    class Shown:
        """Stands for a picture."""

    pictures, decisions = [Shown(), Shown()], [("confirmed",), ("dismissed",)]
    world = _World()
    for drawn, (picture, taken) in enumerate([(0, 0), (0, 1), (1, 1)], 1):
        read = ThemesRead(cast(Any, pictures[picture]), cast(Any, None), cast(Any, decisions[taken]), ())
        world.themes = read
        assert world.ask(reads="themes") == world.ask(reads="themes")
        assert world.drawn == drawn


@pytest.mark.parametrize("other", OTHERS)
def test_no_other_role_or_scope_is_shown_it(other: Viewer) -> None:
    world = _World()
    world.ask()
    world.ask(other)
    assert world.drawn == 2


@given(st.binary(max_size=4), st.binary(max_size=4))
def test_another_question_is_another_page(one: bytes, other: bytes) -> None:
    world = _World()
    world.ask(query=one)
    world.ask(query=other)
    assert world.drawn == len({one, other})


@pytest.mark.parametrize("asked", [{"reads": "organisation"}, {"keep": False}])
def test_what_rests_on_anything_else_is_drawn_each_time(asked: dict[str, Any]) -> None:
    world = _World()
    world.ask(**asked)
    world.ask(**asked)
    assert world.drawn == 2


def test_a_page_never_learns_who_looks() -> None:
    assert "one" not in _World().ask()
    assert "sponsor sponsor" not in _World().ask()


@pytest.fixture
def people(tmp_path: Path) -> Iterator[HubWithPeople]:
    with with_people(tmp_path / "data") as hub:
        yield hub


def test_a_return_that_comes_is_on_the_next_page(people: HubWithPeople) -> None:
    before = people.page("sponsor", COMPLIANCE)
    assert people.page("sponsor", COMPLIANCE) == before
    people.hub.sent(least_return(TERN, period=Q1), TERN)
    assert people.page("sponsor", COMPLIANCE) != before


def test_a_return_that_comes_is_in_what_dash_shows_next(people: HubWithPeople) -> None:
    def shown() -> str:
        asked = {"Referer": f"http://localhost{COMPLIANCE}"}
        return people.browser("sponsor").get("/oversight/_dash-layout", headers=asked).get_data(as_text=True)

    before = shown()
    assert shown() == before
    people.hub.sent(least_return(TERN, period=Q1), TERN)
    assert shown() != before


def test_a_page_of_figures_alone_is_another_as_soon_as_they_are(people: HubWithPeople) -> None:
    address = f"/oversight/comparison?measure=received&period={Q1}&organisation={TERN}"
    before = people.page("sponsor", address)
    people.hub.sent(least_return(TERN, period=Q1), TERN)
    assert people.page("sponsor", address) != before
