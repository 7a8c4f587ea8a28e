"""`hub picture` tells what returns mean; `hub rebase` and `hub failing` say what only a person can, with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import DEPARTMENT, LANTERN, Q1, TERN, TODAY, least_return

from hub.config import UK
from hub.oversight.reporting import day_in_words

Hub = Callable[..., Result]
WHY = ("--why", "Another system counts from then on.")


def told(hub: Hub, *words: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(hub("picture", "--json", *words).stdout)
    return facts


def received(facts: dict[str, Any]) -> dict[str, Any]:
    (measure,) = (one for one in facts["measures"] if one["measure"] == "received")
    return {body["organisation"]: body["numerator"] for body in measure["organisations"]}


def refused(hub: Hub, *words: str, code: int = 2) -> str:
    """What is said where a command is written wrongly (2), or the hub cannot do it (1)."""
    return " ".join(hub(*words, code=code).output.split())


@pytest.mark.usefixtures("with_returns")
def test_a_picture_is_of_the_only_parent_and_the_latest_period_for_its_sponsor(hub: Hub) -> None:
    facts = told(hub)
    assert (facts["department"], facts["audience"], facts["period"]["name"]) == (DEPARTMENT, "sponsor", Q1)
    assert facts["reporting"]["received"] == {"numerator": 2, "denominator": 2}
    assert received(facts)[TERN] == 20
    assert facts["disclosure"] is None


@pytest.mark.usefixtures("with_returns")
def test_the_same_returns_give_the_same_bytes_and_others_give_others(hub: Hub, with_returns: HubUnderTest) -> None:
    before = hub("picture", "--json").stdout
    assert hub("picture", "--json").stdout == before
    with_returns.sent(least_return(TERN, received=25, subjects={"delay": 15, "money": 10}), TERN)
    assert received(json.loads(hub("picture", "--json").stdout))[TERN] == 25


@pytest.mark.usefixtures("with_returns")
def test_a_person_is_told_who_sent_and_where_the_rest_is(hub: Hub) -> None:
    said = hub("picture", "--period", Q1).output
    assert "Department for Permits and Markets" in said
    assert "for the sponsor." in said
    assert "Returns received: 2 of 2; on time: 2 of 2." in said
    assert "The whole of it is given with --json." in said


def test_the_forum_is_told_that_small_counts_are_not_shown(hub: Hub, with_returns: HubUnderTest) -> None:
    with_returns.sent(least_return(TERN, received=23, subjects={"delay": 20, "money": 3}), TERN)
    counts = [("sponsor", 3), ("organisation", 3), ("forum", "suppressed"), ("board", "suppressed")]
    for audience, count in counts:
        alone = ("--organisation", TERN) if audience == "organisation" else ()
        subjects = told(hub, "--audience", audience, *alone)["subjects"]
        (money,) = (one for one in subjects if (one["organisation"], one["subject"]) == (TERN, "money"))
        assert money["count"] == count
    assert "Counts from 1 to 4 are not shown" in hub("picture", "--audience", "forum").output


@pytest.mark.usefixtures("with_returns")
@pytest.mark.parametrize("named", [(), ("--organisation", TERN, "--organisation", LANTERN)])
def test_an_organisation_is_shown_no_figures_but_its_own(hub: Hub, named: tuple[str, ...]) -> None:
    says = "An organisation is shown its own figures alone. Name that one with --organisation."
    assert says in refused(hub, "picture", "--audience", "organisation", *named)
    assert set(received(told(hub, "--audience", "organisation", "--organisation", TERN))) == {TERN}


def test_the_latest_period_of_one_organisation_is_told_where_it_is_not_that_of_its_department(
    hub: Hub, tmp_path: Path
) -> None:
    with begun(tmp_path / "data") as begun_hub:
        begun_hub.sent(least_return(TERN), TERN)
    before = {"HUB_TODAY": "2026-07-10"}  # nothing is due yet: only TERN has a period to show
    alone = hub("picture", "--json", "--organisation", LANTERN, **before)
    earlier = json.loads(alone.stdout)["period"]["name"]
    assert earlier < Q1
    assert f"Of {earlier}: the latest period of which a return of {LANTERN} came or was due." in alone.stderr
    assert f"That of {DEPARTMENT} is {Q1}; name another with --period." in alone.stderr
    assert not hub("picture", "--json", "--organisation", TERN, **before).stderr


@pytest.mark.usefixtures("with_returns")
def test_where_nothing_had_a_deadline_nothing_is_on_time_or_late(hub: Hub) -> None:
    hub("department", "deadlines", DEPARTMENT, "never")
    assert "Returns received: 2 of 2; on time: not asked for." in hub("picture").output


@pytest.mark.usefixtures("with_returns")
def test_one_organisation_or_two_can_be_asked_for(hub: Hub) -> None:
    assert set(received(told(hub, "--organisation", TERN))) == {TERN}
    assert set(received(told(hub, "--organisation", TERN, "--organisation", LANTERN))) == {TERN, LANTERN}


@pytest.mark.usefixtures("with_returns")
def test_a_period_of_which_nothing_came_is_a_picture_without_figures(hub: Hub) -> None:
    facts = told(hub, "--period", "2025-26-Q1")
    assert facts["reporting"]["received"]["numerator"] == 0
    assert set(received(facts).values()) == {None}
    assert "Returns received: 0 of 2" in hub("picture", "--period", "2025-26-Q1").output


@pytest.mark.usefixtures("with_returns")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--period", "spring"), 2, "'spring' is not a period. Name it as 2026-27-Q1, or 2026-27 for a year."),
        (("--period", "2026-27-Q9"), 2, "'2026-27-Q9' is not a period."),
        (("--period", "2090-91-Q1"), 1, "2090-91-Q1 has not ended. Name a period that has"),
        (
            ("--period", "2001-02-Q1"),
            1,
            "No returns are collected for 2001-02-Q1 from these organisations. Use one from",
        ),
        (("--period", "2024-25"), 1, "No returns are collected for 2024-25 from these organisations."),
        (("--department", "nowhere"), 1, f"There is no department called 'nowhere'. Use: {DEPARTMENT}."),
        (("--organisation", "nobody"), 1, f"{DEPARTMENT} oversees no organisation called 'nobody'. See: hub organi"),
        (("--audience", "press"), 2, "'press' is not one of 'sponsor', 'organisation', 'forum', 'board'"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(hub: Hub, words: tuple[str, ...], code: int, says: str) -> None:
    assert says in refused(hub, "picture", *words, code=code)


def test_a_hub_without_organisations_says_what_to_do(hub: Hub) -> None:
    hub("init")
    assert "This hub has no department with organisations. Add them: hub organisation add." in refused(hub, "picture")


@pytest.mark.usefixtures("with_returns")
def test_of_several_departments_that_with_most_organisations_is_shown_and_the_choice_is_told(hub: Hub) -> None:
    hub("department", "add", "ferries", "Department for Ferries")
    result = hub("picture", "--json")
    assert json.loads(result.stdout)["department"] == DEPARTMENT
    assert f"Of 2 departments, {DEPARTMENT}; name another with --department." in result.stderr
    for code in ("buoys", "lights"):
        hub("organisation", "add", code, code.title(), "--department", "ferries")
    assert "Several departments oversee 2 organisations." in refused(hub, "picture")
    assert told(hub, "--department", "ferries")["department"] == "ferries"


@pytest.mark.usefixtures("with_returns")
def test_a_series_begins_anew_with_a_reason_is_seen_and_goes_on_again(hub: Hub) -> None:
    assert "Rebase 1: received of" in hub("rebase", "add", TERN, Q1, "--measure", "received", *WHY).output
    assert "Rebase 2: every measure of" in hub("rebase", "add", LANTERN, Q1, *WHY).output
    listed = json.loads(hub("rebase", "list", "--json").output)
    assert [(one["organisation"], one["measure"], one["why"]) for one in listed] == [
        (TERN, "received", WHY[1]), (LANTERN, "", WHY[1]),
    ]  # fmt: skip
    assert "every measure" in hub("rebase", "list").output
    breaks = {(one["organisation"], one["cause"], one["measure"]) for one in told(hub)["breaks"]}
    assert breaks >= {(TERN, "rebased", "received"), (LANTERN, "rebased", "")}
    hub("rebase", "remove", "1", "--why", "It was the same system after all.")
    assert [one["id"] for one in json.loads(hub("rebase", "list", "--json").output)] == ["2"]
    assert TERN not in {one["organisation"] for one in told(hub)["breaks"]}


@pytest.mark.usefixtures("with_returns")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", TERN, Q1, "--measure", "height", *WHY), 2, "There is no measure called 'height'. Use: received,"),
        (("add", TERN, Q1), 2, "Missing option '--why'"),
        (("add", TERN, "spring", *WHY), 2, "'spring' is not a period. Name it as 2026-27-Q1"),
        (("add", TERN, "2090-91-Q1", *WHY), 1, "2090-91-Q1 has not begun."),
        (("add", TERN, "1999-00-Q1", *WHY), 1, f"No return of {TERN} for 1999-00-Q1 is held, and none was due. Name a"),
        (("add", TERN, "2026-27", *WHY), 1, f"2026-27 is a year, and {TERN} reports by the quarter."),
        (("add", "nobody", Q1, *WHY), 1, "There is no organisation called 'nobody'. See: hub organisation list."),
        (("add", TERN, Q1, "--why", " "), 1, "why"),
        (("remove", "7", *WHY), 1, "There is no rebase called '7'. See: hub rebase list."),
    ],
)
def test_a_rebase_that_cannot_be_is_refused_in_a_sentence(
    hub: Hub, words: tuple[str, ...], code: int, says: str
) -> None:
    assert says in refused(hub, "rebase", *words, code=code)
    assert json.loads(hub("rebase", "list", "--json").output) == []


@pytest.mark.usefixtures("with_returns")
def test_what_an_operator_decides_is_dated_by_the_day_that_the_hub_takes_for_today(hub: Hub) -> None:
    hub("rebase", "add", TERN, Q1, *WHY)
    (decided,) = json.loads(hub("rebase", "list", "--json").output)
    assert datetime.fromisoformat(decided["at"]).astimezone(UK).date() == TODAY
    (broke,) = (one for one in told(hub)["breaks"] if one["cause"] == "rebased")
    assert f"on {day_in_words(TODAY)}." in broke["says"]


def learning(hub: HubUnderTest) -> tuple[str, ...]:
    """Two bodies send a piece of learning each; the words of a command that names them."""
    words: list[str] = []
    for body in (LANTERN, TERN):
        piece = {"id": "L7", "subject": "delay", "identified": f"{body} lost papers.", "used": f"{body} looks twice."}
        hub.sent({**least_return(body, notes="with learning"), "learning": [piece]}, body)
        words += ["--learning", body, Q1, "L7"]
    return tuple(words)


def test_a_failing_is_confirmed_seen_and_taken_back(hub: Hub, with_returns: HubUnderTest) -> None:
    pieces = learning(with_returns)
    said = hub("failing", "confirm", DEPARTMENT, "Papers are lost", "--subject", "delay", *pieces).output
    assert "Confirmed 1: Papers are lost" in said
    assert "Papers are lost" in hub("failing", "list", DEPARTMENT).output
    (theme,) = (one for one in told(hub)["themes"] if one["kind"] == "failing")
    assert {body["organisation"] for body in theme["bodies"]} == {LANTERN, TERN}
    assert (theme["confirmed"]["failing"], theme["confirmed"]["on"]) == ("Papers are lost", TODAY.isoformat())
    hub("failing", "remove", DEPARTMENT, "1", "--why", "One of them found its papers.")
    assert json.loads(hub("failing", "list", DEPARTMENT, "--json").output) == []
    assert not [one for one in told(hub)["themes"] if one["kind"] == "failing"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((DEPARTMENT, "Lost", "--subject", "height"), 2, "There is no subject called 'height'."),
        ((DEPARTMENT, " "), 1, "failing"),
        (("nowhere", "Lost"), 1, "There is no department called 'nowhere'."),
    ],
)
def test_a_failing_that_cannot_be_is_refused_in_a_sentence(
    hub: Hub, with_returns: HubUnderTest, words: tuple[str, ...], code: int, says: str
) -> None:
    pieces = learning(with_returns)
    assert says in refused(hub, "failing", "confirm", *words, *pieces, code=code)
    alone, unknown = pieces[:4], ("--learning", TERN, Q1, "L99")
    assert "at least two organisations" in refused(hub, "failing", "confirm", DEPARTMENT, "Lost", *alone, code=1)
    for pieces_named in (unknown, (*alone, *unknown)):
        says = refused(hub, "failing", "confirm", DEPARTMENT, "Lost", *pieces_named, code=1)
        assert f"There is no learning 'L99' in the return of '{TERN}' for '{Q1}'. Name a piece by the id" in says
    spoken = refused(hub, "failing", "confirm", DEPARTMENT, "Lost", "--learning", TERN, Q1)
    assert "--learning takes three words, ORGANISATION PERIOD ID, such as --learning" in spoken
    assert json.loads(hub("failing", "list", DEPARTMENT, "--json").output) == []
