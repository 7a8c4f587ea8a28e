"""The section of the annual report where some figures are hidden: what is told together is of those that are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
from demo_pictures import SCOPE, demo_pictures

from hub.briefings.board_pack import annual_report
from hub.briefings.material import Material
from hub.briefings.paper import Paper, Table, in_text, text_of
from hub.contract.model import Mark
from hub.contract.sheet import places
from hub.oversight.disclosure.audience import Audience
from hub.oversight.panel import Panel
from hub.oversight.questions import OUTSIDE
from hub.papers import Papers

VESSELS, CROSSINGS, FARES = "vessel-licensing", "crossings-inspectorate", "ferry-fares"
GRANTS = "islander-grants"
HIDDEN = None


@cache
def of_demo() -> Material:
    pictures = demo_pictures()
    picture = pictures.of(SCOPE, None, Audience.BOARD)
    return Papers(pictures.database, pictures).material(SCOPE, picture, date(2026, 11, 12))


def with_figures(figures: dict[tuple[str, str], int | None], period: str = "") -> Material:
    """The demonstration with some figures otherwise: of the Ombudsman where they stand, or in one period."""
    material = of_demo()
    panel = material.picture.meaning.panel
    sheets, hidden = np.array(panel.sheets), np.array(panel.hidden)
    for (code, place), value in figures.items():
        body = panel.bodies.index(code)
        named = period or material.latest_in(OUTSIDE, code)[1]
        at = body, [one.name for one in panel.periods].index(named), places().index(place)
        sheets[at], hidden[at] = (np.nan, True) if value is HIDDEN else (value, False)
    changed = Panel(panel.bodies, panel.periods, sheets, panel.came, hidden)
    meaning = replace(material.picture.meaning, panel=changed)
    return replace(material, picture=replace(material.picture, meaning=meaning))


def words(paper: Paper) -> str:
    return " ".join(text_of(paper))


def together(paper: Paper, at: int = 0) -> list[list[str]]:
    table = [one for one in paper.blocks if isinstance(one, Table)][at]
    told = [[in_text(cell).split("[")[0] for cell in row] for row in table.rows]
    return [row for row in told if row[0].startswith("All, ")]


def test_a_year_of_hidden_figures_alone_is_not_the_year_of_a_total() -> None:
    (row,) = together(annual_report(of_demo()))
    assert row[:4] == ["All, of the figures shown: 3 organisations", "2025-26", "95", "84"]


def test_a_share_is_of_the_organisations_whose_part_and_whole_are_both_shown() -> None:
    (row,) = together(annual_report(with_figures({(FARES, "ombudsman_upheld"): HIDDEN})))
    assert row[0] == "All, of the figures shown"
    assert row[3:5] == ["84, 3 organisations", "16 of 47 (34%), 2 organisations"]


def test_figures_of_two_years_are_added_year_by_year() -> None:
    material = of_demo()
    other = replace(material, years={**material.years, material.latest_in(OUTSIDE, FARES): "2024-25"})
    told = together(annual_report(other))
    assert [(row[1], row[3]) for row in told] == [("2024-25", "37"), ("2025-26", "47")]


def test_payments_that_are_hidden_are_not_said_to_be_none() -> None:
    first = "2025-26-Q1"  # of the last whole financial year, in which one organisation tells of payments
    told = words(annual_report(of_demo()))
    assert "In the returns for April 2025 to March 2026, 1 of 11 organisations report" in told
    assert "14 payments, £2,350 in all." in told
    few = {(VESSELS, "payments"): HIDDEN, (VESSELS, "compensation"): HIDDEN}
    few |= {(GRANTS, "payments"): HIDDEN, (GRANTS, "compensation"): HIDDEN}
    told = words(annual_report(with_figures(few, first)))
    assert "No return tells of compensation" not in told
    assert "can be shown: 2 returns tell of payments whose number or amount is not shown." in told
    more = {**few, (FARES, "payments"): 12, (FARES, "compensation"): 3400}
    told = words(annual_report(with_figures(more, first)))
    assert "1 of 11 organisations report compensation payments" in told
    assert "12 payments, £3,400 in all. 2 other returns tell of payments whose number or amount is not shown." in told


def test_a_sum_that_some_returns_do_not_show_is_at_least_so_much_and_says_of_how_many() -> None:
    told = words(annual_report(of_demo()))
    assert "they received at least 13,931 complaints, told by 42 of 44 returns" in told
    assert "44 of 44 returns that were due came." in told


def test_a_figure_of_the_ombudsman_that_is_estimated_is_told_so() -> None:
    material = of_demo()
    marks = {material.latest_in(OUTSIDE, VESSELS): {"ombudsman_upheld": Mark.ESTIMATED}}
    assert "6 of 26 (23.1%), estimated" in words(annual_report(replace(material, marks=marks)))
