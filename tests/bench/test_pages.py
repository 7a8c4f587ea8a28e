"""The benchmark of pages measures every screen, the callback beside a route, and what a browser shows and loads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub.bench import archives
from hub.bench.pages import measure
from hub.dashboards.screen_list import SCREENS


@pytest.fixture(autouse=True)
def few_bodies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is measured in a test are the same pages of fewer bodies."""
    for name, count in (("BODIES", 20), ("BODIES_ELSEWHERE", 3)):
        monkeypatch.setattr(archives, name, count)
    archives.bodies.cache_clear()
    yield
    archives.bodies.cache_clear()


@pytest.mark.slow
def test_every_screen_is_measured_and_every_ratio_has_an_aim() -> None:
    measured = measure(1)
    assert {ratio.met for ratio in measured.ratios} <= {True, False}
    assert all(min(ratio.series.rounds) > 0 for ratio in measured.ratios)
    told = {ratio.series.what for ratio in measured.ratios}
    for screen in SCREENS:
        assert {f"{screen.address}, {how}, in ms" for how in ("drawn from a kept picture", "asked for again")} <= told
    assert sum("a route with the same bytes" in what for what in told) == 6  # asked for the first time and again
    sizes = {ratio.series.what: ratio.series.median for ratio in measured.ratios if ratio.series.unit == "kB"}
    first, afterwards = sizes["Sent to explore the first time, in kB"], sizes["Sent to explore afterwards, in kB"]
    assert afterwards < first / 5
