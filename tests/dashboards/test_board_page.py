"""The page Board, and what an organisation is told of themes: both as the forum decided, like the page Themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from permits import LANTERN
from reading_pages import read_html
from themes_at_work import BOTH, PERIOD, ThemesAtWork, challenge, with_themes

from hub.auth.permissions import ThemeAct
from hub.dashboards.pages.themes.choices import ADDRESS

WHY = "Both of us hear it every week."
NAME = "People wait without a word"
BOARD, USE = f"/board?{PERIOD}", f"/use?{PERIOD}"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThemesAtWork]:
    with with_themes(tmp_path_factory.mktemp("board") / "data") as work:
        yield work


@pytest.mark.parametrize("name", ["board", "sponsor", "operator"])
def test_a_board_is_told_of_a_challenge_once_the_forum_says_that_it_is_a_theme(work: ThemesAtWork, name: str) -> None:
    key = challenge("delay")
    assert key not in work.people.page(name, BOARD)
    work.done(BOTH, key, ThemeAct.CONFIRM, why=WHY)
    work.done(BOTH, key, ThemeAct.RENAME, title=NAME, why=WHY)
    page = read_html(work.people.page(name, BOARD))
    assert "Themes|1|suggested or confirmed" in page.text.replace("||", "|")
    assert NAME in page.text
    assert f"{ADDRESS}/{key}?{PERIOD}" in page.links
    work.done(BOTH, key, ThemeAct.DISMISS, why=WHY)
    assert NAME not in work.people.page(name, BOARD)
    work.done(BOTH, key, ThemeAct.REOPEN, why=WHY)


def test_an_organisation_is_told_of_its_themes_by_the_names_that_the_forum_gave_them(work: ThemesAtWork) -> None:
    key, part = challenge("money"), challenge("privacy")
    before = read_html(work.people.page("body", USE)).text
    assert "Payments, charges and refunds: a challenge for several bodies" in before
    work.done(BOTH, key, ThemeAct.RENAME, title="What people pay", why=WHY)
    work.done(BOTH, part, ThemeAct.MERGE, into=key, why=WHY)
    text = read_html(work.people.page("body", USE)).text
    assert "What people pay" in text
    assert "Payments, charges and refunds: a challenge" not in text
    assert "Privacy and data protection: a challenge" not in text
    assert text.count("with 1 other organisation") == before.count("with 1 other organisation") - 1
    work.done(BOTH, key, ThemeAct.DISMISS, why=WHY)
    assert "What people pay" not in work.people.page("body", USE)
    assert LANTERN not in text
