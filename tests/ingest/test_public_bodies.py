"""The file of the directory: what is read of it, and what is wrong with it, by the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from public_bodies_file import COLUMNS, Row, row, write

from hub.errors import DocumentUnreadable
from hub.ingest.public_bodies import COLUMNS as USED
from hub.ingest.public_bodies import listed_bodies
from hub.store.listed import Listed

NAME, ID, BEGAN, PARENT = (
    "overall_alb_name", "overall_copbt_uid", "overall_date_ALB_independent", "overall_parent_department",
)  # fmt: skip


def test_a_line_is_read_with_what_it_tells(tmp_path: Path) -> None:
    told = row(1, accountability_ombudsman="  Ombudsman for\n Harbours ", **{BEGAN: "2018-04"})
    (listed,) = listed_bodies(write(tmp_path / "one.csv", [told]))
    assert listed == Listed(
        line=2, name="Board of Lighthouse 1", directory_id="PBTUID-0001", department="Department for Harbours",
        department_short="DFH", kind="Executive NDPB", opened_on=date(2018, 4, 1), opened_told="2018-04",
        ombudsman="Ombudsman for Harbours",
    )  # fmt: skip


def test_what_cannot_be_placed_is_remarked_on(tmp_path: Path) -> None:
    told = row(1, overall_direct_sponsor="The islands", overall_body_numbers="9", **{ID: "", BEGAN: "long ago"})
    plain = row(2, overall_direct_sponsor="n/A", **{BEGAN: ""})
    odd, usual = listed_bodies(write(tmp_path / "odd.csv", [told, plain]))
    assert odd.remarks == (
        "has no id in the directory: it is known by its name and department",
        "opening date could not be placed: “long ago”",
        "stands for 9 bodies; registered as one",
        "direct sponsor could not be placed: “The islands”",
    )
    assert (odd.opened_on, odd.directory_id) == (None, None)
    assert (usual.opened_on, usual.remarks) == (None, ())


def test_the_line_is_the_one_on_which_the_body_begins(tmp_path: Path) -> None:
    rows = [row(1, **{NAME: "Board\nof\nthree lines"}), row(2), row(3)]
    assert [listed.line for listed in listed_bodies(write(tmp_path / "lines.csv", rows))] == [2, 5, 6]


def test_a_byte_order_mark_and_more_columns_in_another_order_do_not_matter(tmp_path: Path) -> None:
    plain = listed_bodies(write(tmp_path / "plain.csv", [row()]))
    turned = ("a_new_column", *reversed(COLUMNS))
    assert listed_bodies(write(tmp_path / "marked.csv", [row()], turned, "utf-8-sig")) == plain


@pytest.mark.parametrize("column", sorted(USED))
def test_a_column_that_is_used_must_be_there(tmp_path: Path, column: str) -> None:
    file = write(tmp_path / "less.csv", [row()], [each for each in COLUMNS if each != column])
    with pytest.raises(DocumentUnreadable, match=f"line 1 does not name the column {column}"):
        listed_bodies(file)


HEAD = ",".join(COLUMNS)
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "it is empty"),
    "only names": (f"{HEAD}\r\n".encode(), "no line below the column names"),
    "another file": (b"code,name\r\n1,2\r\n", "line 1 does not name the columns overall_alb_name, "),
    "a column twice": (f"{HEAD},overall_copbt_uid\r\n".encode(), "line 1 names the column overall_copbt_uid twice"),
    "Windows": (f"{HEAD}\r\n".encode() + b"2023/24,Queen\x92s Board\r\n", r"line 2 is not in UTF-8 \(byte 0x92\)"),
    "UTF-16": (f"{HEAD}\r\n".encode("utf-16"), "line 1 is not in UTF-8"),
    "a value too many": (f"{HEAD}\r\n{',' * len(COLUMNS)}\r\n".encode(), "line 2 has 21 values"),
    "a value too few": (f"{HEAD}\r\n2023/24,Board\r\n".encode(), "line 2 has 2 values"),
    "an open quotation mark": (f'{HEAD}\r\n2023/24,"Board\r\n'.encode(), "line 2 is not CSV"),
    "no file of letters": (b"\x00\x01\x02" * 40, "line 1 "),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(UNREADABLE))
def test_what_is_not_the_directory_is_refused_with_the_line(tmp_path: Path, what: str) -> None:
    raw, words = UNREADABLE[what]
    file = tmp_path / "other.csv"
    file.write_bytes(raw)
    with pytest.raises(DocumentUnreadable, match=f"The directory of public bodies could not be read: .*{words}"):
        listed_bodies(file)


LISTED_WRONGLY: dict[str, tuple[list[Row], str]] = {
    "an id twice": ([row(1), row(2), row(3, **{ID: "PBTUID-0001"})], "lines 2 and 4 both have the id PBTUID-0001"),
    "a body twice": (
        [row(1, **{ID: ""}), row(2, **{ID: "", NAME: "BOARD of Lighthouse 1"})], "lines 2 and 3 both have the name"
    ),
    "no name": ([row(1, **{NAME: " "})], r"line 2 has no name \(overall_alb_name\)"),
    "no parent": ([row(1), row(2, **{PARENT: ""})], "line 3 has no parent department"),
    "no kind": ([row(1, overall_classification="")], "line 2 has no classification"),
    "two faults": ([row(1, **{NAME: "", PARENT: ""})], "line 2 has no name .*; line 2 has no parent department"),
    "many faults": ([row(1, **{NAME: ""})] * 30, "line 2 has no name"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(LISTED_WRONGLY))
def test_every_line_that_is_wrong_is_told_together(tmp_path: Path, what: str) -> None:
    rows, words = LISTED_WRONGLY[what]
    with pytest.raises(DocumentUnreadable, match=words) as refusal:
        listed_bodies(write(tmp_path / "wrong.csv", rows))
    assert ("more." in refusal.value.what_to_do) == (what == "many faults")


def test_a_name_may_be_in_two_departments(tmp_path: Path) -> None:
    rows = [row(1), row(2, **{NAME: "Board of Lighthouse 1", PARENT: "Department for Islands"})]
    assert len(listed_bodies(write(tmp_path / "two.csv", rows))) == 2
