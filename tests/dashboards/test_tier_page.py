"""The page of an organisation and its independent tier: who reads what, and what is recorded there."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from html import unescape

import pytest
from papers_waited_for import link_in, waited_for
from people_under_test import NOTHING_HERE, HubWithPeople, with_people
from permits import BODIES, BY, DEPARTMENT, LANTERN, Credentials
from tier_documents import TIER, tier_report
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.auth.credentials import hash_secret, new_credential
from hub.scope import Scope
from hub.store import rows
from hub.store.clients import Client, Clients
from hub.store.tables import ORGANISATIONS
from hub.store.tier_meetings import TierMeetings
from hub.store.verify import verify
from hub.tier_meetings import TierMeeting

HERE = f"/tier/{LANTERN}"
HEARD = {"present": "Board lead; the Arbiter", "views": "Answers are clearer.", "evidence": "Eight closed files."}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    """A hub in which Lantern Hill has an independent tier, which has reported on the quarter."""
    with with_people(tmp_path_factory.mktemp("tier") / "data") as people:
        database, made = people.hub.app.extensions[DATABASE], new_credential()
        tier = {"independent_tier": TIER}
        database.write(lambda connection: rows.change(connection, ORGANISATIONS, LANTERN, tier))
        Clients(database).add(Client(made.client_id, LANTERN, hash_secret(made.secret), BY.at, tier=TIER), BY)
        people.hub.credentials[TIER] = Credentials(LANTERN, made.client_id, made.secret)
        answer = people.hub.send(tier_report(), to="/api/v1/tier-reports", organisation=TIER)
        assert answer.status_code == 201
        yield people


def words(page: str) -> str:
    """What a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def meetings(people: HubWithPeople) -> tuple[TierMeeting, ...]:
    return TierMeetings(people.hub.app.extensions[DATABASE]).of(Scope(DEPARTMENT))


def sent(people: HubWithPeople, act: str, who: str = "board", edits: int | None = None, **entered: str) -> TestResponse:
    address = HERE if edits is None else f"{HERE}?edits={edits}"
    return people.browser(who).post(address, data={"csrf_token": people.token(who), "act": act, **entered})


def planned(people: HubWithPeople, on: str = "2026-07-10") -> str:
    assert sent(people, "plan_tier_meeting", on=on, place="Room 4").status_code == 303
    return max(meetings(people), key=lambda one: int(one.id)).id


def held(people: HubWithPeople) -> str:
    id_ = planned(people)
    assert sent(people, "record_tier_meeting", edits=0, subject=id_, **HEARD).status_code == 303
    return id_


def test_what_three_found_stands_there_with_its_denominators(people: HubWithPeople) -> None:
    told = words(people.page("sponsor", HERE))
    assert "8 of 17 (47.1%) complaints closed in which something went wrong" in told
    assert "5 of 6 (83.3%) cases with a finding that were upheld" in told
    assert "3 of 4" in told
    assert "Delays are explained by volume, which the cases do not bear out." in told


def test_a_board_is_shown_no_small_count_and_the_tier_what_it_sent(people: HubWithPeople) -> None:
    board, tier = (words(people.page(who, HERE)) for who in ("board", "tier"))
    assert "5 of 6" not in board
    assert "3 of 4" not in board
    assert "Delay: Not shown." in board
    assert "5 of 6 (83.3%)" in tier
    assert "Delay: 4." in tier


@pytest.mark.parametrize("who", ["forum", "body", "sender", "ports-sponsor"])
def test_whom_it_does_not_concern_finds_nothing_there(people: HubWithPeople, who: str) -> None:
    for address in (HERE, f"{HERE}/brief.pdf", f"{HERE}/brief.exe"):
        assert NOTHING_HERE in words(people.page(who, address, 404))
    assert sent(people, "plan_tier_meeting", who, on="2026-08-01", place="Room 4").status_code == 404


def test_the_tier_reads_and_records_nothing(people: HubWithPeople) -> None:
    held(people)
    page = people.page("tier", HERE)
    assert "Answers are clearer." in page
    assert 'method="post"' not in page
    assert sent(people, "plan_tier_meeting", "tier", on="2026-08-01", place="Room 4").status_code == 404


