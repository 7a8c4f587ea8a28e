"""Differences put into a document: what two versions differ in, applied to the earlier one, gives the later one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from hub.oversight.differences import Difference, Entry, Kind, Path, Step


def applied(document: Any, found: Sequence[Difference]) -> Any:
    """A document with these differences: those of two documents make the later of the earlier one."""
    whole = [deepcopy(document)]
    for one in found:
        _apply(whole, (0, *one.path), one)
    return whole[0]


def _apply(inside: Any, path: Path, one: Difference) -> None:
    step, *rest = path
    if rest and not (len(rest) == 1 and one.kind is Kind.MOVED):
        _apply(inside[_key(inside, step)], tuple(rest), one)
    elif one.kind is Kind.MOVED:
        _reorder(inside[_key(inside, step)], one)
    elif one.kind is Kind.REMOVED:
        del inside[_key(inside, step)]
    elif one.kind is Kind.ADDED and isinstance(inside, list):
        inside.insert(one.place if one.place is not None else len(inside), deepcopy(one.after))
    else:
        inside[_key(inside, step)] = deepcopy(one.after)


def _reorder(entries: list[Any], one: Difference) -> None:
    """Put the entries that stayed in their later order."""
    last = one.path[-1]
    assert isinstance(last, Entry)
    by_name = {entry[last.member]: entry for entry in entries}
    entries[:] = [by_name[name] for name in one.after]


def _key(inside: Any, step: Step) -> Any:
    if not isinstance(step, Entry):
        return step
    return next(place for place, entry in enumerate(inside) if entry[step.member] == step.name)
