"""What is told without being asked: a version that closes, a member or a code that is deprecated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from return_documents import NOW, Document, as_bytes, full_return

from hub.contract import codelists, versions
from hub.contract.checks import codes
from hub.contract.codelists import Code
from hub.contract.findings import Finding
from hub.contract.judge import judge
from hub.contract.versions import ContractVersion

CLOSING = ContractVersion("complaints-return", "1.0", None, date(2027, 1, 1), date(2026, 7, 1))
NEXT = ContractVersion("complaints-return", "1.1")


def notes(document: Document, today: date = NOW.today) -> list[Finding]:
    verdict = judge(as_bytes(document), replace(NOW, today=today))
    assert verdict.accepted
    return [finding for finding in verdict.findings if not finding.asks]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (
            date(2026, 7, 1),
            ["complaints-return 1.0 closes on 2027-01-01: from that day on, returns in it are refused."],
        ),
        (
            date(2026, 12, 31),
            ["complaints-return 1.0 closes on 2027-01-01: from that day on, returns in it are refused."],
        ),
    ],
)
def test_a_return_in_a_version_that_closes_is_told_when(
    monkeypatch: pytest.MonkeyPatch, today: date, told: list[str]
) -> None:
    monkeypatch.setattr(versions, "VERSIONS", (CLOSING, NEXT))
    found = notes(full_return(), today)
    assert [(finding.code, finding.message) for finding in found] == [("N01", message) for message in told]
    assert found[0].what_to_do == "Move to complaints-return 1.1 before that day."
    assert found[0].as_json()["severity"] == "note"


def test_a_version_that_closes_with_nothing_after_it_sends_to_the_sponsor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "VERSIONS", (CLOSING,))
    (note,) = notes(full_return())
    assert note.what_to_do == "Ask the sponsor team what follows it before that day."


def test_a_version_that_stays_open_gets_no_note() -> None:
    assert notes(full_return()) == []


def test_a_deprecated_member_is_taken_and_its_replacements_are_named() -> None:
    (note,) = notes(full_return() | {"contract_version": "1.1"})
    assert (note.code, note.pointers) == ("N02", ("/notes",))
    assert note.what_to_do == "Give important_issues or other_insight instead, from the next return on."
    assert notes({name: part for name, part in full_return().items() if name != "notes"}) == []


@pytest.mark.parametrize(("deprecated_from", "told"), [("1.0", True), ("1.1", False), ("", False)])
def test_a_deprecated_code_is_taken_and_a_better_one_named(
    monkeypatch: pytest.MonkeyPatch, deprecated_from: str, told: bool
) -> None:
    def listed(name: str) -> dict[str, Code]:
        entries = codelists.codelist(name)
        return {**entries, "delay": Code("delay", "Delay", "Late", "1.0", deprecated_from, "not-told")}

    monkeypatch.setattr(codes, "codelist", listed)
    found = notes(full_return())
    assert {finding.pointers[0] for finding in found if "subjects" in finding.pointers[0]} == (
        {"/subjects/0/subject"} if told else set()
    )
    assert all(finding.what_to_do == "Use “not-told” instead." for finding in found)
