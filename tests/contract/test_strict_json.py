"""What is read, and what is not: a document that two readers could understand differently is nobody's return."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from return_documents import NOW, as_bytes, full_return

from hub.contract.judged_offline import verdict_on_anything
from hub.contract.strict_json import DEEPEST, LONGEST_BODY, read_document
from hub.errors import DocumentTooLong, DocumentUnreadable

REFUSED = {
    "nothing": b"",
    "only white space": b" \n",
    "a list at the top": b"[]",
    "a text at the top": b'"complaints-return"',
    "null": b"null",
    "a member twice": b'{"a": 1, "a": 1}',
    "a member twice, once escaped": b'{"a": 1, "\\u0061": 2}',
    "a member twice, far inside": b'{"a": [{"b": {"c": 1, "d": 2, "c": 3}}]}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "-Infinity": b'{"a": -Infinity}',
    "a number past a double": b'{"a": 1e400}',
    "a negative number past a double": b'{"a": -1e400}',
    "a number of 400 digits": b'{"a": ' + b"1" * 400 + b"}",
    "a number of 5,000 digits": b'{"a": ' + b"1" * 5_000 + b"}",
    "a leading zero": b'{"a": 01}',
    "a high surrogate alone, escaped": b'{"a": "\\ud800"}',
    "a low surrogate alone, escaped": b'{"a": "\\udc00x"}',
    "surrogates the wrong way round": b'{"a": "\\udc00\\ud800"}',
    "a surrogate in a name": b'{"\\ud800": 1}',
    "a surrogate, raw": b'{"a": "\xed\xa0\x80"}',
    "NUL, raw": b'{"a": "\x00"}',
    "NUL, escaped": b'{"a": "x\\u0000"}',
    "NUL, escaped, after an escaped backslash": b'{"a": "\\\\\\u0000"}',
    "NUL in a name": b'{"\\u0000": 1}',
    "NUL far inside": b'{"a": [{"b": ["\\u0000"]}]}',
    "a line break inside a text": b'{"a": "\n"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "an overlong form": b'{"a": "\xc0\xaf"}',
    "something after the object": b"{} {}",
    "a comma too many": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "a comment": b'{"a": 1 /* one */}',
    "the end is missing": b'{"a": {"b": 1}',
    "lists inside lists, without end": b"[" * 100_000,
    "objects inside objects, without end": b'{"a":' * 100_000,
    "lists inside lists, closed": b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "lists inside lists, not many": b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}",
    "one level too deep": b'{"a": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}",
}
READ: dict[str, tuple[bytes, Any]] = {
    "an empty object": (b"{}", {}),
    "as deep as may be": (b'{"a": ' + b"[" * (DEEPEST - 2) + b"[3]" + b"]" * (DEEPEST - 2) + b"}", None),
    "an escaped backslash before u0000": (b'{"a": "\\\\u0000"}', {"a": "\\u0000"}),
    "two characters that make one": (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
    "the same name in two objects": (b'{"a": {"x": 1}, "b": {"x": 1}}', {"a": {"x": 1}, "b": {"x": 1}}),
    "names that look the same": ('{"é": 1, "e\u0301": 2}'.encode(), {"é": 1, "e\u0301": 2}),
    "an integer past 64 bits": (b'{"a": 36893488147419103232}', {"a": 2**65}),
    "a whole number with an exponent": (b'{"a": 1e2}', {"a": 100.0}),
    "white space around": (b' \r\n\t{"a": 1} \n', {"a": 1}),
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_could_be_read_two_ways_is_not_read(raw: bytes) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_document(raw)
    assert fault.value.message
    assert fault.value.what_to_do


@pytest.mark.parametrize(("raw", "expected"), READ.values(), ids=READ.keys())
def test_strict_json_is_read_as_it_stands(raw: bytes, expected: Any) -> None:
    document = read_document(raw)
    assert expected is None or document == expected


def test_a_document_may_be_long_but_not_too_long() -> None:
    padding = LONGEST_BODY - len('{"a": ""}')
    assert read_document(b'{"a": "%s"}' % (b"x" * padding))
    with pytest.raises(DocumentTooLong, match="1,000,001"):
        read_document(b'{"a": "%s"}' % (b"x" * (padding + 1)))


# Each line: what was sent, what is wrong with it in our own words, and a part of what to do.
REASONS = [
    (b"", "it is empty", "Send one JSON object"),
    (b" \n", "it is empty", "Send one JSON object"),
    ('{"a": 1}'.encode("utf-16"), "it is in UTF-16 or UTF-32, not in UTF-8", "Save or send it"),
    ('{"a": 1}'.encode("utf-16-le"), "it is in UTF-16 or UTF-32, not in UTF-8", "Save or send it"),
    ('{"a": 1}'.encode("utf-16-be"), "it is in UTF-16 or UTF-32, not in UTF-8", "Save or send it"),
    ('{"a": 1}'.encode("utf-32"), "it is in UTF-16 or UTF-32, not in UTF-8", "Save or send it"),
    ('{"a": 1}'.encode("utf-8-sig"), "it begins with a byte order mark", "without a byte order mark"),
    ('{"ä":\n"é"}'.encode("cp1252"), "the byte 0xe4 does not belong there (line 1, column 3)", "in UTF-8"),
    ('{"b":\n"é"}'.encode("cp1252"), "the byte 0xe9 does not belong there (line 2, column 2)", "in UTF-8"),
    (b'{"a": NaN}', "NaN is not a number of JSON (line 1, column 7)", "a status such as not_available"),
    (b'{"a": Infinity}', "Infinity is not a number of JSON", "a status such as not_available"),
    (b'{"a": -Infinity}', "-Infinity is not a number of JSON", "a status such as not_available"),
    (b'{"a": 1e400}', "the number 1e400 is too large for JSON (line 1, column 7)", "Give the number itself"),
    (b'{"a": -1e400}', "the number -1e400 is too large for JSON", "Give the number itself"),
    (b'{"a": ' + b"1" * 5_000 + b"}", "the number 11111111111111111111… is too large", "Give the number itself"),
    (b'{"a": "\\ud83d"}', "\\ud83d is half of a character (line 1, column 8)", "Give both halves"),
    (b'{"a": "\\ude00"}', "\\ude00 is half of a character", "Give both halves"),
    (b'{"a": 1,\n}', "a comma stands after the last entry (line 1, column 8)", "Take the comma out"),
    (b'{"a":\n [1, ]}', "a comma stands after the last entry (line 2, column 4)", "Take the comma out"),
    (b'{"a": "one\ntwo"}', "a line break or a tab inside a text (line 1, column 11)", "Write a line break as \\n"),
    (b'{"a": {"b": 1}', "it ends before it is complete (line 1, column 15)", "Send the whole document"),
    ('{"é": 1\n x: 2}'.encode(), "it is not JSON from “x: 2}” on (line 2, column 2)", "Look there and just before"),
    (b"{'a': 1}", "it is not JSON from “'a': 1}” on (line 1, column 2)", "a straight quotation mark"),
    (b"a,b\n1,2", "it is not JSON from “a,b” on (line 1, column 1)", "Write the document with a JSON library"),
    (b'{"a": 1, "a": 1}', "the member “a” is given twice in one object", "Give each member once"),
    (b'{"a": "\\u0000"}', "a text holds the character NUL", "Take the character out"),
    (b"[" * 100_000, "it is nested more than 16 levels deep", "at the level"),
    (b"[]", "it is not a JSON object", "Send one JSON object"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "why", "what_to_do"), REASONS, ids=[why for _, why, _ in REASONS])
def test_what_is_not_read_is_told_in_words_and_with_what_to_do(raw: bytes, why: str, what_to_do: str) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_document(raw)
    assert fault.value.message.startswith("The document could not be read: ")
    assert why in fault.value.message
    assert what_to_do in fault.value.what_to_do


def test_the_message_says_where_the_document_stops_making_sense() -> None:
    with pytest.raises(DocumentUnreadable, match="line 2, column 7"):
        read_document(b'{"a": 1,\n "b": x}')


def test_a_hostile_name_is_shown_escaped_and_short() -> None:
    name = b"\\u001b[2J" + b"x" * 500
    with pytest.raises(DocumentUnreadable) as fault:
        read_document(b'{"%s": 1, "%s": 1}' % (name, name))
    assert fault.value.message.isprintable()
    assert len(fault.value.message) < 200


def read_or_refused(raw: bytes) -> dict[str, Any] | None:
    try:
        return read_document(raw)
    except DocumentUnreadable:
        return None


@given(raw=st.binary())
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    read_or_refused(raw)
    assert all(finding.message.isprintable() for finding in verdict_on_anything(raw, NOW).findings)


WHOLE = as_bytes(full_return())
TOKENS = [b'"', b"\\", b"{", b"[", b"\\u0000", b"\\ud800", b"NaN", b"1e999", b",", b"}", b"null"]


@given(
    where=st.integers(0, len(WHOLE)),
    cut=st.integers(0, 40),
    put=st.binary(max_size=8) | st.sampled_from(TOKENS),
)
def test_a_damaged_return_is_read_or_refused_and_then_judged(where: int, cut: int, put: bytes) -> None:
    raw = WHOLE[:where] + put + WHOLE[where + cut :]
    read_or_refused(raw)
    verdict = verdict_on_anything(raw, NOW)
    assert verdict.accepted or verdict.findings
    assert all(finding.message.isprintable() for finding in verdict.findings)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(document=st.dictionaries(texts, anything, max_size=4))
def test_whatever_json_can_say_is_read_back_the_same(document: dict[str, Any]) -> None:
    assert read_document(json.dumps(document).encode()) == document
    assert read_document(json.dumps(document, ensure_ascii=False).encode()) == document


@given(
    members=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", r"\u0061", "c:", r"c\u003a"]), st.sampled_from(['":"', r'"\u003a"', "1", "{}"])
        )
    )
)
def test_a_member_given_twice_is_found_however_it_and_its_colons_are_written(members: list[tuple[str, str]]) -> None:
    raw = "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}"
    names = {json.loads(f'"{name}"') for name, _ in members}
    read = read_or_refused(raw.encode())
    assert (read is None) == (len(names) < len(members))
    assert read is None or read == json.loads(raw)


@given(pieces=st.lists(st.sampled_from(["\\", "u0000", "\\u0000", "\0", '"', "x"]), max_size=8))
def test_nul_is_told_from_its_name_behind_any_number_of_backslashes(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = read_or_refused(json.dumps({text: [text]}).encode())
    assert read == (None if "\0" in text else {text: [text]})
