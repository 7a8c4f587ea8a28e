"""The routes about contracts: which there are, the schema of each version, what the next version asks.

They need no token: whoever is to send returns reads here first.
"""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from hub.contract import versions
from hub.contract.published import published
from hub.contract.upgrade import upgrades
from hub.contract.versions import ContractVersion, closing, known_version
from hub.errors import NotFound
from hub.ingest import contract_schemas as described
from hub.ingest.answers import answer
from hub.ingest.closing import closing_headers
from hub.ingest.description import PREFIX, problems
from hub.ingest.door import Door

JSON_SCHEMA = "application/schema+json"


def contract_routes(door: Door) -> Blueprint:
    """The routes under `/contracts`."""
    routes = Blueprint("contracts", __name__, description="What a return must be")

    @routes.get("/contracts")
    @routes.doc(operationId="contracts")
    @problems(routes)
    @routes.response(200, described.ContractsSchema)
    def list_contracts() -> Response:
        """The contracts, their versions and when each is open."""
        return answer({"contracts": [_listed(known) for known in versions.VERSIONS]})

    @routes.get("/contracts/<contract>/<version>")
    @routes.doc(operationId="contract")
    @problems(routes, 404)
    @routes.response(200, {"type": "object"}, content_type=JSON_SCHEMA, description="JSON Schema 2020-12")
    def show_contract(contract: str, version: str) -> Response:
        """The JSON Schema of one contract version."""
        known = _known(contract, version)
        file = published("contracts") / known.contract / f"{known.version}.json"
        headers = closing_headers(closing(contract, version, door.config.today()))
        return Response(file.read_bytes(), mimetype=JSON_SCHEMA, headers=headers)

    @routes.get("/contracts/<contract>/<version>/upgrade")
    @routes.doc(operationId="upgrade")
    @problems(routes, 404)
    @routes.response(200, described.UpgradesSchema)
    def show_upgrade(contract: str, version: str) -> Response:
        """What a return of this version must add to be of the next version, and of the newest."""
        known = _known(contract, version)
        steps = {end: step and step.as_json() for end, step in upgrades(known).items()}
        headers = closing_headers(closing(contract, version, door.config.today()))
        return answer({"contract": known.contract, "version": known.version, **steps}, 200, **headers)

    return routes


def _known(contract: str, version: str) -> ContractVersion:
    found = known_version(contract, version)
    if found is None:
        raise NotFound("There is no such contract version.", "See /api/v1/contracts for those there are.")
    return found


def _listed(known: ContractVersion) -> dict[str, Any]:
    here = f"/api/v1/contracts/{known.contract}/{known.version}"
    return {
        "contract": known.contract,
        "version": known.version,
        "opens": known.opens,
        "closes": known.closes,
        "closing_announced": known.closing_announced,
        "schema": here,
        "upgrade": f"{here}/upgrade",
        "taken_at": f"{PREFIX}/{versions.CALLED[known.contract]}",
    }
