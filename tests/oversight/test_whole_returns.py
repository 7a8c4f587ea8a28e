"""How many returns of a period report all of the minimum data, counted a second way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.period import Period
from hub.contract.sheet import places
from hub.oversight.panel import Panel
from hub.oversight.whole_returns import whole_returns

Q4, Q1 = Period.named("2025-26-Q4"), Period.named("2026-27-Q1")
REPORTED, ASKED = places().index("items_reported"), places().index("items_asked")
returns = st.none() | st.tuples(st.integers(1, 8), st.integers(0, 8), st.booleans())  # asked, reported, hidden


@given(st.lists(st.tuples(returns, returns), min_size=1, max_size=6))
def test_each_return_is_counted_once_as_whole_partly_or_not_shown(told: list[tuple[object, object]]) -> None:
    sheets = np.full((len(told), 2, len(places())), np.nan)
    came = np.zeros(sheets.shape[:2], dtype=bool)
    hidden = np.zeros(sheets.shape, dtype=bool)
    by_hand: list[list[str]] = [[], []]
    items = [[0, 0], [0, 0]]
    for body, both in enumerate(told):
        for at, one in enumerate(both):
            if not isinstance(one, tuple):
                continue
            asked, reported = one[0], min(one[0], one[1])
            came[body, at], sheets[body, at, ASKED], sheets[body, at, REPORTED] = True, asked, reported
            if one[2]:
                hidden[body, at, [REPORTED, ASKED]] = True
                by_hand[at].append("not shown")
            else:
                by_hand[at].append("whole" if reported == asked else "partly")
                items[at] = [items[at][0] + reported, items[at][1] + asked]
    codes = tuple(f"body-{number}" for number in range(len(told)))
    panel = Panel(codes, (Q4, Q1), sheets, came, np.zeros(sheets.shape, dtype=bool)).without(hidden)
    for at, each in enumerate(whole_returns(panel)):
        assert each.period == (Q4, Q1)[at]
        counts = (each.whole, each.partly, each.not_shown)
        assert counts == tuple(by_hand[at].count(what) for what in ("whole", "partly", "not shown"))
        assert [each.items.numerator, each.items.denominator] == items[at]
        assert each.shown.denominator == each.whole + each.partly
