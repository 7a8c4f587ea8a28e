"""What follows from a value is made once for it, is never another's, and goes with it."""

from __future__ import annotations

import gc
import weakref

from hub.oversight.once import once_for_each


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
