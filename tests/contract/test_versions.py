"""Which versions a return may use, and how a body learns in time that one of them closes. The days are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from return_documents import NOW, Document, as_bytes, full_return

from hub.contract import versions
from hub.contract.engine import Verdict
from hub.contract.judge import judge
from hub.contract.versions import ContractVersion, closing, known_version, newer_versions, open_versions

OLD = ContractVersion(
    "complaints-return", "1.0", closes=date(2027, 4, 1), closing_announced=date(2026, 10, 1)
)  # fmt: skip
NEW = ContractVersion("complaints-return", "1.1", opens=date(2026, 7, 1))
LATER = ContractVersion("complaints-return", "2.0", opens=date(2027, 4, 1))
BEFORE, SAID, LAST, GONE = date(2026, 9, 30), date(2026, 10, 1), date(2027, 3, 31), date(2027, 4, 1)


@pytest.fixture
def _closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.0 closes on 1 April 2027, which was said on 1 October 2026."""
    monkeypatch.setattr(versions, "VERSIONS", (OLD, NEW, LATER))


def judged(day: date, version: str = "1.0") -> Verdict:
    return judge(as_bytes({**full_return(), "contract_version": version}), replace(NOW, today=day))


def test_all_three_versions_are_open_and_none_is_closing() -> None:
    assert [known.version for known in open_versions("complaints-return", date(2026, 11, 1))] == ["1.0", "1.1", "2.0"]
    for known in versions.VERSIONS:
        assert closing(known.contract, known.version, date(2026, 11, 1)) is None


def test_nobody_is_shut_out_without_having_been_told() -> None:
    for known in versions.VERSIONS:
        told = known.closes is None or known.closing_announced is not None
        assert told, f"{known.name} closes, and nobody has been told"
        assert known.closes is None or any(newer.open_on(known.closes) for newer in newer_versions(known))


@pytest.mark.usefixtures("_closing")
def test_a_closing_version_is_known_by_its_day_and_by_what_is_open_then() -> None:
    for day in (SAID, LAST):
        found = closing("complaints-return", "1.0", day)
        assert found is not None
        assert (found.closes, found.announced, found.replaced_by) == (GONE, SAID, NEW)
    for day in (BEFORE, GONE):
        assert closing("complaints-return", "1.0", day) is None
    assert closing("complaints-return", "9.9", SAID) is None


def test_what_closes_with_nothing_after_it_has_no_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "VERSIONS", (OLD, replace(NEW, closes=LAST)))
    found = closing("complaints-return", "1.0", SAID)
    assert found is not None
    assert found.replaced_by is None
    assert "Ask the sponsor team" in notes(judged(SAID))[0][1]


def notes(verdict: Verdict) -> list[tuple[str, str]]:
    found = [finding for finding in verdict.findings if finding.code == "N01"]
    assert all(finding.pointers == ("/contract_version",) for finding in found)
    return [(finding.message, finding.what_to_do) for finding in found]


@pytest.mark.usefixtures("_closing")
def test_a_return_in_a_closing_version_is_taken_with_a_note_until_the_day_and_refused_from_it() -> None:
    assert notes(judged(BEFORE)) == []
    for day in (SAID, LAST):
        verdict = judged(day)
        assert verdict.accepted
        assert notes(verdict) == [
            (
                "complaints-return 1.0 closes on 2027-04-01: from that day on, returns in it are refused.",
                "Move to complaints-return 1.1 before that day.",
            )
        ]
    refused = judged(GONE)
    assert [finding.code for finding in refused.findings] == ["E04"]
    assert refused.findings[0].what_to_do == "Use one of: complaints-return 1.1, complaints-return 2.0."


@pytest.mark.usefixtures("_closing")
def test_a_version_that_is_not_open_yet_is_refused() -> None:
    assert [finding.code for finding in judged(SAID, "2.0").findings] == ["E04"]
    assert notes(judged(SAID, "1.1")) == []


@pytest.mark.parametrize(("contract", "version"), [("complaints-return", "1"), ("return", "1.0"), ("", "")])
def test_there_is_no_other_version(contract: str, version: str) -> None:
    document: Document = {**full_return(), "contract": contract, "contract_version": version}
    assert known_version(contract, version) is None
    assert [finding.code for finding in judge(as_bytes(document), NOW).findings] == ["E04"]
