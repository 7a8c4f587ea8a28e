"""Routes for sending returns and for reading back what was received: a request becomes one call, its result an answer.

What a return must be, and how it is kept, is `submission`. Errors pass through: `hub.app` answers them.
"""

from __future__ import annotations

from flask import Response, request
from flask_smorest import Blueprint

from hub.contract.versions import closing
from hub.ingest import api_schemas as described
from hub.ingest import asked
from hub.ingest.answers import answer
from hub.ingest.closing import closing_headers
from hub.ingest.description import BEARER, BEFORE_ASKED, KEY_HEADER, PERIOD_ASKED, RETURN_BODY, problems
from hub.ingest.door import Door
from hub.ingest.express import FAULT
from hub.ingest.receipt import receipt, summary
from hub.ingest.submission import Asked, check, submit

RETURNS_IN_A_PAGE = 100


def return_routes(door: Door) -> Blueprint:
    """Sending, checking, reading."""
    routes = Blueprint("returns", __name__, description="Returns and their receipts")

    @routes.post("/returns")
    @routes.doc(operationId="submit", security=BEARER, parameters=[KEY_HEADER], requestBody=RETURN_BODY)
    @problems(routes, 400, 401, 404, 409, 413, 415, 422, 503)
    @routes.response(201, described.ReceiptSchema, description="Received: a new return, or its next version")
    @routes.alt_response(200, schema=described.ReceiptSchema, description="Received before: the same receipt")
    def submit_return() -> Response:
        """Send a return. The answer comes after it has been kept."""
        if FAULT in request.environ:  # it has been tried, without the framework around it
            raise request.environ[FAULT]
        by = Asked(asked.asker(door), asked.key(), asked.origin())
        kept = submit(door, asked.body(), lambda: by)
        facts = kept.receipt_facts
        headers = closing_headers(closing(facts.contract, facts.contract_version, door.config.today()))
        place = f"/api/v1/returns/{facts.id}"
        return answer(receipt(facts), 200 if kept.replayed else 201, Location=place, **headers)

    @routes.post("/returns/check")
    @routes.doc(operationId="check", security=BEARER, requestBody=RETURN_BODY)
    @problems(routes, 400, 401, 404, 413, 415, 503)
    @routes.response(200, described.VerdictSchema, description="It would be accepted")
    @routes.alt_response(422, schema=described.VerdictSchema, description="It would be refused")
    def check_return() -> Response:
        """Give the verdict that sending would give; keep nothing."""
        by = asked.asker(door)
        verdict = check(door, asked.body(), by)
        body = {
            "accepted": verdict.accepted,
            "digest": f"sha-256:{verdict.sha256}",
            "findings": [finding.as_json() for finding in verdict.findings],
        }
        headers = closing_headers(closing(verdict.contract, verdict.contract_version, door.config.today()))
        return answer(body, 200 if verdict.accepted else 422, **headers)

    _reading(routes, door)
    return routes


def _reading(routes: Blueprint, door: Door) -> None:
    @routes.get("/returns")
    @routes.doc(operationId="list", security=BEARER, parameters=[PERIOD_ASKED, BEFORE_ASKED])
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.ReturnsSchema)
    def list_returns() -> Response:
        """The sender's own returns, all versions, newest first."""
        scope = asked.scope_of(asked.asker(door))
        returns = door.archive.returns(
            scope, period=asked.period_name(), limit=RETURNS_IN_A_PAGE + 1, before=request.args.get("before")
        )
        more = returns[RETURNS_IN_A_PAGE:]
        shown = returns[:RETURNS_IN_A_PAGE]
        return answer({"returns": [summary(kept) for kept in shown], "next": shown[-1].id if more else None})

    @routes.get("/returns/<return_id>")
    @routes.doc(operationId="show", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.SummarySchema)
    def show_return(return_id: str) -> Response:
        """One version of a return."""
        return answer(summary(door.archive.return_(asked.scope_of(asked.asker(door)), return_id)))

    @routes.get("/returns/<return_id>/receipt")
    @routes.doc(operationId="receipt", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.ReceiptSchema)
    def show_receipt(return_id: str) -> Response:
        """The receipt that was given when the return was sent."""
        return answer(receipt(door.archive.return_(asked.scope_of(asked.asker(door)), return_id)))

    @routes.get("/returns/<return_id>/document")
    @routes.doc(operationId="document", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, {"type": "object"}, description="The bytes as they were sent")
    def show_document(return_id: str) -> Response:
        """The document, byte for byte as it was sent."""
        scope = asked.scope_of(asked.asker(door))
        return Response(door.archive.document(scope, return_id), mimetype="application/json")
