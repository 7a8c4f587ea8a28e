"""Forum and board are given a picture that is made from what they may see, down to the last byte; others the true one.

Whatever is printed for them is the same whatever the hidden counts are. So somebody who knows every count that is
shown, and which ones are not, knows all that anybody can read out of their pictures; a solver fed with that finds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from attacker import Attack, Seen
from demo_department import CODES, LAST, QUARTERS, Document, count
from demo_pictures import (
    SCOPE,
    demo_collection,
    demo_pictures,
    figures_in,
    first_versions,
    handed_over,
    measure,
    of_demo,
    plainly,
    printed,
    standing_returns,
    told,
)

from hub.contract.narrative import LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.contract.sheet import places
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.cells import BREAKDOWNS, COUNTS, HIDDEN_WITH, ITEMS, NOT_GIVEN, Mask, Sheets
from hub.oversight.disclosure.one_version import told as told_by
from hub.oversight.disclosure.rule import hidden
from hub.oversight.learning.body import Repeated
from hub.oversight.material import Material
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Kind, Told
from hub.oversight.panel import sheets_of
from hub.oversight.picture import Picture, picture
from hub.oversight.themes.theme import Confirmed

PROTECTED = (Audience.FORUM, Audience.BOARD)
AT = {name: at for at, name in enumerate(places())}
SMALLEST = 5
Place = tuple[str, str]
FIGURES = {place: figures_in(document) for place, document in standing_returns().items()}
EARLIER = {place: figures_in(document) for place, document in first_versions().items()}


def made(material: Material, audience: Audience) -> Picture:
    return picture(demo_collection(), Period.named(LAST), (), material, audience, SMALLEST)


def rows_of(material: Material) -> tuple[list[Place], Sheets, list[tuple[int, Sheets]]]:
    """Bodies and periods of the current sheets, the sheets, and each earlier one with the row that it belongs to."""
    which = [(code, period) for code, period, _ in material.sheets]
    earlier = zip(material.earlier, sheets_of(packed for *_, packed in material.earlier), strict=True)
    before = [(which.index((code, period)), sheet) for (code, period, *_), sheet in earlier]
    return which, sheets_of(packed for *_, packed in material.sheets).copy(), before


def mask_of_demo() -> dict[Place, Mask]:
    which, sheets, before = rows_of(handed_over(FIGURES, EARLIER))
    return dict(zip(which, hidden(sheets, before, SMALLEST), strict=True))


# The same bytes whatever is hidden


def otherwise(random: Random, sheets: Sheets, mask: Mask) -> Sheets:
    """The same sheets with other numbers where they are hidden, whose parts still add up to their totals."""
    changed = sheets.copy()
    in_a_table = {at for table in BREAKDOWNS for at in (table.total, *table.parts.tolist())}
    for row, hides in zip(changed, mask, strict=True):
        there = set(np.flatnonzero(hides & (row >= 0)).tolist())
        for at in sorted(there & set(COUNTS.tolist()) - in_a_table):
            if row[at] < SMALLEST:
                row[at] = random.randint(1, SMALLEST - 1)
        for table in BREAKDOWNS:
            parts = sorted(there & set(table.parts.tolist()))
            if len(parts) > 1:
                give, take = random.sample(parts, 2)
                moved = random.randint(0, int(row[give]))
                row[give], row[take] = row[give] - moved, row[take] + moved
        for at in sorted(there & {*NOT_GIVEN.tolist(), *ITEMS.tolist(), *(what for what, _ in HIDDEN_WITH)}):
            row[at] = random.randint(0, 90)
    return changed


def with_sheets(material: Material, sheets: Sheets) -> Material:
    packed = [(*of, row.astype("<f8").tobytes()) for (*of, _), row in zip(material.sheets, sheets, strict=True)]
    return replace(material, sheets=tuple(packed))


def with_other_hidden_counts(random: Random, material: Material) -> tuple[Material, int]:
    """Another truth under the same mask, and in how many returns it differs: not where other cells would be hidden."""
    _, sheets, before = rows_of(material)
    mask = hidden(sheets, before, SMALLEST)
    changed = otherwise(random, sheets, mask)
    alike = (hidden(changed, before, SMALLEST) == mask).all(axis=1)
    kept = np.where(alike[:, None], changed, sheets)
    return with_sheets(material, kept), int((alike & ((kept != sheets) & (sheets >= 0)).any(axis=1)).sum())


def measuring(material: Material) -> Material:
    """The same, but every body measures by its learning what is hidden of its return, partners and all."""
    which, sheets, before = rows_of(material)
    told: dict[str, list[tuple[Period, Narrative]]] = {}
    for (code, period), row, mask in zip(which, sheets, hidden(sheets, before, SMALLEST), strict=True):
        cells = [at for at in COUNTS.tolist() if mask[at] and row[at] >= 0][:12]
        learning = tuple(learnt(f"L9{at}", True, float(row[at]), "complaints", float(row[at])) for at in cells)
        told.setdefault(code, []).append((Period.named(period), Narrative((), learning)))
    return replace(material, narratives={code: tuple(sorted(each, key=start_of)) for code, each in told.items()})


def start_of(told: tuple[Period, Narrative]) -> str:
    return told[0].start.isoformat()


@pytest.mark.parametrize("audience", PROTECTED)
def test_other_counts_under_the_same_mask_give_the_same_bytes(audience: Audience) -> None:
    material = handed_over(FIGURES, EARLIER)
    shown = printed(made(measuring(material), audience))
    for seed in range(3):
        other, different = with_other_hidden_counts(Random(seed), material)
        assert different > 60  # of 134 returns
        assert printed(made(measuring(other), audience)) == shown
        assert measuring(other).narratives != measuring(material).narratives


@pytest.mark.parametrize("audience", PROTECTED)
def test_small_numbers_in_the_measures_of_learning_are_not_told(audience: Audience) -> None:
    def with_latest(latest: float, unit: str | None) -> bytes:
        narrative = Narrative((), (learnt("L90", True, latest, unit),))
        return printed(made(told_by_one(narrative), audience))

    assert with_latest(3, "people") == with_latest(4, "people") == with_latest(1, "people")
    assert with_latest(3, None) == with_latest(4, None)
    assert with_latest(3, "days") != with_latest(4, "days")
    assert with_latest(7, "people") == with_latest(8, "people")  # of a return of which something is hidden


@pytest.mark.parametrize("audience", PROTECTED)
def test_the_rows_of_returns_carry_no_figures_and_no_words_made_of_them(audience: Audience) -> None:
    made_ = of_demo(LAST, audience)
    assert {row.figures for row in made_.rows} == {None}
    assert {(item.why) for row in made_.rows for item in row.items} == {""}
    assert {row.to_talk_about for row in made_.rows} == {()}
    states = [(row.organisation.code, row.state) for row in made_.rows]
    assert states == [(row.organisation.code, row.state) for row in of_demo(LAST).rows]


@pytest.mark.parametrize("audience", PROTECTED)
def test_an_item_is_not_told_where_a_count_that_decides_whether_it_can_arise_is_hidden(audience: Audience) -> None:
    masks, hides = mask_at(LAST), set()
    sponsor = {one["organisation"]: one for one in told()["organisations"]}
    for one in told(LAST, audience)["organisations"]:
        place, items = (one["organisation"], LAST), {item["item"]: item["reported"] for item in one["minimum_data"]}
        true = {item["item"]: item["reported"] for item in sponsor[place[0]]["minimum_data"]}
        if place in masks and masks[place][[AT["received"], AT["went_wrong"]]].any():
            hides.add(place[0])
            assert {name for name, state in items.items() if state == "suppressed"} == {"M2", "M4", "M5", "M6", "M7"}
            assert one["completeness"] == "suppressed"
        else:
            assert (items, one["completeness"]) == (true, sponsor[place[0]]["completeness"])
    assert hides
    assert hides < set(sponsor)


# Number by number


def raw_sheets() -> dict[Place, Sheets]:
    which, sheets, _ = rows_of(handed_over(FIGURES, EARLIER))
    return dict(zip(which, sheets, strict=True))


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_measure_has_a_number_only_where_none_of_its_parts_is_hidden(audience: Audience) -> None:
    """At every point of every chart, and in the latest figures."""
    masks, sheets = mask_of_demo(), raw_sheets()
    points = 0
    for one in MEASURES:
        parts = [AT[place] for place in (*one.numerator, *one.denominator)]
        by_body = measure(told(LAST, audience), one.code)
        for code, body in by_body.items():
            for point in [point for point in body["over_time"]["points"] if "period" in point]:
                place = code, point["period"]
                is_hidden = place in masks and masks[place][parts].any()
                assert not (is_hidden and point["value"] is not None), (one.code, place)
                points += point["value"] is not None
            place = code, LAST
            if one.told is Told.EACH_PERIOD and place in masks:
                is_hidden = bool(masks[place][parts].any())
                assert (body["numerator"] == "suppressed") == is_hidden, (one.code, place)
                if one.kind is Kind.SHARE and isinstance(body["numerator"], int):
                    assert body["numerator"] == sheets[place][[AT[each] for each in one.numerator]].sum()
    assert points > 500


@pytest.mark.parametrize("audience", PROTECTED)
@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_subject_has_a_number_only_where_it_is_not_hidden(quarter: str, audience: Audience) -> None:
    masks, sheets = mask_at(quarter), raw_sheets()
    for one in told(quarter, audience)["subjects"]:
        place, at = (one["organisation"], quarter), AT[f"subject:{one['subject']}"]
        count = np.nan_to_num(sheets[place][at])  # of a subject that a return leaves out nobody complained
        assert one["count"] == ("suppressed" if masks[place][at] else count)
        received = sheets[place][AT["received"]]
        assert one["received"] == (None if masks[place][AT["received"]] else received)


def mask_at(quarter: str) -> dict[Place, Mask]:
    """A return is judged by itself and its earlier versions, so that the period asked about makes no difference."""
    return {place: mask for place, mask in mask_of_demo().items() if place[1] == quarter}


def test_month_by_month_no_hidden_count_is_told() -> None:
    masks = mask_of_demo()
    for code, body in measure(told(LAST, Audience.FORUM), "received").items():
        for point in body["over_time"]["points"]:
            if "month" in point:
                quarter, number = quarter_of(point["month"])
                gone = (code, quarter) not in masks or masks[code, quarter][AT[f"month_{number}"]]
                assert (point["value"] is None) == bool(gone)


def quarter_of(month: str) -> tuple[str, int]:
    (found,) = (
        (quarter, months.index(month) + 1)
        for quarter in QUARTERS
        if month in (months := list(Period.named(quarter).months))
    )
    return found


# Others see the truth


def test_the_bodys_own_view_is_what_it_sent_and_what_its_sponsor_sees() -> None:
    for code in sorted(set(CODES) - {"west-strand", "foreshore-commission"}):
        alone = replace(SCOPE, organisations=frozenset({code}))
        own = plainly(demo_pictures().of(alone, Period.named(LAST), Audience.ORGANISATION))
        assert own["disclosure"] is None
        assert [one["organisation"] for one in own["organisations"]] == [code]
        sent: Document = standing_returns()[code, LAST]
        for one in MEASURES:
            mine, theirs = measure(own, one.code)[code], measure(told(), one.code)[code]
            assert {k: mine[k] for k in FIGURED} == {k: theirs[k] for k in FIGURED}
            assert mine["over_time"] == theirs["over_time"]
        assert measure(own, "received")[code]["numerator"] == count(sent["received"]["total"])
        assert measure(own, "went-wrong")[code]["numerator"] == count(sent["went_wrong"]["count"])


FIGURED = ("numerator", "denominator", "value", "between")


# Learning that is not to be shared


def learnt(
    id_: str, may_be_shared: bool | None, latest: float = 30, unit: str | None = "%", baseline: float = 80
) -> LearningTold:
    kept = MeasureTold("Waiting", "down", baseline, 2.0, latest, unit, None)
    return LearningTold(id_, "delay", ("A90",), kept, True, False, None, may_be_shared)


def told_by_one(*narratives: Narrative, repeated: tuple[Repeated, ...] = (), confirmed: Any = ()) -> Material:
    """The demo's figures, and of its words only these of one body, in its last quarters."""
    quarters = [Period.named(quarter) for quarter in QUARTERS[-len(narratives) :]]
    return replace(
        handed_over(FIGURES, EARLIER),
        narratives={
            "vessel-licensing": tuple(zip(quarters, narratives, strict=True)),
            "ferry-fares": ((Period.named(LAST), Narrative((), (learnt("L18", None),))),),
            "islander-grants": ((Period.named(LAST), Narrative((), (learnt("L12", True),))),),
        },
        repeated={"vessel-licensing": repeated},
        confirmed=confirmed,
    )


