"""What a body must add for a newer version is told exactly: no more than is asked, and no less."""

from __future__ import annotations

import copy
import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import ROOT, Document, full_return, least_return
from return_strategies import valid_returns

from hub.contract import upgrade as upgrading
from hub.contract.codelists import Code, codelist
from hub.contract.members import members
from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape
from hub.contract.upgrade import ToAdd, Upgrade, to_add, upgrade, upgrades
from hub.contract.versions import VERSIONS, known_version

RETURNS = "complaints-return"
STEPS = list(combinations([known.version for known in VERSIONS if known.contract == RETURNS], 2))
PATIENT = settings(suppress_health_check=list(HealthCheck))


def sent(version: str) -> Document:
    document: Document = json.loads((ROOT / "fixtures" / "versions" / f"{version}.json").read_bytes())
    return document


def pointers(listed: tuple[ToAdd, ...]) -> set[str]:
    return {one.pointer for one in listed}


def added_to(document: Document, lacking: tuple[ToAdd, ...], version: str) -> Document:
    """The document with the least that may stand in each place that it lacks."""
    document = {**copy.deepcopy(document), "contract_version": version}
    for one in lacking:
        *parents, name = one.pointer.split("/")[1:]
        here: Any = document
        for part in parents:
            here = here[int(part) if part.isdecimal() else part]
        here[name] = "not_available" if one.member.or_status else one.member.kind == "true or false"
    return document


@PATIENT
@given(document=valid_returns(), to=st.sampled_from(["1.1", "2.0"]))
def test_a_return_with_what_it_was_told_to_add_is_one_of_the_newer_version(document: Document, to: str) -> None:
    lacking, others = to_add(document, RETURNS, to)
    assert others == ()
    assert has_shape(added_to(document, lacking, to), RETURNS, to)


@pytest.mark.parametrize("start", [full_return, least_return])
def test_no_place_is_told_that_could_be_left_out(start: Any) -> None:
    lacking, _ = to_add(start(), RETURNS, "2.0")
    for at in range(len(lacking)):
        all_but_one = added_to(start(), (*lacking[:at], *lacking[at + 1 :]), "2.0")
        assert pointers(to_add(all_but_one, RETURNS, "2.0")[0]) == {lacking[at].pointer}


def test_the_least_return_must_add_the_parts_that_it_lacks_with_what_each_must_hold() -> None:
    lacking, _ = to_add(least_return(), RETURNS, "2.0")
    assert pointers(lacking) == {
        "/timescale", "/ombudsman", "/early_resolution", "/closer_look", "/compensation", "/important_issues",
        "/other_insight", "/cost", "/challenges",
    }  # fmt: skip
    (cost,) = [one for one in lacking if one.pointer == "/cost"]
    assert [inner.place for inner in cost.within] == ["/cost/amount", "/cost/covers"]
    assert cost.as_json()["allowed_instead"] == [
        "not_applicable",
        "not_available",
        "not_collected",
        "suppressed_at_source",
    ]


def test_an_action_is_named_by_its_place_in_the_document() -> None:
    lacking, _ = to_add(sent("1.1"), RETURNS, "2.0")
    assert "/actions/0/impact" in pointers(lacking)
    assert {"/actions/1/completed", "/learning/0/may_be_shared"} <= pointers(lacking)
    assert "/actions/0/completed" not in pointers(lacking)


@pytest.mark.parametrize(("older", "newer"), STEPS)
def test_one_quarter_in_two_versions_differs_by_what_had_to_be_added_and_what_could_be(older: str, newer: str) -> None:
    lacking, others = to_add(sent(older), RETURNS, newer)
    assert others == ()
    written, before = places_of(sent(newer)), places_of(sent(older))
    step = upgrade(RETURNS, older, newer)
    assert written >= before | pointers(lacking)
    allowed = {one.pointer for one in (*step.must_add, *step.may_add)}
    allowed |= {inner.place for one in (*step.must_add, *step.may_add) for inner in one.within}
    assert {pattern(place) for place in written - before} <= allowed
    assert to_add(sent(newer), RETURNS, newer) == ((), ())


