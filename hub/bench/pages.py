"""How fast pages are: every screen of 300 organisations and twelve quarters, Dash's callback, and a browser's view.

Arranges what is measured and compares it. Times of the server are of this thread's processor, which other work on the
machine disturbs least; those in a browser are of the clock, beside a floor in the same round.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from flask import Flask, Response

from hub.auth.permissions import Area, Role
from hub.bench import machine
from hub.bench.in_browser import Seen, seen
from hub.bench.measured import Measured, Ratio, Series, divided
from hub.bench.pages_hub import PagesHub
from hub.dashboards.addresses import organisation_address
from hub.dashboards.pages.comparison.choices import ADDRESS as COMPARISON
from hub.dashboards.pages.compliance import ADDRESS as COMPLIANCE
from hub.dashboards.screen_list import SCREENS
from hub.serving import settle

ROUNDS = 5
MS, KB = "ms", "kB"
MILLISECONDS, BYTES_IN_KB = 1000, 1000
MOST_MS, MOST_OF_A_ROUTE, MOST_LATER = 15, 5, 1.5
MOST_FIRST, MOST_AFTERWARDS = 600, 60  # kB


@dataclass(slots=True)
class _Took:
    """Times of one page or callback, one for each round. Units: milliseconds."""

    drawn: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    route: list[float] = field(default_factory=list)
    within: list[float] = field(default_factory=list)


def measure(rounds: int = ROUNDS, *, browser: bool = True) -> Measured:
    """Everything about pages. Raises: Unavailable; SettingWrong when a browser is wanted and there is none."""
    with TemporaryDirectory(prefix="hub-bench-") as made:
        folder = Path(made)
        with closing(PagesHub.begun(folder)) as hub:
            usual = gc.get_threshold()
            settle()  # as a worker does when it begins to serve
            try:
                pages, callbacks = _pages(hub, rounds), _callbacks(hub, rounds)
            finally:
                gc.unfreeze()
                gc.set_threshold(*usual)
        first = seen(hub, folder, rounds) if browser else None
        return Measured(
            machine=f"{machine.description(folder)}; {machine.load()}",
            bytes=0,
            figures=(*_figures(pages, callbacks), *(_seen_figures(first) if first else ())),
            ratios=(*_ratios(pages, callbacks), *(_seen_ratios(first) if first else ())),
        )


def _pages(hub: PagesHub, rounds: int) -> dict[str, _Took]:
    """Every page: drawn anew from a picture that is kept, and asked for again."""
    asked: dict[str, Role] = {screen.address: hub.reader_of(screen.area) for screen in SCREENS}
    asked[organisation_address(hub.body)] = hub.reader_of(Area.ORGANISATIONS)
    took, new = {address: _Took() for address in asked}, count()
    for address, role in asked.items():
        hub.page(role, address)
    for _ in range(rounds):
        for address, role in asked.items():
            never_asked = f"{address}?measured={next(new)}"
            took[address].drawn.append(_timed(lambda role=role, at=never_asked: hub.page(role, at)))  # type: ignore[misc]
            took[address].again.append(_timed(lambda role=role, at=never_asked: hub.page(role, at)))  # type: ignore[misc]
    return took


def _callbacks(hub: PagesHub, rounds: int) -> dict[str, _Took]:
    """Dash's callback for pages with charts, beside routes that answer the same bytes.

    One is of a Flask by itself, which asks nobody who they are; one of the hub, for somebody who has signed in.
    """
    role, took, new = hub.reader_of(Area.COMPARISON), dict[str, _Took](), count()
    for address in (f"{COMPLIANCE}?organisation={hub.body}", COMPLIANCE, f"{COMPARISON}?organisation={hub.body}"):
        one, more = took.setdefault(address.replace(hub.body, "CODE"), _Took()), "&" if "?" in address else "?"
        answer = hub.callback(role, address)
        route = _route(answer)
        within = hub.answering(role, answer)
        route(), within()
        for _ in range(rounds):
            never_asked = f"{address}{more}measured={next(new)}"
            one.drawn.append(_timed(lambda at=never_asked: hub.callback(role, at)))  # type: ignore[misc]
            one.again.append(_timed(lambda at=never_asked: hub.callback(role, at)))  # type: ignore[misc]
            one.route.append(_timed(route))
            one.within.append(_timed(within))
    return took


def _route(answer: bytes) -> Callable[[], object]:
    app = Flask("floor")
    app.add_url_rule("/", "same", lambda: Response(answer, mimetype="application/json"), methods=["POST"])
    client = app.test_client()
    return lambda: client.post("/", json={}).data


def _timed(act: Callable[[], object]) -> float:
    begun = thread_time()
    act()
    return (thread_time() - begun) * MILLISECONDS


def _figures(pages: Mapping[str, _Took], callbacks: Mapping[str, _Took]) -> Iterator[Series]:
    for address, took in pages.items():
        yield Series(f"{address}, drawn from a kept picture", MS, tuple(took.drawn))
        yield Series(f"{address}, asked for again", MS, tuple(took.again))
    for address, took in callbacks.items():
        yield Series(f"Callback for {address}, drawn from a kept picture", MS, tuple(took.drawn))
        yield Series(f"Callback for {address}, asked for again", MS, tuple(took.again))
        yield Series(f"A route that answers the same bytes as for {address}", MS, tuple(took.route))
        yield Series(f"The same within the hub for {address}", MS, tuple(took.within))


def _ratios(pages: Mapping[str, _Took], callbacks: Mapping[str, _Took]) -> Iterator[Ratio]:
    for address, took in pages.items():
        yield _in_ms(f"{address}, drawn from a kept picture, in ms", took.drawn)
        yield _in_ms(f"{address}, asked for again, in ms", took.again)
    for address, took in callbacks.items():
        for when, times in (("drawn from a kept picture", took.drawn), ("asked for again", took.again)):
            yield _in_ms(f"Callback for {address}, {when}, in ms", times)
            for beside, floor in (("a route with the same bytes", took.route), ("the same in the hub", took.within)):
                named = f"Callback for {address}, {when} / {beside}"
                yield Ratio(divided(named, times, floor), MOST_OF_A_ROUTE, at_most=True)


def _in_ms(what: str, took: Sequence[float]) -> Ratio:
    return Ratio(Series(what, MS, tuple(took)), MOST_MS, at_most=True)


def _seen_figures(told: Seen) -> Iterator[Series]:
    yield Series("Charts of Compliance visible after", MS, tuple(told.page))
    yield Series("The same charts in a page with the same frame and nothing else visible after", MS, tuple(told.framed))
    yield Series("The same charts in a page with nothing else at all visible after", MS, tuple(told.alone))
    yield Series("Charts ready to explore after", MS, tuple(told.explored))


def _seen_ratios(told: Seen) -> Iterator[Ratio]:
    for beside, times in (("in the same frame", told.framed), ("alone", told.alone)):
        what = f"Charts visible: page / the same charts {beside}"
        yield Ratio(divided(what, told.page, times), MOST_LATER, at_most=True)
    for what, sizes, most in (
        ("Sent to explore the first time, in kB", told.first, MOST_FIRST),
        ("Sent to explore afterwards, in kB", told.afterwards, MOST_AFTERWARDS),
    ):
        yield Ratio(Series(what, KB, tuple(size / BYTES_IN_KB for size in sizes)), most, at_most=True)
