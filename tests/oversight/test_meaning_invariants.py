"""What does not change what returns mean: the order of the bodies, their names, and whether a store was in between."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from demo_department import CODES, LAST
from demo_pictures import (
    Facts,
    demo_collection,
    figures_in,
    first_versions,
    handed_over,
    measure,
    plainly,
    standing_returns,
    told,
    without_a_store,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import picture
from hub.oversight.spc.breaks import rebased

FIGURES = {place: figures_in(document) for place, document in standing_returns().items()}
EARLIER = {place: figures_in(document) for place, document in first_versions().items()}
OF_THE_STORE = {"return_id": None, "version": None}


def made(*, names: Mapping[str, str] | None = None, audience: Audience = Audience.SPONSOR, leave: int = 0) -> Facts:
    """The demo's picture without a store, its bodies called otherwise, its returns handed over in another order."""
    collection = demo_collection()
    if names:
        bodies = tuple(replace(body, name=names[body.code]) for body in collection.bodies)
        collection = replace(collection, bodies=bodies)
    places = sorted(FIGURES)[leave:] + sorted(FIGURES)[:leave]
    return plainly(without_a_store({place: FIGURES[place] for place in places}, EARLIER, audience, collection))


def by_body(value: Any) -> Any:
    """The same facts, bodies by their codes and not in an order, and without their names."""
    if isinstance(value, dict):
        return {name: by_body(one) for name, one in value.items() if name not in ("name", "happened", "marks")}
    if isinstance(value, list):
        parts = [by_body(one) for one in value]
        if parts and all(isinstance(one, dict) and "organisation" in one for one in parts):
            return sorted(parts, key=lambda one: (one["organisation"], repr(sorted(one.items()))))
        return parts
    return value


def same(one: Any, other: Any) -> bool:
    """Alike, but for the last digits of sums that were added up in another order."""
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return one is not None and other is not None and bool(one == pytest.approx(other, rel=1e-9, abs=1e-9))
    return bool(one == other)


@settings(max_examples=4)
@given(order=st.permutations(CODES), leave=st.integers(0, 100), audience=st.sampled_from(list(Audience)))
def test_the_order_of_bodies_and_of_their_returns_changes_no_figure_of_any(
    order: list[str], leave: int, audience: Audience
) -> None:
    names = {code: f"{at:02} Body" for at, code in enumerate(order)}
    plain, mixed = made(audience=audience), made(names=names, audience=audience, leave=leave)
    assert [one["organisation"] for one in mixed["organisations"]] == [
        code for code in order if any(one["organisation"] == code for one in plain["organisations"])
    ]
    for part in ("reporting", "organisations", "measures", "subjects", "learning", "effects", "themes", "disclosure"):
        assert same(by_body(plain[part]), by_body(mixed[part])), part


def test_a_store_in_between_changes_nothing_but_ids_and_what_it_found() -> None:
    """The sheets, narratives and earlier versions that are kept are those that the documents give."""
    stored, handed = deepcopy(told(LAST, Audience.FORUM)), made(audience=Audience.FORUM)
    for one in stored["organisations"]:
        one.update(OF_THE_STORE)
    for of_it in (stored, handed):
        for body in of_it["learning"]:
            body.pop("repeated"), body.pop("says")
    assert stored == handed


@pytest.mark.parametrize("code", ["received", ""])
def test_a_recorded_rebase_begins_the_series_anew_and_no_other(code: str) -> None:
    """With two quarters since, six months of them: trial limits for what is told by month, none for the rest."""
    cut = rebased("vessel-licensing", code, Period.named("2026-27-Q1").start, "Another system", "Sponsor", Period.named(
        LAST).end)  # fmt: skip
    material = replace(handed_over(FIGURES, EARLIER), rebases=(cut,))
    facts = plainly(picture(demo_collection(), Period.named(LAST), (), material))
    assert [one["cause"] for one in facts["breaks"] if one["organisation"] == "vessel-licensing"] == ["rebased"]
    by_month = measure(facts, "received")["vessel-licensing"]["over_time"]
    assert (by_month["kind"], by_month["points_given"], by_month["limits_made_from"]) == ("trial", 36, 6)
    other = measure(facts, "went-wrong")["vessel-licensing"]["over_time"]
    assert (other["kind"], other["limits_made_from"]) == (("limits", 12) if code else ("run", 2))
    untouched = measure(facts, "received")["ferry-fares"]["over_time"]
    assert (untouched["kind"], untouched["limits_made_from"]) == ("limits", 36)


def test_a_change_of_counting_breaks_the_series_of_the_body_that_made_it() -> None:
    """The day is that of the first return that says otherwise; the rule is named."""
    counted = figures_of_another_rule("vessel-licensing")
    facts = plainly(without_a_store(counted, EARLIER))
    (cut,) = (one for one in facts["breaks"] if one["organisation"] == "vessel-licensing")
    assert (cut["cause"], cut["on"]) == ("counting_rules", "2026-01-01")
    over_time = measure(facts, "went-wrong")["vessel-licensing"]["over_time"]
    assert (over_time["kind"], over_time["limits_made_from"]) == ("run", 3)


def figures_of_another_rule(code: str) -> dict[tuple[str, str], Any]:
    """From 2025-26-Q4 on, letters from MPs are counted otherwise."""
    other = {"counted": "not_counted", "not_counted": "counted"}
    return {
        place: replace(each, rules={**each.rules, "letters_from_mps": other[each.rules["letters_from_mps"]]})
        if place[0] == code and place[1] >= "2025-26-Q4"
        else each
        for place, each in FIGURES.items()
    }


def test_what_is_charted_of_an_earlier_period_says_so_and_is_no_signal_of_this_one() -> None:
    latest = max(period for _, period in FIGURES)
    gone = {place: figures for place, figures in FIGURES.items() if place != ("islander-grants", latest)}
    told = plainly(without_a_store(gone, EARLIER, Audience.SPONSOR, demo_collection()))
    (received,) = (measure for measure in told["measures"] if measure["measure"] == "received")
    (body,) = (one for one in received["organisations"] if one["organisation"] == "islander-grants")
    assert body["over_time"]["latest"] == "2026-06"
    of = "Nothing for this period: what follows is of April to June 2026. A change"
    assert body["over_time"]["verdict"].startswith(of)
    assert body["numerator"] is None
    assert received["changed"]["found"] == 0


def test_each_subject_is_charted_and_compared_as_if_it_were_alone() -> None:
    told = made()
    charted = {(one["organisation"], one["subject"]): one for one in told["subjects"]}
    online = charted["islander-grants", "online-service"]
    assert online["over_time"]["variation"] == "neutral"
    assert "29 of 242" in online["among_others"]["says"]
    assert (
        charted["ferry-fares", "money"]["counts_differently"]
        != charted["islander-grants", "money"]["counts_differently"]
    )
