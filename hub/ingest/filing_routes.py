"""Routes for what is sent beside returns, the same for every contract: send, check, list, show, receipt, document.

A request becomes one call, its result an answer. What a document must be, and how it is kept, is `filing`.
"""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from hub.contract.engine import Verdict
from hub.contract.versions import closing
from hub.ingest import api_schemas as described
from hub.ingest import asked
from hub.ingest.answers import answer
from hub.ingest.closing import closing_headers
from hub.ingest.description import BEARER, BEFORE_ASKED, COMPONENT, KEY_HEADER, PREFIX, json_body, problems
from hub.ingest.door import Door
from hub.ingest.filing import Kind, check_filing, file
from hub.ingest.receipt import filing_summary, receipt
from hub.ingest.submission import Asked

IN_A_PAGE = 100


def filing_routes(door: Door, kind: Kind) -> Blueprint:
    """The routes of one contract."""
    routes = Blueprint(kind.called, __name__, description=f"{kind.called.capitalize()} and their receipts")
    _sending(routes, door, kind)
    _reading(routes, door, kind)
    return routes


def _sending(routes: Blueprint, door: Door, kind: Kind) -> None:
    body = json_body({"$ref": COMPONENT + kind.component}, f"The {kind.noun}. It is kept byte for byte as it is sent.")

    @routes.post(f"/{kind.called}")
    @routes.doc(operationId=f"submit{kind.component}", security=BEARER, parameters=[KEY_HEADER], requestBody=body)
    @problems(routes, 400, 401, 404, 409, 413, 415, 422, 503)
    @routes.response(201, described.FilingReceiptSchema, description="Received: a new document, or its next version")
    @routes.alt_response(200, schema=described.FilingReceiptSchema, description="Received before: the same receipt")
    def submit_filing() -> Response:
        """Send one. The answer comes after it has been kept."""
        by = Asked(asked.asker(door, tiers_too=kind.of_tier), asked.key(), asked.origin())
        kept = file(door, kind, asked.body(), by)
        told = kept.filing
        place = f"{PREFIX}/{kind.called}/{told.id}"
        closes = closing_headers(closing(told.contract, told.contract_version, door.config.today()))
        return answer(receipt(told), 200 if kept.replayed else 201, Location=place, **closes)

    @routes.post(f"/{kind.called}/check")
    @routes.doc(operationId=f"check{kind.component}", security=BEARER, requestBody=body)
    @problems(routes, 400, 401, 404, 413, 415, 503)
    @routes.response(200, described.VerdictSchema, description="It would be accepted")
    @routes.alt_response(422, schema=described.VerdictSchema, description="It would be refused")
    def check_only() -> Response:
        """Give the verdict that sending would give; keep nothing."""
        by = asked.asker(door, tiers_too=kind.of_tier)
        verdict = check_filing(door, kind, asked.body(), by)
        closes = closing_headers(closing(verdict.contract, verdict.contract_version, door.config.today()))
        return answer(_told(verdict), 200 if verdict.accepted else 422, **closes)


def _reading(routes: Blueprint, door: Door, kind: Kind) -> None:
    address = f"{PREFIX}/{kind.called}"

    @routes.get(f"/{kind.called}")
    @routes.doc(operationId=f"list{kind.component}", security=BEARER, parameters=[BEFORE_ASKED])
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.FilingsSchema)
    def list_filings() -> Response:
        """The sender's own, all versions, newest first."""
        scope = kind.scope(door, asked.asker(door, tiers_too=kind.of_tier))
        found = door.filings.of(scope, kind.contract, limit=IN_A_PAGE + 1, before=request.args.get("before"))
        shown, more = found[:IN_A_PAGE], found[IN_A_PAGE:]
        listed = [filing_summary(filing, address) for filing in shown]
        return answer({"documents": listed, "next": shown[-1].id if more else None})

    @routes.get(f"/{kind.called}/<filing_id>")
    @routes.doc(operationId=f"show{kind.component}", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.FilingSummarySchema)
    def show_filing(filing_id: str) -> Response:
        """One version."""
        scope = kind.scope(door, asked.asker(door, tiers_too=kind.of_tier))
        return answer(filing_summary(door.filings.one(scope, kind.contract, filing_id), address))

    @routes.get(f"/{kind.called}/<filing_id>/receipt")
    @routes.doc(operationId=f"receipt{kind.component}", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, described.FilingReceiptSchema)
    def show_receipt(filing_id: str) -> Response:
        """The receipt that was given when it was sent."""
        scope = kind.scope(door, asked.asker(door, tiers_too=kind.of_tier))
        return answer(receipt(door.filings.one(scope, kind.contract, filing_id)))

    @routes.get(f"/{kind.called}/<filing_id>/document")
    @routes.doc(operationId=f"document{kind.component}", security=BEARER)
    @problems(routes, 401, 404, 503)
    @routes.response(200, {"type": "object"}, description="The bytes as they were sent")
    def show_document(filing_id: str) -> Response:
        """The document, byte for byte as it was sent."""
        scope = kind.scope(door, asked.asker(door, tiers_too=kind.of_tier))
        return Response(door.filings.document(scope, kind.contract, filing_id), mimetype="application/json")


def _told(verdict: Verdict[Any]) -> dict[str, Any]:
    findings = [finding.as_json() for finding in verdict.findings]
    return {"accepted": verdict.accepted, "digest": f"sha-256:{verdict.sha256}", "findings": findings}
