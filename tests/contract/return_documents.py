"""Documents to start from: a full return and the least that is one, of a body that does not exist."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hub.contract.circumstances import Circumstances, Organisation

ROOT = Path(__file__).resolve().parents[2]
Document = dict[str, Any]

SENDER = "lantern-hill-permits"
BODY = Organisation(code=SENDER, name="Lantern Hill Permits", opened_on=date(2015, 4, 1))
NOW = Circumstances(today=date(2026, 7, 20), sender=SENDER, organisation=BODY)
UNKNOWN = "not_available"
NOT_ASKED = {"complainants": "not_collected", "complained_about": "not_collected", "investigators": "not_collected"}


def as_bytes(document: Document) -> bytes:
    """The document as a sender would send it."""
    return json.dumps(document, ensure_ascii=False).encode()


def least_return() -> Document:
    """Only what must be there."""
    return {
        "contract": "complaints-return",
        "contract_version": "1.0",
        "organisation": SENDER,
        "period": {"name": "2026-27-Q1", "start": "2026-04-01", "end": "2026-06-30"},
        "nil_return": False,
        "signed_off_by": {"role": "Head of Customer Relations", "on": "2026-07-17"},
        "counting_rules": {"subject_coding": "primary"},
        "received": {"total": 20},
        "subjects": "not_collected",
        "went_wrong": {"count": "not_available"},
        "actions": [],
        "learning": [],
        "feedback": dict(NOT_ASKED),
    }


def full_return() -> Document:
    """Every member that the contract has, with nothing to refuse and nothing to ask."""
    return {
        **least_return(),
        "source": "Case system, extract of 3 July 2026",
        "notes": "One office was closed in May.",
        "counting_rules": _counting_rules(),
        "exposure": {"what": "permits decided", "quantity": 4100, "source": "Permit register", "as_at": "2026-06-30"},
        "received": _received(),
        "joint": [{"service": "Market days", "lead": SENDER, "partners": ["tern-bridge-council"], "count": 3}],
        "caseload": {"brought_forward": 6, "closed": 17, "carried_forward": 9},
        "subjects": _subjects(),
        "went_wrong": {"count": 8, "outcomes": {"upheld": 5, "partly_upheld": 3, "not_upheld": 9}},
        "timescale": {"promised": 15, "within": 12},
        "actions": _actions(),
        "learning": _learning(),
        "feedback": _feedback(),
        "ombudsman": {
            "year": "2025-26", "accepted": 2, "reported": 2, "upheld": 1, "partly_upheld": 0, "not_upheld": 1,
        },
    }  # fmt: skip


def _counting_rules() -> Document:
    return {
        "subject_coding": "primary",
        "rounding_base": 1,
        "oral_complaints": "counted",
        "resolved_on_the_spot": "not_counted",
        "letters_from_mps": "counted",
        "requests_for_service": "not_applicable",
        "explanation": "Complaints settled at the counter are not recorded.",
    }


def _received() -> Document:
    return {
        "total": 20,
        "services_exhaustive": True,
        "by_service": [{"service": "Street permits", "count": 12}, {"service": "Market permits", "count": 8}],
        "monthly": [
            {"month": "2026-04", "count": 7},
            {"month": "2026-05", "count": 5},
            {"month": "2026-06", "count": {"value": 8, "marked": "provisional"}},
        ],
    }


def _subjects() -> list[Document]:
    return [
        {"subject": "delay", "local_label": "Late renewals", "count": 11, "went_wrong": 5},
        {"subject": "wrong-decision", "local_label": "Refused permits", "count": 6, "went_wrong": 3},
        {"subject": "not-told", "count": 3},
    ]


def _actions() -> list[Document]:
    return [
        {
            "id": "A1", "what": "Apologised to everybody whose renewal was late", "remedy": "apology",
            "subject": "delay", "number": 5, "owner": "Renewals team",
            "begins": "2026-04-14", "due": "2026-06-30", "completed": "2026-06-12",
        },
        {
            "id": "A2", "what": "Two more people read renewals", "remedy": "capacity-added",
            "owner": "Renewals team", "begins": "2026-05-04", "due": "2026-09-30",
        },
    ]  # fmt: skip


def _learning() -> list[Document]:
    return [
        {
            "id": "L1", "identified": "Renewals wait because the form asks for a photograph twice",
            "used": "The second request was taken out of the form", "subject": "delay", "actions": ["A1", "A2"],
            "measure": {
                "name": "Renewals decided in 20 days", "definition": "Of those complete on arrival",
                "direction": "up", "baseline": 61.5, "target": 90, "latest": 78, "unit": "per cent",
                "review_on": "2026-09-30",
            },
            "sharing": [
                {"channel": "website", "where": "Renewals page", "on": "2026-06-20", "state": "done"},
                {"channel": "newsletter", "where": "Traders' bulletin", "state": "planned"},
            ],
        },
    ]  # fmt: skip


def _feedback() -> Document:
    return {
        "complainants": {"invited": 17, "responses": 6, "satisfied": 4, "summary": "Most wanted to be called."},
        "complained_about": {"invited": 9, "responses": 5, "satisfied": "not_collected"},
        "investigators": "suppressed_at_source",
    }


def outcomes(upheld: Any, partly: Any, not_upheld: Any) -> Document:
    """What was decided about the complaints closed."""
    return {"upheld": upheld, "partly_upheld": partly, "not_upheld": not_upheld}


def services(*counts: Any) -> list[Document]:
    """So many services with their counts."""
    return [{"service": f"Service {n}", "count": count} for n, count in enumerate(counts, 1)]


def months(*counts: Any) -> list[Document]:
    """The months from April 2026 with their counts."""
    return [{"month": f"2026-0{n}", "count": count} for n, count in enumerate(counts, 4)]


def lines(*counts: Any) -> list[Document]:
    """So many lines of one subject with their counts."""
    return [{"subject": "delay", "local_label": f"Line {n}", "count": count} for n, count in enumerate(counts, 1)]
