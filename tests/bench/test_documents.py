"""The returns that speed is measured with: all different, all returns."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hub.bench.documents import Documents
from hub.contract.circumstances import Circumstances
from hub.contract.judge import judge
from hub.contract.published import published
from hub.errors import SettingWrong

EXAMPLE = (published("fixtures") / "demo" / "example.json").read_bytes()


def test_every_document_is_a_return_of_its_own() -> None:
    documents = Documents(EXAMPLE, bodies=3)
    made = [documents[number] for number in range(len(documents))]
    assert len(set(made)) == len(documents) > 300
    for number in range(0, len(documents), 7):
        verdict = judge(made[number], Circumstances(date(2026, 10, 22), sender=documents.body_of(number)))
        assert verdict.findings == ()


def test_no_two_documents_tell_the_same_period_of_the_same_body() -> None:
    documents = Documents(EXAMPLE, bodies=3)
    told = [json.loads(documents[number]) for number in range(len(documents))]
    assert len({(one["organisation"], one["period"]["name"]) for one in told}) == len(documents)


def test_a_document_is_as_long_as_the_example() -> None:
    compact = len(json.dumps(json.loads(EXAMPLE), separators=(",", ":"), ensure_ascii=False).encode())
    documents = Documents(EXAMPLE, bodies=2)
    assert all(abs(len(documents[number]) - compact) < 100 for number in range(len(documents)))


def test_there_are_no_more_documents_than_bodies_and_periods_allow() -> None:
    documents = Documents(EXAMPLE, bodies=2)
    with pytest.raises(IndexError):
        documents[len(documents)]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"organisation": "a", "period": {"name": "soon"}}'])
def test_what_is_not_a_return_cannot_be_measured(raw: bytes) -> None:
    with pytest.raises(SettingWrong, match="not a return"):
        Documents(raw, bodies=1)
