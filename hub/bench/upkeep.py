"""What keeping figures, sums, sheets and narratives ready adds to taking a return in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import hub.contract.figures
import hub.store.keeping
from hub.app import DATABASE, create_app
from hub.bench.documents import Documents
from hub.bench.hub_of_bodies import POST, HubOfBodies
from hub.bench.in_process import call
from hub.bench.measured import Series
from hub.contract.published import published

RETURNS = 100  # in a round
PROJECTION = ((hub.store.keeping, "put_figures"), (hub.contract.figures, "narrative_of"))  # for nothing but reading


def upkeep(folder: Path, rounds: int) -> Series:
    """A whole POST, divided by the same without what it does for the projection; by round."""
    folder.mkdir()
    example = (published("fixtures") / "demo" / "example.json").read_bytes()
    hub = HubOfBodies(folder, Documents(example, (rounds + 1) * RETURNS))
    ratios = []
    with _timed() as spent:
        app = create_app(hub.config)
        with closing(app.extensions[DATABASE]):
            for number in range(rounds + 1):
                spent.clear()
                begun = perf_counter()
                for place in range(number * RETURNS, (number + 1) * RETURNS):
                    status, body = call(app, "POST", POST, hub.documents[place], hub.headers(place))
                    if status != "201 CREATED":
                        raise RuntimeError(f"the hub did not take a return: {status} {body[:500]!r}")
                whole = perf_counter() - begun
                ratios.append(whole / (whole - sum(spent)))
    return Series("Taking a return in: with what is kept ready / without", "ratio", tuple(ratios[1:]))


@contextmanager
def _timed() -> Iterator[list[float]]:
    """What the projection took, act by act, while inside."""
    spent: list[float] = []
    before = [(module, name, getattr(module, name)) for module, name in PROJECTION]
    for module, name, act in before:
        setattr(module, name, _timing(act, spent))
    try:
        yield spent
    finally:
        for module, name, act in before:
            setattr(module, name, act)


def _timing(act: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = perf_counter()
        try:
            return act(*given, **named)
        finally:
            spent.append(perf_counter() - begun)

    return timed
