"""Is everything that was sent in the archive, whole and once? Looked up in the tables, not by the code that wrote them.

Sums and figures are made again here from the documents by plain arithmetic.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from running_hub import run_hub
from sqlalchemy import create_engine, text

Row = dict[str, Any]
Place = tuple[str, str]  # organisation, period


@dataclass
class Sent:
    """What was sent, and the receipts that came back, by digest. Shared by the threads that send."""

    documents: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, Row] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def sending(self, raw: bytes) -> str:
        digest = hashlib.sha256(raw).hexdigest()
        with self._lock:
            self.documents[digest] = raw
        return digest

    def acknowledged(self, digest: str, receipt: Row) -> None:
        with self._lock:
            assert self.receipts.setdefault(digest, receipt) == receipt, "two receipts for one return"


def rows(url: str, query: str) -> list[Row]:
    """What a database says to a plain question."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]
    finally:
        engine.dispose()


def projection(url: str) -> list[list[Row]]:
    """Every row that could be made again."""
    figures = "SELECT * FROM figures ORDER BY organisation, period_name"
    sums = "SELECT * FROM subject_sums ORDER BY department, period_name, subject"
    return [rows(url, figures), rows(url, sums)]


def assert_nothing_is_lost(url: str, sent: Sent) -> None:
    """Every acknowledged return is there exactly once, as it was sent; every other is absent or whole."""
    kept = rows(url, "SELECT * FROM returns ORDER BY organisation, period_name, version")
    digests = Counter(hashlib.sha256(row["raw"]).hexdigest() for row in kept)
    assert set(digests.values()) == {1}
    assert set(sent.receipts) <= set(digests) <= set(sent.documents)
    for row in kept:
        assert (row["sha256"], row["length"]) == (hashlib.sha256(row["raw"]).hexdigest(), len(row["raw"]))
        receipt = sent.receipts.get(row["sha256"])
        assert receipt is None or _told(receipt) == _kept(row)
    _assert_versions_follow_each_other(kept)
    _assert_figures_are_those_of_the_documents(url, kept)
    _assert_each_return_has_its_entry(url, kept)


def _told(receipt: Row) -> tuple[Any, ...]:
    return tuple(receipt[name] for name in ("return_id", "organisation", "period", "version", "supersedes", "bytes"))


def _kept(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("id", "organisation", "period_name", "version", "supersedes", "length"))


def _by_place(kept: list[Row]) -> dict[Place, list[Row]]:
    places = defaultdict(list)
    for row in kept:
        places[row["organisation"], row["period_name"]].append(row)
    return places


def _assert_versions_follow_each_other(kept: list[Row]) -> None:
    for versions in _by_place(kept).values():
        assert [row["version"] for row in versions] == list(range(1, len(versions) + 1))
        assert [row["supersedes"] for row in versions] == [None, *(row["id"] for row in versions[:-1])]
        assert [bool(row["current"]) for row in versions] == [False] * (len(versions) - 1) + [True]
        assert len({row["first_accepted_at"] for row in versions}) == 1


def _assert_figures_are_those_of_the_documents(url: str, kept: list[Row]) -> None:
    current = {place: versions[-1] for place, versions in _by_place(kept).items()}
    figures = {(row["organisation"], row["period_name"]): row for row in projection(url)[0]}
    assert set(figures) == set(current)
    sums: Counter[tuple[str, str]] = Counter()
    bodies: Counter[tuple[str, str]] = Counter()
    for place, row in current.items():
        document, told = json.loads(row["raw"]), figures[place]
        assert (told["return_id"], told["version"]) == (row["id"], row["version"])
        assert told["received"] == document["received"]["total"]
        for line in document["subjects"]:
            sums[place[1], line["subject"]] += line["count"]
            bodies[place[1], line["subject"]] += 1
    told_sums = {(row["period_name"], row["subject"]): (row["count"], row["bodies"]) for row in projection(url)[1]}
    assert told_sums == {place: (sums[place], bodies[place]) for place in sums}


def _assert_each_return_has_its_entry(url: str, kept: list[Row]) -> None:
    entries = rows(url, "SELECT object, detail FROM ledger WHERE what = 'return.accepted'")
    assert Counter(entry["object"] for entry in entries) == Counter(row["id"] for row in kept)
    digests = {row["id"]: row["sha256"] for row in kept}
    assert all(json.loads(entry["detail"])["sha256"] == digests[entry["object"]] for entry in entries)


def assert_the_hub_finds_no_fault(data: Path, url: str, **settings: object) -> None:
    """As the operator would see it: `hub verify` finds nothing, and `hub rebuild` changes nothing."""
    verified = run_hub(data, "verify", "--json", **settings)
    assert verified.returncode == 0, verified.stderr
    count = rows(url, "SELECT count(*) AS returns FROM returns")[0]["returns"]
    told = json.loads(verified.stdout)
    assert (told["returns"], told["broken"], told["faults"]) == (count, None, [])
    before = projection(url)
    rebuilt = run_hub(data, "rebuild", **settings)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert projection(url) == before
