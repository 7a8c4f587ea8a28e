"""The routes of the API, all under `/api/v1`: each turns a request into one call and its result into one answer.

What a return must be, and how it is kept, is `submission`. Errors pass through: `hub.app` answers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api, Blueprint

from hub.auth import credentials, tokens
from hub.contract.period import Period
from hub.contract.published import published
from hub.contract.strict_json import read_document
from hub.contract.versions import VERSIONS
from hub.errors import DocumentUnreadable, NotAuthenticated, NotFound, WrongMediaType
from hub.ingest import api_schemas as described
from hub.ingest.answers import answer
from hub.ingest.asking import idempotency_key, is_json, sender
from hub.ingest.door import Door
from hub.ingest.express import FAULT
from hub.ingest.receipt import receipt, summary
from hub.ingest.submission import check, submit
from hub.scope import Scope
from hub.store.senders import Sender

RETURNS_IN_A_PAGE = 100
OPENAPI = {
    "API_TITLE": "Oversight hub",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
}


class DescribedApi(Api):  # type: ignore[misc]
    """flask-smorest's registration and description; errors are answered by `hub.app`."""

    ERROR_SCHEMA = described.ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors alone: the API's error shape is `answers.problem`."""


def install(app: Flask, door: Door) -> tuple[Blueprint, ...]:
    """Add the API to an application. What it takes carries a credential of its own, never a cookie."""
    app.config.update(OPENAPI)
    api = DescribedApi(app)
    blueprints = (_token_routes(door), _return_routes(door), _contract_routes())
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix="/api/v1")
    return blueprints


def _sender(door: Door) -> Sender:
    return sender(door, request.headers.get("Authorization"))


def _body() -> bytes:
    if not is_json(request.content_type or ""):
        raise WrongMediaType(
            f"The body is declared as “{request.mimetype[:60] or 'nothing'}”.",
            "Send it with Content-Type: application/json.",
        )
    return request.get_data(cache=False)


def _scope(by: Sender) -> Scope:
    return Scope(by.department.code, frozenset({by.organisation.code}))


def _token_routes(door: Door) -> Blueprint:
    routes = Blueprint("tokens", __name__, description="Tokens for machine clients")

    @routes.post("/token")
    @routes.response(200, described.TokenSchema)
    @routes.alt_response(401, schema=described.ProblemSchema)
    def issue_token() -> Response:
        """Exchange a client's id and secret for a short-lived token (client credentials)."""
        client_id, secret = _client_credentials()
        by = door.sender(client_id)
        known = credentials.secret_matches(secret, by.client.secret_hash if by else None)
        if by is None or not known or not by.usable_at(door.now()):
            raise NotAuthenticated("The client id or the secret is wrong.", "Check both, or ask the hub's operator.")
        token = tokens.issue(
            door.ring,
            issuer=door.config.address,
            audience=door.audience,
            client_id=client_id,
            organisation=by.organisation.code,
            now=door.now(),
            minutes=door.config.token_minutes,
            token_id=door.new_id(),
        )
        body = {"access_token": token, "token_type": "Bearer", "expires_in": door.config.token_minutes * 60}
        return answer(body, Cache_Control="no-store")

    return routes


def _client_credentials() -> tuple[str, str]:
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        return basic.username or "", basic.password or ""
    sent: Mapping[str, Any] = read_document(request.get_data(cache=False)) if request.is_json else request.form
    if sent.get("grant_type") != "client_credentials":
        raise DocumentUnreadable(
            "The grant type is not client_credentials.",
            "Send grant_type=client_credentials with client_id and client_secret, as a form or as JSON.",
        )
    return str(sent.get("client_id", "")), str(sent.get("client_secret", ""))


