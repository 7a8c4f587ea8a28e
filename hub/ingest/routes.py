"""The routes of the API, all under `/api/v1`, and the one that gives a program its token.

Each turns a request into one call and its result into one answer. Errors pass through: `hub.app` answers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Flask, Response, request
from flask_smorest import Blueprint

from hub.auth import credentials, tokens
from hub.contract.strict_json import read_document
from hub.errors import DocumentUnreadable, NotAuthenticated, Unavailable
from hub.ingest import api_schemas as described
from hub.ingest import asked
from hub.ingest.answers import answer
from hub.ingest.contract_routes import contract_routes
from hub.ingest.description import OPENAPI, PREFIX, TOKEN_BODY, DescribedApi, describe, problems
from hub.ingest.door import Door
from hub.ingest.filing import KINDS
from hub.ingest.filing_routes import filing_routes
from hub.ingest.life_routes import life_routes
from hub.ingest.return_routes import return_routes
from hub.store.senders import Sender

log = structlog.get_logger(__name__)


def install(app: Flask, door: Door) -> tuple[Blueprint, ...]:
    """Add the API to an application. What it takes carries a credential of its own, never a cookie."""
    app.config.update(OPENAPI)
    api = DescribedApi(app)
    describe(api)
    beside_returns = [filing_routes(door, kind) for kind in KINDS]
    blueprints = (
        _token_routes(door), return_routes(door), life_routes(door), *beside_returns, contract_routes(door)
    )  # fmt: skip
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix=PREFIX)
    return blueprints


def _token_routes(door: Door) -> Blueprint:
    routes = Blueprint("tokens", __name__, description="Tokens for machine clients")

    @routes.post("/token")
    @routes.doc(operationId="token", requestBody=TOKEN_BODY)
    @problems(routes, 400, 401, 413, 503)
    @routes.response(200, described.TokenSchema)
    def issue_token() -> Response:
        """Exchange a client's id and secret for a short-lived token (client credentials)."""
        try:
            by = _sender(door)
        except (DocumentUnreadable, NotAuthenticated):
            door.rates.stranger(asked.address())
            raise
        door.rates.client(by.client.client_id)
        _note_use(door, by)
        token = tokens.issue(
            door.ring,
            issuer=door.config.address,
            audience=door.audience,
            client_id=by.client.client_id,
            organisation=by.organisation.code,
            now=door.now(),
            minutes=door.config.token_minutes,
            token_id=door.new_id(),
        )
        body = {"access_token": token, "token_type": "Bearer", "expires_in": door.config.token_minutes * 60}
        return answer(body, Cache_Control="no-store")

    return routes


def _sender(door: Door) -> Sender:
    """Whoever has these credentials. Raises: DocumentUnreadable; NotAuthenticated."""
    client_id, secret = _client_credentials()
    by = door.sender(client_id)
    known = credentials.secret_matches(secret, by.client.secret_hash if by else None)
    if by is None or not known or not by.usable_at(door.now()):
        raise NotAuthenticated("The client id or the secret is wrong.", "Check both, or ask the hub's operator.")
    return by


def _note_use(door: Door, by: Sender) -> None:
    """Note that the client was used. Whoever only reads can go on while nothing can be written."""
    try:
        door.clients.used(by.client, door.now())
    except Unavailable as fault:
        log.warning("last use of a client not noted", exc_info=fault)


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
