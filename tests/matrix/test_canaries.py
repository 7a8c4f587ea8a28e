"""No answer shows a canary of anybody whom its caller may not see: whoever asks, in whatever order, also at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from asked_of_all import Question, beside_the_matrix, questions
from callers import COVE
from canaries import LEAST, Canaries, mark
from canary_returns import ASSESSMENT, CONTRACT, canary_assessment, canary_return
from canary_world import METRICS_TOKEN, CanaryHub
from leaks import found_in
from log_under_test import listening
from shown import leaks

from hub.contract.members import members
from hub.contract.schemas import SCHEMAS
from hub.store.archive import Archive

AT_ONCE = 4
VERSIONS = [version for contract, version in SCHEMAS if contract == CONTRACT]
OF_TEXT, OF_NUMBERS = "a text of at most", ("a whole number, 0 or more", "a number, 0 or more", "a number")
NUMBERS = 60  # that a return of the newest version has at least
NOT_ANSWERING = 503  # what the provider that answers nobody comes to


def test_whoever_asks_in_whatever_order_sees_nobody_elses_canary(world: CanaryHub) -> None:
    assert not leaks_in(world, beside_the_matrix(world))
    asked = questions(world)
    Random(1).shuffle(asked)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = threads.map(lambda turn: leaks_in(world, asked[turn::AT_ONCE]), range(AT_ONCE))
        assert not [leak for leaks in found for leak in leaks]


def test_the_log_tells_nothing_that_belongs_to_anybody(world: CanaryHub) -> None:
    asked = questions(world)
    Random(2).shuffle(asked)
    with listening() as log:
        leaks_in(world, asked[:500])
        assert len(log.lines("request")) == 500
    assert not found_in(world.canaries, log.text.encode())


def test_figures_about_the_hub_tell_nothing_that_belongs_to_anybody(world: CanaryHub) -> None:
    answer = world.ask("GET", "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
    assert answer.status_code == 200
    assert not found_in(world.canaries, answer.get_data())


def test_a_failure_of_ours_repeats_nothing(world: CanaryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    place = world.places[COVE]

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"the words of {mark(COVE)} and {next(iter(world.canaries.numbers))}")

    monkeypatch.setattr(Archive, "return_", fails)
    with listening() as log:
        for column, address in (("sp", f"/returns/{place.latest}"), ("pg", f"/api/v1/returns/{place.latest}")):
            answer = world.ask("GET", address, headers=world.shown[column])
            assert answer.status_code == 500
            assert COVE not in {found.owner for found in found_in(world.canaries, answer.get_data())}
    assert "RuntimeError" in log.text
    assert not found_in(world.canaries, log.text.encode())


def leaks_in(world: CanaryHub, asked: Iterable[Question]) -> list[str]:
    """Every leak, each with what was asked."""
    found = []
    for question in asked:
        answer = question.asked.send(world)
        assert answer.status_code < 500 or answer.status_code == NOT_ANSWERING, question.name
        found += [f"{question.name}: {leak}" for leak in leaks(world, question.caller, question.asked, answer)]
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_narrative_field_and_every_number_of_a_return_is_a_canary(version: str) -> None:
    canaries = Canaries()
    document = canary_return(canaries, COVE, "2026-27-Q1", version)
    numbers: list[float] = []
    for place, member in members(CONTRACT, version).items():
        values = [*_values(document, place.strip("/").split("/"))]
        assert values, f"{place} has no canary"
        if member.kind.startswith(OF_TEXT):
            assert all(mark(COVE) in value.lower() for value in values), place
        elif member.kind in OF_NUMBERS:
            assert all(int(value) in canaries.numbers for value in values), place
            numbers += values
    assert len({*numbers}) == len(numbers)
    assert min(numbers) >= LEAST


def test_every_narrative_field_of_a_self_assessment_is_a_canary() -> None:
    document = canary_assessment(Canaries(), COVE)
    for place, member in members(ASSESSMENT, "1.0").items():
        values = [*_values(document, place.strip("/").split("/"))]
        assert values, f"{place} has no canary"
        if member.kind.startswith(OF_TEXT):
            assert all(mark(COVE) in value.lower() for value in values), place


def test_who_may_see_a_self_assessment_is_shown_its_canaries(world: CanaryHub) -> None:
    address = f"/api/v1/self-assessments/{world.places[COVE].filing}/document"
    found = found_in(world.canaries, world.ask("GET", address, headers=world.shown["pg"]).get_data())
    assert {one.owner for one in found} == {COVE}
    assert mark(COVE) in {one.canary for one in found}


def _values(node: Any, parts: list[str]) -> Iterator[Any]:
    """Everything that stands at a place, where `*` is each entry of a list."""
    if not parts:
        yield node
    elif parts[0] == "*":
        for entry in node:
            yield from _values(entry, parts[1:])
    elif parts[0] in node:
        yield from _values(node[parts[0]], parts[1:])


def test_who_may_see_a_return_is_shown_its_canaries_in_each_form(world: CanaryHub) -> None:
    place = world.places[COVE]
    program = world.ask("GET", f"/api/v1/returns/{place.latest}/document", headers=world.shown["pg"])
    sponsor = world.ask("GET", f"/returns/{place.latest}", headers=world.shown["sp"])
    sent = {found.canary for found in found_in(world.canaries, program.get_data())}
    read = {found.canary for found in found_in(world.canaries, sponsor.get_data())}
    assert len(sent) > NUMBERS
    assert sent <= read
