"""`hub pack` writes the board pack in the form that its file is named for; the same returns give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest
from permits import Q1, TERN, least_return

Hub = Callable[..., Result]


@pytest.mark.usefixtures("with_returns")
def test_a_pack_is_of_the_only_parent_and_the_latest_period_and_says_what_it_is_made_from(
    hub: Hub, tmp_path: Path
) -> None:
    assert (
        "Wrote pack.html: Board pack, Complaint handling, April to June 2026."
        in hub("pack", "--out", "pack.html").output
    )
    page = (tmp_path / "pack.html").read_text()
    assert "2 of 2 returns came, 2 of 2 on time." in page
    assert "version 1" in page
    assert "version 2" in page


def test_the_same_returns_give_the_same_bytes_and_others_give_others(
    hub: Hub, tmp_path: Path, with_returns: HubUnderTest
) -> None:
    packs = []
    for name in ("one.pdf", "again.pdf"):
        hub("pack", "--period", Q1, "--board", "2026-11-12", "--out", name)
        packs.append((tmp_path / name).read_bytes())
    with_returns.sent(least_return(TERN, received=25, subjects={"delay": 15, "money": 10}), TERN)
    hub("pack", "--period", Q1, "--board", "2026-11-12", "--out", "other.pdf")
    assert packs[0] == packs[1] != (tmp_path / "other.pdf").read_bytes()


@pytest.mark.usefixtures("with_returns")
def test_a_form_that_there_is_not_and_a_folder_that_is_not_there_are_said(hub: Hub, tmp_path: Path) -> None:
    assert "End its name with one of .html, .pdf, .docx, .odt." in hub("pack", "--out", "pack.txt", code=2).output
    assert "There is no folder nowhere." in hub("pack", "--out", "nowhere/pack.pdf", code=2).output
    (tmp_path / "taken.pdf").mkdir()
    assert "is a directory" in hub("pack", "--out", "taken.pdf", code=2).output
    assert [one.name for one in tmp_path.glob("*.pdf")] == ["taken.pdf"]


@pytest.mark.usefixtures("with_returns")
def test_a_brief_is_of_an_organisation_with_an_independent_tier(hub: Hub, tmp_path: Path) -> None:
    for code in (TERN, "nobody-at-all"):
        assert "There is no" in hub("brief", "--organisation", code, "--out", "brief.pdf", code=1).output
    assert not list(tmp_path.glob("*.pdf"))
