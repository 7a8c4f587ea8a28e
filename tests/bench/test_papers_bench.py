"""The benchmark of papers writes them in processes of their own, and holds each figure against its aim."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub.bench import archives, papers
from hub.errors import SettingWrong


@pytest.fixture(autouse=True)
def few_bodies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is measured in a test are the same papers of fewer bodies."""
    for name, count in (("BODIES", 20), ("BODIES_ELSEWHERE", 3)):
        monkeypatch.setattr(archives, name, count)
    archives.bodies.cache_clear()
    yield
    archives.bodies.cache_clear()


@pytest.mark.slow
def test_every_form_is_written_from_its_figures_and_every_ratio_has_an_aim() -> None:
    measured = papers.measure(1)
    assert {ratio.met for ratio in measured.ratios} <= {True, False}
    assert all(min(ratio.series.rounds) > 0 for ratio in measured.ratios)
    alone = [one.median for one in measured.figures if "the writing alone" in one.what]
    whole = [one.median for one in measured.figures if "whole process" in one.what]
    assert len(alone) == len(whole) == 2 * len(papers.MOST)
    assert all(part < all_ for part, all_ in zip(alone, whole, strict=True))


def test_who_wants_the_peer_and_has_none_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "find_spec", lambda _: None)
    with pytest.raises(SettingWrong, match="weasyprint"):
        papers.measure(1, peer=True)
