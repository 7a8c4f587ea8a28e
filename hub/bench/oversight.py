"""How fast what returns mean is read: a picture cold and kept, on a short archive and a long one, and each query alone.

Arranges what is measured and compares it. Both archives give the same answers, so that nothing but what lies beside
the answer differs. Times are of this process's processor, which other work on the machine disturbs least.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from hub.bench import archives, machine
from hub.bench.archives import LARGE, PARENTS, Archive
from hub.bench.measured import Measured, Ratio, Series, divided
from hub.bench.queries import Query, queries
from hub.bench.upkeep import upkeep
from hub.config import Config
from hub.pictures import Pictures
from hub.scope import Scope
from hub.serving import settle
from hub.store.database import Database

ROUNDS = 5
SHORT = 10_000  # returns
MS, MB = "ms", "MB"
MILLISECONDS, BYTES_IN_MB = 1000, 1_000_000
MOST_COLD, MOST_KEPT, MOST_LONGER, MOST_UPKEEP = 150, 5, 1.3, 1.2
MOST_OF_A_READ, MOST_OF_A_TABLE = 4, 8  # times a stored answer of the same size
A_TABLE = 400  # cells
COLD, AGAIN, ALL = "one parent, cold", "one parent, kept", f"all {PARENTS} parents, cold"


def measure(returns: int, rounds: int = ROUNDS) -> Measured:
    """Everything about reading, on an archive of about so many returns and on a short one. Raises: Unavailable."""
    with TemporaryDirectory(prefix="hub-bench-") as made, ExitStack() as stack:
        folder = Path(made)
        both = {name: archives.archive(folder, size) for name, size in (("short", SHORT), ("long", returns))}
        hubs = {name: stack.enter_context(closing(_Hub(folder, archive))) for name, archive in both.items()}
        for hub in hubs.values():
            hub.picture()
        usual = gc.get_threshold()
        settle()  # as a worker does when it begins to serve
        try:
            took = [{name: _times(hub) for name, hub in hubs.items()} for _ in range(rounds)]
            memory = {name: hub.memory() for name, hub in hubs.items()}
            asked = list(queries(hubs["long"].database, hubs["long"].config, folder, rounds))
        finally:
            gc.unfreeze()
            gc.set_threshold(*usual)
        kept_up = upkeep(folder / "ingest", rounds)
        return Measured(
            machine=f"{machine.description(folder)}; archives of {_sizes(both)}",
            bytes=0,
            figures=(*_figures(took, memory), *_query_figures(asked)),
            ratios=(*_ratios(took, memory), *_query_ratios(asked), Ratio(kept_up, MOST_UPKEEP, at_most=True)),
        )


class _Hub:
    """A database and what makes pictures from it."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        self.config = Config(data=folder, database_url=archive.url, fixed_today=archives.TODAY)
        self.database = Database(archive.url)

    def picture(self, department: str = LARGE) -> None:
        Pictures(self.database, self.config).of(Scope(department), None)

    def all_parents(self) -> None:
        for number in range(PARENTS):
            self.picture(archives.parent(number))

    def memory(self) -> dict[str, float]:
        """The most that making a picture needs at a time. Units: megabytes."""
        return {COLD: _peak(self.picture), ALL: _peak(self.all_parents)}

    def close(self) -> None:
        self.database.close()


def _times(hub: _Hub) -> dict[str, float]:
    pictures, scope = Pictures(hub.database, hub.config), Scope(LARGE)
    cold = _timed(lambda: pictures.of(scope, None))
    return {COLD: cold, AGAIN: _timed(lambda: pictures.of(scope, None)), ALL: _timed(hub.all_parents)}


def _timed(act: Callable[[], object]) -> float:
    begun = thread_time()
    act()
    return (thread_time() - begun) * MILLISECONDS


def _peak(act: Callable[[], None]) -> float:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / BYTES_IN_MB
    finally:
        tracemalloc.stop()


def _sizes(both: dict[str, Archive]) -> str:
    return " and ".join(f"{archive.returns:,} returns ({archive.current:,} current)" for archive in both.values())


Took = Sequence[dict[str, dict[str, float]]]


def _of(took: Took, name: str, what: str) -> tuple[float, ...]:
    return tuple(one[name][what] for one in took)


def _figures(took: Took, memory: dict[str, dict[str, float]]) -> Iterator[Series]:
    for name in memory:
        for what in took[0][name]:
            yield Series(f"Picture of {what}, {name} archive", MS, _of(took, name, what))
        for what, peak in memory[name].items():
            yield Series(f"Memory for {what}, {name} archive", MB, (peak,))


def _ratios(took: Took, memory: dict[str, dict[str, float]]) -> Iterator[Ratio]:
    for what, most in ((COLD, MOST_COLD), (AGAIN, MOST_KEPT)):
        aims = Series(f"Picture of {what}, long archive, in ms", MS, _of(took, "long", what))
        yield Ratio(aims, most, at_most=True)
    for what in (COLD, ALL):
        longer = divided(f"Time for {what}: long / short archive", _of(took, "long", what), _of(took, "short", what))
        yield Ratio(longer, MOST_LONGER, at_most=True)
        more = divided(f"Memory for {what}: long / short archive", [memory["long"][what]], [memory["short"][what]])
        yield Ratio(more, MOST_LONGER, at_most=True)


def _query_figures(asked: Sequence[Query]) -> Iterator[Series]:
    for query in asked:
        yield Series(f"{query.what}: {query.cells:,} cells, {query.bytes:,} bytes", MS, query.took)


def _query_ratios(asked: Sequence[Query]) -> Iterator[Ratio]:
    for query in asked:
        most = MOST_OF_A_TABLE if query.cells >= A_TABLE else MOST_OF_A_READ
        series = divided(f"{query.what} / a stored answer of the same size", query.took, query.stored)
        yield Ratio(series, most, at_most=True)
