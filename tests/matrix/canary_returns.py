"""Returns whose every text is a canary and whose every number nobody else has, in each version; self-assessments.

Made from the published schema, so that a member that a later version adds is in them; what must add up adds up.
"""

from __future__ import annotations

from typing import Any

from canaries import Canaries, mark, text

from hub.contract.codelists import codelist
from hub.contract.fields import AMOUNT, CELL, STATUS
from hub.contract.frameworks import framework
from hub.contract.json_schema import json_schema
from hub.contract.period import Period

Document = dict[str, Any]
CONTRACT, ASSESSMENT = "complaints-return", "self-assessment"
A_DAY = "2026-03-20"
LINES = 2  # entries of a list
ONE_ENTRY = ("partners", "actions/*/actions", "learning/*/actions")
CHOSEN = {  # where the first choice would not do; of a list several, for each entry one
    "/nil_return": False,
    "/received/services_exhaustive": True,
    "/learning/*/may_be_shared": (True, False),
    "/ombudsman/year": "2024-25",
    "/explanations/*/query": "Q11",
    "/learning/*/sharing/*/state": "done",
}


def canary_return(canaries: Canaries, owner: str, period_name: str, version: str) -> Document:
    """A return of the owner for a period, in a version of the contract."""
    document: Document = _Maker(canaries, owner, json_schema(CONTRACT, version)).document()
    period = Period.named(period_name)
    document["period"] = {"name": period.name, "start": period.start.isoformat(), "end": period.last_day.isoformat()}
    document["organisation"] = owner
    for entry in document["joint"]:
        entry["lead"], entry["partners"] = owner, [f"beside-{mark(owner)}"]
    for entry in document["learning"]:
        entry["actions"] = [action["id"] for action in document["actions"]]
    document["received"]["monthly"] = [{"month": month, "count": 0} for month in period.months]
    _add_up(canaries, owner, document)
    return document


def canary_assessment(canaries: Canaries, owner: str) -> Document:
    """A self-assessment of the owner, whose every text is a canary."""
    document: Document = _Maker(canaries, owner, json_schema(ASSESSMENT, "1.0")).document()
    found = framework("person-centred", "1.0")
    assert found is not None
    entry = document["scores"][0]
    scores = [{**entry, "statement": id_, "score": 2} for id_ in found.statements()]
    plan = [{**action, "part": "1", "statements": ["1.1"]} for action in document["action_plan"]]
    return {
        **document,
        "organisation": owner,
        "framework": {"id": found.id, "version": found.version},
        "review_on": "2027-03-20",
        "scores": scores,
        "action_plan": plan,
    }


class _Maker:
    """Walks a schema and writes something into every member."""

    def __init__(self, canaries: Canaries, owner: str, schema: Document) -> None:
        self._canaries, self._owner, self._schema = canaries, owner, schema

    def document(self) -> Any:
        return self._value(self._schema, "", 0)

    def _value(self, node: Document, place: str, at: int) -> Any:
        if place in CHOSEN:
            chosen = CHOSEN[place]
            return chosen[at] if isinstance(chosen, tuple) else chosen
        if STATUS in node.get("anyOf", ()):
            return self._value(next(choice for choice in node["anyOf"] if choice != STATUS), place, at)
        if node in (CELL, AMOUNT) or {**node, "title": 0} in ({**CELL, "title": 0}, {**AMOUNT, "title": 0}):
            return self._canaries.number(self._owner) + (0 if node["$ref"] == CELL["$ref"] else 0.25)
        if "$ref" in node:
            return self._value(self._schema["$defs"][node["$ref"].rpartition("/")[2]], place, at)
        if "properties" in node:
            return {name: self._value(child, f"{place}/{name}", at) for name, child in node["properties"].items()}
        if node.get("type") == "array":
            return [self._value(node["items"], f"{place}/*", n) for n in range(LINES)]
        return self._single(node, place, at)

    def _single(self, node: Document, place: str, at: int) -> Any:
        if node.get("type") == "number":
            return self._canaries.number(self._owner) + 0.25
        if "enum" in node:
            return node["enum"][0]
        if "x-codelist" in node:
            name = node["x-codelist"].removeprefix("codelists/").removesuffix(".csv")
            return [*codelist(name)][at]
        if node.get("format") == "date":
            return A_DAY
        if place.endswith("/id"):
            return f"{mark(self._owner)}-{place.split('/')[1]}-{at}"
        if node.get("pattern", "").startswith("[^"):
            return text(self._owner, f"{place.strip('/').replace('/*', '')}/{'abc'[at]}")
        return ""


def _add_up(canaries: Canaries, owner: str, document: Document) -> None:
    """Put numbers in the place of those that must add up."""
    received, load, wrong = document["received"], document["caseload"], document["went_wrong"]
    total = received["total"] = canaries.number(owner, 600_000_000, 900_000_000)
    for lines in (received["by_service"], received["monthly"], document["subjects"]):
        for line, count in zip(lines, canaries.parts(owner, total, len(lines)), strict=True):
            line["count"] = count
    for line in document["subjects"]:
        line["went_wrong"] = canaries.number(owner, most=line["count"])
    for line, count in zip(document["joint"], canaries.parts(owner, total // 2, LINES), strict=True):
        line["count"] = count
    closed = load["closed"] = canaries.number(owner, total // 2, total)
    load["brought_forward"] = canaries.number(owner, most=90_000_000)
    load["carried_forward"] = canaries.take(owner, load["brought_forward"] + total - closed)
    upheld, partly, not_upheld = canaries.parts(owner, closed, 3)
    wrong["count"] = canaries.take(owner, upheld + partly)
    wrong["outcomes"] = {"upheld": upheld, "partly_upheld": partly, "not_upheld": not_upheld}
    _fit(canaries, owner, document, total, closed)


def _fit(canaries: Canaries, owner: str, document: Document, total: int, closed: int) -> None:
    """Put numbers in the place of those that cannot be more than others."""
    promised = canaries.number(owner, closed // 2, closed)
    document["timescale"] = {"promised": promised, "within": canaries.number(owner, most=promised)}
    for group in document["feedback"].values():
        group["invited"] = canaries.number(owner, closed // 2)
        group["responses"] = canaries.number(owner, closed // 4, group["invited"])
        group["satisfied"] = canaries.number(owner, most=group["responses"])
    ways = [document[name] for name in ("early_resolution", "closer_look") if name in document]
    for way, count in zip(ways, canaries.parts(owner, closed - 1, len(ways)) if ways else (), strict=True):
        way["count"] = count
    for one in document.get("demographics", ()):
        for group in one["groups"]:
            group["received"] = canaries.number(owner, total // 3, total)
            group["went_wrong"] = canaries.number(owner, most=group["received"])
