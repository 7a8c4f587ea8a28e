"""Whatever goes wrong is said in one shape, and nothing that anybody sends makes the hub itself fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hub_under_test import CHECK, JSON, RETURNS, TOKEN, HubUnderTest, assert_problem
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from permits import Document, as_bytes, full_return

ANSWERS = {200, 201, 400, 401, 404, 405, 409, 413, 415, 422}
WHOLE = as_bytes(full_return())
REPLIED = settings(suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/", 404),
        ("PUT", RETURNS, 405),
        ("GET", TOKEN, 405),
        ("DELETE", f"{RETURNS}/1", 405),
        ("GET", "/.well-known/nothing", 404),
        ("POST", "/healthz", 404),
        ("GET", RETURNS, 401),
        ("GET", f"{RETURNS}/1", 401),
        ("POST", CHECK, 401),
        ("POST", TOKEN, 400),
    ],
)
def test_a_program_that_asks_wrongly_is_answered_in_problem_details(
    standing_hub: HubUnderTest, method: str, address: str, status: int
) -> None:
    answer = standing_hub.ask(method, address)
    assert_problem(answer, status)
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_refusal_of_a_return_has_its_kind_and_what_to_do(standing_hub: HubUnderTest) -> None:
    standing_hub.send(full_return(), key="one")
    kinds = [
        (standing_hub.send(b"{"), 400, "document-unreadable"),
        (standing_hub.send(b" " * 1_000_001), 413, "document-too-long"),
        (standing_hub.send(b"{}", content_type="text/csv"), 415, "wrong-media-type"),
        (standing_hub.send(b"{}"), 422, "return-refused"),
        (standing_hub.send({**full_return(), "notes": "Another"}, key="one"), 409, "conflict"),
        (standing_hub.read(f"{RETURNS}/1"), 404, "not-found"),
        (standing_hub.ask("GET", RETURNS), 401, "not-authenticated"),
    ]
    for answer, status, kind in kinds:
        assert_problem(answer, status, kind)


@REPLIED
@given(raw=st.binary(max_size=300))
@example(raw=b"{}")  # the shortest document: it is judged, and what was only checked is answered with the verdict
def test_no_bytes_make_the_hub_fail(standing_hub: HubUnderTest, raw: bytes) -> None:
    is_a_document = raw.strip() == b"{}"
    assert_problem(standing_hub.send(raw), 422 if is_a_document else 400)
    checked = standing_hub.send(raw, to=CHECK)
    if is_a_document:
        assert (checked.status_code, checked.get_json()["accepted"]) == (422, False)
    else:
        assert_problem(checked, 400)
    assert_problem(standing_hub.ask("POST", TOKEN, data=raw, content_type=JSON), 400)


@REPLIED
@given(data=st.data())
def test_no_damaged_return_makes_the_hub_fail(standing_hub: HubUnderTest, data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(WHOLE)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b'"', b"\\u0000", b"\\ud800", b"1e999", b"-0", b"null"]))
    damaged = WHOLE[:where] + put + WHOLE[where + cut :]
    assert_one_answer(standing_hub, damaged)


odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**80), 2**80),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["", " ", "2026-02-30", "not_collected", "9" * 400, "=1+1", "\u2028", "<script>"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


def places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for name, child in inner for found in [(*path, name), *places(child, (*path, name))]]


def changed(document: Document, path: tuple[str | int, ...], value: Any) -> Document:
    parent: Any = document
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return document


@REPLIED
@given(path=st.sampled_from(places(full_return())), value=odd)
def test_no_odd_value_in_a_return_makes_the_hub_fail(
    standing_hub: HubUnderTest, path: tuple[str | int, ...], value: Any
) -> None:
    assert_one_answer(standing_hub, as_bytes(changed(full_return(), path, value)))


def assert_one_answer(hub: HubUnderTest, raw: bytes) -> None:
    """That a document is kept, or refused in problem details; and that checking it first says the same."""
    checked, sent = hub.send(raw, to=CHECK), hub.send(raw)
    assert {checked.status_code, sent.status_code} <= ANSWERS
    assert (checked.status_code == 200) == (sent.status_code in (200, 201))
    assert checked.get_json()["findings"] == sent.get_json()["findings"]
    if sent.status_code >= 400:
        assert_problem(sent, sent.status_code)
    else:
        kept = hub.read(f"{RETURNS}/{sent.get_json()['return_id']}/document")
        assert kept.data == raw
        assert json.loads(raw)["organisation"] == sent.get_json()["organisation"]