def test_the_forum_hears_nothing_of_learning_that_a_body_keeps_to_itself() -> None:
    """Neither in its loops, nor where it repeats itself, nor in a failing that somebody confirmed; the board does."""
    narrative = Narrative((), (learnt("L91", False), learnt("L92", True)))
    twice = Repeated("what was learnt (L91)", "2026-27-Q1, what was learnt (L88)", 20, 20)
    pieces = (("vessel-licensing", LAST, "L91"), ("ferry-fares", LAST, "L18"), ("islander-grants", LAST, "L12"))
    one = Confirmed("F1", "Papers are asked for twice", "record-error", pieces, "Sponsor", "2026-10-20")
    material = told_by_one(narrative, repeated=(twice,), confirmed=(one,))
    forum, board = printed(made(material, Audience.FORUM)), printed(made(material, Audience.BOARD))
    assert b"L91" in board
    assert b"L91" not in forum
    assert b"L92" in forum
    assert b"Papers are asked for twice" in forum


def test_a_failing_that_only_one_body_shares_is_none_for_the_forum() -> None:
    narrative = Narrative((), (learnt("L91", False),))
    pieces = (("vessel-licensing", LAST, "L91"), ("ferry-fares", LAST, "L18"))
    one = Confirmed("F1", "Papers are asked for twice", "record-error", pieces, "Sponsor", "2026-10-20")
    material = told_by_one(narrative, confirmed=(one,))
    assert b"asked for twice" in printed(made(material, Audience.BOARD))
    assert b"asked for twice" not in printed(made(material, Audience.FORUM))


