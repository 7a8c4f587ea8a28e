"""Figures about the hub itself, for whoever keeps it running: how much is asked, how long it takes, what is refused.

Counts in this process's memory, in a registry of its own; nothing is shared by two applications. No label names an
organisation, a person or a department: what it may be is listed here, or it is a rule of an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # between them durations are counted
PACKAGE = "oversight-hub"
Vital = Callable[[], Mapping[str, float] | None]
VITAL = {
    "hub_database_up": "Whether the database answers: 1, or 0 and nothing else below is told.",
    "hub_ledger_entries": "The number of the ledger's last entry.",
    "hub_sessions_open": "Browsers that are signed in.",
}


def nobody_counts(_what: str) -> None:
    """For a part of the hub that nobody watches."""


class Metrics:
    """What is counted.

    Missing: `vital` gives None while the database does not answer, else a figure for each name in VITAL but the first.
    """

    def __init__(self, vital: Vital) -> None:
        self._registry = CollectorRegistry()
        self._requests = self._counter("hub_requests", "Requests answered.", "route", "method", "status")
        self._seconds = Histogram(
            "hub_request_seconds", "How long answers took.", ["route"], buckets=SECONDS, registry=self._registry
        )
        self._returns = self._counter("hub_returns", "Returns sent.", "outcome")
        self._findings = self._counter("hub_refusing_findings", "Codes that refused a return, once for each.", "code")
        self._sign_ins = self._counter("hub_sign_ins_refused", "Sign-ins that were refused.", "reason")
        self._limits = self._counter("hub_limits_hit", "Requests that came too often.", "limit")
        self._known: dict[tuple[str, str, int], tuple[Any, Any]] = {}  # looking labels up costs more than counting
        build = Gauge("hub_build_info", "The version that runs.", ["version"], registry=self._registry)
        build.labels(version(PACKAGE)).set(1)
        self._registry.register(_Vital(vital))
        ProcessCollector(registry=self._registry)

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """One answer, to an address of this rule."""
        asked = (route, method, status // 100)
        if asked not in self._known:
            self._known[asked] = (self._requests.labels(route, method, f"{asked[2]}xx"), self._seconds.labels(route))
        requests, durations = self._known[asked]
        requests.inc()
        durations.observe(seconds)

    def returned(self, outcome: str, codes: Iterable[str] = ()) -> None:
        """One return: accepted, replayed or refused, and for which codes."""
        self._returns.labels(outcome).inc()
        for code in codes:
            self._findings.labels(code).inc()

    def sign_in_refused(self, reason: str) -> None:
        """One sign-in that led nowhere, for one of the few reasons that there are."""
        self._sign_ins.labels(reason).inc()

    def limit_hit(self, limit: str) -> None:
        """One request that was turned away because too many had come; `limit` names the rule, not who it was."""
        self._limits.labels(limit).inc()

    def told(self) -> bytes:
        """Everything that was counted, in Prometheus's own form."""
        return generate_latest(self._registry)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(name, words, labels, registry=self._registry)


class _Vital(Collector):
    """Figures that are read when they are asked for."""

    def __init__(self, vital: Vital) -> None:
        self._vital = vital

    def collect(self) -> Iterator[GaugeMetricFamily]:
        told = self._vital()
        found = {"hub_database_up": float(told is not None), **(told or {})}
        for name, words in VITAL.items():
            if name in found:
                yield GaugeMetricFamily(name, words, found[name])
