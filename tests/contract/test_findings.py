"""What a finding tells: where, in words for a person, and everything at once."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import NOW, Document, as_bytes, full_return
from return_strategies import spoilt, valid_returns

from hub.contract.circumstances import Circumstances
from hub.contract.findings import RULES, Finding, pointer
from hub.contract.judge import judge
from hub.contract.strict_json import read_document

PYTHON = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|<class|<[a-z_.]+ object|Traceback|dict_|\bCount\(|Missing\.|\\x[0-9a-f]{2}"
)
PATIENT = settings(suppress_health_check=list(HealthCheck))


def findings(document: Document) -> tuple[Finding, ...]:
    return judge(as_bytes(document), Circumstances(today=date(2100, 1, 1))).findings


def resolve(document: Any, place: str) -> Any:
    """What an RFC 6901 pointer points at. Raises LookupError when nothing is there."""
    for part in place.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


@PATIENT
@given(document=valid_returns().flatmap(spoilt) | st.just(full_return()).flatmap(spoilt))
def test_every_finding_points_into_the_document(document: Document) -> None:
    sent = read_document(as_bytes(document))
    for finding in findings(document):
        assert finding.pointers
        for place in finding.pointers:
            missing = finding.code in ("E16", "E04")
            resolve(sent, place.rpartition("/")[0] if missing else place)


@PATIENT
@given(document=valid_returns().flatmap(spoilt) | st.just(full_return()).flatmap(spoilt))
def test_every_finding_speaks_to_a_person(document: Document) -> None:
    for finding in findings(document):
        assert finding.code in RULES
        assert finding.message[0].isupper() or finding.message[0] in "“"
        assert finding.message.endswith((".", "”.", '".'))
        assert finding.message.isprintable()
        assert finding.what_to_do.endswith((".", "?"))
        assert not PYTHON.search(f"{finding.message} {finding.what_to_do}"), finding
        assert len(finding.message) < 700


@PATIENT
@given(document=valid_returns().flatmap(spoilt))
def test_the_same_document_always_gets_the_same_findings(document: Document) -> None:
    assert findings(document) == findings(document)


@PATIENT
@given(document=valid_returns().flatmap(spoilt) | st.just(full_return()).flatmap(spoilt))
def test_no_two_findings_on_one_document_share_a_key(document: Document) -> None:
    keys = {(finding.key, finding.message) for finding in findings(document)}
    assert len({key for key, _ in keys}) == len(keys)


def test_all_findings_come_together() -> None:
    document = full_return()
    document["caseload"]["carried_forward"] = 10
    document["timescale"]["within"] = "12"
    document["subjects"][0]["subject"] = "delays"
    document["received"]["by_service"][1]["count"] = -8
    document["received"]["monthly"][0]["count"] = 8
    document["learning"][0]["actions"] = ["A9"]
    document["went_wrong"]["outcome"] = document["went_wrong"].pop("outcomes")
    document["notes"] = " "
    del document["feedback"]["investigators"]
    found = [finding.code for finding in judge(as_bytes(document), NOW).findings]
    assert sorted(found) == ["E01", "E01", "E05", "E07", "E13", "E15", "E16", "E17", "E18"]


def test_a_line_that_cannot_be_read_leaves_the_others_in_their_places() -> None:
    document = full_return()
    document["subjects"].insert(0, "delay: 11")
    document["subjects"][2]["subject"] = "wrong-decisions"
    verdict = judge(as_bytes(document), NOW)
    assert [(finding.code, finding.pointers) for finding in verdict.findings] == [
        ("E17", ("/subjects/0",)),
        ("E18", ("/subjects/2/subject",)),
    ]


@pytest.mark.parametrize(
    ("misspelt", "nearest"),
    [("recieved", "received"), ("oganisation", "organisation"), ("signed_off", "signed_off_by"), ("zzz", None)],
)
def test_a_stranger_is_refused_and_the_nearest_member_named(misspelt: str, nearest: str | None) -> None:
    document = {**full_return(), misspelt: 1}
    (finding,) = judge(as_bytes(document), NOW).findings
    assert (finding.code, finding.pointers) == ("E15", (f"/{misspelt}",))
    assert finding.values.get("nearest") == nearest
    assert (f"Did you mean “{nearest}”?" in finding.what_to_do) == (nearest is not None)


@pytest.mark.parametrize(
    ("version", "place", "since"),
    [
        ("1.0", ("explanations",), "1.1"),
        ("1.0", ("challenges",), "2.0"),
        ("1.1", ("challenges",), "2.0"),
        ("1.0", ("ombudsman", "referred"), "1.1"),
        ("1.0", ("actions", 0, "impact"), "2.0"),
    ],
)
def test_a_member_of_a_later_version_is_told_from_which_one_on(
    version: str, place: tuple[str | int, ...], since: str
) -> None:
    document = {**full_return(), "contract_version": version}
    *parents, name = place
    here: Any = document
    for part in parents:
        here = here[part]
    here[name] = "not_available"
    (finding,) = [found for found in judge(as_bytes(document), NOW).findings if found.blocks]
    assert (finding.code, finding.pointers, finding.values) == ("E15", (pointer(*place),), {"since": since})
    assert finding.message.startswith(f"“{name}” is not a member of ")
    assert finding.message.endswith(f" in version {version}; from {since} on it is.")
    assert finding.what_to_do.startswith(f"Set contract_version to {since}, or take the member out.")
    assert "Did you mean" not in finding.what_to_do


def test_a_member_of_a_later_version_is_a_stranger_in_any_other_place() -> None:
    document = full_return()
    document["received"]["explanations"] = []
    (finding,) = judge(as_bytes(document), NOW).findings
    assert finding.message == "“explanations” is not a member of Complaints received."
    assert "since" not in finding.values


def test_a_stranger_is_told_in_a_sentence_wherever_it_stands() -> None:
    document = {**full_return(), "zzz": 1}
    document["received"]["yyy"] = 1
    assert [finding.message for finding in judge(as_bytes(document), NOW).findings] == [
        "“yyy” is not a member of Complaints received.",
        "“zzz” is not a member of the document.",
    ]


@pytest.mark.parametrize("name", ["_schema", "", "a/b", "m~n", "0", "x" * 500, "\u202egnirts", "\u001b[2J"])
def test_a_stranger_may_be_called_anything(name: str) -> None:
    document = full_return()
    document[name] = 1
    document["received"][name] = 1
    found = judge(as_bytes(document), NOW).findings
    assert {finding.code for finding in found} == {"E15"}
    assert {finding.pointers for finding in found} == {(pointer(name),), (pointer("received", name),)}
    assert all(finding.message.isprintable() for finding in found)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("3", 'Complaints received, Total is not a number. It is "3".'),
        (True, "Complaints received, Total is not a number. It is true."),
        (2.5, "Complaints received, Total is not a whole number. It is 2.5."),
        (-1, "Complaints received, Total is below zero. It is -1."),
        (None, "Complaints received, Total is null."),
        ([], "Complaints received, Total is not a number."),
    ],
)
def test_a_count_that_is_none_is_told_in_json_words(value: Any, words: str) -> None:
    document = full_return()
    document["received"]["total"] = value
    (finding,) = judge(as_bytes(document), NOW).findings
    assert (finding.code, finding.message) == ("E01", words)


def test_a_marked_count_tells_all_its_faults() -> None:
    document = full_return()
    document["received"]["total"] = {"value": -1, "marked": "final", "by": "me"}
    found = [(finding.code, finding.pointers[0]) for finding in judge(as_bytes(document), NOW).findings]
    assert found == [
        ("E17", "/received/total/marked"),
        ("E01", "/received/total/value"),
        ("E15", "/received/total/by"),
    ]


def test_a_finding_is_json_for_programs() -> None:
    document = full_return()
    document["caseload"]["carried_forward"] = 10
    (finding,) = judge(as_bytes(document), NOW).findings
    assert finding.as_json() == {
        "code": "E05",
        "key": finding.key,
        "severity": "error",
        "message": "Brought forward 6 and received 20, less closed 17, leaves 9; carried forward says 10.",
        "what_to_do": "Correct whichever of the four figures is wrong.",
        "pointers": ["/caseload/brought_forward", "/received/total", "/caseload/closed", "/caseload/carried_forward"],
        "values": {"brought_forward": 6, "received": 20, "closed": 17, "carried_forward": 10},
        "clause": "complaints-return, caseload",
    }


def test_the_key_of_a_query_is_made_of_the_rule_and_the_values_it_cites_and_of_nothing_else() -> None:
    asked = Finding("Q01", "Brought forward 6.", "Say why.", ("/caseload",), {"brought_forward": 6, "before": "Q4"})
    reworded = Finding("Q01", "Other words.", "Say so.", (), {"before": "Q4", "brought_forward": 6})
    changed = Finding("Q01", "Brought forward 6.", "Say why.", ("/caseload",), {"brought_forward": 7, "before": "Q4"})
    other = Finding("Q02", "Brought forward 6.", "Say why.", ("/caseload",), dict(asked.values))
    assert asked.key == reworded.key == "Q01-" + sha256(b'{"before":"Q4","brought_forward":6}').hexdigest()[:16]
    assert len({asked.key, changed.key, other.key}) == 3


@pytest.mark.parametrize("code", ["E01", "N02"])
def test_the_key_of_an_error_or_a_note_is_of_its_place_too(code: str) -> None:
    here = Finding(code, "Not a number.", "Give one.", ("/received/total",), {"given": "3"})
    reworded = Finding(code, "Not one.", "Mend it.", ("/received/total",), {"given": "3"})
    there = Finding(code, "Not a number.", "Give one.", ("/caseload/closed",), {"given": "3"})
    changed = Finding(code, "Not a number.", "Give one.", ("/received/total",), {"given": "4"})
    assert here.key == reworded.key
    assert len({here.key, there.key, changed.key}) == 3


def test_two_faults_of_one_rule_have_two_keys() -> None:
    document = full_return()
    document["caseload"].update(brought_forward="6", closed="6")
    del document["source"], document["received"]["total"], document["went_wrong"]["count"]
    found = judge(as_bytes(document), NOW).findings
    assert sorted(finding.code for finding in found) == ["E01", "E01", "E16", "E16"]
    assert len({finding.key for finding in found}) == 4


def test_a_place_is_written_as_a_json_pointer() -> None:
    assert pointer("received", "monthly", 2, "a/b~c") == "/received/monthly/2/a~1b~0c"
    assert pointer() == ""


def test_what_is_given_twice_is_shown_in_each_place() -> None:
    document = full_return()
    document["learning"][0]["id"] = "A1"
    (finding,) = judge(as_bytes(document), NOW).findings
    assert finding.pointers == ("/actions/0/id", "/learning/0/id")
    assert finding.message == "The id “A1” is given 2 times."


@pytest.mark.parametrize(
    ("place", "value", "code"), [("actions", 5, "E17"), ("actions", [{"id": 5}], "E17"), ("actions", None, "E17")]
)
def test_actions_that_cannot_be_read_are_not_held_against_those_who_name_them(
    place: str, value: Any, code: str
) -> None:
    document = {**full_return(), place: value}
    found = {finding.code for finding in judge(as_bytes(document), NOW).findings}
    assert code in found
    assert "E13" not in found


def test_of_very_many_strangers_the_first_are_named_and_the_others_counted() -> None:
    document = full_return() | {f"u{number:05d}": 0 for number in range(50_000)}
    found = findings(document)
    assert {finding.code for finding in found} == {"E15"}
    assert found[0].pointers == ("/u00000",)
    assert len(found) == 101
    assert "49,900 further members" in found[-1].message
