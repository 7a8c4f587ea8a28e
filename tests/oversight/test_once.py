"""What follows from a value is made once for it, is never another's, and goes with it."""

from __future__ import annotations

import gc
import weakref

from hub.oversight.once import MOST_PARTS, once_for_each


class _Whole:
    def __init__(self, number: int) -> None:
        self.number = number


class _Part(list[int]):
    pass


def test_it_is_made_once_for_each_and_goes_with_it() -> None:
    asked: list[int] = []

    @once_for_each
    def part(whole: _Whole) -> _Part:
        asked.append(whole.number)
        return _Part([whole.number])

    one, other = _Whole(1), _Whole(2)
    assert part(one) is part(one)
    assert (part(one), part(other), asked) == ([1], [2], [1, 2])
    gone = weakref.ref(part(one))
    del one
    gc.collect()
    assert gone() is None
    for number in range(50):
        assert part(_Whole(number)) == [number]


def test_of_one_value_no_more_is_kept_than_there_is_room_for_and_the_oldest_goes() -> None:
    asked: list[int] = []

    @once_for_each
    def part(whole: _Whole, number: int) -> int:
        asked.append(number)
        return whole.number + number

    one = _Whole(1)
    for number in [*range(MOST_PARTS + 1), MOST_PARTS, 0]:
        assert part(one, number) == 1 + number
    assert asked[MOST_PARTS:] == [MOST_PARTS, 0]
