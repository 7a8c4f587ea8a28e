"""An explanation given once answers the next version too, for as long as the query cites the same values."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from handmade import ALL, NOW, Q1, Q2, accepted, by, figures, query
from sqlalchemy import text

from hub.contract.life_cycle import Move, State
from hub.errors import InputRefused, Locked, MoveRefused, NotFound
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explanations import Explanation, Explanations
from hub.store.steps import Steps
from hub.store.verify import verify

DAY = timedelta(days=1)
HEAD = "Head of complaints"
OURS, SPONSOR = by("mona", "organisation", after=DAY), by("sam", "sponsor")
NOT_OURS = Scope("ferries", frozenset({"lights"}))
NINETY, ELEVEN = query(received=90), query(received=11)
WHY = "A storm closed the harbour in May."


@pytest.fixture
def explanations(database: Database) -> Explanations:
    return Explanations(database)


@pytest.fixture
def steps(database: Database) -> Steps:
    return Steps(database)


def told_in_the_ledger(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        wanted = text("SELECT who, detail FROM ledger WHERE what = 'query.explained' ORDER BY seq")
        return [(row.who, json.loads(row.detail)["text"]) for row in connection.execute(wanted)]


def test_an_answer_is_kept_with_who_gave_it_when_and_on_which_version(
    archive: Archive, explanations: Explanations
) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    given = explanations.give(ALL, kept.id, NINETY["key"], f"  {WHY}\r\nIt is open again. ", OURS)
    words = f"{WHY}\nIt is open again."
    assert given == Explanation(NINETY["key"], words, "mona", "organisation", NOW + DAY, kept.id)
    assert explanations.of(ALL, "harbours", Q1.name) == {NINETY["key"]: given}


def test_explaining_the_last_query_lets_the_return_be_signed_off(
    archive: Archive, explanations: Explanations, steps: Steps
) -> None:
    kept = archive.keep(accepted(queries=[NINETY, ELEVEN], signed_off_as=HEAD)).receipt_facts
    explanations.give(ALL, kept.id, NINETY["key"], WHY, OURS)
    assert steps.standing(ALL, kept.id).open_queries == (ELEVEN["key"],)
    explanations.give(ALL, kept.id, ELEVEN["key"], WHY, OURS)
    assert steps.standing(ALL, kept.id).state is State.ACCEPTED
    assert steps.take(ALL, kept.id, Move.SIGN_OFF, OURS, named_role=HEAD).state is State.SIGNED_OFF


def test_an_answer_carries_forward_while_the_values_are_the_same_and_is_asked_again_when_they_change(
    archive: Archive, explanations: Explanations, steps: Steps
) -> None:
    first = archive.keep(accepted(queries=[NINETY])).receipt_facts
    explanations.give(ALL, first.id, NINETY["key"], WHY, OURS)
    second = archive.keep(accepted(note="spelling", queries=[NINETY], signed_off_as=HEAD, after=2 * DAY)).receipt_facts
    assert steps.standing(ALL, second.id).state is State.SIGNED_OFF
    changed = archive.keep(
        accepted(note="recounted", queries=[ELEVEN], signed_off_as=HEAD, after=3 * DAY)
    ).receipt_facts
    standing = steps.standing(ALL, changed.id)
    assert (standing.state, standing.open_queries) == (State.ACCEPTED_WITH_QUERIES, (ELEVEN["key"],))
    back = archive.keep(
        accepted(note="counted right at first", queries=[NINETY], signed_off_as=HEAD, after=4 * DAY)
    ).receipt_facts
    assert steps.standing(ALL, back.id).state is State.SIGNED_OFF


def test_a_document_brings_its_own_answers(
    archive: Archive, explanations: Explanations, steps: Steps, database: Database
) -> None:
    answers = {NINETY["key"]: f" {WHY}\0", "Q09-0000000000000000": "Nobody asked."}
    sent = accepted(queries=[NINETY], explanations=answers, signed_off_as=HEAD)
    kept = archive.keep(sent).receipt_facts
    assert steps.standing(ALL, kept.id).state is State.SIGNED_OFF
    shown = Explanation(NINETY["key"], f"{WHY}\N{REPLACEMENT CHARACTER}", "client-1", "organisation", NOW, kept.id)
    assert explanations.of(ALL, "harbours", Q1.name) == {NINETY["key"]: shown}
    assert told_in_the_ledger(database) == [("client-1", shown.text)]


def test_a_document_that_leaves_a_query_unanswered_is_not_signed_off(archive: Archive, steps: Steps) -> None:
    sent = accepted(queries=[NINETY, ELEVEN], explanations={ELEVEN["key"]: WHY}, signed_off_as=HEAD)
    standing = steps.standing(ALL, archive.keep(sent).receipt_facts.id)
    assert (standing.state, standing.open_queries) == (State.ACCEPTED_WITH_QUERIES, (NINETY["key"],))


def test_the_same_words_again_change_nothing_and_other_words_are_kept_beside_them_in_the_ledger(
    archive: Archive, explanations: Explanations, database: Database
) -> None:
    kept = archive.keep(accepted(queries=[NINETY], explanations={NINETY["key"]: WHY})).receipt_facts
    archive.keep(accepted(note="again", queries=[NINETY], explanations={NINETY["key"]: WHY}, after=DAY))
    (first,) = explanations.of(ALL, "harbours", Q1.name).values()
    assert (first.return_id, first.at) == (kept.id, NOW)
    second = archive.versions(ALL, "harbours", Q1.name)[-1]
    assert explanations.give(ALL, second.id, NINETY["key"], WHY, OURS) == first
    assert explanations.give(ALL, second.id, NINETY["key"], "Two storms.", OURS).text == "Two storms."
    (last,) = explanations.of(ALL, "harbours", Q1.name).values()
    assert (last.text, last.who, last.return_id) == ("Two storms.", "mona", second.id)
    assert told_in_the_ledger(database) == [("client-1", WHY), ("mona", "Two storms.")]
    assert verify(database).faults == ()


def test_an_answer_is_for_one_body_and_one_period(archive: Archive, explanations: Explanations, steps: Steps) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    explanations.give(ALL, kept.id, NINETY["key"], WHY, OURS)
    for other in (accepted(queries=[NINETY], period=Q2), accepted(queries=[NINETY], organisation="lights")):
        assert steps.standing(ALL, archive.keep(other).receipt_facts.id).open_queries == (NINETY["key"],)
    assert explanations.of(ALL, "harbours", Q2.name) == {}


def test_what_was_kept_before_queries_had_keys_can_be_explained(
    archive: Archive, explanations: Explanations, steps: Steps
) -> None:
    kept = archive.keep(accepted()).receipt_facts
    (key,) = steps.standing(ALL, kept.id).open_queries
    explanations.give(ALL, kept.id, key, WHY, OURS)
    assert steps.standing(ALL, kept.id).state is State.ACCEPTED


def test_only_a_query_of_a_return_in_scope_is_answered(archive: Archive, explanations: Explanations) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    with pytest.raises(NotFound, match="no query with that key"):
        explanations.give(ALL, kept.id, ELEVEN["key"], WHY, OURS)
    with pytest.raises(NotFound, match="no such return"):
        explanations.give(NOT_OURS, kept.id, NINETY["key"], WHY, OURS)
    explanations.give(ALL, kept.id, NINETY["key"], WHY, OURS)
    assert explanations.of(NOT_OURS, "harbours", Q1.name) == {}


@pytest.mark.parametrize("role", ["sponsor", "operator", "forum"])
def test_nobody_explains_for_the_organisation(archive: Archive, explanations: Explanations, role: str) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    with pytest.raises(MoveRefused, match="Only the organisation"):
        explanations.give(ALL, kept.id, NINETY["key"], WHY, by("sam", role))
    assert explanations.of(ALL, "harbours", Q1.name) == {}


NOTHING_SEEN = ["", " \n\t\u200b", "\u3164\u115f\u1160\uffa0", "\u2800", "\u0301", "\u200d\ufe0f", "\ue000"]
NOT_SHOWN = ["bell\a", "x" * 20_001, "\ud800", "a \u202eb", "\u2066a", "a\u200f", "a\u061c"]
PERSONAL = ["Mr Tern wrote", "MR TERN", "ring 07700\u2009900123", "ann.tern@example.org"]


@pytest.mark.parametrize("words", NOTHING_SEEN + NOT_SHOWN + PERSONAL)
def test_words_that_cannot_be_read_are_not_an_answer(archive: Archive, explanations: Explanations, words: str) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    with pytest.raises(InputRefused, match="text"):
        explanations.give(ALL, kept.id, NINETY["key"], words, OURS)
    assert explanations.of(ALL, "harbours", Q1.name) == {}


def test_what_is_published_superseded_or_withdrawn_is_not_explained_any_more(
    archive: Archive, explanations: Explanations, steps: Steps
) -> None:
    old = archive.keep(accepted(queries=[NINETY])).receipt_facts
    answered = accepted(figures(12), queries=[NINETY], explanations={NINETY["key"]: WHY}, signed_off_as=HEAD)
    new = archive.keep(answered).receipt_facts
    with pytest.raises(MoveRefused, match="superseded"):
        explanations.give(ALL, old.id, NINETY["key"], "Other words.", OURS)
    steps.take(ALL, new.id, Move.PUBLISH, SPONSOR)
    with pytest.raises(Locked):
        explanations.give(ALL, new.id, NINETY["key"], "Other words.", OURS)
    steps.take(ALL, new.id, Move.UNLOCK, SPONSOR, why="The words are wrong.")
    assert explanations.give(ALL, new.id, NINETY["key"], "Other words.", OURS).text == "Other words."
    steps.take(ALL, new.id, Move.WITHDRAW, OURS, why="Wrong.")
    with pytest.raises(MoveRefused, match="withdrawn"):
        explanations.give(ALL, new.id, NINETY["key"], WHY, OURS)


@pytest.mark.parametrize("words", ["Because \u0627\u0644 👩\u200d🚒 said so.", "e\u0301", "☃", "क्\u200dष"])
def test_words_that_show_something_are_an_answer(archive: Archive, explanations: Explanations, words: str) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    assert explanations.give(ALL, kept.id, NINETY["key"], words, OURS).text == words


@pytest.mark.parametrize("words", PERSONAL)
def test_a_refusal_names_the_kind_and_never_says_it_again(
    archive: Archive, explanations: Explanations, words: str
) -> None:
    kept = archive.keep(accepted(queries=[NINETY])).receipt_facts
    with pytest.raises(InputRefused, match="seems to hold") as refused:
        explanations.give(ALL, kept.id, NINETY["key"], words, OURS)
    assert not [part for part in words.split() if len(part) > 3 and part in str(refused.value)]


@pytest.mark.parametrize("words", [*NOTHING_SEEN, "\a\x1b\x7f", "\u202e \u2066"])
def test_words_of_a_document_that_show_nothing_leave_its_query_open(
    archive: Archive, explanations: Explanations, words: str
) -> None:
    sent = accepted(queries=[NINETY], explanations={NINETY["key"]: words}, signed_off_as=HEAD)
    assert archive.keep(sent).receipt_facts.signed_off_as == ""
    assert explanations.of(ALL, "harbours", Q1.name) == {}


def test_what_turns_the_writing_round_in_a_document_is_shown_to_have_been_there(
    archive: Archive, explanations: Explanations
) -> None:
    archive.keep(accepted(queries=[NINETY], explanations={NINETY["key"]: "paid \u202eton"}))
    assert explanations.of(ALL, "harbours", Q1.name)[NINETY["key"]].text == "paid \ufffdton"
