"""How the API describes itself to programs: OpenAPI 3.1, made from the routes and from the published contracts.

Describes; answers nothing but that. The committed copy is `contracts/openapi.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask_smorest import Api, Blueprint

from hub.contract import versions
from hub.contract.published import published
from hub.contract.versions import versions_of
from hub.ingest import api_schemas as described
from hub.ingest.answers import DETAILS, PROBLEM_JSON, TITLES
from hub.ingest.asking import LONGEST_KEY

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PREFIX = "/api/v1"
OPENAPI = {
    "API_TITLE": "Oversight hub",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json",
}
ABOUT = (
    "How a related organisation's programs send returns about complaints to its parent department, answer what is "
    "asked about them, and prove that they were received. contracts/README.md tells it in words, with examples."
)
TOO_MANY, AWAY = 429, 503
TRY_AGAIN = (TOO_MANY, AWAY)
RETRY_AFTER = {
    "description": "In how many seconds the same request may be sent again.",
    "schema": {"type": "integer", "minimum": 1},
}
Doc = dict[str, Any]
Route = Callable[..., Any]
BEARER: list[Doc] = [{"bearer": []}]
RETURN, ASSESSMENT, TIER_REPORT = "Return", "SelfAssessment", "TierReport"
DOCUMENTS = {  # by contract the component that stands for a document of any version, and its name in words
    versions.RETURN: (RETURN, "A return"),
    versions.ASSESSMENT: (ASSESSMENT, "A self-assessment"),
    versions.TIER_REPORT: (TIER_REPORT, "An independent tier's report"),
}
DEFINED, COMPONENT = "#/$defs/", "#/components/schemas/"


class DescribedApi(Api):  # type: ignore[misc]
    """flask-smorest's registration and description; errors are answered by `hub.app`."""

    ERROR_SCHEMA = described.ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = "Problem"

    def _register_error_handlers(self) -> None:
        """Leave errors alone: the API's error shape is `answers.problem`."""

    def _register_responses(self) -> None:
        """The ways in which it is told what went wrong, each for whichever operation names it."""
        components, content = self.spec.components, {PROBLEM_JSON: {"schema": described.ProblemSchema}}
        for status, title in TITLES.items():
            told = {"description": f"{title}. {DETAILS.get(status, '')}".strip(), "content": content}
            if status in TRY_AGAIN:
                told["headers"] = {"Retry-After": RETRY_AFTER}
            components.response(HTTPStatus(status).name, told, lazy=True)
        told = {"description": "Something is wrong with the request, or with the hub", "content": content}
        components.response(self.DEFAULT_ERROR_RESPONSE_NAME, told, lazy=True)


def describe(api: DescribedApi) -> None:
    """Say what is true of the whole API: what it is for, how a caller shows who it is, what a return is."""
    api.spec.options["info"] = {"description": ABOUT}
    told = f"A token of {PREFIX}/token, as “Authorization: Bearer ...”."
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "description": told})
    api.spec.components.security_scheme("client", {"type": "http", "scheme": "basic"})
    for contract, (component, _) in DOCUMENTS.items():
        for name, schema in document_schemas(contract, component).items():
            api.spec.components.schema(name, schema)


def document_schemas(contract: str, component: str) -> dict[str, Doc]:
    """The published schemas of a contract's versions, as components: their definitions get names of their own."""
    found: dict[str, Doc] = {}
    whole = []
    for known in versions_of(contract):
        name = f"{known.contract}-{known.version}"
        file = published("contracts") / known.contract / f"{known.version}.json"
        schema = json.loads(file.read_text("utf-8").replace(DEFINED, f"{COMPONENT}{name}."))
        for part, defined in schema.pop("$defs", {}).items():
            found[f"{name}.{part}"] = defined
        found[name] = {member: value for member, value in schema.items() if member not in ("$schema", "$id")}
        whole.append({"$ref": f"{COMPONENT}{name}"})
    found[component] = {
        "oneOf": whole,
        "description": f"{DOCUMENTS[contract][1]} in any contract version that is open.",
    }
    return found


def problems(routes: Blueprint, *statuses: int) -> Callable[[Route], Route]:
    """Say which problems an operation answers with, beside the ones that no operation is free of.

    Whoever asks, and for whatever, may ask too often.
    """

    def describing(route: Route) -> Route:
        for status in (*statuses, TOO_MANY):
            route = routes.alt_response(status, HTTPStatus(status).name)(route)
        return route

    return describing


def json_body(schema: Any, description: str = "") -> Doc:
    """A request body that must be there and be JSON."""
    return {"required": True, "content": {JSON: {"schema": schema}}, "description": description}


RETURN_BODY = json_body({"$ref": COMPONENT + RETURN}, "The return. It is kept byte for byte as it is sent.")
TOKEN_BODY = {
    "required": True,
    "content": {kind: {"schema": described.CredentialsSchema} for kind in (FORM, JSON)},
    "description": "The client's id and secret; they may be sent as HTTP Basic instead.",
}
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A text of the sender's choice that stands for one document: sent again, it is received once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}
PERIOD_ASKED = {
    "name": "period",
    "in": "query",
    "description": "Only returns for this period, such as 2026-27-Q1 or 2026-27.",
    "schema": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-Q[1-4])?$"},
}
BEFORE_ASKED = {
    "name": "before",
    "in": "query",
    "description": "The page after the return of this id: the `next` of the page before.",
    "schema": {"type": "string"},
}