def test_a_failing_is_told_to_the_forum_by_nothing_that_no_return_of_the_trend_tells() -> None:
    """Whether what an older return told may be shared is not known here; a withdrawn one tells nothing."""
    pieces = (("vessel-licensing", "2019-20-Q1", "L91"), ("ferry-fares", LAST, "L18"), ("islander-grants", LAST, "L12"))
    one = Confirmed("F1", "Papers are asked for twice", "record-error", pieces, "Sponsor", "2026-10-20")
    material = told_by_one(Narrative((), (learnt("L91", False),)), confirmed=(one,))
    (theme,) = (one for one in made(material, Audience.FORUM).meaning.themes if one.confirmed)
    assert [place.organisation for place in theme.places] == ["ferry-fares", "islander-grants"]


def test_what_a_body_no_longer_wants_to_share_is_not_told_from_its_earlier_returns() -> None:
    told_then, told_now = Narrative((), (learnt("L93", True),)), Narrative((), (learnt("L93", False),))
    assert b"L93" not in printed(made(told_by_one(told_then, told_now), Audience.FORUM))
    assert b"L93" in printed(made(told_by_one(told_now, told_then), Audience.FORUM))


# An attacker


def seen_of(code: str, masks: Mapping[Place, Mask], sheets: Mapping[Place, Sheets]) -> Iterator[list[Seen]]:
    """Every version of every return of a body, as forum and board saw it at the time."""
    for quarter in QUARTERS:
        place = (code, quarter)
        if place not in masks:
            continue
        versions = []
        if place in EARLIER:
            ((_, _, _, packed),) = [one for one in handed_over(FIGURES, EARLIER).earlier if one[:2] == place]
            first = sheets_of([packed])
            versions.append(Seen(first[0], hidden(first, [], SMALLEST)[0]))
        yield [*versions, Seen(sheets[place], masks[place], is_correction=place in EARLIER)]


