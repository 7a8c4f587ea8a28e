"""A return is signed off, published, unlocked, withdrawn; each step is kept with who, when and why."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from handmade import ALL, BY, NOW, Q1, Q2, accepted, by, figures, query, read_document
from sqlalchemy import text

from hub.contract.life_cycle import Move, State
from hub.errors import InputRefused, Locked, MoveRefused, NotFound
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.kept import KeptReturn, SubjectSum
from hub.store.ledger import Head
from hub.store.rebuild import rebuild
from hub.store.steps import Steps
from hub.store.verify import verify

DAY = timedelta(days=1)
HEAD = "Head of complaints"
OURS, SPONSOR = by("mona", "organisation"), by("sam", "sponsor", after=DAY)
NOT_OURS = Scope("ferries", frozenset({"lights"}))


@pytest.fixture
def steps(database: Database) -> Steps:
    return Steps(database)


def signed_off(archive: Archive, received: int = 10, organisation: str = "harbours") -> KeptReturn:
    told = figures(received, subjects={"delay": (received, 1)})
    sent = accepted(told, organisation=organisation, queries=(), signed_off_as=HEAD)
    return archive.keep(sent).receipt_facts


def entries(database: Database, return_id: str) -> list[tuple[str, str, str, str, dict[str, object]]]:
    with database.read() as connection:
        wanted = text("SELECT what, who, role, why, detail FROM ledger WHERE object = :id ORDER BY seq")
        rows = connection.execute(wanted, {"id": return_id}).all()
    return [(row.what, row.who, row.role, row.why, json.loads(row.detail)) for row in rows]


def test_a_document_without_query_is_signed_off_as_it_comes(archive: Archive, steps: Steps) -> None:
    kept = signed_off(archive)
    assert kept.signed_off_as == archive.return_(ALL, kept.id).signed_off_as == HEAD
    (step,) = steps.of(ALL, kept.id)
    assert (step.move, step.who, step.at, step.named_role) == (Move.SIGN_OFF, "client-1", NOW, HEAD)
    assert steps.standing(ALL, kept.id).state is State.SIGNED_OFF


def test_a_character_that_no_database_keeps_is_shown_to_have_been_there(archive: Archive, steps: Steps) -> None:
    kept = archive.keep(accepted(queries=(), signed_off_as="Head\0of complaints")).receipt_facts
    assert steps.of(ALL, kept.id)[0].named_role == "Head\N{REPLACEMENT CHARACTER}of complaints"


def test_a_document_with_an_open_query_is_not_signed_off_by_the_role_in_it(archive: Archive, steps: Steps) -> None:
    kept = archive.keep(accepted(queries=[query(received=90)], signed_off_as=HEAD)).receipt_facts
    assert kept.signed_off_as == ""
    assert steps.standing(ALL, kept.id).state is State.ACCEPTED_WITH_QUERIES
    with pytest.raises(MoveRefused):
        steps.take(ALL, kept.id, Move.SIGN_OFF, OURS, named_role=HEAD)


def test_a_return_goes_from_accepted_to_published_and_the_ledger_tells_it(
    archive: Archive, steps: Steps, database: Database
) -> None:
    kept = archive.keep(accepted(queries=())).receipt_facts
    assert steps.standing(ALL, kept.id).state is State.ACCEPTED
    assert steps.take(ALL, kept.id, Move.SIGN_OFF, OURS, named_role=f" {HEAD} ").state is State.SIGNED_OFF
    published = steps.take(ALL, kept.id, Move.PUBLISH, SPONSOR)
    assert published == steps.standing(ALL, kept.id)
    assert (published.state, archive.return_(ALL, kept.id).published_at) == (State.PUBLISHED, SPONSOR.at)
    unlocked = steps.take(ALL, kept.id, Move.UNLOCK, SPONSOR, why="A service was left out.")
    assert (unlocked.lock, archive.return_(ALL, kept.id).published_at) == (None, None)
    assert [(step.move, step.who, step.role, step.at, step.why, step.named_role) for step in unlocked.steps] == [
        (Move.SIGN_OFF, "mona", "organisation", NOW, "", HEAD),
        (Move.PUBLISH, "sam", "sponsor", NOW + DAY, "", ""),
        (Move.UNLOCK, "sam", "sponsor", NOW + DAY, "A service was left out.", ""),
    ]
    about = {"period": Q1.name}
    assert entries(database, kept.id)[1:] == [
        ("return.signed_off", "mona", "organisation", "", {**about, "named_role": HEAD}),
        ("return.published", "sam", "sponsor", "", about),
        ("return.unlocked", "sam", "sponsor", "A service was left out.", about),
    ]
    assert verify(database).faults == ()


def test_of_many_who_take_the_same_step_at_once_one_does(archive: Archive, steps: Steps) -> None:
    kept = signed_off(archive)

    def publish(number: int) -> bool:
        try:
            steps.take(ALL, kept.id, Move.PUBLISH, by(f"sam-{number}", "sponsor"))
        except MoveRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(publish, range(8))) == 1
    assert [step.move for step in steps.of(ALL, kept.id)] == [Move.SIGN_OFF, Move.PUBLISH]


def test_a_published_return_is_not_replaced_until_the_sponsor_unlocks_it(archive: Archive, steps: Steps) -> None:
    first = signed_off(archive)
    steps.take(ALL, first.id, Move.PUBLISH, SPONSOR, why="Seen by the board")
    with pytest.raises(Locked, match=r"on 23 October 2026 \(Seen by the board\)") as refusal:
        archive.keep(accepted(figures(12), key="monday"))
    assert refusal.value.facts["who_can_lift"] == "sponsor"
    assert [kept.id for kept in archive.versions(ALL, "harbours", Q1.name)] == [first.id]
    assert archive.sent_with_key("harbours", "monday", first.sha256) is None
    steps.take(ALL, first.id, Move.UNLOCK, SPONSOR, why="A service was left out.")
    assert archive.keep(accepted(figures(12), key="monday")).receipt_facts.version == 2
    assert steps.standing(ALL, first.id).state is State.SUPERSEDED


def test_a_published_return_sent_again_unchanged_is_a_replay(archive: Archive, steps: Steps) -> None:
    told = figures(10)
    first = archive.keep(accepted(told, queries=(), signed_off_as=HEAD)).receipt_facts
    steps.take(ALL, first.id, Move.PUBLISH, SPONSOR)
    again = archive.keep(accepted(told))
    assert (again.replayed, again.receipt_facts.id) == (True, first.id)


def test_a_lock_is_on_one_period_of_one_body(archive: Archive, steps: Steps) -> None:
    steps.take(ALL, signed_off(archive).id, Move.PUBLISH, SPONSOR)
    assert archive.keep(accepted(period=Q2)).receipt_facts.version == 1
    assert archive.keep(accepted(organisation="lights")).receipt_facts.version == 1


def test_a_withdrawn_return_leaves_the_figures_and_stays_in_the_archive(
    archive: Archive, steps: Steps, database: Database
) -> None:
    ours, theirs = signed_off(archive, 10), signed_off(archive, 4, "lights")
    standing = steps.take(ALL, ours.id, Move.WITHDRAW, OURS, why="Counted twice.")
    assert (standing.state, standing.moves) == (State.WITHDRAWN, {})
    assert [kept.return_id for kept in archive.figures(ALL, [Q1.name])] == [theirs.id]
    assert archive.subject_sums(ALL, [Q1.name]) == [SubjectSum(Q1.name, "delay", 4, 1, 1, 4)]
    withdrawn = archive.return_(ALL, ours.id)
    assert (withdrawn.current, withdrawn.withdrawn_at) == (False, NOW)
    assert archive.document(ALL, ours.id)
    assert entries(database, ours.id)[-1][3] == "Counted twice."
    assert verify(database).faults == ()


def test_rebuilding_does_not_bring_a_withdrawn_return_back(archive: Archive, steps: Steps, database: Database) -> None:
    steps.take(ALL, signed_off(archive).id, Move.WITHDRAW, OURS, why="Counted twice.")
    assert rebuild(database, read_document, BY) == 1
    assert archive.figures(ALL, [Q1.name]) == archive.subject_sums(ALL, [Q1.name]) == []


def test_versions_and_timeliness_count_on_after_a_withdrawal(archive: Archive, steps: Steps) -> None:
    first = signed_off(archive)
    steps.take(ALL, first.id, Move.WITHDRAW, OURS, why="Counted twice.")
    second = archive.keep(accepted(figures(12, {"delay": (12, None)}), after=30 * DAY)).receipt_facts
    assert (second.version, second.supersedes, second.first_accepted_at) == (2, first.id, NOW)
    assert [kept.return_id for kept in archive.figures(ALL, [Q1.name])] == [second.id]
    assert archive.subject_sums(ALL, [Q1.name]) == [SubjectSum(Q1.name, "delay", 12, 1, None, 0)]
    assert [steps.standing(ALL, kept.id).state for kept in (first, second)] == [
        State.WITHDRAWN, State.ACCEPTED_WITH_QUERIES,
    ]  # fmt: skip


def test_what_was_withdrawn_may_be_sent_again_as_it_was(archive: Archive, steps: Steps) -> None:
    told = figures(10)
    first = archive.keep(accepted(told, key="monday")).receipt_facts
    steps.take(ALL, first.id, Move.WITHDRAW, OURS, why="Sent by mistake.")
    retry = archive.keep(accepted(told, key="monday"))
    assert (retry.replayed, retry.receipt_facts.id) == (True, first.id)
    again = archive.keep(accepted(told, key="tuesday"))
    assert (again.replayed, again.receipt_facts.version) == (False, 2)


def test_the_sponsor_withdraws_only_what_was_unlocked(archive: Archive, steps: Steps) -> None:
    kept = signed_off(archive)
    with pytest.raises(MoveRefused, match="cannot be withdrawn by the sponsor team: it is signed off"):
        steps.take(ALL, kept.id, Move.WITHDRAW, SPONSOR, why="Wrong.")
    steps.take(ALL, kept.id, Move.PUBLISH, SPONSOR)
    for who in (OURS, SPONSOR):
        with pytest.raises(Locked):
            steps.take(ALL, kept.id, Move.WITHDRAW, who, why="Wrong.")
    steps.take(ALL, kept.id, Move.UNLOCK, SPONSOR, why="Wrong.")
    assert steps.take(ALL, kept.id, Move.WITHDRAW, SPONSOR, why="Wrong.").state is State.WITHDRAWN


@pytest.mark.parametrize("why", ["", "  \n\u2003 ", "\0", "x" * 20_001])
def test_a_withdrawal_without_a_readable_reason_changes_nothing(archive: Archive, steps: Steps, why: str) -> None:
    kept = signed_off(archive)
    with pytest.raises(InputRefused):
        steps.take(ALL, kept.id, Move.WITHDRAW, OURS, why=why)
    assert archive.return_(ALL, kept.id).current
    assert len(steps.of(ALL, kept.id)) == 1


@pytest.mark.parametrize("role", ["", "Head\nof complaints", "x" * 201])
def test_a_sign_off_without_a_readable_role_changes_nothing(archive: Archive, steps: Steps, role: str) -> None:
    kept = archive.keep(accepted(queries=())).receipt_facts
    with pytest.raises(InputRefused, match="role"):
        steps.take(ALL, kept.id, Move.SIGN_OFF, OURS, named_role=role)
    assert steps.standing(ALL, kept.id).state is State.ACCEPTED


def test_a_step_outside_the_scope_finds_no_return(archive: Archive, steps: Steps) -> None:
    kept = signed_off(archive)
    with pytest.raises(NotFound):
        steps.take(NOT_OURS, kept.id, Move.WITHDRAW, OURS, why="Wrong.")
    with pytest.raises(NotFound):
        steps.standing(NOT_OURS, kept.id)
    assert steps.standings(NOT_OURS, [Q1.name]) == {}


def test_where_all_returns_of_some_periods_stand(archive: Archive, steps: Steps) -> None:
    old = signed_off(archive)
    new = archive.keep(accepted(figures(11), queries=(), signed_off_as=HEAD)).receipt_facts
    gone, asked = signed_off(archive, 3, "lights"), archive.keep(accepted(organisation="wrecks")).receipt_facts
    later = archive.keep(accepted(period=Q2)).receipt_facts
    steps.take(ALL, new.id, Move.PUBLISH, SPONSOR)
    steps.take(ALL, gone.id, Move.WITHDRAW, OURS, why="Wrong.")
    told = steps.standings(ALL, [Q1.name])
    assert {return_id: standing.state for return_id, standing in told.items()} == {
        new.id: State.PUBLISHED, gone.id: State.WITHDRAWN, asked.id: State.ACCEPTED_WITH_QUERIES,
    }  # fmt: skip
    assert told == {return_id: steps.standing(ALL, return_id) for return_id in told}
    assert old.id not in told
    assert set(steps.standings(ALL, [Q1.name, Q2.name])) == {*told, later.id}


def test_of_what_was_withdrawn_the_version_without_a_later_one_is_told(archive: Archive, steps: Steps) -> None:
    first = signed_off(archive)
    archive.keep(accepted(organisation="wrecks"))
    other = archive.keep(accepted(period=Q2, queries=())).receipt_facts
    periods = [Q1.name, Q2.name]
    assert steps.withdrawn(ALL, periods) == {}
    steps.take(ALL, first.id, Move.WITHDRAW, OURS, why="Counted twice.")
    steps.take(ALL, other.id, Move.WITHDRAW, OURS, why="Too early.")
    told = steps.withdrawn(ALL, periods)
    assert {place: (one.kept.id, one.step.why) for place, one in told.items()} == {
        ("harbours", Q1.name): (first.id, "Counted twice."), ("harbours", Q2.name): (other.id, "Too early."),
    }  # fmt: skip
    (step,) = {one.step for place, one in told.items() if place[1] == Q1.name}
    assert (step.move, step.who, step.role, step.at) == (Move.WITHDRAW, "mona", "organisation", NOW)
    assert set(steps.withdrawn(ALL, [Q2.name])) == {("harbours", Q2.name)}
    assert steps.withdrawn(NOT_OURS, periods) == steps.withdrawn(Scope("canals"), periods) == {}
    second = signed_off(archive, 12)
    assert set(steps.withdrawn(ALL, periods)) == {("harbours", Q2.name)}
    steps.take(ALL, second.id, Move.WITHDRAW, OURS, why="Still twice.")
    assert steps.withdrawn(ALL, [Q1.name])["harbours", Q1.name].kept.version == 2


def test_the_seal_is_made_once_of_what_was_kept_and_comes_back_with_every_replay(archive: Archive) -> None:
    sealed: list[KeptReturn] = []

    def seal(kept: KeptReturn, _entry: Head) -> str:
        sealed.append(kept)
        return f"seal of version {kept.version} received {kept.received_at:%d.%m.%Y}"

    first = archive.keep(accepted(seal=seal)).receipt_facts
    again = archive.keep(accepted(after=DAY, seal=seal)).receipt_facts
    second = archive.keep(accepted(note="corrected", after=DAY, seal=seal)).receipt_facts
    assert first.seal == again.seal == archive.return_(ALL, first.id).seal == "seal of version 1 received 22.10.2026"
    assert second.seal == "seal of version 2 received 23.10.2026"
    assert [kept.id for kept in sealed] == [first.id, second.id]
    assert archive.keep(accepted(note="unsigned")).receipt_facts.seal == ""


def test_a_step_that_is_said_again_because_its_answer_was_lost_is_taken_once(
    archive: Archive, steps: Steps, database: Database
) -> None:
    kept = signed_off(archive)
    sam, after = by("sam", "sponsor"), by("sam", "sponsor", after=timedelta(hours=1))
    once = steps.take(ALL, kept.id, Move.PUBLISH, sam, why="Read and accepted.")
    assert steps.take(ALL, kept.id, Move.PUBLISH, after, why="Read and accepted.") == once
    with pytest.raises(MoveRefused):
        steps.take(ALL, kept.id, Move.PUBLISH, by("ann", "sponsor"), why="Read and accepted.")
    assert verify(database).faults == ()


def test_queries_wait_on_the_current_version_of_every_period_until_they_are_explained(
    archive: Archive, steps: Steps, database: Database
) -> None:
    asked = query(received=90)
    for period in (Q1, Q2):
        archive.keep(accepted(period=period, queries=[asked]))
    corrected = archive.keep(accepted(figures(11), period=Q1, queries=[asked, query(received=91)])).receipt_facts
    archive.keep(accepted(organisation="lights", queries=()))
    waiting = steps.unexplained(ALL)
    assert [(one.organisation, one.period, one.queries) for one in waiting] == [
        ("harbours", Q2, 1),
        ("harbours", Q1, 2),
    ]
    assert waiting[1].return_id == corrected.id
    assert steps.unexplained(NOT_OURS) == ()
    standings = steps.standings(ALL, [Q1.name, Q2.name])
    assert {one.return_id: one.queries for one in waiting} == {
        return_id: len(standing.open_queries) for return_id, standing in standings.items() if standing.open_queries
    }
    steps.take(ALL, corrected.id, Move.WITHDRAW, OURS, why="Sent for the wrong body.")
    assert [one.period for one in steps.unexplained(ALL)] == [Q2]
