"""Three readers of one shape: the published schema in two validators, and marshmallow, give the same verdict."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import ROOT, Document, as_bytes, full_return, least_return
from return_strategies import ODD, places, spoilt, valid_returns

from hub.contract.shape import has_shape, shape_faults
from hub.contract.strict_json import read_document

FILE = json.loads((ROOT / "contracts" / "complaints-return" / "1.0.json").read_text(encoding="utf-8"))
QUICK = jsonschema_rs.validator_for(FILE, validate_formats=True)
THOROUGH = jsonschema.Draft202012Validator(FILE, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
CONTRACT = ("complaints-return", "1.0")
PATIENT = settings(suppress_health_check=list(HealthCheck))


def verdicts(document: Document) -> dict[str, bool]:
    document = read_document(as_bytes(document))
    return {
        "compiled": QUICK.is_valid(document),
        "hub": has_shape(document, *CONTRACT),
        "jsonschema": THOROUGH.is_valid(document),
        "marshmallow": not shape_faults(document, *CONTRACT)[1],
    }


def disagreement(document: Document) -> str:
    found = verdicts(document)
    return "" if len(set(found.values())) == 1 else f"{found}: {as_bytes(document).decode()[:3000]}"


def test_the_published_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(FILE)


@pytest.mark.parametrize("start", [full_return, least_return])
def test_the_examples_have_the_shape(start: Any) -> None:
    assert set(verdicts(start()).values()) == {True}


@PATIENT
@given(document=valid_returns())
def test_every_return_that_holds_has_the_shape(document: Document) -> None:
    assert set(verdicts(document).values()) == {True}


@PATIENT
@given(document=valid_returns().flatmap(spoilt))
def test_spoilt_returns_get_one_verdict_from_all_readers(document: Document) -> None:
    assert not disagreement(document)


@PATIENT
@given(document=st.just(full_return()).flatmap(spoilt))
def test_a_full_return_spoilt_gets_one_verdict_from_all_readers(document: Document) -> None:
    assert not disagreement(document)


@pytest.mark.slow
@pytest.mark.parametrize("path", places(full_return()), ids=lambda path: "/".join(map(str, path)))
def test_every_odd_value_in_every_place_gets_one_verdict(path: tuple[str | int, ...]) -> None:
    for value in ODD:
        document = full_return()
        parent: Any = document
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = value
        assert not disagreement(document)
