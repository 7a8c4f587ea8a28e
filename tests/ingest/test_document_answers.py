"""Which explanations in a document answer which of its queries, and what is noted about the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from permits import as_bytes, full_return

from hub.contract.circumstances import Circumstances
from hub.contract.engine import Verdict
from hub.contract.judge import judge
from hub.ingest.document_answers import explanations_by_key, noted_offline, unasked

NOW = Circumstances(date(2026, 7, 20))
PHONE, POSTCODE = "Ring 07700 900123", "ZE3 9JW"


def verdict(*answers: dict[str, str], **members: Any) -> Verdict:
    document = {**full_return(), "contract_version": "1.1", "explanations": list(answers), **members}
    judged = judge(as_bytes(document), NOW)
    assert judged.accepted, [finding.message for finding in judged.findings]
    return judged


def answered(judged: Verdict) -> set[tuple[str, ...]]:
    """The places of the queries that are answered."""
    assert judged.told
    keys = explanations_by_key(judged.told.explanations, judged.findings)
    return {finding.pointers for finding in judged.findings if finding.key in keys}


def test_one_suspicion_is_answered_by_its_code_alone() -> None:
    assert answered(verdict({"query": "Q15", "text": "A line of ours"}, notes=PHONE)) == {("/notes",)}


def test_of_several_suspicions_each_needs_its_place() -> None:
    judged = verdict({"query": "Q15", "text": "Ours"}, notes=PHONE, source=POSTCODE)
    assert answered(judged) == set()
    assert judged.told
    (note,) = unasked(judged.told.explanations, judged.findings)
    assert "pointer" in note.what_to_do
    assert answered(verdict({"query": "Q15", "pointer": "/notes", "text": "Ours"}, notes=PHONE, source=POSTCODE)) == {
        ("/notes",)
    }


def test_an_explanation_never_clears_itself() -> None:
    assert answered(verdict({"query": "Q15", "text": PHONE})) == set()
    here = {"query": "Q15", "pointer": "/explanations/0/text", "text": PHONE}
    assert answered(verdict(here)) == set()
    assert answered(verdict(here, {**here, "text": "A line of ours"})) == {("/explanations/0/text",)}


def test_what_is_checked_offline_is_noted_unless_earlier_returns_would_have_to_be_known() -> None:
    answers = [{"query": code, "text": "So it is"} for code in ("Q01", "Q04", "Q05", "Q09", "Q15")]
    noted = noted_offline(verdict(*answers)).findings
    assert [finding.values["query"] for finding in noted if finding.code == "N03"] == ["Q04", "Q15"]
