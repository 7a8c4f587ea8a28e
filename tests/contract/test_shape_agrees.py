"""Three readers of one shape: the published schema in two validators, and marshmallow, give the same verdict.

For every version of the contract. What the quick one takes is never looked at by the others, so that nothing may pass
it that marshmallow would refuse: of a hundred thousand documents, none.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import islice, product
from typing import Any

import jsonschema
import jsonschema_rs
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError
from mutants import Mutants, value_at
from return_documents import ROOT, Document, as_bytes, full_return, least_return
from return_strategies import ODD, places, spoilt
from version_strategies import valid_returns_of

from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape, shape_faults
from hub.contract.strict_json import read_document

NAME = "complaints-return"
VERSIONS = [version for contract, version in SCHEMAS if contract == NAME]
PATIENT = settings(suppress_health_check=list(HealthCheck))
MUTANTS = 100_000  # of all versions together
SOME = 2_000
SEED = 20_260_720
of_every_version = pytest.mark.parametrize("version", VERSIONS)


@cache
def published(version: str) -> dict[str, Any]:
    file: dict[str, Any] = json.loads((ROOT / "contracts" / NAME / f"{version}.json").read_text(encoding="utf-8"))
    return file


@cache
def compiled(version: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(published(version), validate_formats=True)


@cache
def thorough(version: str) -> jsonschema.Draft202012Validator:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(published(version), format_checker=checker)


def example(version: str) -> Document:
    """A return of this version with every member that it has."""
    told: Document = json.loads((ROOT / "fixtures" / "versions" / f"{version}.json").read_text(encoding="utf-8"))
    explanations = [{"query": "Q05", "pointer": "/actions/1", "text": "It waits for the summer."}]
    full = full_return()
    told["counting_rules"] = {**full["counting_rules"], **told["counting_rules"]}
    return {**full, **told, **({} if version == "1.0" else {"explanations": explanations})}


def starts(version: str) -> list[Document]:
    """Returns of this version to spoil: all that can be told and, where it differs, the least that must be."""
    everything = example(version)
    must_be = {name: part for name, part in everything.items() if name in published(version)["required"]}
    return [everything, {**must_be, **least_return(), "contract_version": version}]


def verdicts(document: Document, version: str, *, slowest: bool = True) -> dict[str, bool]:
    """What each reader says. The slowest is as slow as the others together, many times over."""
    document = read_document(as_bytes(document))
    found = {
        "compiled": compiled(version).is_valid(document),
        "hub": has_shape(document, NAME, version),
        "marshmallow": not shape_faults(document, NAME, version)[1],
    }
    return {**found, "jsonschema": thorough(version).is_valid(document)} if slowest else found


def disagreement(document: Document, version: str, *, slowest: bool = True) -> str:
    found = verdicts(document, version, slowest=slowest)
    return "" if len(set(found.values())) == 1 else f"{found}: {as_bytes(document).decode()[:3000]}"


@of_every_version
def test_the_published_schema_is_itself_valid(version: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published(version))


@of_every_version
def test_the_examples_have_the_shape(version: str) -> None:
    for document in starts(version):
        assert set(verdicts(document, version).values()) == {True}


@of_every_version
@PATIENT
@given(data=st.data())
def test_every_return_that_holds_has_the_shape(version: str, data: st.DataObject) -> None:
    assert set(verdicts(data.draw(valid_returns_of(version)), version).values()) == {True}


@of_every_version
@PATIENT
@given(data=st.data())
def test_spoilt_returns_get_one_verdict_from_all_readers(version: str, data: st.DataObject) -> None:
    assert not disagreement(data.draw(valid_returns_of(version).flatmap(spoilt)), version)


@of_every_version
@PATIENT
@given(data=st.data())
def test_a_full_return_spoilt_gets_one_verdict_from_all_readers(version: str, data: st.DataObject) -> None:
    assert not disagreement(data.draw(st.sampled_from(starts(version)).flatmap(spoilt)), version)


@of_every_version
def test_some_mutants_pass_and_none_by_the_compiled_schema_alone(version: str) -> None:
    found = compared(version, SOME)
    assert found["passed"] > SOME / 20
    assert found["refused"] > SOME / 3


@pytest.mark.slow
@of_every_version
def test_of_a_hundred_thousand_mutants_none_passes_the_compiled_schema_alone(version: str) -> None:
    compared(version, MUTANTS // len(VERSIONS) + 1)


def compared(version: str, number: int) -> Counter[str]:
    """How many mutants the compiled schema refused, and how many passed; what it takes, marshmallow takes too."""
    schema, found = SCHEMAS[NAME, version](), Counter[str]()
    for document in islice(Mutants(starts(version), SEED), number):
        passed = has_shape(document, NAME, version)
        found["passed" if passed else "refused"] += 1
        if passed:
            assert not refusal(schema, document), as_bytes(document).decode()[:6000]
    return found


def refusal(schema: Schema, document: Document) -> dict[str, Any]:
    """What marshmallow says against a document."""
    try:
        schema.load(document)
    except ValidationError as fault:
        return fault.messages_dict
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("path", places(full_return()), ids=lambda path: "/".join(map(str, path)))
def test_every_odd_value_in_every_place_gets_one_verdict(path: tuple[str | int, ...]) -> None:
    for value in ODD:
        document = full_return()
        value_at(document, path[:-1])[path[-1]] = value
        assert not disagreement(document, "1.0", slowest=False)


@pytest.mark.slow
def test_no_odd_value_anywhere_in_the_newest_version_passes_one_reader_alone() -> None:
    version = VERSIONS[-1]
    schema, raw = SCHEMAS[NAME, version](), orjson.dumps(example(version))
    for path, value in product(places(example(version)), ODD):
        document = orjson.loads(raw)
        value_at(document, path[:-1])[path[-1]] = value
        assert has_shape(document, NAME, version) is not bool(refusal(schema, document)), (path, value)
