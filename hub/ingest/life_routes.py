"""Routes for what happens to a return after it was received: queries, sign-off, withdrawal, questions.

An organisation's program does here what its people do on the pages, with the same rights. What a step needs is
`hub.contract.life_cycle`; errors pass through: `hub.app` answers them.
"""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from hub.contract.life_cycle import ORGANISATION, Move
from hub.ingest import asked
from hub.ingest import life_schemas as described
from hub.ingest.answers import answer
from hub.ingest.description import BEARER, json_body, problems
from hub.ingest.door import Door
from hub.ingest.life_answers import explanation_told, findings_told, standing_told, thread_told
from hub.store.ledger import By
from hub.store.senders import Sender

PROBLEMS_OF_READING = (401, 404, 503)
PROBLEMS_OF_WRITING = (400, 401, 404, 409, 413, 415, 422, 503)


def life_routes(door: Door) -> Blueprint:
    """Under `/returns` and `/threads`."""
    routes = Blueprint("life", __name__, description="What is asked about a return, and what becomes of it")
    _findings(routes, door)
    _steps(routes, door)
    _threads(routes, door)
    return routes


def _by(door: Door, asker: Sender) -> By:
    return By(asker.client.client_id, ORGANISATION, door.received_now(), asked.origin())


def _findings(routes: Blueprint, door: Door) -> None:
    @routes.get("/returns/<return_id>/findings")
    @routes.doc(operationId="findings", security=BEARER)
    @problems(routes, *PROBLEMS_OF_READING)
    @routes.response(200, described.FindingsSchema)
    def show_findings(return_id: str) -> Response:
        """What was found in one version, each query with its explanation, also one given to an earlier version."""
        scope = asked.scope_of(asked.asker(door))
        kept = door.archive.return_(scope, return_id)
        return answer(findings_told(kept, door.explanations.of(scope, kept.organisation, kept.period.name)))

    @routes.put("/returns/<return_id>/findings/<key>/explanation")
    @routes.doc(operationId="explain", security=BEARER, requestBody=json_body(described.TextSchema))
    @problems(routes, *PROBLEMS_OF_WRITING)
    @routes.response(200, described.ExplanationSchema)
    def explain(return_id: str, key: str) -> Response:
        """Explain a query. Said again in other words, the last words stand."""
        asker = asked.asker(door)
        text = asked.read_body(described.TextSchema())["text"]
        given = door.explanations.give(asked.scope_of(asker), return_id, key, text, _by(door, asker))
        return answer(explanation_told(given))


def _steps(routes: Blueprint, door: Door) -> None:
    @routes.get("/returns/<return_id>/standing")
    @routes.doc(operationId="standing", security=BEARER)
    @problems(routes, *PROBLEMS_OF_READING)
    @routes.response(200, described.StandingSchema)
    def show_standing(return_id: str) -> Response:
        """Where one version stands, which steps it has taken, and which can be taken now."""
        scope = asked.scope_of(asked.asker(door))
        return answer(standing_told(return_id, door.steps.standing(scope, return_id)))

    @routes.post("/returns/<return_id>/sign-off")
    @routes.doc(operationId="signOff", security=BEARER, requestBody=json_body(described.SignOffSchema))
    @problems(routes, *PROBLEMS_OF_WRITING)
    @routes.response(200, described.StandingSchema)
    def sign_off(return_id: str) -> Response:
        """Sign a return off, once all its queries are explained; where it stands then."""
        asker = asked.asker(door)
        role = asked.read_body(described.SignOffSchema())["role"]
        scope, by = asked.scope_of(asker), _by(door, asker)
        return answer(standing_told(return_id, door.steps.take(scope, return_id, Move.SIGN_OFF, by, named_role=role)))

    @routes.post("/returns/<return_id>/withdrawal")
    @routes.doc(operationId="withdraw", security=BEARER, requestBody=json_body(described.WithdrawalSchema))
    @problems(routes, *PROBLEMS_OF_WRITING)
    @routes.response(200, described.StandingSchema)
    def withdraw(return_id: str) -> Response:
        """Withdraw a return that is not published; where it stands then. The document is kept."""
        asker = asked.asker(door)
        why = asked.read_body(described.WithdrawalSchema())["why"]
        scope, by = asked.scope_of(asker), _by(door, asker)
        return answer(standing_told(return_id, door.steps.take(scope, return_id, Move.WITHDRAW, by, why)))


def _threads(routes: Blueprint, door: Door) -> None:
    @routes.get("/returns/<return_id>/threads")
    @routes.doc(operationId="threads", security=BEARER)
    @problems(routes, *PROBLEMS_OF_READING)
    @routes.response(200, described.ThreadsSchema)
    def show_threads(return_id: str) -> Response:
        """What the sponsor team asked about one version, and what was said to it."""
        threads = door.threads.of(asked.scope_of(asked.asker(door)), return_id)
        return answer({"return_id": return_id, "threads": [thread_told(thread) for thread in threads]})

    @routes.post("/threads/<thread_id>/replies")
    @routes.doc(operationId="reply", security=BEARER, requestBody=json_body(described.TextSchema))
    @problems(routes, *PROBLEMS_OF_WRITING)
    @routes.response(201, described.ThreadSchema, description="Said; the thread as it is now")
    def reply(thread_id: str) -> Response:
        """Say something in a thread that is not closed."""
        asker = asked.asker(door)
        text = asked.read_body(described.TextSchema())["text"]
        thread = door.threads.reply(asked.scope_of(asker), thread_id, text, _by(door, asker))
        return answer(thread_told(thread), 201)
