"""One complaint fewer, where it is hidden, is seen by the sponsor alone; and what no protected picture holds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from demo_department import LAST
from demo_pictures import demo_collection, figures_in, first_versions, handed_over, printed, standing_returns
from sheets_by_name import AT

from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.material import Material
from hub.oversight.picture import picture

SMALLEST = ("tide-tables-panel", LAST)


@cache
def true_material() -> Material:
    figures = {place: figures_in(document) for place, document in standing_returns().items()}
    earlier = {place: figures_in(document) for place, document in first_versions().items()}
    return handed_over(figures, earlier)


def made(material: Material, audience: Audience) -> bytes:
    return printed(picture(demo_collection(), Period.named(LAST), (), material, audience))


@pytest.mark.parametrize("audience", list(Audience))
def test_one_complaint_fewer_in_the_smallest_body_is_seen_by_those_who_see_its_figures(audience: Audience) -> None:
    sheets = tuple(
        (code, name, received_one_fewer(sheet) if (code, name) == SMALLEST else sheet)
        for code, name, sheet in true_material().sheets
    )
    same = made(replace(true_material(), sheets=sheets), audience) == made(true_material(), audience)
    assert same is audience.protected


def received_one_fewer(sheet: bytes) -> bytes:
    numbers = np.frombuffer(sheet, dtype="<f8").copy()
    assert numbers[AT["received"]] == 4
    numbers[AT["received"]] -= 1
    return numbers.tobytes()


@pytest.mark.parametrize("audience", [audience for audience in Audience if audience.protected])
def test_what_is_open_on_a_day_and_that_a_return_is_nil_stand_in_no_protected_picture(audience: Audience) -> None:
    told = made(true_material(), audience)
    assert b"brought_forward" not in told
    assert b"carried_forward" not in told
    assert b'"nil' not in told
