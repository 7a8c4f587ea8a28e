"""In the learning library everybody finds past their scope what a body shares, and no word or number of the rest."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from callers import BODIES, CALLERS, COVE, FEN, IN_THE_LIBRARY, Caller, Kind
from canary_world import CanaryHub

from hub.scope import Scope
from hub.store.archive import Archive

FINDS = [caller for caller in CALLERS if caller.kind is Kind.PERSON and caller.roles and not caller.after]
NOW = [caller for caller in FINDS if caller.column not in ("ed", "nb")]
Piece = dict[str, Any]


def told_last(world: CanaryHub, body: str) -> list[Piece]:
    """The learning of a body's last current return."""
    archive, scope = Archive(world.database), Scope(BODIES[body][0], frozenset({body}))
    last = max(archive.returns(scope, limit=50), key=lambda kept: (kept.current, kept.period.end))
    learning: list[Piece] = json.loads(archive.document(scope, last.id))["learning"]
    return learning


def rows(world: CanaryHub, caller: Caller, query: str = "") -> list[dict[str, str]]:
    text = world.page(caller.column, f"/learning.csv{query}")
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


@pytest.mark.parametrize("caller", NOW, ids=lambda caller: caller.words)
def test_what_a_body_shares_is_found_and_nothing_else_of_it(world: CanaryHub, caller: Caller) -> None:
    page, file = world.page(caller.column, "/learning"), rows(world, caller)
    found = {row["identified"] for row in file}
    for body in sorted({*BODIES} - {FEN}):
        shared, kept_back = told_last(world, body)
        sees, finds = body in caller.sees, body in IN_THE_LIBRARY[caller.roles[0].department]
        assert (shared["identified"] in found) == (sees or finds), body
        assert (kept_back["identified"] in found) == sees, body
        if not sees:
            hidden = [str(kept_back["measure"][name])[:9] for name in ("baseline", "target", "latest")]
            assert not [number for number in hidden if number in page.replace(",", "")], body


def test_words_that_are_not_shared_find_nothing_and_count_nothing(world: CanaryHub) -> None:
    _, kept_back = told_last(world, COVE)
    words = f'?words="{" ".join(kept_back["identified"].split()[:4])}"'  # names the body, and what it keeps back
    by_column = {caller.column: rows(world, caller, words) for caller in NOW}
    assert {column for column, found in by_column.items() if found} == {"se", "si", "sp", "na", "op"}
    for column in ("fo", "bo", "ti", "oc"):
        assert "No piece of learning, no organisation" in world.page(column, f"/learning{words}")