@pytest.mark.parametrize("code", ["ferry-fares", "lampkeepers-pensions", "pilotage-examinations", "tide-tables-panel"])
def test_nobody_works_out_a_hidden_count_from_all_periods_and_versions(code: str) -> None:
    attack = Attack(list(seen_of(code, mask_of_demo(), raw_sheets())))
    cells = attack.small_and_hidden(SMALLEST)
    assert len(cells) >= 6
    for cell in Random(7).sample(cells, min(8, len(cells))):
        assert attack.possible(cell, (1, SMALLEST - 1)) == [1, SMALLEST - 1], cell


def small(row: Sheets) -> Mask:
    mask: Mask = told_by(row[None]).small(SMALLEST)[0]
    return mask


def test_the_same_attacker_finds_it_where_only_small_counts_are_hidden() -> None:
    """A return of the demo in which one subject alone is small: what is left of the total is that subject."""
    subjects = [at for name, at in AT.items() if name.startswith("subject:")]
    alone = {place: row for place, row in raw_sheets().items() if small(row)[subjects].sum() == 1}
    adding_up = {place for place, row in alone.items() if np.nansum(row[subjects]) == row[AT["received"]] >= SMALLEST}
    single = sorted(place for place in adding_up if alone[place][AT["multiple_coding"]] == 0)
    assert len(single) > 3
    for place in single:
        seen = Seen(alone[place], small(alone[place]))
        attack = Attack([[seen]])
        (cell,) = (cell for cell in attack.small_and_hidden(SMALLEST) if cell[1].startswith("subject:"))
        assert attack.between(cell) == (seen.true(cell[1]), seen.true(cell[1]))
