"""How fast returns are taken in: a whole POST in process and over HTTP, in rounds beside its floors and a peer.

Arranges what is measured and compares it. Nothing stands on its own: every ratio is between figures of the same
round, because the speed of a machine changes from one minute to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from hub.bench import in_process, machine, over_http
from hub.bench import peer as datasette
from hub.bench.documents import Documents
from hub.bench.hub_of_bodies import HubOfBodies
from hub.bench.in_process import MILLISECONDS, Costs
from hub.bench.load import Load
from hub.bench.measured import Measured, Ratio, Series, divided
from hub.bench.over_http import MANY, Loads
from hub.bench.rows import first_rows
from hub.contract.published import published

ROUNDS = 5
OVER_HTTP = 2.5  # times `seconds` that the hub is sent returns: alone, by many, and to warm up
MS, RATE = "ms", "a second"


def measure(*, seconds: float, peer: bool = False, document: Path | None = None) -> Measured:
    """Everything about taking returns in, each figure over so many seconds.

    Raises: SettingWrong when the document is not a return or the peer is not installed; Unavailable.
    """
    if peer:
        datasette.version()
    example = (document or published("fixtures") / "demo" / "example.json").read_bytes()
    with TemporaryDirectory(prefix="hub-bench-") as made:
        folder = Path(made)
        disk = tuple(machine.disk(folder) for _ in range(ROUNDS))
        floors = HubOfBodies(folder / "in-process", _enough(example, seconds))
        costs = list(in_process.costs(floors, seconds, ROUNDS))
        hub = HubOfBodies(folder / "hub", _enough(example, OVER_HTTP * seconds + OVER_HTTP))
        kept = first_rows(floors.database)
        loads = list(over_http.loads(hub, floors, kept, folder, seconds=seconds, rounds=ROUNDS, with_peer=peer))
        return Measured(
            machine=machine.description(folder),
            bytes=len(hub.documents[0]),
            figures=(Series("A page made safe on this disk", MS, disk), *_costs(costs), *_rates(loads)),
            ratios=(*_ratios_in_process(costs), *_ratios_over_http(loads), *_ratios_to_peer(loads)),
            requests=sum(len(load.waits) for one in loads for load in (one.hub, one.hub_many)),
            failures=sum(load.failures for one in loads for load in (one.hub, one.hub_many)),
        )


def _enough(example: bytes, seconds: float) -> Documents:
    """Documents for so many seconds, at a rate that is above any that was measured."""
    periods = len(Documents(example, 1))
    return Documents(example, ceil(seconds * over_http.FASTEST / periods) + over_http.DIFFERENT // periods + 1)


def _costs(costs: Sequence[Costs]) -> list[Series]:
    named: dict[str, Callable[[Costs], float]] = {
        "In process: a whole POST": lambda cost: cost.post,
        "In process: an empty answer": lambda cost: cost.empty,
        "In process: JSON parse": lambda cost: cost.parse,
        "In process: raw SQLite transaction, same rows": lambda cost: cost.raw,
        "In process: parse and raw transaction": lambda cost: cost.parse + cost.raw,
    }
    alone = Series("In process, one thread: raw SQLite transactions", RATE, tuple(MILLISECONDS / c.raw for c in costs))
    return [*(Series(what, MS, tuple(map(of, costs))) for what, of in named.items()), alone]


def _rates(loads: Sequence[Loads]) -> list[Series]:
    many = f"{MANY} clients"
    named: dict[str, Callable[[Loads], Load | None]] = {
        "One client: returns": lambda load: load.hub,
        "One client: a route that reads the same body": lambda load: load.read,
        "One client: the server alone reads the same body": lambda load: load.bare_read,
        "One client: datasette, one insert": lambda load: load.peer,
        f"{many}: returns": lambda load: load.hub_many,
        f"{many}: raw SQLite transaction, same rows": lambda load: load.raw_many,
    }
    taken = {what: [load for one in loads if (load := of(one))] for what, of in named.items()}
    waits = [
        Series(f"{many}: wait, {share:.0%} within", MS, tuple(_wait(one.hub_many, share) for one in loads))
        for share in (0.5, 0.99)
    ]
    return [Series(what, RATE, tuple(load.rate for load in each)) for what, each in taken.items() if each] + waits


def _wait(load: Load, share: float) -> float:
    return load.wait_of(share) * MILLISECONDS


def _ratios_in_process(costs: Sequence[Costs]) -> list[Ratio]:
    floors = [cost.floor for cost in costs]
    what = "In process: POST / (empty answer + parse + raw transaction)"
    return [Ratio(divided(what, [cost.post for cost in costs], floors), aim=3, at_most=True)]


def _ratios_over_http(loads: Sequence[Loads]) -> list[Ratio]:
    hub, many = [one.hub.rate for one in loads], [one.hub_many.rate for one in loads]
    read, raw = [one.read.rate for one in loads], [one.raw_many.rate for one in loads]
    p50, p99 = ([one.hub_many.wait_of(share) for one in loads] for share in (0.5, 0.99))
    bare = [one.bare_read.rate for one in loads]
    return [
        Ratio(divided("One client: returns / a route that reads the same body", hub, read), aim=0.3),
        Ratio(divided("One client: returns / the server alone reads the same body", hub, bare)),
        Ratio(divided(f"{MANY} clients: returns / raw SQLite transaction each", many, raw), aim=1),
        Ratio(divided(f"{MANY} clients: wait of 99 % / wait of 50 %", p99, p50), aim=20, at_most=True),
    ]


def _ratios_to_peer(loads: Sequence[Loads]) -> list[Ratio]:
    both = [(one.hub.rate, one.peer.rate) for one in loads if one.peer]
    if not both:
        return []
    return [Ratio(divided("One client: returns / datasette inserts", *zip(*both, strict=True)), aim=5)]
