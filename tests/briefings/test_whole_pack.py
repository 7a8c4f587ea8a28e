"""The whole board pack of the demonstration: all its parts, every word in each form, the stories planted there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest
from demo_pictures import SCOPE, demo_pictures, demo_settings
from test_forms import READ, bare

from hub.briefings.paper import Bullets, Chart, Heading, Paper, Paragraph, Said, Table, in_text, text_of
from hub.briefings.render import FORMS
from hub.issued import Kind
from hub.issuing import Asked, Issuing
from hub.store.issued import IssuedPapers

BOARD = date(2026, 11, 12)
PARTS = [
    "In short",
    "What changed",
    "What to ask",
    "What the organisations found, and what others found",
    "Where each organisation stands",
    "How organisations see themselves",
    "Between organisations",
    "Themes",
    "Learning with evidence of effect",
    "Feedback",
    "What the forum gave",
    "Meetings with independent tiers",
    "For the annual report",
    "How good the figures are",
]


@cache
def of_demo(kind: Kind) -> Paper:
    issuing = Issuing(demo_pictures().database, demo_settings(), demo_pictures())
    return issuing.paper(SCOPE, Asked(kind, "", BOARD))


def words_of(paper: Paper) -> str:
    return " ".join(text_of(paper))


def rows(paper: Paper, caption: str) -> list[list[str]]:
    (table,) = [one for one in paper.blocks if isinstance(one, Table) and one.caption.startswith(caption)]
    return [[in_text(cell) for cell in row] for row in table.rows]


def test_it_has_every_part_in_its_order() -> None:
    assert [
        block.text for block in of_demo(Kind.PACK).blocks if isinstance(block, Heading) and block.level == 1
    ] == PARTS


@pytest.mark.parametrize("kind", [Kind.PACK, Kind.ANNUAL_REPORT])
@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_every_form_says_all_of_it(kind: Kind, suffix: str) -> None:
    paper = of_demo(kind)
    told, at = bare(READ[suffix](FORMS[suffix].written(paper))), 0
    for text in map(bare, text_of(paper)):
        found = told.find(text, at) if suffix != ".pdf" else told.find(text[:40])
        assert found >= 0, text
        at = found


def test_every_note_that_is_named_stands_at_the_end_with_its_returns() -> None:
    paper = of_demo(Kind.PACK)
    text = words_of(paper)
    assert [note.number for note in paper.notes] == list(range(1, len(paper.notes) + 1))
    assert all(f"[{note.number}]" in text for note in paper.notes)
    assert all(note.versions or note.text.startswith(("Record", "Self-assessment")) for note in paper.notes)


def test_every_figure_has_a_note_of_where_it_comes_from() -> None:
    bare_figures = []
    for block in of_demo(Kind.PACK).blocks:
        match block:
            case Paragraph(said=said):
                lines = [said]
            case Bullets(items=lines):
                pass
            case Table(rows=rows_):
                lines = [[piece for cell in row for piece in cell] for row in rows_]
            case Chart(beside=lines):
                pass
            case _:
                continue
        bare_figures += [line for line in lines if re.search(r"\d", in_text(line)) and not has_note(line)]
    assert [in_text(line) for line in bare_figures] == []


def has_note(line: Sequence[Said]) -> bool:
    return any(piece.notes for piece in line)


@pytest.mark.parametrize(
    "story",
    [
        "Getting into an online account",  # the shared theme
        "Islander Travel Grants Fund: Improved beyond chance",  # learning that worked
        "Independent Licensing Adjudicator about Vessel and Skipper Licensing Agency",  # the tier's meeting
        "West Strand Harbours Board merged into it",  # a break in a series
        "organisations sent a self-assessment",
    ],
)
def test_the_planted_stories_stand_in_it(story: str) -> None:
    assert story in words_of(of_demo(Kind.PACK))


def test_what_an_independent_tier_found_stands_beside_and_the_conflict_is_asked_about() -> None:
    paper = of_demo(Kind.PACK)
    found = rows(paper, "Something went wrong, as the organisation found; upheld in full or in part")
    vessels = next(row for row in found if row[0] == "Vessel and Skipper Licensing Agency")
    assert vessels[1].startswith("263 of 589 (44.7%), July to September 2026[")
    assert vessels[2] == "Independent Licensing Adjudicator"
    assert vessels[3].startswith("33 of 42 (78.6%), July to September 2026[")
    assert vessels[4] == "Yes, beyond chance"
    asked = next(text for text in text_of(paper) if "the organisation and the tier come to different findings" in text)
    number = int(asked.rpartition("[")[2].rstrip("]"))
    assert "33 of 42 (78.6%)" in asked
    assert "report of Independent Licensing Adjudicator, version 1" in paper.notes[number - 1].text
    assert "10 questions to ask, about 6 organisations." in words_of(paper)


def test_what_an_organisation_marks_as_provisional_is_told_so_wherever_the_figure_stands() -> None:
    paper = of_demo(Kind.PACK)
    found = {row[0]: row for row in rows(paper, "Something went wrong, as the organisation found; upheld, as the Omb")}
    assert found["Crossings Inspectorate"][1].startswith("23 of 237 (9.7%), provisional, July to September 2026[")
    assert "provisional" not in found["Ferry Fares and Concessions Office"][1]
    text = list(text_of(paper))
    asked = next(one for one in text if "23 of 237" in one and "the Ombudsman upheld" in one)
    assert "Something went wrong: the organisation marks the figure as provisional." in asked
    quality = text[text.index("How good the figures are") :]
    told = (
        "Crossings Inspectorate, July to September 2026: the organisation marks as provisional: exposure and went wrong"
    )
    assert any(line.startswith(told) for line in quality)


def test_the_annual_report_states_the_year_and_shares_only_of_what_was_reported_on() -> None:
    (table,) = [block for block in of_demo(Kind.ANNUAL_REPORT).blocks if isinstance(block, Table)]
    assert table.head[1] == "Year of the figures"
    assert [len(row) for row in table.rows] == [len(table.head)] * len(table.rows)
    assert "2025-26" in words_of(of_demo(Kind.ANNUAL_REPORT))
    assert "No return tells of recommendations of the Ombudsman." in words_of(of_demo(Kind.ANNUAL_REPORT))


def test_rows_of_a_table_have_a_cell_for_each_column() -> None:
    tables = [block for block in of_demo(Kind.PACK).blocks if isinstance(block, Table)]
    assert len(tables) >= 6
    assert {len(row) - len(table.head) for table in tables for row in table.rows} == {0}
    assert all(before != after for before, after in itertools.pairwise(table.caption for table in tables))


def test_what_changed_since_the_pack_that_was_issued_has_old_and_new_figures_and_the_versions() -> None:
    issuing = Issuing(demo_pictures().database, demo_settings(), demo_pictures())
    issued = IssuedPapers(demo_pictures().database)
    (one,) = issued.of(SCOPE)
    assert issued.outdated(SCOPE, [one]) == {one.id}
    sheet = issuing.since(SCOPE, one.id)
    text = words_of(sheet)
    assert "1 return changed after the paper was issued." in text
    assert "Ferry Fares and Concessions Office January to March 2026 Version 1 Version 2" in text
    told = [block for block in sheet.blocks if isinstance(block, Table) and block.head[-1] == "Stands on the return of"]
    assert told
    assert "they received at least 13,893 complaints" in text
    assert "they received at least 13,931 complaints" in text
    assert not any("Four steps" in row[0][0].text for table in told for row in table.rows)
    assert all(row[0] != row[1] for table in told for row in table.rows)
    for suffix in sorted(FORMS):
        assert bare("Version 2") in bare(READ[suffix](FORMS[suffix].written(sheet)))
