"""The life of a return after it was accepted: where it stands, which steps it can take, and who may take them.

Pure: computes from what is known of one version. What is known is kept by `hub.store`; whether somebody is who they
say is for `hub.auth`. A refused return has no life; it is not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hub.config import UK
from hub.contract.findings import Finding
from hub.errors import HubError, InputRefused, Locked, MoveRefused

ORGANISATION = "organisation"  # a program of the organisation, and whoever acted for it before there were the next two
SENDER = "sender"  # the roles of people that take part, as `hub.auth.permissions` names them
SIGNATORY = "signatory"
SPONSOR = "sponsor"
SIDES = {ORGANISATION: ORGANISATION, SENDER: ORGANISATION, SIGNATORY: ORGANISATION, SPONSOR: SPONSOR}
SIDE_WORDS = {ORGANISATION: "the organisation", SPONSOR: "the sponsor team"}
ROLE_WORDS = {
    **SIDE_WORDS,
    SENDER: "a sender of the organisation",
    SIGNATORY: "a signatory of the organisation",
}
ANSWERS_FOR_IT = (ORGANISATION, SIGNATORY)  # who signs a return off, and takes it back


class State(StrEnum):
    """Where a version of a return stands."""

    ACCEPTED_WITH_QUERIES = "accepted_with_queries"
    ACCEPTED = "accepted"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What somebody does to a return."""

    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    UNLOCK = "unlock"
    WITHDRAW = "withdraw"


Moves = dict[Move, tuple[str, ...]]
NEEDS_A_REASON = frozenset({Move.UNLOCK, Move.WITHDRAW})
STATE_WORDS = {
    State.ACCEPTED_WITH_QUERIES: "accepted, with queries that wait for an explanation",
    State.ACCEPTED: "accepted, and not signed off",
    State.SIGNED_OFF: "signed off",
    State.PUBLISHED: "published",
    State.SUPERSEDED: "superseded by a later version",
    State.WITHDRAWN: "withdrawn",
}
DONE_WORDS = {
    Move.SIGN_OFF: "signed off",
    Move.PUBLISH: "published",
    Move.UNLOCK: "unlocked",
    Move.WITHDRAW: "withdrawn",
}
WHERE_IT_STARTS = {
    Move.SIGN_OFF: "A signatory of the organisation, or its program, signs a return off once every query is explained.",
    Move.PUBLISH: "The sponsor team publishes a return that the organisation has signed off.",
    Move.UNLOCK: "The sponsor team unlocks a return that is published.",
    Move.WITHDRAW: (
        "A signatory of the organisation, or its program, withdraws a return before it is published; the sponsor team "
        "after unlocking it."
    ),
}
NOT_THIS_VERSION = "Look for the current version in the list of the versions, or send the return again."


def side_of(role: str) -> str:
    """Whose side a role is on: a sender and a signatory speak for their organisation. Any other role is its own."""
    return SIDES.get(role, role)


@dataclass(frozen=True, slots=True)
class Step:
    """One move that was made.

    Missing: `why` is empty where no reason was needed and none was given; `named_role` is empty but for a sign-off,
    where it is the role at the organisation that answers for the return.
    """

    move: Move
    who: str
    role: str
    at: datetime
    why: str = ""
    named_role: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """Why nothing of a return can be changed now, the role that can lift that, and since when it is so."""

    why: str
    who_can_lift: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one version of a return stands.

    Shapes: `steps` oldest first; `open_queries` are the keys of queries that nobody has explained yet, in the order of
    the findings; `moves` maps each step that can be taken now to the roles that may take it.
    Missing: `lock` is None when nothing is locked.
    """

    state: State
    steps: tuple[Step, ...]
    open_queries: tuple[str, ...]
    lock: Lock | None
    moves: Mapping[Move, tuple[str, ...]]

    def may(self, role: str, move: Move) -> bool:
        """Whether this role may take this step now."""
        return role in self.moves.get(move, ())


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a version by its coming alone.

    Missing: `signed_off_as`, the role that the document names as answering for it, is empty when it names none, or
    when a query was open as it came.
    """

    current: bool
    received_at: datetime
    sent_by: str
    signed_off_as: str
    findings: Sequence[Mapping[str, Any]]


