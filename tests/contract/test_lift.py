"""An older document is read as the newest version would have it: nothing moves, nothing is lost, nothing is made up."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import ROOT, Document, full_return, least_return
from return_strategies import places, valid_returns
from version_strategies import valid_returns_of

from hub.contract.build import build
from hub.contract.figures import Figures, figures_of
from hub.contract.lift import LIFTS, lift
from hub.contract.members import EACH, members
from hub.contract.model import Action, Amount, Count, Measure, Missing, Ombudsman, Recommendations, told
from hub.contract.shape import has_shape
from hub.contract.upgrade import upgrade
from hub.contract.versions import VERSIONS

RETURNS = "complaints-return"
NUMBERS = [known.version for known in VERSIONS if known.contract == RETURNS]
SENT = {version: json.loads((ROOT / "fixtures" / "versions" / f"{version}.json").read_bytes()) for version in NUMBERS}
PATIENT = settings(suppress_health_check=list(HealthCheck))
Path = tuple[str | int, ...]


def values(document: Document) -> dict[Path, Any]:
    """What stands in each place that holds neither object nor list."""
    found = {}
    for path in places(document):
        here: Any = document
        for part in path:
            here = here[part]
        if not isinstance(here, dict | list):
            found[path] = here
    del found["contract_version",]
    return found


def pattern(path: Path) -> str:
    return "".join(f"/{EACH if isinstance(part, int) else part}" for part in path)


def with_plan(**parts: Any) -> Action:
    """The first action of the 2.0 document, with some of its members said otherwise."""
    document = copy.deepcopy(SENT["2.0"])
    document["actions"][0].update(parts)
    (action, *_) = build(document).actions  # type: ignore[misc]
    assert isinstance(action, Action)
    return action


any_version = st.sampled_from(NUMBERS).flatmap(valid_returns_of)


@PATIENT
@given(document=any_version)
def test_a_return_is_the_same_whether_it_is_lifted_first_or_read_as_it_came(document: Document) -> None:
    assert build(document) == build(lift(document, document["contract_version"]))


@PATIENT
@given(document=any_version)
def test_lifting_keeps_every_value_in_its_place_and_leaves_the_document_alone(document: Document) -> None:
    before = copy.deepcopy(document)
    lifted = values(dict(lift(document, document["contract_version"])))
    assert document == before
    assert lifted | values(before) == lifted


@PATIENT
@given(document=valid_returns())
def test_a_1_0_document_with_only_its_version_changed_is_a_1_1_document(document: Document) -> None:
    changed = {**document, "contract_version": "1.1"}
    assert has_shape(changed, RETURNS, "1.1")
    returns = build(changed), build(document)
    assert [return_.received for return_ in returns] == [returns[0].received] * 2


@pytest.mark.parametrize("version", LIFTS)
def test_what_a_lift_adds_is_what_the_next_version_added_and_nothing_else(version: str) -> None:
    """Explanations are answers to the hub: a return without them has none, whatever its version asks."""
    document, (following, step) = SENT[version], LIFTS[version]
    lifted = step(document)
    added = {pattern(path): value for path, value in values(dict(lifted)).items() if path not in values(document)}
    asked = upgrade(RETURNS, version, following)
    new = {one.pointer for one in (*asked.must_add, *asked.may_add)} - set(members(RETURNS, version))
    assert set(added) == new - {"/explanations"}
    assert set(added.values()) == {"not_collected"}
    assert lifted["contract_version"] == following


@pytest.mark.parametrize("start", [full_return, least_return])
def test_what_a_version_did_not_ask_is_not_collected_and_what_was_left_out_is_not_said(start: Any) -> None:
    return_ = build(start())
    assert return_.early_resolution is return_.cost is return_.challenges is Missing.NOT_COLLECTED
    changed = build({**start(), "contract_version": "1.1"})
    assert changed.early_resolution is changed.cost is None
    assert changed.challenges is changed.demographics is Missing.NOT_COLLECTED
    assert build(least_return()).timescale is None


def test_the_newest_version_is_lifted_to_itself() -> None:
    assert lift(SENT["2.0"], "2.0") is SENT["2.0"]
    assert set(LIFTS) == set(NUMBERS) - {NUMBERS[-1]}


@pytest.mark.parametrize("version", NUMBERS)
def test_a_part_that_is_a_status_stays_one(version: str) -> None:
    document = {**SENT[version], "actions": "not_available", "ombudsman": "not_applicable"}
    return_ = build(document)
    assert (return_.actions, return_.ombudsman) == (Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE)


@pytest.mark.parametrize("version", NUMBERS)
def test_what_could_be_read_of_a_faulty_document_is_lifted_too(version: str) -> None:
    document = {"contract_version": version, "actions": [{}, {"id": "A1"}], "learning": "not_available"}
    return_ = build(document)
    assert [action.id for action in return_.actions or ()] == [None, "A1"]  # type: ignore[union-attr]
    assert return_.ombudsman is None


def test_the_plan_of_an_action_is_read_in_full() -> None:
    action = with_plan(due="not_available", completed="not_applicable", monitoring="Weekly")
    assert (action.due, action.completed) == (Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE)
    assert (told(action.due), told(action.begins), told(action.monitoring)) == (None, "2026-04-14", "Weekly")


def test_a_measure_may_say_why_it_has_no_baseline() -> None:
    document = copy.deepcopy(SENT["2.0"])
    document["learning"][0]["measure"].update(baseline="not_available", target=0, review_on="not_applicable")
    (entry,) = build(document).learning or ()
    assert isinstance(entry.measure, Measure)  # type: ignore[union-attr]
    measure = entry.measure  # type: ignore[union-attr]
    assert (measure.baseline, measure.target, measure.review_on) == (
        Missing.NOT_AVAILABLE,
        0,
        Missing.NOT_APPLICABLE,
    )


def test_amounts_are_amounts_and_counts_are_counts() -> None:
    return_ = build(SENT["1.1"])
    figures = figures_of(return_)
    assert (figures.early_count, figures.early_days) == (Count(24), Amount(3.5))
    assert (figures.closer_count, figures.closer_days) == (Count(17), Amount(41.2))
    assert (figures.payments, figures.compensation) == (Count(2), Amount(180))
    assert isinstance(return_.ombudsman, Ombudsman)
    assert return_.ombudsman.recommendations == Recommendations(Count(3), Count(0))


NO_FIGURES = ("told", "learning")  # but words


def figures_by_name(version: str) -> dict[str, Any]:
    told = figures_of(build(SENT[version]))
    return {name: getattr(told, name) for name in Figures.__slots__ if name not in NO_FIGURES}


@pytest.mark.parametrize(("older", "newer"), [("1.0", "1.1"), ("1.1", "2.0"), ("1.0", "2.0")])
def test_one_quarter_has_the_same_figures_in_each_version_that_asks_for_them(older: str, newer: str) -> None:
    old, new = figures_by_name(older), figures_by_name(newer)
    differing = {name for name in old if old[name] != new[name]}
    assert {old[name] for name in differing} <= {Missing.NOT_COLLECTED}
    assert Missing.NOT_COLLECTED not in {new[name] for name in differing}


def test_the_oldest_document_says_what_it_always_said() -> None:
    """Added up by hand from the file: whatever later versions ask, these figures stay."""
    figures = figures_of(build(SENT["1.0"]))
    assert (figures.received, figures.brought_forward, figures.closed, figures.carried_forward) == (
        Count(44),
        Count(6),
        Count(41),
        Count(9),
    )
    assert figures.subjects == {"delay": (21, 12), "wrong-decision": (14, 3), "not-told": (9, 5)}
    assert (figures.promised, figures.within, figures.went_wrong) == (Count(38), Count(31), Count(20))
    assert (figures.ombudsman_year, figures.ombudsman["upheld"]) == ("2025-26", Count(1))
    assert figures.feedback["investigators"] == (Count(4), Count(3))
    assert figures.referred is figures.complied is figures.early_count is Missing.NOT_COLLECTED
