"""What was measured, as values: series over rounds, ratios between them, and the aims that they are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Series:
    """One figure, measured once in each round. Units: `unit` says them."""

    what: str
    unit: str
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle round: what is reported."""
        return median(self.rounds)

    def as_json(self) -> dict[str, Any]:
        """For programs: the median and the spread, which is the lowest and the highest round."""
        spread = {"median": self.median, "lowest": min(self.rounds), "highest": max(self.rounds)}
        return {"what": self.what, "unit": self.unit, **spread, "rounds": list(self.rounds)}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two figures of the same round, divided; held against an aim.

    Missing: `aim` is None for a ratio that is only told. `at_most` says on which side of the aim is better.
    """

    series: Series
    aim: float | None = None
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the middle round reaches the aim."""
        if self.aim is None:
            return None
        return self.series.median <= self.aim if self.at_most else self.series.median >= self.aim

    @property
    def aim_in_words(self) -> str:
        """`at most 3`, `at least 0.3`."""
        return "" if self.aim is None else f"{'at most' if self.at_most else 'at least'} {self.aim:g}"

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**self.series.as_json(), "aim": self.aim_in_words, "met": self.met}


def divided(what: str, above: Iterable[float], below: Iterable[float]) -> Series:
    """One series divided by another, round by round."""
    return Series(what, "ratio", tuple(a / b for a, b in zip(above, below, strict=True)))


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run measured.

    Units: `bytes` is the length of one document; `requests` and `failures` count those sent over HTTP to the hub, and
    are 0 where none was sent.
    """

    machine: str
    bytes: int
    figures: tuple[Series, ...]
    ratios: tuple[Ratio, ...]
    requests: int = 0
    failures: int = 0

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "machine": self.machine,
            "bytes": self.bytes,
            "figures": [series.as_json() for series in self.figures],
            "ratios": [ratio.as_json() for ratio in self.ratios],
            "requests": self.requests,
            "failures": self.failures,
        }