def query_keys(findings: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The keys of the queries among a return's findings, in their order, each once."""
    return tuple(dict.fromkeys([_key(finding) for finding in findings if finding["code"][0] == "Q"]))


def standing(arrival: Arrival, taken: Sequence[Step], explained: Mapping[str, datetime]) -> Standing:
    """Where a version stands, by how it came, the steps taken since, and when queries were explained, by their keys.

    A document without an open query is signed off as it comes, by the role that it names itself. Words that changed
    after a sign-off end it: whoever signs off has seen what is published.
    """
    steps = (*_signed_on_arrival(arrival), *taken)
    keys = query_keys(arrival.findings)
    open_queries = tuple(key for key in keys if key not in explained)
    last_words = max((explained[key] for key in keys if key in explained), default=arrival.received_at)
    state = _state(arrival.current, steps, open_queries, last_words)
    moves = _moves(state, was_unlocked=any(step.move is Move.UNLOCK for step in taken))
    return Standing(state, steps, open_queries, _lock(state, steps), moves)


def expect_move(standing: Standing, step: Step) -> None:
    """See that a step can be taken by its role from here.

    Raises: Locked; MoveRefused; InputRefused without the reason, or the role at the organisation, that it needs.
    """
    if not standing.may(step.role, step.move):
        raise _cannot(standing, step)
    if step.move in NEEDS_A_REASON and not step.why:
        raise InputRefused(
            f"A return cannot be {DONE_WORDS[step.move]} without a reason.", "Say why in “why”.", field="why"
        )
    if step.move is Move.SIGN_OFF and not step.named_role:
        raise InputRefused(
            "A sign-off names the role at the organisation that answers for the return.",
            "Give it in “role”, such as “Head of complaints”.",
            field="role",
        )


def locked(lock: Lock) -> Locked:
    """What is said to whoever would change a locked return."""
    who = ROLE_WORDS[lock.who_can_lift]
    return Locked(
        f"This return is locked: {lock.why}",
        f"Ask {who} to unlock it and say why; the same request is then possible.",
        why=lock.why,
        since=lock.since.isoformat().replace("+00:00", "Z"),
        who_can_lift=lock.who_can_lift,
    )


def _key(finding: Mapping[str, Any]) -> str:
    """The key of a finding; made again for one that was kept before findings had keys."""
    return finding.get("key") or Finding(finding["code"], "", "", (), finding.get("values", {})).key


def _signed_on_arrival(arrival: Arrival) -> tuple[Step, ...]:
    if not arrival.signed_off_as:
        return ()
    named = arrival.signed_off_as
    return (Step(Move.SIGN_OFF, arrival.sent_by, ORGANISATION, arrival.received_at, named_role=named),)


def _state(current: bool, steps: Sequence[Step], open_queries: Collection[str], last_words: datetime) -> State:
    made = [step.move for step in steps]
    if Move.WITHDRAW in made:
        return State.WITHDRAWN
    if not current:
        return State.SUPERSEDED
    if made.count(Move.PUBLISH) > made.count(Move.UNLOCK):
        return State.PUBLISHED
    if any(step.move is Move.SIGN_OFF and step.at >= last_words for step in steps):
        return State.SIGNED_OFF
    return State.ACCEPTED_WITH_QUERIES if open_queries else State.ACCEPTED


def _moves(state: State, was_unlocked: bool) -> Moves:
    withdraw: Moves = {Move.WITHDRAW: (*ANSWERS_FOR_IT, SPONSOR) if was_unlocked else ANSWERS_FOR_IT}
    moves: dict[State, Moves] = {
        State.ACCEPTED_WITH_QUERIES: withdraw,
        State.ACCEPTED: {Move.SIGN_OFF: ANSWERS_FOR_IT, **withdraw},
        State.SIGNED_OFF: {Move.PUBLISH: (SPONSOR,), **withdraw},
        State.PUBLISHED: {Move.UNLOCK: (SPONSOR,)},
    }
    return moves.get(state, {})


def _lock(state: State, steps: Sequence[Step]) -> Lock | None:
    if state is not State.PUBLISHED:
        return None
    step = next(step for step in reversed(steps) if step.move is Move.PUBLISH)
    day, note = step.at.astimezone(UK), step.why.rstrip(". ")  # the sentence around it has a full stop of its own
    why = f"the sponsor team accepted it for oversight on {day.day} {day:%B %Y}{f' ({note})' if note else ''}."
    return Lock(why, SPONSOR, step.at)


def _cannot(standing: Standing, step: Step) -> HubError:
    if standing.lock is not None and step.move is Move.WITHDRAW:
        return locked(standing.lock)
    who = ROLE_WORDS.get(step.role, f"the role “{step.role}”")
    past = standing.state in (State.SUPERSEDED, State.WITHDRAWN)
    return MoveRefused(
        f"This return cannot be {DONE_WORDS[step.move]} by {who}: it is {STATE_WORDS[standing.state]}.",
        NOT_THIS_VERSION if past else WHERE_IT_STARTS[step.move],
        state=standing.state.value,
    )