def places_of(node: Any, above: str = "") -> set[str]:
    """Every member of a document, by its pointer."""
    inner = list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ())
    found = {f"{above}/{name}" for name, _ in inner if isinstance(name, str)}
    return found.union(*(places_of(child, f"{above}/{name}") for name, child in inner))


def pattern(place: str) -> str:
    return "/".join("*" if part.isdecimal() else part for part in place.split("/"))


def test_what_is_wrong_besides_is_told_beside() -> None:
    document = {**least_return(), "colour": "blue", "nil_return": "no", "received": {"total": {"value": 3}}}
    lacking, others = to_add(document, RETURNS, "1.1")
    assert lacking == ()
    assert {(finding.code, finding.pointers[0]) for finding in others} == {
        ("E17", "/nil_return"),
        ("E15", "/colour"),
        ("E16", "/received/total/marked"),
    }


def step_by_name(older: str, newer: str) -> Upgrade:
    return upgrade(RETURNS, older, newer)


def test_nothing_must_be_added_within_the_first_number() -> None:
    step = step_by_name("1.0", "1.1")
    assert step.must_add == ()
    assert [member.place for member in step.changed] == ["/contract_version"]
    assert [(member.place, member.replaced_by) for member in step.deprecated] == [
        ("/notes", ("important_issues", "other_insight"))
    ]
    assert list(step.codes) == ["insight-sources"]
    (early,) = [one for one in step.may_add if one.pointer == "/early_resolution"]
    assert [inner.place for inner in early.within] == ["/early_resolution/count", "/early_resolution/mean_days"]


@pytest.mark.parametrize(("older", "newer"), STEPS)
def test_no_member_is_ever_taken_away_or_made_narrower(older: str, newer: str) -> None:
    was, now = members(RETURNS, older), members(RETURNS, newer)
    assert set(was) <= set(now)
    for place, member in was.items():
        assert now[place].or_status or not member.or_status
        assert now[place].kind == member.kind or place == "/contract_version"


@pytest.mark.parametrize(("older", "newer"), STEPS)
def test_each_member_is_told_once(older: str, newer: str) -> None:
    step = upgrade(RETURNS, older, newer)
    added = (*step.must_add, *step.may_add)
    places = [one.pointer for one in added] + [inner.place for one in added for inner in one.within]
    assert len(places) == len(set(places))
    assert set(places) >= members(RETURNS, newer).keys() - members(RETURNS, older).keys()


def test_each_end_of_the_way_is_told_and_the_newest_has_none() -> None:
    first, *_, last = (known_version(*name) for name in SCHEMAS if name[0] == RETURNS)
    assert first is not None
    assert last is not None
    ends = upgrades(first)
    assert [(end, step.to_version) for end, step in ends.items() if step] == [("next", "1.1"), ("newest", "2.0")]
    assert upgrades(last) == {"next": None, "newest": None}


def test_codes_that_came_and_went_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No published code is deprecated yet, so the test has a list of its own."""
    mine = {
        "delay": Code("delay", "Delay", "", "1.0", "2.0", "waiting"),
        "waiting": Code("waiting", "Waiting", "", "1.1"),
    }
    monkeypatch.setattr(upgrading, "codelist", lambda name: mine if name == "subjects" else codelist(name))
    first, second = step_by_name("1.0", "1.1").as_json(), step_by_name("1.1", "2.0").as_json()
    assert (first["codes"]["subjects"], first["deprecated_codes"]) == (["waiting"], {})
    assert (second["codes"].get("subjects"), second["deprecated_codes"]) == (None, {"subjects": {"delay": "waiting"}})


def test_a_version_that_does_not_exist_cannot_be_compared() -> None:
    with pytest.raises(KeyError):
        upgrade(RETURNS, "1.0", "9.9")
