"""Papers for the board on the screens: made beside the web, issued for good, compared with what they would say now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from papers_waited_for import link_in, waited_for
from people_under_test import HubWithPeople, with_people
from permits import LANTERN, Q1, least_return
from sqlalchemy import update
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.store.moments import moment_text
from hub.store.paper_jobs import KEPT, SILENT, PaperJobs
from hub.store.tables import PAPER_JOBS
from hub.store.verify import verify

pytestmark = pytest.mark.slow  # papers are made in processes of their own
PAPERS = "/board/papers"
ASKED = {"kind": "board-pack", "period": Q1, "day": "2026-11-12"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("papers") / "data") as people:
        yield people


def ask(people: HubWithPeople, who: str, address: str = PAPERS, **entered: str) -> TestResponse:
    return people.browser(who).post(address, data={"csrf_token": people.token(who), **entered})


@pytest.fixture(scope="module")
def issued(people: HubWithPeople) -> str:
    """The address of a pack that the board's lead issued on the screen."""
    page = waited_for(people, "board", ask(people, "board", act="issue_paper", **ASKED))
    return link_in(page, "Open the issued paper")


def test_a_draft_is_made_beside_the_web_and_comes_as_a_file(people: HubWithPeople) -> None:
    page = waited_for(people, "sponsor", ask(people, "sponsor", act="write_paper", suffix=".docx", **ASKED))
    address = link_in(page, "Download the paper (Word)")
    file = people.browser("sponsor").get(address)
    assert file.data.startswith(b"PK")
    assert "board-pack-2026-11-12.docx" in file.headers["Content-Disposition"]
    assert people.browser("board").get(address).status_code == 404
    assert people.browser("board").get(address.removesuffix("/file")).status_code == 404


def test_every_form_of_an_issued_paper_has_the_digest_that_its_page_shows(people: HubWithPeople, issued: str) -> None:
    page = people.page("sponsor", issued)
    assert "Every return that this paper used still counts" in page
    for suffix in (".html", ".pdf", ".docx", ".odt"):
        file = people.browser("board").get(f"{issued}/paper{suffix}")
        assert hashlib.sha256(file.data).hexdigest() in page
    assert people.browser("board").get(f"{issued}/paper.txt").status_code == 404
    assert people.browser("board").get("/papers/999").status_code == 404
    assert verify(people.hub.app.extensions[DATABASE]).faults == ()


def test_what_was_issued_is_not_issued_again(people: HubWithPeople, issued: str) -> None:
    page = waited_for(people, "sponsor", ask(people, "sponsor", act="issue_paper", **ASKED))
    assert "This paper was issued already: it is number" in page
    assert link_in(page, "Open the issued paper") == issued


def test_a_correction_is_told_on_the_list_on_the_paper_and_on_the_sheet(people: HubWithPeople, issued: str) -> None:
    assert "Nothing changed." in people.page("board", f"{issued}/since")
    people.hub.sent(least_return(period=Q1, received=40), LANTERN)
    assert "Corrected since" in people.page("board", PAPERS)
    assert "was corrected or withdrawn since" in people.page("board", issued)
    sheet = people.page("board", f"{issued}/since")
    assert "1 return changed after the paper was issued." in sheet
    assert "Version 2" in sheet
    asked = ask(people, "board", f"{issued}/since", act="write_paper", suffix=".pdf")
    address = link_in(waited_for(people, "board", asked), "Download the paper (PDF)")
    assert people.browser("board").get(address).data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "someday"}, "Enter a day such as 2026-04-01"),
        ({"day": ""}, "Enter the day of the board"),
        ({"day": "2026-03-31"}, "Enter a day after the period has begun"),
        ({"day": "2062-11-12"}, "Enter a day nearer to today"),
        ({"period": "2040-41-Q1"}, "Choose one of the list"),
        ({"kind": "nothing"}, "Choose one of the list"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(
    people: HubWithPeople, wrong: dict[str, str], says: str
) -> None:
    answer = ask(people, "board", act="write_paper", suffix=".pdf", **(ASKED | wrong))
    assert answer.status_code == 422
    assert says in unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("who", ["body", "forum", "tier", "operator"])
def test_nobody_else_makes_papers(people: HubWithPeople, who: str, issued: str) -> None:
    assert ask(people, who, act="issue_paper", **ASKED).status_code == 404
    assert people.browser(who).get(issued).status_code == (200 if who == "operator" else 404)


def test_a_process_that_was_killed_is_told_and_stops_nobody(people: HubWithPeople) -> None:
    database = people.hub.app.extensions[DATABASE]
    jobs, asked = PaperJobs(database), ask(people, "board", act="write_paper", suffix=".html", **ASKED)
    waited_for(people, "board", asked)
    job = asked.location.rpartition("/")[2]
    long_ago = moment_text(datetime.now(UTC) - SILENT - timedelta(seconds=1))
    left = update(PAPER_JOBS).where(PAPER_JOBS.c.id == job).values(state="running", moved_at=long_ago)
    database.write(lambda connection: connection.execute(left))
    page = people.browser("board").get(asked.location)
    assert "The work on your paper stopped" in page.get_data(as_text=True)
    assert "Refresh" not in page.headers
    assert jobs.take() is None
    assert "Download" in waited_for(people, "board", ask(people, "board", act="write_paper", suffix=".html", **ASKED))


def test_a_file_that_is_a_day_old_is_gone_though_nobody_asked_for_another(people: HubWithPeople) -> None:
    asked = ask(people, "board", act="write_paper", suffix=".html", **ASKED)
    file = link_in(waited_for(people, "board", asked), "Download the paper (HTML)")
    job = asked.location.rpartition("/")[2]
    yesterday = moment_text(datetime.now(UTC) - KEPT - timedelta(seconds=1))
    aged = update(PAPER_JOBS).where(PAPER_JOBS.c.id == job).values(asked_at=yesterday)
    people.hub.app.extensions[DATABASE].write(lambda connection: connection.execute(aged))
    assert people.browser("board").get(file).status_code == 404
