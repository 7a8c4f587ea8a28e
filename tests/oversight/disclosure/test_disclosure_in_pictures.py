"""The pictures of forum and board hold nothing that depends on a hidden figure: the demo's, with other figures hidden.

Whatever a picture is made of, other true numbers under the same hidden cells must print the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from demo_department import LAST
from demo_pictures import demo_collection, figures_in, first_versions, handed_over, printed, standing_returns
from sheets_by_name import AT

from hub.contract.figures import Figures
from hub.contract.model import Count
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.cells import BREAKDOWNS, COUNTS, HIDDEN_WITH, NOT_GIVEN, Mask, Sheets
from hub.oversight.disclosure.rule import hidden
from hub.oversight.material import Material
from hub.oversight.panel import sheets_of
from hub.oversight.picture import Received, picture

THRESHOLD = 5
ROUNDS = 30  # how often other numbers are tried
Place = tuple[str, str]
SMALLEST = ("tide-tables-panel", LAST)
PROTECTED = [audience for audience in Audience if audience.protected]


@cache
def true_figures() -> Mapping[Place, Figures]:
    return {place: figures_in(document) for place, document in standing_returns().items()}


@cache
def true_material() -> Material:
    earlier = {place: figures_in(document) for place, document in first_versions().items()}
    return handed_over(true_figures(), earlier)


def made(material: Material, figures: Mapping[Place, Figures], audience: Audience) -> bytes:
    received = [
        Received(code, Period.named(name), "", 1, demo_collection().today, each if name == LAST else None)
        for (code, name), each in figures.items()
    ]
    return printed(picture(demo_collection(), Period.named(LAST), received, material, audience, THRESHOLD))


def mask_of(sheets: Sheets, material: Material) -> Mask:
    rows = {(code, name): row for row, (code, name, _) in enumerate(material.sheets)}
    before = zip(material.earlier, sheets_of(sheet for *_, sheet in material.earlier), strict=True)
    return hidden(sheets, [(rows[code, name], sheet) for (code, name, _, _), sheet in before], THRESHOLD)


def moved(sheets: Sheets, mask: Mask, random: np.random.Generator) -> Sheets:
    """Other numbers under the hidden cells: parts given to one another, single counts, means and amounts changed."""
    other = sheets.copy()
    parts = {column for table in BREAKDOWNS for column in table.parts.tolist()}
    for row in range(len(other)):
        for column in np.flatnonzero(mask[row] & (sheets[row] > 0)):
            if column not in parts and random.random() < 0.5:
                other[row, column] = random.integers(1, THRESHOLD)
        for table in BREAKDOWNS:
            columns = table.parts[mask[row, table.parts] & (sheets[row, table.parts] >= 0)]
            if len(columns) > 1 and random.random() < 0.5:
                giver, taker = random.choice(columns, 2, replace=False)
                given = random.integers(0, other[row, giver] + 1)
                other[row, giver] -= given
                other[row, taker] += given
        other[row, NOT_GIVEN] += random.integers(0, 40)
        for what, _ in HIDDEN_WITH:
            other[row, what] += random.integers(0, 9) if mask[row, what] else 0
    return other


@cache
def other_material() -> tuple[Material, float]:
    """The demo's material with other hidden numbers, and the share of its hidden counts that differ."""
    material, random = true_material(), np.random.default_rng(5)
    truth = sheets_of(sheet for *_, sheet in material.sheets)
    mask, sheets = mask_of(truth, material), truth
    for _ in range(ROUNDS):
        tried = moved(sheets, mask, random)
        same = (mask_of(tried, material) == mask).all(axis=1)
        sheets = np.where(same[:, None], tried, sheets)
    assert (mask_of(sheets, material) == mask).all()
    differ = (sheets != truth) & mask & (truth >= 0)
    packed = [sheet.astype("<f8").tobytes() for sheet in sheets]
    changed = tuple((code, name, sheet) for (code, name, _), sheet in zip(material.sheets, packed, strict=True))
    counts = differ[:, COUNTS].sum() / (mask & (truth > 0))[:, COUNTS].sum()
    return replace(material, sheets=changed), float(counts)


def other_figures() -> Mapping[Place, Figures]:
    """Figures that are not for forum and board at all."""
    return {place: replace(each, received=Count(7_777), closed=Count(8_888)) for place, each in true_figures().items()}


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_protected_picture_is_the_same_whatever_is_hidden(audience: Audience) -> None:
    material, differ = other_material()
    assert differ > 0.5
    assert made(material, other_figures(), audience) == made(true_material(), true_figures(), audience)


def test_the_sponsors_is_not() -> None:
    """One complaint fewer in the smallest body, which received 4 in the last quarter."""
    sheets = tuple(
        (code, name, received_one_fewer(sheet) if (code, name) == SMALLEST else sheet)
        for code, name, sheet in true_material().sheets
    )
    fewer = replace(true_material(), sheets=sheets)
    for audience in Audience:
        same = made(fewer, true_figures(), audience) == made(true_material(), true_figures(), audience)
        assert same is audience.protected


def received_one_fewer(sheet: bytes) -> bytes:
    numbers = np.frombuffer(sheet, dtype="<f8").copy()
    assert numbers[AT["received"]] == 4
    numbers[AT["received"]] -= 1
    return numbers.tobytes()


@pytest.mark.parametrize("audience", PROTECTED)
def test_what_is_open_on_a_day_and_that_a_return_is_nil_stand_in_no_protected_picture(audience: Audience) -> None:
    told = made(true_material(), true_figures(), audience)
    assert b"brought_forward" not in told
    assert b"carried_forward" not in told
    assert b'"nil' not in told
