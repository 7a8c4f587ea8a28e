"""How numbers and lists are written in sentences: as many digits as matter, shares as percentages. For reading only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

Writer = Callable[[float], str]

TENTHS = 10
ROUNDING = 1e-9  # of sums in floats: 3 x 0.1 is to be written as 0.3
WHOLE_FROM = 100  # from here on nobody reads what is behind the point


def plain(value: float) -> str:
    """A number with about three digits: `1,234`, `85.2`, `0.05`."""
    if abs(value) >= WHOLE_FROM:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.2g}"


def at_most(bound: float) -> str:
    """An upper bound, with one digit behind the point below a hundred: never rounded down."""
    finer = 1 if bound >= WHOLE_FROM else TENTHS
    return plain(ceil(bound * finer - ROUNDING) / finer)


def percent(share: float) -> str:
    """A share as a percentage, `12.3%`; a limit past 0 or 1 is written as what it can be."""
    return f"{100 * min(max(share, 0.0), 1.0):.1f}%".replace(".0%", "%")


def how_many(count: int, one: str, several: str) -> str:
    """`1 body`, `3 bodies`, and `no body` for none."""
    if not count:
        return f"no {one}"
    return f"1 {one}" if count == 1 else f"{count:,} {several}"


def of_them_have(count: int) -> str:
    """`1 of them has`, `3 of them have`, and `none of them has` for none."""
    return f"{count:,} of them have" if count > 1 else f"{count or 'none'} of them has"


def capital(text: str) -> str:
    """The text as a sentence begins. Missing: empty for an empty one."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`. There is at least one."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
