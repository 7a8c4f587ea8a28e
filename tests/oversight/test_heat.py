"""The heat map of the demonstration: each cell counted a second way from the files, and said where it is not shown."""

from __future__ import annotations

import pytest
from demo_department import LAST, QUARTERS, about, count, current, summed
from demo_pictures import of_demo

from hub.contract.sheet import subjects
from hub.oversight.disclosure.audience import Audience
from hub.oversight.heat import Heat, HeatCell, HeatMap, heat_map
from hub.oversight.themes.emerging import Look

RISING = ("ferry-fares", "lampkeepers-pensions", "vessel-licensing")


def of(audience: Audience = Audience.SPONSOR) -> HeatMap:
    return heat_map(of_demo(LAST, audience).meaning)


def all_of(found: HeatMap) -> dict[tuple[str, str], HeatCell]:
    return {(cell.organisation, cell.subject): cell for cell in found.cells(found.organisations, found.subjects)}


def counted(code: str, quarter: str, subject: str) -> tuple[int, int]:
    """How many complaints of a quarter name a subject, of those received."""
    document = current(code, quarter)
    if document is None:
        return 0, 0
    named, _ = about(document, subject)
    return named, max(count(document["received"]["total"]), named)


def test_there_is_a_cell_for_each_subject_of_each_body() -> None:
    found = of()
    assert found.subjects == tuple(subjects())
    assert [*all_of(found)] == [(body, subject) for body in found.organisations for subject in found.subjects]


@pytest.mark.parametrize("body", RISING)
def test_what_rose_is_told_with_its_share_and_that_of_the_two_years_before(body: str) -> None:
    cell = all_of(of())[body, "online-service"]
    assert cell.heat is Heat.ROSE
    assert cell.over_the_year
    assert cell.now is not None
    assert cell.before is not None
    assert (cell.now.numerator, cell.now.denominator) == counted(body, LAST, "online-service")
    past = summed([counted(body, quarter, "online-service") for quarter in QUARTERS[-9:-1]])
    assert (cell.before.numerator, cell.before.denominator) == past


def test_what_rose_or_fell_is_told_with_how_much_chance_alone_would_give() -> None:
    found = of()
    moved = {subject for (_, subject), cell in all_of(found).items() if cell.heat in (Heat.ROSE, Heat.FELL)}
    assert "online-service" in moved
    assert found.beyond_chance() == tuple(subject for subject in found.subjects if subject in moved)
    assert found.by_chance == pytest.approx(0.05 * found.judged)


def test_a_rise_that_is_found_is_found_in_the_map() -> None:
    meaning = of_demo().meaning
    found, emerging = heat_map(meaning), meaning.emerging
    rose = {(cell.organisation, cell.subject) for cell in all_of(found).values() if cell.heat is Heat.ROSE}
    assert len(rose) == emerging.found
    assert {place for place, cell in all_of(found).items() if cell.heat is Heat.NOT_JUDGED and cell.before} <= {
        (body, subject)
        for row, body in enumerate(found.organisations)
        for at, subject in enumerate(found.subjects)
        if emerging.look[row, at] in (Look.NONE, Look.YEAR)
    }


def test_a_body_without_a_return_gives_nothing_and_is_not_taken_for_none() -> None:
    cells = [cell for (body, _), cell in all_of(of()).items() if body == "foreshore-commission"]
    assert {cell.heat for cell in cells} == {Heat.NOT_GIVEN}
    assert all(cell.now is None for cell in cells)


def test_a_hidden_count_is_said_to_be_hidden_and_no_figure_stands_in_its_place() -> None:
    open_, shown = all_of(of()), all_of(of(Audience.FORUM))
    hidden = {place for place, cell in shown.items() if cell.heat is Heat.HIDDEN}
    small = {place for place, cell in open_.items() if cell.now and 0 < cell.now.numerator < 5}
    assert small <= hidden
    assert all(shown[place].now is None and shown[place].before is None for place in hidden)
    assert not any(cell.heat is Heat.HIDDEN for cell in open_.values())
    assert all(cell.now == open_[place].now for place, cell in shown.items() if place not in hidden)
