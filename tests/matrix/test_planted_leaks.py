"""A hub that leaks is found to leak: each test lets a part of the hub show too much, and looks at what comes."""

from __future__ import annotations

import base64
import json
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from callers import BY_COLUMN, COASTS, COVE, MILL, MILLS
from canaries import mark
from canary_world import CanaryHub
from declared import Row
from flask import Response
from shown import leaks
from ways import CALLBACK, COMPLIANCE, request

from hub.charts import bars, drawn_bars
from hub.charts.bars import StackedBars
from hub.dashboards import screens
from hub.ingest import asked
from hub.known_people import KnownPeople
from hub.pictures import Pictures
from hub.scope import Scope

TOO_WIDE = Scope(COASTS, None, frozenset({MILL}))


def found(world: CanaryHub, column: str, method: str, address: str, words: str = "") -> list[str]:
    """What the detector says to an answer that somebody gets."""
    caller = BY_COLUMN[column]
    question = request(world, caller, Row(method, address, words, {}), world.places)
    answer = question.send(world)
    assert answer.status_code == 200, answer.status_code
    return leaks(world, caller, question, answer)


def a_number_of(world: CanaryHub, code: str) -> int:
    """One that is in a return of this body."""
    return next(number for number, owner in world.canaries.numbers.items() if owner == code)


def test_without_a_leak_nothing_is_found(world: CanaryHub) -> None:
    for address in ("/", COMPLIANCE, f"{COMPLIANCE}.csv", "/returns/{cove}"):
        assert not found(world, "sp", "GET", address)


def test_a_scope_that_is_too_wide_shows_texts_and_numbers_escaped_as_pages_have_them(
    world: CanaryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnownPeople, "scope", lambda *_: TOO_WIDE)
    for address in ("/", COMPLIANCE, f"{COMPLIANCE}.csv"):
        assert found(world, "sp", "GET", address), address
    told = found(world, "sp", "GET", "/returns/{mill}")
    assert any(f"is shown {mark(MILL)} of {MILL}" in leak for leak in told)
    assert sum(re.search(rf"is shown \d+ of {MILL}", leak) is not None for leak in told) > 60


def test_a_program_that_reads_anothers_document_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "scope_of", lambda _: Scope(MILLS))
    told = found(world, "pg", "GET", "/api/v1/returns/{mill}/document")
    assert len(told) > 60
    assert found(world, "pg", "GET", "/api/v1/returns")


def test_a_memory_that_does_not_ask_who_looks_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    of = Pictures.of

    def remembered(self: Pictures, scope: Scope, *asked: Any) -> Any:
        kept[:] = kept or [of(self, scope, *asked)]
        return kept[0]

    monkeypatch.setattr(Pictures, "of", remembered)
    assert not found(world, "sm", "GET", COMPLIANCE)
    assert found(world, "sp", "GET", COMPLIANCE)


def with_number(number: int, draw: Callable[[StackedBars], Any]) -> Callable[[StackedBars], Any]:
    """Draws a chart in which one category is called by a number that is not its reader's."""
    return lambda spec: draw(replace(spec, categories=(f"{number:,}", *spec.categories[1:])))


@pytest.mark.parametrize("name", ["upright", "lying"])
def test_a_number_in_a_drawing_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(drawn_bars, name, with_number(a_number_of(world, MILL), getattr(drawn_bars, name)))
    assert found(world, "sp", "GET", COMPLIANCE)


def test_a_number_in_a_figure_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "plotly_figure", with_number(a_number_of(world, MILL), bars.plotly_figure))
    assert found(world, "sp", "POST", CALLBACK, "page.children")


@pytest.mark.parametrize("hidden", [
    lambda number: {"hovertemplate": f"%{{y}} of {number:,}<extra></extra>"},
    lambda number: {"y": {"dtype": "i4", "bdata": base64.b64encode(struct.pack("<i", number)).decode()}},
    lambda number: {"customdata": [[float(number)]]},
], ids=["hover", "typed array", "data beside"])  # fmt: skip
def test_a_number_inside_a_trace_is_found(
    world: CanaryHub, monkeypatch: pytest.MonkeyPatch, hidden: Callable[[int], dict[str, Any]]
) -> None:
    figure_of, number = bars.plotly_figure, a_number_of(world, MILL)

    def leaking(spec: StackedBars) -> dict[str, Any]:
        figure = figure_of(spec)
        return {**figure, "data": [{**trace, **hidden(number)} for trace in figure["data"]]}

    monkeypatch.setattr(bars, "plotly_figure", leaking)
    assert found(world, "sp", "POST", CALLBACK, "page.children")


def test_a_number_in_a_file_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    leaking = "text/csv", lambda _: f"a;b\n1;{a_number_of(world, MILL)}\n".encode()
    monkeypatch.setitem(screens.FORMS, ".csv", leaking)
    assert found(world, "sp", "GET", f"{COMPLIANCE}.csv")


def test_a_header_that_tells_too_much_is_found(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(answer: Response) -> Response:
        answer.headers["X-Related"] = json.dumps({"to": world.places[MILL].latest})
        return answer

    hooks = world.hub.app.after_request_funcs
    monkeypatch.setitem(hooks, None, [*hooks.get(None, []), tell])
    assert found(world, "sp", "GET", "/returns/{cove}")


def test_what_somebody_asks_by_may_be_said_again_and_nothing_else(world: CanaryHub) -> None:
    assert not found(world, "sp", "GET", f"{COMPLIANCE}?organisation={{mill.code}}")
    caller = BY_COLUMN["si"]
    question = request(world, caller, Row("GET", f"{COMPLIANCE}?organisation={COVE}", "", {}), {})
    assert not leaks(world, caller, question, question.send(world))
