"""The committed description is what the hub serves, tells every operation whole, and stands on its own."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hub_under_test import HubUnderTest
from jsonschema_rs import Draft202012Validator
from permits import ROOT, full_return

from hub.contract.versions import RETURN, versions_of
from hub.ingest import life_schemas
from hub.ingest.openapi import as_text, description
from hub.ingest.routes import PREFIX

FILE = ROOT / "contracts" / "openapi.json"
DESCRIBED: dict[str, Any] = json.loads(FILE.read_bytes())
OPERATIONS = {
    f"{verb} {path}": operation
    for path, item in DESCRIBED["paths"].items()
    for verb, operation in item.items()
    if verb != "parameters"
}
ONE = "/contracts/{contract}/{version}"
OPEN = {"post /token", "get /contracts", f"get {ONE}", f"get {ONE}/upgrade"}


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    return DESCRIBED["components"]["responses"][node["$ref"].split("/")[-1]] if "$ref" in node else node


def schema_of(name: str) -> Draft202012Validator:
    """A reader of one component; jsonschema-rs, since in jsonschema `$` lets a last line break pass."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": DESCRIBED["components"]})


def test_the_committed_description_is_made_from_the_code() -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(description()), "run: python -m hub.ingest.openapi"


def test_the_hub_serves_what_is_committed(standing_hub: HubUnderTest) -> None:
    assert standing_hub.ask("GET", f"{PREFIX}/openapi.json").get_json() == DESCRIBED


def test_every_reference_leads_somewhere_within() -> None:
    components = DESCRIBED["components"]
    for reference in re.findall(r'"\$ref": "([^"]+)"', FILE.read_text(encoding="utf-8")):
        _, place, kind, name = reference.split("/")
        assert (place, name in components[kind]) == ("components", True), reference


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_who_may_ask_and_what_can_go_wrong(name: str) -> None:
    operation = OPERATIONS[name]
    is_open = name.replace(PREFIX, "") in OPEN
    assert operation.get("security", []) == ([] if is_open else [{"bearer": []}])
    assert operation["operationId"]
    assert operation["summary"].endswith(".") or is_open
    answers = {status: resolved(told) for status, told in operation["responses"].items()}
    assert {"default", "429"} <= set(answers)
    assert all("Retry-After" in told["headers"] for status, told in answers.items() if status in ("429", "503"))
    assert is_open or {"401", "503"} <= set(answers)
    for status, told in answers.items():
        kinds = set(told["content"])
        assert kinds == {"application/problem+json"} or status in ("200", "201", "422")
        assert all(content["schema"] for content in told["content"].values())
    if not name.startswith("get"):
        assert operation["requestBody"]["required"]


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


def test_a_return_is_described_as_its_contract_describes_it() -> None:
    described = schema_of("Return")
    for known in versions_of(RETURN):
        document = json.loads((ROOT / "fixtures" / "versions" / f"{known.version}.json").read_bytes())
        described.validate(document)
        assert not described.is_valid(document | {"colour": "blue"})
    assert not described.is_valid(full_return() | {"contract_version": "9.9"})


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("Text", {"text": "x"}),
        ("Text", {"text": "\n x"}),
        ("Text", {"text": ""}),
        ("Text", {"text": "one\n\ttwo\r\nthree\n"}),
        ("Text", {"text": "bell\a"}),
        ("Text", {"text": "x\x85"}),
        ("Text", {"text": "\x7f"}),
        ("Text", {"text": "\u2003\u200b"}),
        ("Text", {"text": "x" * 20_001}),
        ("Text", {"text": None}),
        ("Text", {"text": 1}),
        ("Text", {}),
        ("Text", {"text": "x", "why": "y"}),
        ("SignOff", {"role": "x" * 200}),
        ("SignOff", {"role": "x" * 201}),
        ("SignOff", {"role": " Head of\tRelations"}),
        ("SignOff", {"role": "Head\n"}),
        ("SignOff", {"role": " Head "}),
        ("Withdrawal", {"why": "\u00a0"}),
        ("Withdrawal", {"why": "☃"}),
        ("Withdrawal", {"why": "\u3164x\u2800"}),
        ("Text", {"text": "👩\u200d🚒"}),
        ("SignOff", {"role": "e\u0301"}),
    ],
)
def test_what_is_sent_beside_returns_is_read_as_it_is_described(schema: str, told: dict[str, Any]) -> None:
    read = getattr(life_schemas, f"{schema}Schema")()
    assert schema_of(schema).is_valid(told) is (not read.validate(told))
