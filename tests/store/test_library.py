"""Learning is found by its words, the same on both engines: as it was told last, and by whom its body tells it."""

from __future__ import annotations

from typing import Any

import pytest
from handmade import ALL, BY, Q1, Q2, by
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelved import EVERYTHING, OF_HARBOURS, SHARED, action, found, ids, piece, read_learning, send
from sqlalchemy import text

from hub.contract.learning_words import LearningWords
from hub.contract.life_cycle import Move
from hub.contract.period import Period
from hub.store.database import Database
from hub.store.library import Library, Sought
from hub.store.looked_for import LookedFor, Term, looked_for
from hub.store.rebuild import is_behind, rebuild
from hub.store.steps import Steps
from hub.store.words import words

YEAR = Period.named("2026-27")
BODIES = ("harbours", "lights", "wrecks")
OURS = by("mona", "organisation")
SHELF = (
    piece("L1", "Delays in answering were not explained to the crews.", "A letter is sent after ten days."),
    piece("L2", "The form was out of date.", "It was delayed, then printed anew.", measure="Forms with an old address"),
    piece("L3", "Nobody apologised for the lost anchor.", actions=(action("Every skipper got a letter.", "apology"),)),
    piece("L4", "A follow-up call helps; people don’t like letters.", subject="conduct"),
    piece("L5", "Caffè owners near the quay answered late.", subject="delay"),
)
QUERIES = {
    "": "L1 L2 L3 L4 L5",
    "delay": "L1 L2",
    "DELAYED": "L1 L2",
    "delaying form": "L2",
    "letter": "L1 L3 L4 L5",
    "letter -crew": "L3 L4 L5",
    "-letter": "L2",
    "-letter -form": "",
    '"out of date"': "L2",
    '"date out"': "",
    '"delays in answering"': "L1",
    '"answering delays"': "",
    "“lost anchor”": "L3",
    '-"lost anchor" letter': "L1 L4 L5",
    "old address": "L2",
    "apology": "L3",
    "apologise": "L3",
    "skippers": "L3",
    "follow-up": "L4",
    '"up follow"': "",
    "don't": "L4",
    "caffe": "L5",
    "answ*": "L1 L5",
    "answeri*": "L1 L5",
    "-answ* letter": "L3 L4",
    "the": "L1 L2 L3 L4 L5",
    "the anchor": "L3",
    "zeppelin": "",
    "crews printed": "",
    '"crews a letter"': "",  # across two parts
}
HOSTILE = (
    '"', '""', "'", "' OR '1'='1", "a OR b", "a AND (b", "NEAR(a b)", "words:letter", "letter NOT crew", "{a b}", "^a",
    "a + b", "*", "-", "--", "a*b", "letter:*", "!letter", "<->", "&|!", "a\\", "\x00", "%", "\N{PILCROW SIGN}",
    "a\ud800b",
)  # fmt: skip


@pytest.mark.parametrize("query", sorted(QUERIES))
def test_words_phrases_beginnings_and_what_must_not_be_there(database: Database, query: str) -> None:
    send(database, *SHELF)
    told = found(database, query)
    assert " ".join(sorted(ids(told))) == QUERIES[query]
    assert (told.pieces, told.bodies) == (len(told.learning), min(len(told.learning), 1))


@pytest.mark.parametrize("query", sorted(HOSTILE))
def test_no_sign_of_what_is_entered_is_one_of_the_engines_language(database: Database, query: str) -> None:
    send(database, *SHELF)
    assert set(ids(found(database, query))) == {one.id for one in SHELF if has(one, looked_for(query))}


@pytest.mark.parametrize("named", ["\0", "lights\0", "nobody", "' OR 1=1"])
def test_of_an_organisation_or_a_subject_that_is_none_nothing_is_found(database: Database, named: str) -> None:
    send(database, *SHELF)
    for sought in ({"organisation": named}, {"subject": named}):
        assert found(database, **sought).pieces == 0


