"""Where a return stands follows from how it came and what was done to it, and every lock says who can lift it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.findings import Finding
from hub.contract.life_cycle import (
    NEEDS_A_REASON,
    ORGANISATION,
    SENDER,
    SIGNATORY,
    SPONSOR,
    Arrival,
    Move,
    Standing,
    State,
    Step,
    expect_move,
    query_keys,
    side_of,
    standing,
)
from hub.errors import InputRefused, Locked, MoveRefused

CAME = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
QUERY = Finding("Q02", "Far more than before.", "Explain it.", ("/received/total",), {"received": 90})
OTHER = Finding("Q02", "Far more than before.", "Explain it.", ("/received/total",), {"received": 91})
NOTE = Finding("N01", "This version is closing.", "")
ROLES = (ORGANISATION, SENDER, SIGNATORY, SPONSOR, "operator", "forum")
OURS = {ORGANISATION, SIGNATORY}


def came(*findings: Finding, signed_off_as: str = "", current: bool = True) -> Arrival:
    return Arrival(current, CAME, "client-1", signed_off_as, [finding.as_json() for finding in findings])


def step(move: Move, role: str = ORGANISATION, why: str = "Counted twice.", hours: int = 1) -> Step:
    named = "Head of complaints" if move is Move.SIGN_OFF else ""
    return Step(move, "somebody", role, CAME + timedelta(hours=hours), why, named)


SIGNED, PUBLISHED = step(Move.SIGN_OFF), step(Move.PUBLISH, SPONSOR, why="")
UNLOCKED, WITHDRAWN = step(Move.UNLOCK, SPONSOR), step(Move.WITHDRAW)


def test_a_return_with_an_open_query_waits_for_words_and_cannot_be_signed_off() -> None:
    stands = standing(came(QUERY, NOTE), [], {})
    assert (stands.state, stands.open_queries) == (State.ACCEPTED_WITH_QUERIES, (QUERY.key,))
    with pytest.raises(MoveRefused, match="queries that wait for an explanation"):
        expect_move(stands, SIGNED)


def test_explaining_every_query_opens_the_way_to_the_sign_off() -> None:
    half = standing(came(QUERY, OTHER), [], {QUERY.key: CAME})
    assert (half.state, half.open_queries) == (State.ACCEPTED_WITH_QUERIES, (OTHER.key,))
    whole = standing(came(QUERY, OTHER), [], {QUERY.key: CAME, OTHER.key: CAME})
    assert (whole.state, whole.may(ORGANISATION, Move.SIGN_OFF)) == (State.ACCEPTED, True)


def test_words_that_change_after_a_sign_off_are_signed_off_again() -> None:
    signed, later = step(Move.SIGN_OFF, hours=2), {QUERY.key: CAME + timedelta(hours=3)}
    assert standing(came(QUERY), [signed], {QUERY.key: CAME}).state is State.SIGNED_OFF
    assert standing(came(QUERY), [signed], later).state is State.ACCEPTED
    assert standing(came(QUERY), [signed, step(Move.SIGN_OFF, hours=4)], later).state is State.SIGNED_OFF
    assert standing(came(QUERY), [signed, step(Move.PUBLISH, SPONSOR, hours=4)], later).state is State.PUBLISHED


def test_the_same_query_found_twice_is_asked_once() -> None:
    assert query_keys([QUERY.as_json(), NOTE.as_json(), QUERY.as_json()]) == (QUERY.key,)


def test_a_query_kept_before_queries_had_keys_has_one_all_the_same() -> None:
    kept = {name: value for name, value in QUERY.as_json().items() if name != "key"}
    assert query_keys([kept]) == (QUERY.key,)


def test_a_document_without_open_query_is_signed_off_as_it_comes_by_the_role_that_it_names() -> None:
    stands = standing(came(NOTE, signed_off_as="Head of complaints"), [], {})
    assert stands.state is State.SIGNED_OFF
    assert stands.steps == (Step(Move.SIGN_OFF, "client-1", ORGANISATION, CAME, named_role="Head of complaints"),)


def test_a_published_return_is_locked_and_the_lock_says_why_since_when_and_who_can_lift_it() -> None:
    stands = standing(came(), [SIGNED, PUBLISHED], {})
    assert stands.lock is not None
    assert stands.lock.why == "the sponsor team accepted it for oversight on 22 October 2026."
    assert (stands.lock.who_can_lift, stands.lock.since) == (SPONSOR, PUBLISHED.at)
    with pytest.raises(Locked, match=r"locked: the sponsor team accepted it for oversight on 22 October 2026\.") as no:
        expect_move(stands, WITHDRAWN)
    assert no.value.what_to_do.startswith("Ask the sponsor team to unlock it")
    assert no.value.facts == {
        "why": stands.lock.why, "since": "2026-10-22T10:00:00Z", "who_can_lift": SPONSOR,
    }  # fmt: skip


@pytest.mark.parametrize(("note", "told"), [
    ("Seen by the board", " (Seen by the board)."),
    ("Seen by the board.", " (Seen by the board)."),
    ("Seen by the board. Agreed . ..", " (Seen by the board. Agreed)."),
    ("Who asked?", " (Who asked?)."),
    (".", "."),
])  # fmt: skip
def test_what_the_sponsor_said_when_publishing_is_in_the_lock(note: str, told: str) -> None:
    lock = standing(came(), [SIGNED, step(Move.PUBLISH, SPONSOR, why=note)], {}).lock
    assert lock is not None
    assert lock.why == f"the sponsor team accepted it for oversight on 22 October 2026{told}"


def test_a_lock_lasts_from_each_publication_to_the_next_unlocking() -> None:
    again = step(Move.PUBLISH, SPONSOR, hours=9)
    assert standing(came(), [SIGNED, PUBLISHED, UNLOCKED], {}).lock is None
    locked_again = standing(came(), [SIGNED, PUBLISHED, UNLOCKED, again], {}).lock
    assert locked_again is not None
    assert locked_again.since == again.at


@pytest.mark.parametrize(
    ("findings", "taken", "current", "state", "moves"),
    [
        ((QUERY,), [], True, State.ACCEPTED_WITH_QUERIES, {Move.WITHDRAW: OURS}),
        ((), [], True, State.ACCEPTED, {Move.SIGN_OFF: OURS, Move.WITHDRAW: OURS}),
        ((), [SIGNED], True, State.SIGNED_OFF, {Move.PUBLISH: {SPONSOR}, Move.WITHDRAW: OURS}),
        ((), [SIGNED, PUBLISHED], True, State.PUBLISHED, {Move.UNLOCK: {SPONSOR}}),
        ((), [SIGNED, PUBLISHED, UNLOCKED], True, State.SIGNED_OFF,
         {Move.PUBLISH: {SPONSOR}, Move.WITHDRAW: {*OURS, SPONSOR}}),
        ((), [SIGNED], False, State.SUPERSEDED, {}),
        ((), [SIGNED, WITHDRAWN], False, State.WITHDRAWN, {}),
    ],
)  # fmt: skip
def test_who_may_do_what(
    findings: tuple[Finding, ...], taken: list[Step], current: bool, state: State, moves: dict[Move, set[str]]
) -> None:
    stands = standing(came(*findings, current=current), taken, {})
    assert stands.state is state
    assert {move: set(roles) for move, roles in stands.moves.items()} == moves
    for move in Move:
        for role in ROLES:
            assert can(stands, step(move, role)) is (role in moves.get(move, {}))


@pytest.mark.parametrize("move", sorted(NEEDS_A_REASON))
def test_what_takes_something_back_needs_a_reason(move: Move) -> None:
    stands = standing(came(), [SIGNED, PUBLISHED] if move is Move.UNLOCK else [], {})
    role = stands.moves[move][0]
    with pytest.raises(InputRefused, match="without a reason"):
        expect_move(stands, step(move, role, why=""))


def test_a_sign_off_names_a_role_at_the_organisation() -> None:
    with pytest.raises(InputRefused, match="names the role"):
        expect_move(standing(came(), [], {}), Step(Move.SIGN_OFF, "somebody", ORGANISATION, CAME))


def test_a_sender_is_told_who_signs_off() -> None:
    with pytest.raises(MoveRefused, match="cannot be signed off by a sender of the organisation") as refusal:
        expect_move(standing(came(), [], {}), step(Move.SIGN_OFF, SENDER))
    assert "A signatory of the organisation" in refusal.value.what_to_do


def test_sender_signatory_and_program_speak_for_their_organisation() -> None:
    assert [side_of(role) for role in ROLES] == [*[ORGANISATION] * 3, SPONSOR, "operator", "forum"]


def can(stands: Standing, taken: Step) -> bool:
    try:
        expect_move(stands, taken)
    except (Locked, MoveRefused):
        return False
    return True


steps_tried = st.lists(st.builds(step, st.sampled_from(list(Move)), st.sampled_from(ROLES)), max_size=12)


@given(steps_tried, st.sampled_from(["", "Head of complaints"]), st.booleans())
def test_whatever_is_tried_nothing_is_published_that_nobody_signed_off(
    tried: list[Step], signed_off_as: str, asks: bool
) -> None:
    arrival = came(*[QUERY] * asks, signed_off_as="" if asks else signed_off_as)
    taken: list[Step] = []
    for one in tried:
        before = standing(arrival, taken, {})
        if not can(before, one):
            continue
        taken.append(one)
        after = standing(arrival, taken, {})
        made = [each.move for each in after.steps]
        assert after.state is not before.state
        assert (after.lock is not None) is (after.state is State.PUBLISHED)
        assert Move.PUBLISH not in made or made.index(Move.SIGN_OFF) < made.index(Move.PUBLISH)
        assert not (asks and Move.SIGN_OFF in made)
        assert before.lock is None or one.move is Move.UNLOCK