def _return_routes(door: Door) -> Blueprint:
    routes = Blueprint("returns", __name__, description="Returns and their receipts")

    @routes.post("/returns")
    @routes.response(201, described.ReceiptSchema, description="Received: a new return, or its next version")
    @routes.alt_response(200, schema=described.ReceiptSchema, description="Received before: the same receipt")
    @routes.alt_response(409, schema=described.ProblemSchema)
    @routes.alt_response(422, schema=described.ProblemSchema)
    def submit_return() -> Response:
        """Send a return. The answer comes after it has been kept."""
        if FAULT in request.environ:  # it has been tried, without the framework around it
            raise request.environ[FAULT]
        by, key = _sender(door), idempotency_key(request.headers.get("Idempotency-Key"))
        kept = submit(door, _body(), by, key)
        facts = kept.receipt_facts
        return answer(receipt(facts), 200 if kept.replayed else 201, Location=f"/api/v1/returns/{facts.id}")

    @routes.post("/returns/check")
    @routes.response(200, described.VerdictSchema)
    @routes.alt_response(422, schema=described.VerdictSchema, description="The same verdict, with errors")
    def check_return() -> Response:
        """Give the verdict that sending would give; keep nothing."""
        by = _sender(door)
        verdict = check(door, _body(), by)
        body = {
            "accepted": verdict.accepted,
            "digest": f"sha-256:{verdict.sha256}",
            "findings": [finding.as_json() for finding in verdict.findings],
        }
        return answer(body, 200 if verdict.accepted else 422)

    _reading_routes(routes, door)
    return routes


def _reading_routes(routes: Blueprint, door: Door) -> None:
    @routes.get("/returns")
    @routes.response(200, described.ReturnsSchema)
    def list_returns() -> Response:
        """The sender's own returns, all versions, newest first."""
        by = _sender(door)
        returns = door.archive.returns(
            _scope(by), period=_period_asked(), limit=RETURNS_IN_A_PAGE + 1, before=request.args.get("before")
        )
        more = returns[RETURNS_IN_A_PAGE:]
        shown = returns[:RETURNS_IN_A_PAGE]
        return answer({"returns": [summary(kept) for kept in shown], "next": shown[-1].id if more else None})

    @routes.get("/returns/<return_id>")
    @routes.response(200, described.SummarySchema)
    def show_return(return_id: str) -> Response:
        """One version of a return."""
        return answer(summary(door.archive.return_(_scope(_sender(door)), return_id)))

    @routes.get("/returns/<return_id>/receipt")
    @routes.response(200, described.ReceiptSchema)
    def show_receipt(return_id: str) -> Response:
        """The receipt that was given when the return was sent."""
        return answer(receipt(door.archive.return_(_scope(_sender(door)), return_id)))

    @routes.get("/returns/<return_id>/document")
    @routes.response(200, {"type": "object"}, description="The bytes as they were sent")
    def show_document(return_id: str) -> Response:
        """The document, byte for byte as it was sent."""
        return Response(door.archive.document(_scope(_sender(door)), return_id), mimetype="application/json")


def _period_asked() -> str | None:
    name = request.args.get("period")
    try:
        return Period.named(name).name if name else None
    except ValueError as fault:
        raise NotFound("There is no such period.", "Name one such as 2026-27-Q1.") from fault


def _contract_routes() -> Blueprint:
    routes = Blueprint("contracts", __name__, description="What a return must be")

    @routes.get("/contracts")
    @routes.response(200, described.ContractsSchema)
    def list_contracts() -> Response:
        """The contracts, their versions and when each is open."""
        return answer(
            {
                "contracts": [
                    {
                        "contract": known.contract,
                        "version": known.version,
                        "opens": known.opens,
                        "closes": known.closes,
                        "schema": f"/api/v1/contracts/{known.contract}/{known.version}",
                    }
                    for known in VERSIONS
                ]
            }
        )

    @routes.get("/contracts/<contract>/<version>")
    @routes.response(200, {"type": "object"}, description="JSON Schema 2020-12")
    def show_contract(contract: str, version: str) -> Response:
        """The JSON Schema of one contract version."""
        if (contract, version) not in {(known.contract, known.version) for known in VERSIONS}:
            raise NotFound("There is no such contract version.", "See /api/v1/contracts for those there are.")
        file = published("contracts") / contract / f"{version}.json"
        return Response(file.read_bytes(), mimetype="application/schema+json")

    return routes
