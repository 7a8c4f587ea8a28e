"""The pages of the forum: a meeting from its arrangement to what came of it, who sees what, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from papers_waited_for import link_in, waited_for
from people_under_test import NOTHING_HERE
from permits import BODIES, LANTERN, TERN, TODAY
from reading_pages import read_html
from themes_at_work import BOTH, FORM, PERIOD, ThemesAtWork, address, challenge, with_themes
from werkzeug.test import TestResponse

from hub.auth.permissions import ForumAct, ThemeAct
from hub.dashboards.addresses import FORUM as ADDRESS
from hub.dashboards.pages.themes.choices import ADDRESS as ADDRESS_OF_THEMES

WHEN = {"level": "operational", "day": TODAY.isoformat(), "starts_at": "10:00", "minutes": "60", "place": "Room 4"}
LEADS = (BOTH, "sponsor")


class ForumAtWork:
    """A hub with themes, and what people send to the pages of its forum."""

    def __init__(self, themes: ThemesAtWork) -> None:
        self.people = themes.people

    def page(self, name: str, meeting: str = "", status: int = 200) -> str:
        return self.people.page(name, f"{ADDRESS}/{meeting}" if meeting else ADDRESS, status)

    def text(self, name: str, meeting: str = "") -> str:
        return read_html(self.page(name, meeting)).text

    def send(self, name: str, address: str, act: str, **entered: object) -> TestResponse:
        data = {"csrf_token": self.people.token(name), "act": act, **entered}
        return self.people.browser(name).post(address, data=data)

    def offered(self, name: str, meeting: str, item: str = "") -> dict[tuple[str, str], str]:
        """Where the forms of a page are sent, by act and subject; with those of an item that is to be changed."""
        found = {}
        for form in FORM.findall(self.page(name, f"{meeting}?item={item}")):
            values = dict(re.findall(r'name="(act|subject)" value="([^"]*)"', form))
            address = re.search(r'action="([^"]+)"', form)
            assert address
            found[values["act"], values.get("subject", "")] = unescape(address[1])
        return found

    def done(self, name: str, meeting: str, act: ForumAct, subject: str = "", **entered: object) -> str:
        answer = self.send(name, self.offered(name, meeting, subject)[act, subject], act, subject=subject, **entered)
        assert answer.status_code == 303, read_html(answer.get_data(as_text=True)).text
        return self.text(name, meeting)

    def arranged(self, name: str = "sponsor", **other: object) -> str:
        both = {"invited": [LANTERN, TERN]}
        answer = self.send(name, ADDRESS, ForumAct.ARRANGE, **{**WHEN, **both, **other})
        assert answer.status_code == 303, read_html(answer.get_data(as_text=True)).text
        return str(answer.location).rpartition("/")[2]

    def item(self, name: str, meeting: str, title: str) -> str:
        """The id of an item on the page."""
        found = re.search(rf'id="item-(\d+)">\d+\. {re.escape(title)}', self.page(name, meeting))
        assert found, title
        return found[1]


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForumAtWork]:
    with with_themes(tmp_path_factory.mktemp("forum") / "data") as work:
        yield ForumAtWork(work)


@pytest.mark.parametrize("name", LEADS)
def test_whoever_leads_the_forum_arranges_a_meeting_and_proposes_its_agenda(forum: ForumAtWork, name: str) -> None:
    meeting = forum.arranged(name)
    text = forum.done(name, meeting, ForumAct.PROPOSE)
    assert "60 minutes in all" in text
    assert "A challenge for several bodies" in text or "a challenge for several bodies" in text
    assert "Why it is here: " in text.replace("|", "")
    assert "What to escalate to director level" in text
    minutes = [int(found) for found in re.findall(r"\d\d:\d\d, (\d+) minutes?\.", text)]
    assert sum(minutes) == 60
    assert "20 July 2026, 10:00 to 11:00" in text


def test_an_item_is_changed_moved_removed_with_a_reason_and_put_back(forum: ForumAtWork) -> None:
    meeting = forum.arranged()
    forum.done("sponsor", meeting, ForumAct.PROPOSE)
    item = forum.item("sponsor", meeting, "What to escalate to director level")
    text = forum.done("sponsor", meeting, ForumAct.EDIT, item, title="Who decides", why="We asked twice.", minutes="25")
    assert "25 minutes" in text
    text = forum.done("sponsor", meeting, ForumAct.PLACE, item, behind="")
    assert "1. Who decides" in text
    other = forum.item("sponsor", meeting, "Changes to guidance and contracts") if "2. Changes" in text else None
    removed = other or re.findall(r'id="item-(\d+)"', forum.page("sponsor", meeting))[-1]
    text = forum.done("sponsor", meeting, ForumAct.REMOVE, removed, why="It is told by post.")
    assert "It is told by post." in text.partition("Removed from the agenda")[2]
    again = forum.done("sponsor", meeting, ForumAct.PROPOSE)
    assert "1. Who decides" in again
    assert "It is told by post." in again
    assert "Removed from the agenda" not in forum.done("sponsor", meeting, ForumAct.PUT_BACK, removed)


def test_the_forms_of_an_item_stand_on_the_page_when_they_are_asked_for(forum: ForumAtWork) -> None:
    meeting = forum.arranged()
    forum.done("sponsor", meeting, ForumAct.PROPOSE)
    item = forum.item("sponsor", meeting, "Changes to guidance and contracts")
    page = forum.page("sponsor", meeting)
    assert f'href="{ADDRESS}/{meeting}?item={item}#item-{item}"' in page
    acts = {ForumAct.EDIT, ForumAct.PLACE, ForumAct.REMOVE}
    assert not acts & {act for act, _ in forum.offered("sponsor", meeting)}
    found = forum.offered("sponsor", meeting, item)
    assert {(act, subject) for act, subject in found if act in acts} == {(act, item) for act in acts}
    answer = forum.send("sponsor", found[ForumAct.EDIT, item], ForumAct.EDIT, subject=item, title="", why="It rains.")
    refused = answer.get_data(as_text=True)
    assert (answer.status_code, "It rains." in refused.partition(f'id="item-{item}"')[2]) == (422, True)
    for name in ("body", "board"):
        assert "Change, move or remove" not in forum.page(name, f"{meeting}?item={item}")
        assert not acts & {act for act, _ in forum.offered(name, meeting, item)}
    forum.done("sponsor", meeting, ForumAct.CANCEL, why="It snows.")
    assert "Change, move or remove" not in forum.page("sponsor", meeting)


def test_a_form_of_a_page_that_is_stale_changes_nothing(forum: ForumAtWork) -> None:
    meeting = forum.arranged()
    stale = forum.offered(BOTH, meeting)[ForumAct.CANCEL, ""]
    forum.done("sponsor", meeting, ForumAct.ADD, section="themes", title="Piers", why="They rot.", minutes="")
    answer = forum.send(BOTH, stale, ForumAct.CANCEL, why="It snows.")
    text = read_html(answer.get_data(as_text=True)).text
    assert (answer.status_code, "Somebody changed this meeting" in text) == (409, True)
    assert "It snows." in answer.get_data(as_text=True)
    assert "Cancelled" not in forum.text("sponsor", meeting)


def test_a_meeting_online_is_a_link_on_the_page_and_words_in_papers(forum: ForumAtWork) -> None:
    id_ = "meeting_MjNkMDdmMGQtN2QxZi1mYTdhLWJmOWEtYjkwYmQ3OTA2M2Mw%40thread.v2"
    link = f"https://teams.example/l/meetup-join/19%3a{id_}/0?context=%7b%22Tid%22%3a%2214875255-b23d-6b1a-a82b-"
    link += "297a316bb227%22%2c%22Oid%22%3a%22de92fe58-a11e-d96b-767d-4b60614bc2ab%22%7d"
    meeting = forum.arranged(place=f"Online: {link}", day="2026-07-20")
    for page in ("", meeting):
        assert f'<a href="{link}" class="govuk-link"' in forum.page("body", page)
    paper = forum.people.page("body", f"{ADDRESS}/{meeting}/agenda.html")
    assert (link in paper, f'href="{link}' in paper) == (True, False)
    file = forum.people.browser("body").get(f"{ADDRESS}/{meeting}/meeting.ics").get_data(as_text=True)
    assert f"LOCATION:Online: {link}" in file.replace("\r\n ", "")
    for refused in ("x" * 2001, "Ring Ms Ada Harbour on 020%207946%200958."):
        answer = forum.send("sponsor", ADDRESS, ForumAct.ARRANGE, **{**WHEN, "invited": [LANTERN], "place": refused})
        assert answer.status_code == 422


def test_a_form_that_does_not_say_what_its_page_knew_changes_nothing(forum: ForumAtWork) -> None:
    held = forum.arranged()
    forum.done("sponsor", held, ForumAct.RECORD, kind="action", says="Mend it.", owner=TERN, due=TODAY.isoformat())
    (number,) = {subject for act, subject in forum.offered("sponsor", held) if act == ForumAct.STRIKE}
    entered = {"why": "It snows.", "done_on": TODAY.isoformat(), "done_how": "It is mended.", "title": "Piers"}
    for act in {*ForumAct} - {ForumAct.ARRANGE, ForumAct.ASK, ForumAct.ISSUE}:
        answer = forum.send("sponsor", f"{ADDRESS}/{held}", act, subject=number, **entered)
        assert answer.status_code == 409, act
        assert "Open the page of the meeting again" in answer.get_data(as_text=True), act
        assert forum.send("body", f"{ADDRESS}/{held}", act, subject=number, **entered).status_code == 404, act


def test_an_action_that_somebody_else_finished_or_struck_meanwhile_stays_as_they_left_it(forum: ForumAtWork) -> None:
    held, coming = forum.arranged(), forum.arranged(day="2026-12-01")
    forum.done("sponsor", held, ForumAct.RECORD, kind="action", says="Sweep it.", owner=TERN, due=TODAY.isoformat())
    offered = forum.offered(BOTH, held)
    (number,) = {subject for act, subject in offered if act == ForumAct.FINISH}
    elsewhere = forum.offered(BOTH, coming)[ForumAct.FINISH, number]
    forum.done("sponsor", held, ForumAct.RECORD, kind="decision", says="It stays unswept.", owner="")
    done = {"done_on": TODAY.isoformat(), "done_how": "It is swept."}
    for there in (offered[ForumAct.FINISH, number], elsewhere):
        assert forum.send(BOTH, there, ForumAct.FINISH, subject=number, **done).status_code == 409
    stale = offered[ForumAct.STRIKE, number]
    assert forum.send(BOTH, stale, ForumAct.STRIKE, subject=number, why="Nobody said so.").status_code == 409
    forum.done(BOTH, coming, ForumAct.FINISH, number, **done)
    assert "It is swept." in forum.text("sponsor", held)


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"starts_at": "noon"}, "Enter a time such as 10:00"),
        ({"starts_at": "9.5"}, "Enter a time such as 10:00"),
        ({"starts_at": "٠٩:٣٠"}, "Enter a time such as 10:00"),
        ({"starts_at": "24:00"}, "Enter a time such as 10:00"),
        ({"minutes": "long"}, "Enter a whole number, such as 90"),
        ({"level": "secret"}, "Choose one of the list"),
        ({"day": ""}, "Enter a day"),
        ({"place": ""}, "Enter the place, or the link"),
        ({"invited": []}, "Choose at least one organisation"),
    ],
)
def test_what_is_wrong_with_a_meeting_stands_beside_its_field(
    forum: ForumAtWork, entered: dict[str, object], words: str
) -> None:
    before = forum.text("sponsor")
    answer = forum.send("sponsor", ADDRESS, ForumAct.ARRANGE, **{**WHEN, "invited": [LANTERN], **entered})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page) == (422, True)
    assert "govuk-error-message" in page
    assert forum.text("sponsor") == before


def test_a_body_sees_meetings_to_which_it_is_invited_and_asks_for_items(forum: ForumAtWork) -> None:
    meeting = forum.arranged(invited=[LANTERN])
    assert NOTHING_HERE in forum.page("other-body", meeting, 404)
    assert {act for act, _ in forum.offered("body", meeting)} == {ForumAct.ASK}
    text = forum.done(
        "body", meeting, ForumAct.ASK, organisation=LANTERN, title="Lamps that fail", why="Who mends them at night?"
    )
    assert "Lamps that fail" in text
    assert "It is not on the agenda yet." in text
    assert BODIES[LANTERN] in forum.text("sponsor", meeting).partition("Asked for by members")[2]
    text = forum.done("sponsor", meeting, ForumAct.PROPOSE)
    assert f"{BODIES[LANTERN]} asked for it on 20 July 2026." in text
    for name in ("body", "sponsor"):
        wish = forum.text(name, meeting).rpartition("Asked for by members")[2]
        assert re.search(r"It is \|*on the agenda\|*, at 1\d:\d\d\.", wish), wish
    item = forum.item("sponsor", meeting, "Lamps that fail")
    text = forum.done("sponsor", meeting, ForumAct.REMOVE, item, why="They are mended.")
    assert "It was removed from the agenda: They are mended." in text.replace("|", "")


def test_what_names_another_body_is_not_there_for_a_body_and_times_are_those_that_others_read(
    forum: ForumAtWork,
) -> None:
    meeting = forum.arranged()
    whole = forum.done("sponsor", meeting, ForumAct.PROPOSE)
    text = forum.text("body", meeting)
    assert BODIES[TERN] not in text
    assert "Other items" in text
    began = re.findall(r"\d\d:\d\d, \d+ minutes?\.", text)
    assert set(began) < set(re.findall(r"\d\d:\d\d, \d+ minutes?\.", whole))
    minutes = [int(one.split()[1]) for one in began]
    elsewhere = re.search(r"Other items\|+[^0-9]*(\d+)", text)
    assert elsewhere
    assert sum(minutes) + int(elsewhere[1]) == 60


def test_what_came_of_it_is_recorded_and_returns_until_it_is_done(forum: ForumAtWork) -> None:
    held = forum.arranged()
    text = forum.done(
        "sponsor", held, ForumAct.RECORD, kind="action", says="Write the letter anew.", owner=TERN, owner_role="",
        due=TODAY.isoformat(),
    )  # fmt: skip
    assert "Write the letter anew." in text
    assert not {(ForumAct.MOVE, ""), (ForumAct.CANCEL, "")} & forum.offered("sponsor", held).keys()
    assert "Write the letter anew." in forum.text("sponsor")
    text = forum.done("sponsor", held, ForumAct.ATTEND, present=[TERN], also_present="Head of sponsorship")
    assert f"{BODIES[TERN]}. Also: Head of sponsorship" in text
    coming = forum.arranged(day="2026-09-01")
    assert "Action: Write the letter anew." in forum.done("sponsor", coming, ForumAct.PROPOSE)
    assert "Open from earlier meetings" in forum.text("sponsor", coming)
    (number,) = {subject for act, subject in forum.offered("sponsor", held) if act == ForumAct.FINISH}
    forum.done("sponsor", held, ForumAct.FINISH, number, done_on=TODAY.isoformat(), done_how="It is sent.")
    text = forum.done("sponsor", coming, ForumAct.PROPOSE)
    assert "Action: Write the letter anew." not in text
    assert "1 of 1 actions of that meeting are done." in text


def test_an_escalation_recorded_late_stands_on_the_next_agenda_of_the_level_above(forum: ForumAtWork) -> None:
    held, said = forum.arranged(), "Nobody pays for the lamps."
    between = forum.arranged(level="director", day="2026-08-20")
    forum.done("sponsor", between, ForumAct.PROPOSE)
    forum.done("sponsor", held, ForumAct.RECORD, kind="escalation", says=said, owner="")
    above, later = (forum.arranged(level="director", day=day) for day in ("2026-09-01", "2026-10-01"))
    text = forum.done("sponsor", above, ForumAct.PROPOSE)
    assert "The forum at operational level escalated it on 20 July 2026." in text
    assert said not in forum.done("sponsor", later, ForumAct.PROPOSE), "it stood on one since"
    forum.done("sponsor", above, ForumAct.REMOVE, forum.item("sponsor", above, said), why="Nobody can come.")
    assert said in forum.done("sponsor", later, ForumAct.PROPOSE), "it was not talked about"


@pytest.mark.parametrize(
    ("suffix", "begins"), [("html", b"<!DOCTYPE"), ("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK")]
)
def test_the_agenda_comes_in_every_form_to_whoever_is_invited(forum: ForumAtWork, suffix: str, begins: bytes) -> None:
    meeting = forum.arranged()
    forum.done("sponsor", meeting, ForumAct.PROPOSE)
    for name in ("sponsor", BOTH, "board", "body"):
        answer = forum.people.browser(name).get(f"{ADDRESS}/{meeting}/agenda.{suffix}")
        assert (answer.status_code, answer.get_data()[: len(begins)]) == (200, begins)
    assert forum.people.browser("tier").get(f"{ADDRESS}/{meeting}/agenda.{suffix}").status_code == 404


def test_the_calendar_file_says_when_a_meeting_is_moved_and_that_it_is_cancelled(forum: ForumAtWork) -> None:
    meeting = forum.arranged()
    forum.done(
        "sponsor", meeting, ForumAct.MOVE, **{**WHEN, "starts_at": "14:30", "invited": [LANTERN], "why": "A ferry."}
    )
    forum.done("sponsor", meeting, ForumAct.CANCEL, why="It snows.")
    file = forum.people.browser("body").get(f"{ADDRESS}/{meeting}/meeting.ics")
    assert file.content_type == "text/calendar; charset=utf-8"
    text = file.get_data(as_text=True)
    assert "DTSTART:20260720T133000Z" in text
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:2" in text
    assert "It snows." in forum.text("body", meeting)
    assert forum.offered("sponsor", meeting).keys() <= {(ForumAct.STRIKE, ""), (ForumAct.FINISH, "")}


def test_the_next_meeting_stands_at_the_start_of_whoever_belongs_to_it(forum: ForumAtWork) -> None:
    forum.arranged(day="2026-07-21", place="By the harbour light")
    for name in (BOTH, "sponsor", "body"):
        assert "Next meeting" in read_html(forum.people.page(name, "/")).text
    assert "Next meeting" not in read_html(forum.people.page("tier", "/")).text.partition("The forum")[2]


def test_a_theme_that_was_sent_waits_until_it_stands_on_an_agenda(forum: ForumAtWork) -> None:
    key, wording = address(challenge("privacy")), "What do you keep, and how long?"
    assert forum.send(BOTH, key, ThemeAct.SEND, wording=wording).status_code == 303
    pages = ("/", f"{ADDRESS_OF_THEMES}?{PERIOD}", key)
    assert all("It waits for the agenda." in forum.people.page(BOTH, page) for page in pages)
    meeting = forum.arranged(day="2026-07-22")
    assert wording in forum.done(BOTH, meeting, ForumAct.PROPOSE)
    assert all("It is on the agenda of 22 July 2026." in forum.people.page(BOTH, page) for page in pages)
    assert "for the forum's agenda" not in forum.people.page(BOTH, "/")
    forum.done("sponsor", meeting, ForumAct.CANCEL, why="It snows.")
    assert all("It waits for the agenda." in forum.people.page(BOTH, page) for page in pages)


@pytest.mark.slow  # a paper is made in a process of its own
def test_an_agenda_is_issued_for_good_and_told_apart_from_what_it_became(forum: ForumAtWork) -> None:
    meeting = forum.arranged()
    assert (ForumAct.ISSUE, "") not in forum.offered(BOTH, meeting), "nothing stands on it"
    forum.done(BOTH, meeting, ForumAct.ADD, section="themes", title="Piers", why="They rot.", minutes="")
    stale = forum.offered(BOTH, meeting)[ForumAct.ISSUE, ""]
    forum.done(BOTH, meeting, ForumAct.EDIT, forum.item(BOTH, meeting, "Piers"), title="Piers that rot", why="Rain.")
    assert "Somebody changed this meeting" in unescape(forum.send(BOTH, stale, ForumAct.ISSUE).get_data(as_text=True))
    assert forum.send(BOTH, f"{ADDRESS}/{meeting}", ForumAct.ISSUE).status_code == 409, "it does not say what it knows"
    asked = forum.send(BOTH, forum.offered(BOTH, meeting)[ForumAct.ISSUE, ""], ForumAct.ISSUE)
    paper = link_in(waited_for(forum.people, BOTH, asked), "Open the issued paper")
    assert paper in forum.page("sponsor", meeting)
    assert "Piers that rot" in forum.people.page("sponsor", f"{paper}/paper.html")
    assert "Nothing changed." in forum.people.page(BOTH, f"{paper}/since")
    forum.done(BOTH, meeting, ForumAct.EDIT, forum.item(BOTH, meeting, "Piers that rot"), title="Rot", why="Rain.")
    since = forum.people.page(BOTH, f"{paper}/since")
    assert "Piers that rot" in forum.people.page("sponsor", f"{paper}/paper.html")
    assert all(words in since for words in ("Piers that rot", "Rot", "Did not stand there"))
    for name in ("board", "body", "forum", "ports-sponsor"):
        assert forum.people.browser(name).get(paper).status_code == (200 if name == "board" else 404), name
    assert forum.send("body", f"{ADDRESS}/{meeting}", ForumAct.ISSUE).status_code == 404
