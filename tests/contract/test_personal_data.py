"""Personal data in a narrative: it is suspected where it stands, named by its kind, and never said again."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from return_documents import NOW, ROOT, Document, as_bytes, full_return

from hub.contract.build import build
from hub.contract.checks.narrative import narratives
from hub.contract.findings import pointer
from hub.contract.judge import judge
from hub.contract.personal_data import Kind, clues_in, is_nhs_number, kinds_in, plain

# Numbers that are set aside for examples, and names that nobody has.
PERSONAL = [
    ("Write to ann.tern@example.org", Kind.EMAIL),
    ("her address (a-tern+home@mail.example.com) was wrong", Kind.EMAIL),
    ("Ring 07700 900123", Kind.PHONE),
    ("ring 07700-900-123.", Kind.PHONE),
    ("tel +44 7700 900123", Kind.PHONE),
    ("tel +44 (0)7700 900 123", Kind.PHONE),
    ("0044 1632 960123", Kind.PHONE),
    ("in 2026 01632 960123 rang for an hour", Kind.PHONE),
    ("(020) 7946 0018", Kind.PHONE),
    ("02079460018", Kind.PHONE),
    ("the NHS number 943 476 5919 was on the letter", Kind.NHS_NUMBER),
    ("9434765919", Kind.NHS_NUMBER),
    ("943-476-5919", Kind.NHS_NUMBER),
    ("National Insurance QQ 12 34 56 C", Kind.NI_NUMBER),
    ("AB123456C", Kind.NI_NUMBER),
    ("lives at ZE3 9JW", Kind.POSTCODE),
    ("EC1A 1BB", Kind.POSTCODE),
    ("W1A0AX", Kind.POSTCODE),
    ("Mr Tern was told", Kind.NAME),
    ("told Mrs. A. Tern", Kind.NAME),
    ("Ms O’Tern", Kind.NAME),
    ("Dr J McTern", Kind.NAME),
    ("Professor Élan", Kind.NAME),
    ("Cllr Tern asked", Kind.NAME),
    ("Sir\nHumbert", Kind.NAME),
    ("MR SMITH", Kind.NAME),
    ("MRS. A. TERN-GULL WAS TOLD", Kind.NAME),
    ("Dr O’TERN", Kind.NAME),
    ("Ring 07700\u2009900\u202f123", Kind.PHONE),
    ("077\u200b00 9001\xad23", Kind.PHONE),
    ("tel–07700–900–123", Kind.PHONE),
    ("０７７００ ９００１２３", Kind.PHONE),
    ("943\u2011476\u22125919", Kind.NHS_NUMBER),
    ("ann.tern＠ex\u2010ample.org", Kind.EMAIL),
    ("lives at ＺＥ３\u30009ＪＷ", Kind.POSTCODE),
    ("AB\u206012\ufe0f3456C", Kind.NI_NUMBER),
    ("Mr\u3000Te\u200drn", Kind.NAME),
]
HARMLESS = [
    "", "Mr", "Mr and Mrs were misspelt on the form", "Ms B and Mr K, as the Ombudsman names them", "Dr. or doctor",
    "the Lord Chancellor’s letter, the Lord Mayor, the Lady in the queue", "Sir, madam or neither", "MR SCANNER 4",
    "Q1 2026 and 2026-27-Q1", "between 1 April 2026 and 30 June 2026", "2026-04-01 to 2026-06-30", "01/04/2026 09:30",
    "on 01.04.2026 15 people came", "01-04-2026 10 12", "£1,234,567,890 or £1 234 567 890", "12 000 000 000 pixels",
    "case 2026/0012345678", "reference AB-1234567890-X", "943 476 5918", "1234567890", "0123456789012345678901",
    "our line 0300 123 4567, free on 0800 123 4567 or 0845 123 4567", "999, 111 and 101", "form SA100, P60 and V5C",
    "A12, L18 and B2B", "ISO 9001 2015", "complaints@ferries.example", "customer.relations@ferries.example",
    "the @ sign was refused", "shoreline.example/complaints", "5 % of 1632 of 960123", "Q4 2AB tickets of 10 GB",
    "Revision 3, Rev. 2", "Missed calls, Mister, Drive, Dramatic", "12 ST forms", "items 4A to 4D",
    "1 2 3 4 5 6 7 8 9 10 11", "MR AND MRS", "MS TEAMS and MS Word", "WE MISS DEADLINES", "the DR PLAN, the DR Site",
    "MR B AND MS K", "MR scans, MR Imaging", "5½ of 10³ m²", "2026–27, 1–30 June — and 12–15 %",
    "the Café’s “Q1” ☃ 👩\u200d🚒",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_data_is_suspected_as_its_kind(text: str, kind: Kind) -> None:
    assert kinds_in(text) == {kind: 1}
    assert clues_in(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert kinds_in(text) == {}


def test_every_time_counts() -> None:
    text = "Mr Tern (07700 900123, AB123456C) and Mrs Tern (07700 900124), both of ZE3 9JW"
    assert kinds_in(text) == {Kind.PHONE: 2, Kind.NI_NUMBER: 1, Kind.POSTCODE: 1, Kind.NAME: 2}


@given(st.lists(st.sampled_from([text for text, _ in PERSONAL] + HARMLESS), max_size=5), st.text(max_size=40))
def test_nothing_that_would_be_found_is_passed_over_at_first_sight(texts: list[str], more: str) -> None:
    together = "\n".join([*texts, more])
    assert clues_in(together) or not any(kinds_in(text) for text in [*texts, more, together])


PIECES = st.sampled_from([*"0123456789 AZQEC.-()+@azo\u00a0", "Mr ", "Dr. ", "Tern", "+44", "07", "ZE3 ", "9JW"])


@given(st.lists(PIECES, max_size=24).map("".join))
def test_the_first_sight_is_never_narrower_than_the_second(text: str) -> None:
    assert clues_in(text) or not kinds_in(text)


@given(st.integers(0, 999_999_999))
def test_one_digit_at_most_makes_nine_an_nhs_number(nine: int) -> None:
    digits = f"{nine:09d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (10, 9, 8, 7, 6, 5, 4, 3, 2), strict=True))
    check = 11 - weighed % 11
    expected = [str(0 if check == 11 else check)] if check != 10 else []
    assert [last for last in "0123456789" if is_nhs_number(digits + last)] == expected


def q15(document: Document) -> list[Any]:
    return [finding for finding in judge(as_bytes(document), NOW).findings if finding.code == "Q15"]


SECRET = "Mrs Ternwhistle, 07700 900123, ann.tern@example.org, AB123456C, ZE3 9JW, 943 476 5919"


@given(st.lists(st.one_of(PIECES, st.sampled_from([*"\u200b\u2013\u2009\u0301\uff10\xad\u2010é"]))).map("".join))
def test_the_first_sight_of_disguised_texts_is_never_narrower(text: str) -> None:
    assert clues_in(text) or not kinds_in(text)


@pytest.mark.parametrize("code", range(sys.maxunicode + 1)[::0x10000], ids=hex)
def test_no_format_character_hides_anything(code: int) -> None:
    for one in map(chr, range(code, code + 0x10000)):
        if unicodedata.category(one) == "Cf":
            assert plain(f"A{one}B") == "AB", hex(ord(one))
        if unicodedata.category(one) in ("Zs", "Pd"):
            assert plain(f"A{one}B") in ("A B", "A-B"), hex(ord(one))


def test_what_was_found_is_never_said_again() -> None:
    document = full_return() | {"notes": SECRET, "source": "Mr Ternwhistle"}
    found = q15(document)
    told = json.dumps([finding.as_json() for finding in found], ensure_ascii=False)
    assert not [word for word in re.findall(r"[\w@.]+", SECRET) if len(word) > 2 and word in told]
    assert {finding.values["kind"]: finding.values["times"] for finding in found} == {
        Kind.EMAIL: {"/notes": 1},
        Kind.PHONE: {"/notes": 1},
        Kind.NHS_NUMBER: {"/notes": 1},
        Kind.NI_NUMBER: {"/notes": 1},
        Kind.POSTCODE: {"/notes": 1},
        Kind.NAME: {"/source": 1, "/notes": 1},
    }


def test_another_value_of_the_same_kind_in_the_same_place_is_not_told_apart() -> None:
    keys = {q15(full_return() | {"notes": f"Ring 07700 90012{digit}"})[0].key for digit in range(10)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ("Mr Tern", "The return seems to hold a person's title and name."),
        ("Mr Tern and Mr Gull", "The return seems to hold a person's title and name, 2 times."),
    ],
)
def test_the_finding_says_what_and_how_often(notes: str, message: str) -> None:
    (finding,) = q15(full_return() | {"notes": notes})
    assert (finding.message, finding.pointers) == (message, ("/notes",))


def test_another_entry_before_it_does_not_ask_again() -> None:
    document = full_return()
    document["learning"][0]["used"] = "Ring 07700 900123"
    (asked,) = q15(document)
    name = document["learning"][0]["id"]
    assert asked.values["times"] == {f"learning {name}, used": 1}
    document["learning"].insert(0, {**document["learning"][0], "id": "L99", "used": "Nothing yet"})
    (again,) = q15(document)
    assert (again.key, again.pointers) == (asked.key, ("/learning/1/used",))


def test_what_an_explanation_holds_is_a_suspicion_of_its_own() -> None:
    before = full_return() | {"contract_version": "1.1", "notes": "Ring 07700 900123"}
    (asked,) = q15(before)
    told = [{"query": "Q15", "pointer": "/notes", "text": "07700 900123 is nobody’s"}]
    notes, explanation = q15(before | {"explanations": told})
    assert notes.key == asked.key
    assert explanation.pointers == ("/explanations/0/text",)
    assert explanation.values["times"] == {"explanation of Q15": 1}
    moved = [{"query": "Q04", "text": "All is well"}, *told]
    assert [one.key for one in q15(before | {"explanations": moved})] == [asked.key, explanation.key]


def test_an_id_that_looks_personal_is_not_repeated() -> None:
    document = full_return()
    document["learning"][0] |= {"id": "AB123456C", "used": "AB123456C"}
    assert [one.values["times"] for one in q15(document)] == [{"/learning/0/used": 1}]


NOT_NARRATIVE = {
    "contract", "contract_version", "organisation", "start", "end", "on", "as_at", "month", "lead", "partners",
    "subject", "remedy", "id", "begins", "due", "completed", "actions", "channel", "state", "direction", "review_on",
    "year", "subject_coding", "rounding_base", "oral_complaints", "resolved_on_the_spot", "letters_from_mps",
    "requests_for_service", "marked", "query", "pointer", "characteristic",
}  # fmt: skip


def texts_of(node: Any, path: tuple[str | int, ...] = ()) -> dict[str, str]:
    """Every text of a document that is not a code, an id, a day or a status, by its place."""
    found: dict[str, str] = {}
    for name, child in node.items() if isinstance(node, dict) else enumerate(node):
        here = (*path, name)
        if isinstance(child, (dict, list)) and name not in NOT_NARRATIVE - {"actions"}:
            found |= texts_of(child, here)
        elif isinstance(child, str) and name not in NOT_NARRATIVE and here[0] != "period":
            found[pointer(*here)] = child
    return found


STATUS_OR_ID = re.compile(r"not_\w+|suppressed_at_source|[A-Z][0-9]+")
WHOLE = [full_return(), json.loads((ROOT / "fixtures" / "versions" / "2.0.json").read_bytes())]
WHOLE[1] |= {"notes": "Kept", "source": "Kept"}


@pytest.mark.parametrize("document", WHOLE, ids=["1.0", "2.0"])
def test_every_text_of_a_return_is_looked_at(document: Document) -> None:
    read = {pointer(*place): text for place, text in narratives(build(document))}
    written = {place: text for place, text in texts_of(document).items() if not STATUS_OR_ID.fullmatch(text)}
    source = {place for place in written if place.startswith("/other_insight") and place.endswith("/source")}
    assert {place: text for place, text in read.items() if not STATUS_OR_ID.fullmatch(text)} == {
        place: text for place, text in written.items() if place not in source
    }
