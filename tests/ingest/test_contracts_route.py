"""What a return must be, and how to ask, is published by the hub itself, to anybody."""

from __future__ import annotations

import json

import pytest
from hub_under_test import CHECK, RETURNS, HubUnderTest, assert_problem
from jsonschema import Draft202012Validator
from permits import ROOT, full_return, least_return

OPENAPI = "/api/v1/openapi.json"
VERBS = {"get", "post", "put", "patch", "delete"}


def test_the_contracts_are_listed_with_their_schemas(standing_hub: HubUnderTest) -> None:
    listed = standing_hub.ask("GET", "/api/v1/contracts").get_json()["contracts"]
    assert [known["version"] for known in listed if known["contract"] == "complaints-return"] == ["1.0", "1.1", "2.0"]
    for known in listed:
        assert known["opens"] is known["closes"] is known["closing_announced"] is None
        schema = standing_hub.ask("GET", known["schema"])
        assert (schema.status_code, schema.mimetype) == (200, "application/schema+json")
        assert schema.data == (ROOT / "contracts" / known["contract"] / f"{known['version']}.json").read_bytes()
        Draft202012Validator.check_schema(schema.get_json(force=True))


def test_what_a_newer_version_asks_is_told_as_the_description_says(standing_hub: HubUnderTest) -> None:
    described = standing_hub.ask("GET", OPENAPI).get_json()
    told = described["paths"]["/api/v1/contracts/{contract}/{version}/upgrade"]["get"]["responses"]["200"]["content"]
    (schema,) = (content["schema"] for content in told.values())
    reader = Draft202012Validator({**schema, "components": described["components"]})
    ends = {}
    for known in standing_hub.ask("GET", "/api/v1/contracts").get_json()["contracts"]:
        answer = standing_hub.ask("GET", known["upgrade"])
        reader.validate(answer.get_json())
        steps = answer.get_json()
        ends[known["contract"], known["version"]] = {end: (steps[end] or {}).get("to") for end in ("next", "newest")}
    assert ends == {
        ("complaints-return", "1.0"): {"next": "1.1", "newest": "2.0"},
        ("complaints-return", "1.1"): {"next": "2.0", "newest": "2.0"},
        ("complaints-return", "2.0"): {"next": None, "newest": None},
        ("self-assessment", "1.0"): {"next": None, "newest": None},
        ("independent-tier-report", "1.0"): {"next": None, "newest": None},
    }


def test_a_body_that_adds_what_it_was_told_is_accepted_in_the_newer_version(standing_hub: HubUnderTest) -> None:
    asked = standing_hub.ask("GET", "/api/v1/contracts/complaints-return/1.0/upgrade").get_json()["newest"]
    document = {**least_return(), "contract_version": asked["to"]}
    for one in asked["must_add"]:
        if one["pointer"].count("/") == 1:
            assert "not_available" in one["allowed_instead"]
            document[one["pointer"][1:]] = "not_available"
    assert standing_hub.send(document, to=CHECK).get_json()["accepted"]


def test_a_return_holds_to_the_schema_that_the_hub_publishes(standing_hub: HubUnderTest) -> None:
    schema = json.loads(standing_hub.ask("GET", "/api/v1/contracts/complaints-return/1.0").data)
    for document in (full_return(), least_return()):
        Draft202012Validator(schema).validate(document)


def test_there_is_no_other_contract(standing_hub: HubUnderTest) -> None:
    for name in (
        "complaints-return/9.0",
        "complaints-return/9.0/upgrade",
        "complaints-return/1.0.json",
        "README/1.0",
        "codelists/subjects",
    ):
        assert_problem(standing_hub.ask("GET", f"/api/v1/contracts/{name}"), 404)


def test_the_description_of_the_api_can_be_read_and_names_every_route(standing_hub: HubUnderTest) -> None:
    described = standing_hub.ask("GET", OPENAPI).get_json()
    assert described["openapi"].startswith("3.1")
    told = {(path, verb) for path, item in described["paths"].items() for verb in item if verb in VERBS}
    routes = {
        (str(rule).replace("<", "{").replace(">", "}"), method.lower())
        for rule in standing_hub.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if str(rule).startswith("/api/") and str(rule) != OPENAPI
    }
    assert told == routes


@pytest.mark.slow
def test_a_tool_that_knows_nothing_of_the_hub_reads_the_description(standing_hub: HubUnderTest) -> None:
    import schemathesis  # takes seconds to load

    described = schemathesis.openapi.from_dict(standing_hub.ask("GET", OPENAPI).get_json())
    assert {operation.ok().path for operation in described.get_all_operations()} >= {RETURNS, CHECK}


@pytest.mark.parametrize("to", [RETURNS, CHECK])
def test_answers_are_as_the_description_says(standing_hub: HubUnderTest, to: str) -> None:
    described = standing_hub.ask("GET", OPENAPI).get_json()
    broken = {**full_return(), "colour": "blue"}
    for document in (full_return(), full_return(), broken):
        answer = standing_hub.send(document, to=to)
        told = described["paths"][to]["post"]["responses"][str(answer.status_code)]
        told = described["components"]["responses"][told["$ref"].split("/")[-1]] if "$ref" in told else told
        (schema,) = (content["schema"] for content in told["content"].values())
        Draft202012Validator({**schema, "components": described["components"]}).validate(answer.get_json())
