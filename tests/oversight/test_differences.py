"""What changed between two versions of a return: applied to the earlier one, it gives the later one."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from applied_differences import applied
from hypothesis import given
from hypothesis import strategies as st

from hub.oversight.differences import Difference, Kind, differences

scalars = (
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.5]) | st.sampled_from(["", "a", "~/"])
)
names = st.sampled_from(["id", "subject", "count", "a/b", "m~n", ""])
named = st.lists(st.sampled_from(["A1", "A2", "A3", "L1"]), unique=True, max_size=4).flatmap(
    lambda ids: st.tuples(*(st.fixed_dictionaries({"id": st.just(one)}, optional={"due": scalars}) for one in ids))
)
documents = st.recursive(
    scalars | named.map(list),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
RETURN = {
    "received": {"total": 40},
    "subjects": [{"subject": "delay", "count": 30}, {"subject": "staff-conduct", "count": 10}],
    "actions": [{"id": "A1", "what": "Letters say when.", "due": "2026-09-01"}],
    "notes": "As counted.",
}


def as_text(document: Any) -> str:
    """JSON text: it tells 1 from true, and the order of entries. A number is the same with a point and without."""
    return re.sub(r"\b0\.0\b", "0", json.dumps(document, sort_keys=True))


def changed(**parts: Any) -> tuple[Difference, ...]:
    return differences(RETURN, {**copy.deepcopy(RETURN), **parts})


def at(pointer: str, document: Any) -> Any:
    """What stands at a JSON pointer."""
    for part in pointer.split("/")[1:]:
        told = part.replace("~1", "/").replace("~0", "~")
        document = document[int(told)] if isinstance(document, list) else document[told]
    return document


@given(before=documents, after=documents)
def test_the_differences_applied_to_the_earlier_version_give_the_later_one(before: Any, after: Any) -> None:
    first, found = as_text(before), differences(before, after)
    assert as_text(applied(before, found)) == as_text(after)
    assert as_text(before) == first
    assert (found == ()) == (as_text(before) == as_text(after))


@given(before=documents, after=documents)
def test_each_difference_points_at_what_it_tells(before: Any, after: Any) -> None:
    for one in differences(before, after):
        if one.kind in (Kind.ADDED, Kind.CHANGED):
            assert as_text(at(one.pointer, after)) == as_text(one.after)
        elif one.kind is Kind.REMOVED:
            assert as_text(at(one.pointer, before)) == as_text(one.before)
        else:
            assert sorted(one.before) == sorted(one.after)


@given(entries=named, order=st.randoms())
def test_entries_in_another_order_are_one_difference_and_not_one_for_each(entries: Any, order: Any) -> None:
    turned = list(entries)
    order.shuffle(turned)
    assert [one.kind for one in differences(list(entries), turned)] in ([], [Kind.MOVED])


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"received": {"total": 41}}, [(Kind.CHANGED, "/received/total", 40, 41)]),
        ({"nil_return": True}, [(Kind.ADDED, "/nil_return", None, True)]),
        (
            {"subjects": [{"subject": "cost", "count": 1}, *RETURN["subjects"]]},
            [(Kind.ADDED, "/subjects/0", None, {"subject": "cost", "count": 1})],
        ),
        (
            {"subjects": [{"subject": "staff-conduct", "count": 12}]},
            [(Kind.REMOVED, "/subjects/0", RETURN["subjects"][0], None), (Kind.CHANGED, "/subjects/0/count", 10, 12)],
        ),
        (
            {"actions": [{"id": "A1", "what": "Letters say when."}]},
            [(Kind.REMOVED, "/actions/0/due", "2026-09-01", None)],
        ),
        ({}, []),
    ],
)
def test_a_body_is_told_what_changed_and_where(parts: dict[str, Any], told: list[Any]) -> None:
    assert [(one.kind, one.pointer, one.before, one.after) for one in changed(**parts)] == told
