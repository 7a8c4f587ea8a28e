"""Charts and funnels as plain facts, for JSON: lines, signals, verdicts, flags, false flags to expect.

Says in one place what programs read, whether from a picture or from a bare table. Computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from hub.oversight.comparison.funnels import Flag, Funnels, Limits
from hub.oversight.spc.charts import Assurance, Charts, Judged, Kind, Signal
from hub.oversight.spc.signals import Signals

Facts = dict[str, Any]
LINES = {"value": "values", **{name: name for name in ("centre", "lower", "near_lower", "near_upper", "upper")}}
LIMITS = ("lower_998", "lower_95", "upper_95", "upper_998")


def chart_facts(charts: Charts, row: int, verdict: str) -> Facts:
    """What one chart says as a whole."""
    return {
        "kind": name_of(Kind, charts.kind[row]),
        "points_given": int(charts.points[row]),
        "limits_made_from": int(charts.made_from[row]),
        "variation": name_of(Judged, charts.variation[row]),
        "assurance": name_of(Assurance, charts.assurance[row]),
        "verdict": verdict,
    }


def point_facts(charts: Charts, row: int, at: str, labels: Sequence[str]) -> list[Facts]:
    """Its points in order; `at` is what their labels are called. Missing: None for what was not given."""
    return [
        {
            at: label,
            **{line: number(getattr(charts, field)[row, point]) for line, field in LINES.items()},
            "signal": name_of(Signal, charts.signal[row, point]),
            "judged": name_of(Judged, charts.judged[row, point]),
        }
        for point, label in enumerate(labels)
    ]


def signal_facts(told: Signals) -> Facts:
    """How many of several charts have a signal at their latest point."""
    return {"with_limits": told.judged, "found": told.found, "expected_at_most": told.expected, "says": told.says}


def funnel_facts(funnels: Funnels, row: int) -> Facts:
    """What one funnel says as a whole."""
    return {
        "compared": int(funnels.bodies[row]),
        "centre": number(funnels.centre[row]),
        "phi": number(funnels.phi[row]),
        "tau2": number(funnels.tau2[row]),
        "limits_in_use": "widened" if funnels.adjusted[row] else "exact",
        "beyond_95": {"found": int(funnels.found_95[row]), "expected_by_chance": number(funnels.expected_95[row])},
        "beyond_998": {"found": int(funnels.found_998[row]), "expected_by_chance": number(funnels.expected_998[row])},
        "can_flag": bool(funnels.can_flag[row]),
    }


def flag_facts(funnels: Funnels, row: int, body: int, says: str) -> Facts:
    """Where one body lies in a funnel."""
    at = (row, body)
    return {
        "value": number(funnels.values[at]),
        "expected": number(funnels.wholes[at] * funnels.centre[row]),
        "z": number(funnels.z[at]),
        "exact": _limits(funnels.exact, at),
        "widened": _limits(funnels.widened, at),
        "flag": name_of(Flag, funnels.flag[at]),
        "at_the_edge": bool(funnels.edge[at]),
        "says": says,
    }


def number(value: Any) -> float | int | None:
    """A number for JSON, whole where it is whole. Missing: None for NaN, and for what is beyond every number."""
    plain = float(value)
    if plain - plain != 0:
        return None
    return int(plain) if plain.is_integer() else plain


def name_of(codes: type[IntEnum], code: Any) -> str:
    """A verdict by its name: `improvement`, `far_above`."""
    return codes(int(code)).name.lower()


def _limits(limits: Limits, at: tuple[int, int]) -> Facts:
    return {name: number(getattr(limits, name)[at]) for name in LIMITS}