WORDS = st.sampled_from(
    (
        "delay",
        "delayed",
        "Letter",
        "letters",
        "out",
        "of",
        "date",
        "form-s",
        "don’t",
        "naïve",
        "½",
        "lost",
        "the",
        "not",
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
ENTERED = st.lists(
    st.one_of(WORDS, TEXTS.map('"{}"'.format), WORDS.map("-{}".format), WORDS.map("{}*".format), st.text(max_size=4)),
    max_size=5,
).map(" ".join)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4), ENTERED)
def test_what_is_found_is_what_reading_every_text_would_find(database: Database, told: list[str], entered: str) -> None:
    shelf = [piece(f"L{number}", one, "Used") for number, one in enumerate(told)]
    send(database, *shelf)
    sought = looked_for(entered)
    assert set(ids(found(database, entered))) == {one.id for one in shelf if has(one, sought)}


def has(one: LearningWords, sought: LookedFor) -> bool:
    """Whether a piece has what is looked for, found by reading."""
    texts = [words(text_) for text_ in one.texts()]

    def is_in(term: Term) -> bool:
        return any(term.length_at(text_[at:]) for text_ in texts for at in range(len(text_)))

    return all(map(is_in, sought.wanted)) and not any(map(is_in, sought.unwanted))


def test_what_is_found_can_be_marked_where_it_stands() -> None:
    told = "Letters were late: the form was out, of date, and Applied later."
    marked = [told[begin:end] for begin, end in looked_for('letter "out of date" appl* -form').found_in(told)]
    assert marked == ["Letters", "out, of date", "Applied"]


def test_only_what_is_current_is_found(database: Database) -> None:
    send(database, piece(identified="Anchors were lost"), piece("L2", "Crews were not told"))
    second = send(database, piece(identified="Bells were lost"))
    assert ids(found(database, "anchors")) == ids(found(database, "crews")) == []
    assert ids(found(database, "bells lost")) == ["L1"]
    Steps(database).take(ALL, second.id, Move.WITHDRAW, OURS, why="Counted twice.")
    assert found(database).pieces == 0
    assert ids(found(database, "lost")) == []


def test_a_piece_that_several_returns_tell_is_found_once_as_it_was_told_last(database: Database) -> None:
    send(database, piece(identified="Anchors are to be counted"), period=Q1)
    later = send(database, piece(identified="Bells are to be counted"), period=Q2)
    send(database, piece(identified="Of another body"), organisation="lights", period=Q1)
    assert [(one.organisation, one.period) for one in found(database).learning] == [("harbours", Q2), ("lights", Q1)]
    assert ids(found(database, "anchors")) == []
    send(database, piece(identified="Anchors were counted"), period=Q1)  # an earlier period, corrected later
    assert ids(found(database, "anchors")) == []
    Steps(database).take(ALL, later.id, Move.WITHDRAW, OURS, why="Counted twice.")
    assert [one.period for one in found(database, "anchors counted").learning] == [Q1]


def test_a_year_tells_later_than_its_quarters_but_the_last(database: Database) -> None:
    periods = [Period.named(name) for name in ("2026-27-Q3", "2026-27", "2026-27-Q4")]
    for period in reversed(periods):
        send(database, piece(f"of {period.name}"), piece("of all"), period=period)
    assert [one.period for one in found(database).learning if one.words.id == "of all"] == [periods[-1]]
    assert list(dict.fromkeys(one.period for one in found(database).learning)) == periods[::-1]


def test_other_bodies_find_what_its_body_shares_and_cannot_count_the_rest(database: Database) -> None:
    send(database, piece("open", may_be_shared=True), piece("closed"))
    send(database, piece("closed too"), organisation="lights")
    told = found(database, "letters", SHARED)
    assert (ids(told), told.pieces, told.bodies) == (["open"], 1, 1)
    assert ids(found(database, "letters", OF_HARBOURS)) == ["open", "closed"]
    assert found(database).pieces == 3
    assert found(database, readers=SHARED, organisation="lights").pieces == 0
    among = [("harbours", "open"), ("harbours", "closed"), ("lights", "closed too")]
    assert (found(database, readers=SHARED, among=among).pieces, found(database, among=among).bodies) == (1, 2)


def test_what_a_body_says_last_of_sharing_holds(database: Database) -> None:
    send(database, piece(may_be_shared=True), period=Q1)
    later = send(database, piece(may_be_shared=False), period=Q2)
    assert found(database, readers=SHARED).pieces == 0
    Steps(database).take(ALL, later.id, Move.WITHDRAW, OURS, why="Counted twice.")
    assert found(database, readers=SHARED).pieces == 1


