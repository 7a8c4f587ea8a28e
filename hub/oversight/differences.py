"""What changed between two versions of a return, place by place: what was added, taken out, put in another's place.

Compares documents and knows nothing of what they mean. Applied to the one, the differences give the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

NAMES = ("id", "subject", "service", "month", "source", "characteristic", "group", "channel", "query")


class Kind(StrEnum):
    """In which way a place differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the entries of a list stand in another order


class Entry(NamedTuple):
    """A step into a list whose entries have names: to the entry of which a member says this."""

    member: str
    name: str


Step = str | int | Entry  # a member of an object, a place in a list, a named entry of one
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that is not the same in both versions.

    Shapes: `pointer` is the place as a JSON pointer (RFC 6901), in the later version, or in the earlier one for what
    was taken out. `place` is where an entry that was added stands in its list. `before` and `after` are the values; for
    MOVED the names of the entries that stayed, in their order.
    Missing: `before` is None for what was added, `after` for what was removed, `place` for what is in no list.
    """

    kind: Kind
    pointer: str
    path: Path
    before: Any
    after: Any
    place: int | None = None


def differences(before: Any, after: Any) -> tuple[Difference, ...]:
    """Every place that differs between two documents, in the order of the later one; what was taken out comes first.

    An entry of a list is known again by its name, where every entry of both lists has one of its own; else by place.
    """
    return tuple(_differences(before, after, (), (), ()))


def _differences(before: Any, after: Any, path: Path, old: Path, new: Path) -> Iterator[Difference]:
    """As `differences`, below two places: `old` and `new` in either document, `path` with the names of entries."""
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_objects(before, after, path, old, new)
    elif isinstance(before, list) and isinstance(after, list):
        name = _name_of_entries(before, after)
        yield from _of_named(before, after, name, path, old, new) if name else _of_lists(before, after, path, old, new)
    elif not _same(before, after):
        yield Difference(Kind.CHANGED, _pointer(new), path, before, after)


def _of_objects(
    before: Mapping[str, Any], after: Mapping[str, Any], path: Path, old: Path, new: Path
) -> Iterator[Difference]:
    for name in before:
        if name not in after:
            yield Difference(Kind.REMOVED, _pointer((*old, name)), (*path, name), before[name], None)
    for name, value in after.items():
        if name in before:
            yield from _differences(before[name], value, (*path, name), (*old, name), (*new, name))
        else:
            yield Difference(Kind.ADDED, _pointer((*new, name)), (*path, name), None, value)


def _of_lists(before: Sequence[Any], after: Sequence[Any], path: Path, old: Path, new: Path) -> Iterator[Difference]:
    for place in range(len(before) - 1, len(after) - 1, -1):
        yield Difference(Kind.REMOVED, _pointer((*old, place)), (*path, place), before[place], None)
    for place, value in enumerate(after):
        if place < len(before):
            yield from _differences(before[place], value, (*path, place), (*old, place), (*new, place))
        else:
            yield Difference(Kind.ADDED, _pointer((*new, place)), (*path, place), None, value, place)


def _of_named(
    before: Sequence[Any], after: Sequence[Any], name: str, path: Path, old: Path, new: Path
) -> Iterator[Difference]:
    was, now = ({entry[name]: place for place, entry in enumerate(one)} for one in (before, after))
    for each, place in was.items():
        if each not in now:
            step = Entry(name, each)
            yield Difference(Kind.REMOVED, _pointer((*old, place)), (*path, step), before[place], None)
    stayed, order = [each for each in was if each in now], [each for each in now if each in was]
    if stayed != order:
        yield Difference(Kind.MOVED, _pointer(new), (*path, Entry(name, "")), tuple(stayed), tuple(order))
    for each, place in now.items():
        step = Entry(name, each)
        if each in was:
            old_place = was[each]
            yield from _differences(before[old_place], after[place], (*path, step), (*old, old_place), (*new, place))
        else:
            yield Difference(Kind.ADDED, _pointer((*new, place)), (*path, step), None, after[place], place)


def _name_of_entries(before: Sequence[Any], after: Sequence[Any]) -> str:
    """The member by which the entries of both lists are told apart. Missing: empty where there is none."""
    entries = [*before, *after]
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        return ""
    for name in NAMES:
        if all(isinstance(entry.get(name), str) for entry in entries) and all(
            len({entry[name] for entry in one}) == len(one) for one in (before, after)
        ):
            return name
    return ""


def _same(before: Any, after: Any) -> bool:
    """Whether two values are the same in JSON: 1 and 1.0 are; 1 and true are not, though Python takes them for it."""
    return isinstance(before, bool) is isinstance(after, bool) and bool(before == after)


def _pointer(path: Path) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)