def test_a_meeting_is_planned_recorded_and_followed_up_and_stands_in_the_brief(people: HubWithPeople) -> None:
    id_ = held(people)
    due = {"says": "Ask how delays are explained.", "owner_role": "Sponsor team", "due": "2026-07-12"}
    assert sent(people, "add_follow_up", edits=1, subject=id_, **due).status_code == 303
    page = words(people.page("board", HERE))
    assert "Ask how delays are explained. Sponsor team, by 12 July 2026. Overdue" in page
    assert "What became of what was agreed?" in page
    brief = words(people.page("board", f"{HERE}/brief.html"))
    assert "Views heard: Answers are clearer." in brief
    assert "Ask how delays are explained." in brief
    (kept,) = (one for one in meetings(people) if one.id == id_)
    done = {"subject": kept.follow_ups[0].id, "on": "2026-07-15", "how": "They answered in a letter."}
    assert f'action="{HERE}?edits=2" id="finish_follow_up-{kept.follow_ups[0].id}"' in people.page("sponsor", HERE)
    assert sent(people, "finish_follow_up", "sponsor", **done).status_code == 409, "it does not say what it knows"
    assert sent(people, "finish_follow_up", "sponsor", edits=2, **done).status_code == 303
    assert "They answered in a letter." in people.page("board", HERE)
    assert verify(people.hub.app.extensions[DATABASE]).faults == ()


def test_who_records_over_what_they_have_not_seen_is_told_and_loses_no_word(people: HubWithPeople) -> None:
    id_ = held(people)
    answer = sent(people, "record_tier_meeting", "sponsor", edits=0, subject=id_, **{**HEARD, "views": "Quite other."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody recorded something about this meeting after you opened its page." in words(page)
    assert "Quite other." in page
    assert sent(people, "record_tier_meeting", "sponsor", subject=id_, **HEARD).status_code == 409


@pytest.mark.parametrize(
    ("entered", "fault"),
    [
        ({"on": "", "place": "Room 4"}, "Enter a day"),
        ({"on": "2026-08-01", "place": " "}, "Enter a place"),
        ({"on": "2066-08-01", "place": "Room 4"}, "Correct the day"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(people: HubWithPeople, entered: dict[str, str], fault: str) -> None:
    before = meetings(people)
    answer = sent(people, "plan_tier_meeting", **entered)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(rf"govuk-error-message.*?{fault}", page, re.DOTALL)
    assert meetings(people) == before


def test_a_meeting_to_come_stands_at_the_start_of_who_meets_and_is_moved_or_called_off(people: HubWithPeople) -> None:
    id_ = planned(people, "2026-08-20")
    for who in ("board", "tier", "sponsor"):
        assert f"Meeting with {TIER} about Lantern Hill Permits on 20 August 2026" in words(people.page(who, "/"))
    assert "20 August 2026" in words(people.page("board", "/tier"))
    link = f"https://teams.example/{'x' * 250}"
    assert (
        sent(people, "move_tier_meeting", edits=0, subject=id_, on="2026-08-27", place=f"Room 5, or {link}").status_code
        == 303
    )
    assert f'<a href="{link}"' in people.page("sponsor", HERE)
    assert "27 August 2026, Room 5" in words(people.page("board", HERE))
    assert sent(people, "call_off_tier_meeting", edits=1, subject=id_, why="The Arbiter is ill.").status_code == 303
    assert "on 27 August 2026" not in words(people.page("board", "/"))


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".odt", b"PK"), (".html", b"<!doctype html>")]
)
def test_the_brief_is_a_file_with_its_digest(people: HubWithPeople, suffix: str, begins: bytes) -> None:
    answer = people.browser("board").get(f"{HERE}/brief{suffix}?period=2026-27-Q1")
    digest = b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert answer.status_code == 200
    assert answer.data[: len(begins)].lower() == begins.lower()
    assert answer.headers["Content-Digest"] == f"sha-256=:{digest}:"
    assert f'filename="independent-tier-brief-{LANTERN}-' in answer.headers["Content-Disposition"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_the_page_of_the_organisation_leads_there_for_who_may_open_it(people: HubWithPeople) -> None:
    assert f'href="{HERE}"' in people.page("sponsor", f"/organisations/{LANTERN}")
    assert f'href="{HERE}"' not in people.page("body", f"/organisations/{LANTERN}")


@pytest.mark.slow  # a paper is made in a process of its own
def test_a_brief_is_issued_and_a_later_report_of_the_tier_is_told(people: HubWithPeople) -> None:
    paper = link_in(waited_for(people, "board", sent(people, "issue_brief")), "Open the issued paper")
    for who in ("board", "sponsor", "tier"):
        assert paper in people.page(who, HERE)
        assert "Every return that this paper used still counts" in people.page(who, paper)
    assert "Nothing changed." in people.page("tier", f"{paper}/since")
    again = tier_report(views="Answers come late again.")
    assert people.hub.send(again, to="/api/v1/tier-reports", organisation=TIER).status_code == 201
    assert "was corrected or withdrawn since" in people.page("board", paper)
    since = words(people.page("board", f"{paper}/since"))
    assert f"Independent tier of {BODIES[LANTERN]}" in since
    assert "Answers come late again." in since
    assert sent(people, "issue_brief", who="tier").status_code == 404
    assert people.browser("body").get(paper).status_code == 404
    assert verify(people.hub.app.extensions[DATABASE]).faults == ()
