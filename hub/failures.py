"""Errors become answers: a page for a person, problem details for a program, a line in the log for who runs the hub.

The one place where that is done for a whole application. Which status an error of the domain has is
`hub.ingest.answers`; the words of a page are `hub.frame.error_page`.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from dash.exceptions import DashException
from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from hub.errors import HubError, TooManyRequests
from hub.frame import Page, render_error
from hub.ingest.answers import PROBLEM_JSON, bare_problem, failed, problem, status_of, too_long
from hub.noted import request_id

REFUSED = 400  # statuses from here on are errors
OURS = 500  # statuses from here on are a failure on this side
NOT_THERE, NOT_THAT_WAY = 404, 405
CHANGED = "This page has changed since it was opened. Load it again."
API = "/api/"
log = structlog.get_logger(__name__)


def answer_failures(app: Flask, page: Callable[[], Page], for_a_program: Callable[[], bool]) -> None:
    """Let an application answer every error. `page` makes the frame of an error page, for whoever is looking."""

    def shown(status: int, error: HubError | None = None) -> Response:
        said = error if error and status != NOT_THERE else None
        reference = _request_id() if status != NOT_THERE else ""
        html = render_error(
            status, page(), said.message if said else "", said.what_to_do if said else "", reference=reference
        )
        return Response(html, status, mimetype="text/html")

    def bare(status: int, detail: str = "") -> Response:
        return bare_problem(status, detail, _request_id()) if for_a_program() else shown(status)

    @app.errorhandler(HubError)
    def of_the_domain(error: HubError) -> Response:
        status = status_of(error)
        tell = log.warning if status >= OURS else log.info
        tell("refused", code=error.code, status=status, reason=error.facts.get("reason", ""))
        if _tells_nothing(status):
            return bare(NOT_THERE)
        answered = problem(error, _request_id()) if for_a_program() else shown(status, error)
        if isinstance(error, TooManyRequests):
            answered.headers["Retry-After"] = str(error.retry_after)
        return answered

    @app.errorhandler(HTTPException)
    def of_the_web(error: HTTPException) -> ResponseReturnValue:
        status = error.code or OURS
        if status < REFUSED:
            return redirect(error.get_response().location, status)
        if _tells_nothing(status):
            return bare(NOT_THERE)
        if isinstance(error, RequestEntityTooLarge) and for_a_program():
            return problem(too_long(), _request_id())
        answered = bare(status, error.description or error.name)
        for name in ("Allow", "Retry-After"):
            if value := error.get_response().headers.get(name):
                answered.headers[name] = value
        return answered

    @app.errorhandler(DashException)
    def of_dash(error: DashException) -> Response:
        """A request that no page of this version makes: an old tab after an upgrade, or somebody trying."""
        log.info("refused", code="not-ours", status=400, reason=type(error).__name__)
        return bare_problem(400, CHANGED, _request_id())

    @app.errorhandler(Exception)
    def of_ours(error: Exception) -> Response:
        log.error("failed", exc_info=error)
        return Response(failed(_request_id()), OURS, mimetype=PROBLEM_JSON) if for_a_program() else shown(OURS)


def _request_id() -> str:
    return request_id(request.environ)


def _tells_nothing(status: int) -> bool:
    """Whether there is one answer for what does not exist and what this caller may not see, whatever the reason.

    In the API, whose addresses everybody may read of, an error still tells which of them was meant.
    """
    return status in (NOT_THERE, NOT_THAT_WAY) and not request.path.startswith(API)
