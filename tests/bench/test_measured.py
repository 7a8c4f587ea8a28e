"""What is reported: the middle round, its spread, and whether an aim was reached."""

from __future__ import annotations

from rich.console import Console

from hub.bench.measured import Measured, Ratio, Series, divided
from hub.bench.show import show


def series(*rounds: float) -> Series:
    return Series("Returns", "a second", rounds)


def test_the_middle_round_is_reported_with_its_spread() -> None:
    told = series(3.0, 1.0, 9.0).as_json()
    assert (told["median"], told["lowest"], told["highest"]) == (3.0, 1.0, 9.0)


def test_ratios_are_taken_round_by_round() -> None:
    assert divided("a / b", [2.0, 9.0], [1.0, 3.0]).rounds == (2.0, 3.0)


def test_an_aim_is_reached_from_its_better_side() -> None:
    assert Ratio(series(4.0), aim=5).met is False
    assert Ratio(series(5.0), aim=5).met is True
    assert Ratio(series(4.0), aim=5, at_most=True).met is True
    assert Ratio(series(5.1), aim=5, at_most=True).met is False
    assert Ratio(series(4.0)).met is None


def test_the_table_says_what_is_met_and_what_is_not() -> None:
    ratios = (Ratio(series(4.0), aim=5), Ratio(series(6.0), aim=5), Ratio(series(1.0), aim=3, at_most=True))
    console = Console(record=True, width=120)
    show(Measured("2 processors", 9_605, (series(123.0),), ratios, requests=1_000, failures=0), console)
    said = console.export_text()
    assert said.count("not met") == 1
    assert said.count("met") == 3
    assert "at most 3" in said
    assert "0 of 1,000 returns failed" in said
