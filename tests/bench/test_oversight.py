"""The benchmark of reading measures what it says: archives of two sizes with the same answers, and every query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.bench import archives
from hub.bench.oversight import measure
from hub.config import Config
from hub.oversight.picture_json import as_json
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database


@pytest.fixture(autouse=True)
def few_bodies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is measured in a test are the same acts over fewer bodies."""
    for name, count in (("BODIES", 20), ("BODIES_ELSEWHERE", 3)):
        monkeypatch.setattr(archives, name, count)
    archives.bodies.cache_clear()
    yield
    archives.bodies.cache_clear()


def _picture(folder: Path, returns: int) -> object:
    made = archives.archive(folder, returns)
    database = Database(made.url)
    config = Config(data=folder, database_url=made.url, fixed_today=archives.TODAY)
    told = as_json(Pictures(database, config).of(Scope(archives.parent(5)), None))
    database.close()
    return {name: facts for name, facts in told.items() if name != "organisations"}, made.returns


@pytest.mark.slow
def test_a_long_archive_gives_the_same_picture_as_a_short_one(tmp_path: Path) -> None:
    (short, few), (long, many) = _picture(tmp_path, 2_000), _picture(tmp_path, 8_000)
    assert few < many
    assert 2_000 <= few < 4_000
    assert many >= 8_000
    assert short == long


@pytest.mark.slow
def test_every_ratio_has_an_aim_and_every_query_is_set_beside_a_stored_answer() -> None:
    measured = measure(20_000, rounds=1)
    assert {ratio.met for ratio in measured.ratios} <= {True, False}
    told = [ratio.series.what for ratio in measured.ratios]
    assert sum("a stored answer of the same size" in what for what in told) > 10
    assert all(min(ratio.series.rounds) > 0 for ratio in measured.ratios)
    sheets = next(series for series in measured.figures if "(sheets)" in series.what)
    assert f"{archives.BODIES * archives.PERIODS * 5:,} cells" in sheets.what
