"""A pack that is issued stays as it was sent; what a corrected return changes in it stands on a sheet beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest
from permits import Q1, TERN, least_return
from sqlalchemy import text

from hub.store.database import Database
from hub.store.verify import verify

Hub = Callable[..., Result]
PACK = ("pack", "--period", Q1, "--board", "2026-11-12")


def words_of(page: Path) -> str:
    return re.sub(r"<[^>]+>", " ", page.read_text())


@pytest.mark.usefixtures("with_returns")
def test_the_digest_that_is_told_is_that_of_the_file(hub: Hub, tmp_path: Path) -> None:
    told = hub(*PACK, "--issue", "--out", "pack.docx").output
    assert "Issued as number 1." in told
    assert hashlib.sha256((tmp_path / "pack.docx").read_bytes()).hexdigest() in told
    again = hub(*PACK, "--issue", "--out", "again.docx", code=1)
    assert "issued already" in again.output
    assert not (tmp_path / "again.docx").exists()


def test_a_correction_is_told_with_old_and_new_figures_and_the_pack_stays(
    hub: Hub, tmp_path: Path, with_returns: HubUnderTest
) -> None:
    told = hub(*PACK, "--issue", "--out", "pack.html").output
    issued = (tmp_path / "pack.html").read_bytes()
    digest = told.rpartition(" ")[2].strip()
    hub("pack", "--since", "1", "--out", "since.html")
    assert "Nothing changed." in words_of(tmp_path / "since.html")
    with_returns.sent(least_return(TERN, received=25, subjects={"delay": 15, "money": 10}), TERN)
    for suffix in ("html", "pdf", "docx", "odt"):
        hub("pack", "--since", digest[:12], "--out", f"since.{suffix}")
        assert (tmp_path / f"since.{suffix}").stat().st_size > 1000
    page = words_of(tmp_path / "since.html")
    assert "1 return changed after the paper was issued." in page
    assert re.search(r"Version 1\s+Version 2", page) or re.search(r"Version 2\s+Version 3", page)
    assert issued == (tmp_path / "pack.html").read_bytes()


@pytest.mark.usefixtures("with_returns")
def test_a_pack_that_was_not_issued_and_options_that_say_nothing_together_are_said(hub: Hub) -> None:
    assert "There is no issued paper called" in hub("pack", "--since", "7", "--out", "since.html", code=1).output
    assert "Leave out" in hub(*PACK, "--since", "1", "--out", "since.html", code=2).output


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE issued_papers SET title = 'another'", "issued paper 1 is not as the ledger has it: title"),
        ("UPDATE issued_papers SET paper = x'7b7d'", "issued paper 1 is not as the ledger has it: what it says"),
        ("UPDATE issued_forms SET file = x'7b7d' WHERE suffix = '.pdf'", "not as the ledger has it: forms"),
        ("DELETE FROM issued_forms", "not as the ledger has it: forms"),
    ],
)
def test_whatever_was_changed_past_the_hub_is_found(
    hub: Hub, with_returns: HubUnderTest, change: str, fault: str
) -> None:
    hub(*PACK, "--issue", "--out", "pack.html")
    database = Database(with_returns.config.database)
    assert verify(database).faults == ()
    database.write(lambda connection: connection.execute(text(change)))
    (found,) = verify(database).faults
    assert fault in found
    database.close()