def test_to_whom_a_return_is_not_open_it_is_not_named(database: Database) -> None:
    kept = [send(database, piece(may_be_shared=True), organisation=body) for body in ("harbours", "lights")]
    own, other = found(database, readers=OF_HARBOURS).learning
    assert (own.organisation, own.return_id, own.own) == ("harbours", kept[0].id, True)
    assert (other.organisation, other.return_id, other.own) == ("lights", "", False)
    assert {one.return_id for one in found(database, readers=SHARED).learning} == {""}


def test_what_is_found_is_given_page_by_page(database: Database) -> None:
    send(database, *(piece(f"L{number}") for number in range(7)))
    pages = [Library(database).search(EVERYTHING, Sought(), first, 3) for first in (0, 3, 6, 9)]
    assert [ids(page) for page in pages] == [["L0", "L1", "L2"], ["L3", "L4", "L5"], ["L6"], []]
    assert {page.pieces for page in pages} == {7}
    among = [("harbours", f"L{number}") for number in (1, 2, 5, 9)]
    assert ids(Library(database).search(EVERYTHING, Sought(among=among), 1, 5)) == ["L2", "L5"]


def test_subjects_and_organisations_to_choose_from_are_those_of_what_is_found(database: Database) -> None:
    send(database, piece("L1", subject="delay", may_be_shared=True), piece("L2", subject="conduct"))
    send(database, piece("L1", subject="money"), organisation="lights")
    shelved = Library(database).shelved
    assert (shelved(SHARED).organisations, shelved(SHARED).subjects) == (("harbours",), ("delay",))
    assert shelved(EVERYTHING).subjects == ("conduct", "delay", "money")
    assert ids(found(database, subject="delay")) == ["L1"]
    assert ids(found(database, organisation="lights", subject="delay")) == []


def test_what_cannot_be_a_word_of_an_engine_is_kept_all_the_same(database: Database) -> None:
    odd = " ".join(["x" * 5_000, "'", "\\", "\N{PILCROW SIGN}", "ﬁne ", "word " * 20_000, "last"])
    send(database, piece(identified=odd))
    assert ids(found(database, "fine")) == ids(found(database, "x" * 5_000)) == ["L1"]


sent = st.lists(  # None: what is current is withdrawn
    st.tuples(
        st.sampled_from(BODIES),
        st.sampled_from((Q1, Q2, YEAR)),
        st.none()
        | st.dictionaries(st.sampled_from(["L1", "L2"]), st.tuples(st.sampled_from(["anchor", "bell"]), st.booleans())),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent)
def test_whatever_was_sent_and_withdrawn_the_shelf_is_what_is_told_last_also_made_again(
    database: Database, acts: list[Any]
) -> None:
    current: dict[Any, Any] = {}
    kept: dict[Any, str] = {}
    for body in BODIES:  # what an earlier example left is superseded
        for period in (Q1, Q2, YEAR):
            current[body, period], kept[body, period] = {}, send(database, organisation=body, period=period).id
    for body, period, told in acts:
        place = body, period
        if told is not None:
            pieces = [piece(id_, word, may_be_shared=shared) for id_, (word, shared) in told.items()]
            current[place], kept[place] = told, send(database, *pieces, organisation=body, period=period).id
        elif current.pop(place, None) is not None:
            Steps(database).take(ALL, kept[place], Move.WITHDRAW, OURS, why="Counted twice.")
    last = {}
    for (body, _), told in sorted(current.items(), key=lambda one: (one[0][1].end, one[0][1].start)):
        last.update({(body, id_): one for id_, one in told.items()})
    for _ in range(2):
        for word in ("anchor", "bell"):
            for readers, shown in ((EVERYTHING, {True, False}), (SHARED, {True})):
                those = {where for where, (its, shared) in last.items() if its == word and shared in shown}
                assert {(one.organisation, one.words.id) for one in found(database, word, readers).learning} == those
        rebuild(database, read_learning, BY)


def test_learning_that_an_older_hub_kept_is_put_on_the_shelf_by_a_rebuild(database: Database) -> None:
    send(database, piece())
    database.write(lambda connection: [connection.execute(text(f"DELETE FROM {table}")) for table in ("narratives",)])
    assert is_behind(database)
    database.write(lambda connection: connection.execute(text("DELETE FROM learning")))
    rebuild(database, read_learning, BY)
    assert ids(found(database, "letters")) == ["L1"]
