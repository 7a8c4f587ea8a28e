"""What short acts cost of the processor, in turns: each in a short loop of its own, then the next, again and again.

Processor time of the thread, so that what else the machine does is not counted. Knows nothing of returns.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import thread_time
from typing import Any

MICROSECONDS = 1_000_000
Act = Callable[[Any], object]


def costs(acts: Mapping[str, Act], given: Sequence[Any], seconds: float, rounds: int) -> Iterator[dict[str, float]]:
    """What each act took of the processor in one round, on average, for one of those that it is given.

    In every turn each act is done to all that is given, so that one finds the same machine as the others. The rounds
    share the seconds between them; the first turn is not counted.
    Units: microseconds.
    """
    _turn(acts, given)
    with _what_stands_left_alone():
        for _ in range(rounds):
            spent, turns = dict.fromkeys(acts, 0.0), 0
            while not turns or sum(spent.values()) < seconds / rounds:
                for name, took in _turn(acts, given).items():
                    spent[name] += took
                turns += 1
            yield {name: took / turns / len(given) * MICROSECONDS for name, took in spent.items()}


@contextmanager
def _what_stands_left_alone() -> Iterator[None]:
    """Nobody looks for garbage among what was there before, as in a hub that serves."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _turn(acts: Mapping[str, Act], given: Sequence[Any]) -> dict[str, float]:
    """The seconds of the processor that each act took for all that is given."""
    return {name: _seconds(act, given) for name, act in acts.items()}


def _seconds(act: Act, given: Sequence[Any]) -> float:
    begun = thread_time()
    for one in given:
        act(one)
    return thread_time() - begun
