"""A question about a field is asked, answered and closed; it stays with the version that it was asked about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from handmade import ALL, NOW, accepted, by, figures
from sqlalchemy import text

from hub.contract.life_cycle import Move
from hub.errors import InputRefused, MoveRefused, NotFound
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.steps import Steps
from hub.store.threads import Closing, Post, Threads, ThreadState
from hub.store.verify import verify

HOUR = timedelta(hours=1)
SPONSOR, OURS = by("sam", "sponsor"), by("mona", "organisation", after=HOUR)
NOT_OURS = Scope("ferries", frozenset({"lights"}))


@pytest.fixture
def threads(database: Database) -> Threads:
    return Threads(database)


@pytest.fixture
def return_id(archive: Archive) -> str:
    return archive.keep(accepted(figures(10, {"delay/lost~post": (3, None)}))).receipt_facts.id


def test_a_question_is_asked_answered_and_closed(threads: Threads, return_id: str, database: Database) -> None:
    asked = threads.open(ALL, return_id, "/received", " Does this count calls? ", SPONSOR)
    assert (asked.state, asked.pointer, asked.version) == (ThreadState.OPEN, "/received", 1)
    assert asked.posts == (Post("Does this count calls?", "sam", "sponsor", NOW),)
    answered = threads.reply(ALL, asked.id, "Yes.", OURS)
    assert (answered.state, answered.posts[1]) == (
        ThreadState.ANSWERED, Post("Yes.", "mona", "organisation", NOW + HOUR),
    )  # fmt: skip
    closed = threads.close(ALL, asked.id, by("sam", "sponsor", after=2 * HOUR), why="Clear now.")
    assert (closed.state, closed.closed) == (
        ThreadState.CLOSED, Closing("sam", "sponsor", NOW + 2 * HOUR, "Clear now."),
    )  # fmt: skip
    assert threads.of(ALL, return_id) == [closed] == [threads.thread(ALL, asked.id)]
    with database.read() as connection:
        wanted = text("SELECT what, who FROM ledger WHERE object = :id ORDER BY seq")
        told = [tuple(row) for row in connection.execute(wanted, {"id": asked.id})]
    assert told == [("question.asked", "sam"), ("question.replied", "mona"), ("question.closed", "sam")]
    assert verify(database).faults == ()


def test_who_asks_again_waits_again(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "/received", "Does this count calls?", SPONSOR)
    threads.reply(ALL, asked.id, "Some.", OURS)
    assert threads.reply(ALL, asked.id, "Which?", SPONSOR).state is ThreadState.OPEN


def test_the_organisation_may_ask_too_and_the_sponsor_answers(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "", "May we send this again?", OURS)
    assert threads.reply(ALL, asked.id, "Yes.", SPONSOR).state is ThreadState.ANSWERED
    assert threads.close(ALL, asked.id, OURS).closed == Closing("mona", "organisation", NOW + HOUR, "")


def test_whoever_was_asked_cannot_close_the_question(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "", "Does this count calls?", SPONSOR)
    with pytest.raises(MoveRefused, match="by whoever was asked"):
        threads.close(ALL, asked.id, OURS)
    assert threads.thread(ALL, asked.id).state is ThreadState.OPEN


def test_a_closed_question_stays_as_it_is(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "", "Does this count calls?", SPONSOR)
    closed = threads.close(ALL, asked.id, SPONSOR)
    for again in (
        lambda: threads.reply(ALL, asked.id, "One more thing.", OURS),
        lambda: threads.close(ALL, asked.id, SPONSOR),
    ):
        with pytest.raises(MoveRefused, match="is closed"):
            again()
    assert threads.thread(ALL, asked.id) == closed


@pytest.mark.parametrize(
    "pointer", ["", "/received", "/monthly/2026-04", "/closed/0", "/subjects/delay~1lost~0post/0", "/minimum_data/0/4"]
)
def test_a_question_is_pinned_to_a_place_in_the_document(threads: Threads, return_id: str, pointer: str) -> None:
    assert threads.open(ALL, return_id, pointer, "Is it so?", SPONSOR).pointer == pointer


@pytest.mark.parametrize(
    "pointer",
    [
        *("received", "/", "/nowhere", "/received/0", "/closed/2", "/closed/-", "/closed/00", "/closed/x"),
        *("/closed/" + "9" * 5_000, "/note/0", "/brought_forward/x", "/monthly/2026-04\0"),
    ],
)
def test_a_question_about_no_place_is_not_kept(threads: Threads, return_id: str, pointer: str) -> None:
    with pytest.raises(InputRefused, match="nothing at"):
        threads.open(ALL, return_id, pointer, "Is it so?", SPONSOR)
    assert threads.of(ALL, return_id) == []


def test_a_question_stays_with_its_version(threads: Threads, archive: Archive, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "/received", "Does this count calls?", SPONSOR)
    second = archive.keep(accepted(figures(11))).receipt_facts
    assert threads.of(ALL, second.id) == []
    assert threads.of(ALL, return_id) == threads.waiting(ALL) == [asked]
    assert (asked.organisation, asked.period_name, asked.return_id) == ("harbours", second.period.name, return_id)


def test_nothing_is_asked_about_a_version_that_is_superseded_or_withdrawn(
    threads: Threads, archive: Archive, database: Database, return_id: str
) -> None:
    second = archive.keep(accepted(figures(11))).receipt_facts.id
    Steps(database).take(ALL, second, Move.WITHDRAW, OURS, why="Counted twice.")
    for past, state in ((return_id, "superseded by a later version"), (second, "withdrawn")):
        for pointer in ("/received", "/nowhere"):
            with pytest.raises(MoveRefused, match=f"Nothing can be asked .* it is {state}"):
                threads.open(ALL, past, pointer, "Does this count calls?", SPONSOR)
        assert threads.of(ALL, past) == []
    third = archive.keep(accepted(figures(12))).receipt_facts.id
    assert threads.open(ALL, third, "/received", "Does this count calls?", SPONSOR).state is ThreadState.OPEN


def test_while_a_version_is_superseded_each_question_about_it_comes_before_or_is_refused(
    threads: Threads, archive: Archive, database: Database, return_id: str
) -> None:
    def ask(number: int) -> bool:
        try:
            threads.open(ALL, return_id, "", f"Is it {number}?", by(f"sam-{number}", "sponsor"))
        except MoveRefused:
            return False
        return True

    with ThreadPoolExecutor(9) as people:
        asked = [people.submit(ask, number) for number in range(4)]
        people.submit(archive.keep, accepted(figures(11)))
        asked += [people.submit(ask, number) for number in range(4, 24)]
        kept = sum(one.result() for one in asked)
    with database.read() as connection:
        wanted = text("SELECT what FROM ledger WHERE what IN ('question.asked', 'return.accepted') ORDER BY seq")
        told = list(connection.execute(wanted).scalars())
    assert told == ["return.accepted", *["question.asked"] * kept, "return.accepted"]


def test_what_waits_is_what_is_not_closed_oldest_first(threads: Threads, archive: Archive, return_id: str) -> None:
    theirs = archive.keep(accepted(organisation="lights")).receipt_facts.id
    late = threads.open(ALL, return_id, "", "Late?", by("sam", "sponsor", after=3 * HOUR))
    done = threads.open(ALL, return_id, "", "Done?", SPONSOR)
    early = threads.open(ALL, theirs, "", "Early?", SPONSOR)
    threads.close(ALL, done.id, SPONSOR)
    answered = threads.reply(ALL, late.id, "No.", OURS)
    assert threads.waiting(ALL) == [early, answered]
    assert threads.waiting(NOT_OURS) == [early]


def test_questions_outside_the_scope_look_as_if_they_did_not_exist(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "", "Does this count calls?", SPONSOR)
    for thread_id in (asked.id, "no-such-thread", "\0"):
        with pytest.raises(NotFound, match="no such question"):
            threads.reply(NOT_OURS, thread_id, "Yes.", OURS)
        with pytest.raises(NotFound, match="no such question"):
            threads.close(NOT_OURS, thread_id, OURS)
    for read in (threads.of, lambda scope, one: threads.open(scope, one, "", "Mine?", OURS)):
        with pytest.raises(NotFound, match="no such return"):
            read(NOT_OURS, return_id)
    assert threads.waiting(NOT_OURS) == []


def test_questions_are_between_two_sides(threads: Threads, return_id: str) -> None:
    asked = threads.open(ALL, return_id, "", "Does this count calls?", SPONSOR)
    nobody = by("frida", "forum")
    for speak in (
        lambda: threads.open(ALL, return_id, "", "And letters?", nobody),
        lambda: threads.reply(ALL, asked.id, "And letters?", nobody),
        lambda: threads.close(ALL, asked.id, nobody),
    ):
        with pytest.raises(MoveRefused):
            speak()
    assert threads.of(ALL, return_id) == [asked]


@pytest.mark.parametrize("words", ["", " \n", "bell\a", "x" * 20_001])
def test_nothing_is_asked_or_answered_without_words(threads: Threads, return_id: str, words: str) -> None:
    asked = threads.open(ALL, return_id, "", "Does this count calls?", SPONSOR)
    with pytest.raises(InputRefused):
        threads.open(ALL, return_id, "", words, SPONSOR)
    with pytest.raises(InputRefused):
        threads.reply(ALL, asked.id, words, OURS)
    assert threads.of(ALL, return_id) == [asked]
