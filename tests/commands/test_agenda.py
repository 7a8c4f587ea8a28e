"""`hub agenda` writes the agenda of the next meeting, or of the one named, in the form that its file asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest
from permits import DEPARTMENT, LANTERN, TERN, TODAY

from hub.app import DATABASE
from hub.meetings import Arranged, Level, Section, Topic
from hub.scope import Scope
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.ledger import By

Hub = Callable[..., Result]


def arranged(hub: HubUnderTest, days: int, title: str) -> str:
    database = hub.app.extensions[DATABASE]
    by = By("sam", "sponsor", hub.config.moment())
    starts = hub.config.moment().time().replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)
    told = Arranged(Level.OPERATIONAL, TODAY + timedelta(days=days), starts, 60, "Room 4", (LANTERN, TERN))
    meeting = ForumMeetings(database).arrange(Scope(DEPARTMENT), told, by)
    topic = Topic("", Section.THEMES, title, "=1+1 <b>#read</b>", "It is asked.")
    ForumItems(database).add(Scope(DEPARTMENT), meeting, topic, by, None, None)
    return meeting


def test_the_agenda_is_that_of_the_next_meeting_or_of_the_one_named(
    hub: Hub, tmp_path: Path, with_returns: HubUnderTest
) -> None:
    later = arranged(with_returns, 400, "Later")
    arranged(with_returns, 200, "Sooner")
    assert "Wrote agenda.html: Agenda, Complaint managers’ forum, operational level, " in (
        hub("agenda", "--out", "agenda.html").output
    )
    page = (tmp_path / "agenda.html").read_text()
    assert "1. Sooner" in page
    assert "=1+1 &lt;b&gt;#read&lt;/b&gt;" in page
    hub("agenda", "--meeting", later, "--out", "later.html")
    assert "1. Later" in (tmp_path / "later.html").read_text()
    for name in ("one.pdf", "again.pdf", "one.odt", "again.odt", "one.docx", "again.docx"):
        hub("agenda", "--out", name)
    for form in ("pdf", "odt", "docx"):
        assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"again.{form}").read_bytes()


@pytest.mark.usefixtures("with_returns")
def test_without_a_meeting_it_is_said_where_to_arrange_one(hub: Hub) -> None:
    assert "Arrange one on the page Forum." in hub("agenda", "--out", "agenda.pdf", code=2).output
    assert "There is no meeting called '7'." in hub("agenda", "--meeting", "7", "--out", "a.pdf", code=1).output


def test_an_agenda_is_issued_and_later_told_apart_from_what_it_became(
    hub: Hub, tmp_path: Path, with_returns: HubUnderTest
) -> None:
    meeting = arranged(with_returns, 200, "Piers that rot")
    assert "Issued as number 1." in hub("agenda", "--issue", "--out", "agenda.pdf").output
    items = ForumItems(with_returns.app.extensions[DATABASE])
    (item,) = items.of(Scope(DEPARTMENT), meeting)
    items.remove(Scope(DEPARTMENT), item.id, "It was mended.", By("sam", "sponsor", with_returns.config.moment()))
    hub("pack", "--since", "1", "--out", "since.html")
    assert "Does not stand there any more" in (tmp_path / "since.html").read_text()


@pytest.mark.usefixtures("with_returns")
def test_an_issued_brief_holds_what_a_board_may_see(hub: Hub) -> None:
    asked = ("brief", "--organisation", LANTERN, "--for", "sponsor", "--issue", "--out", "brief.pdf")
    assert "Leave out --for, or --issue." in hub(*asked, code=2).output
