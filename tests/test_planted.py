"""What `fixtures/README.md` says is planted in the demo department is there, by figures, and at the places named.

Sentences of the README are made again here from the files and looked for in its text, so neither can drift.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import asin, sqrt
from typing import Any

import pytest
from demo_department import (
    CODES,
    DEPARTMENT,
    FIXTURES,
    LAST,
    LAST_YEAR,
    QUARTERS,
    RETURNS,
    Document,
    about,
    count,
    current,
    document,
    entry,
    received_on,
    standing,
    summed,
)

from hub.contract.period import Period
from hub.oversight.periods import due_on

README = (FIXTURES / "README.md").read_text(encoding="utf-8")
PLANTED = " ".join(README.split("## What is planted, and where")[1].split())
TODAY = date.fromisoformat(DEPARTMENT["as_at"])
WORKING_DAYS = 20
NINETY_FIVE = 1.959964
LONG = 45  # characters from which a text that comes twice is no chance
DESCRIPTIONS = {"/source", "/exposure/what", "/counting_rules/explanation", "/learning/measure/definition"}
RISING = ("vessel-licensing", "ferry-fares", "lampkeepers-pensions", "strand-harbours")


def places_named() -> Iterator[tuple[str, str, str]]:
    """Each return that the README names, with an id that stands in it where it names one.

    A period or an id without a body belongs to the body that was named last.
    """
    code = name = ""
    for token in re.findall(r"`([^`]+)`", PLANTED):
        path = re.fullmatch(r"(?:([a-z-]+)/)?(\d{4}-\d\d-Q\d(?:\.v2)?)(?:\.json)?", token)
        if token in CODES:
            code, name = token, ""
        elif path:
            code, name = path[1] or code, path[2]
            yield code, name, ""
        elif re.fullmatch(r"[AL]\d+", token):
            yield code, name, token


@pytest.mark.parametrize(("code", "name", "id_"), list(places_named()), ids=lambda part: part or "-")
def test_every_place_that_is_named_is_there(code: str, name: str, id_: str) -> None:
    returns = [document(code, name)] if name else standing(code)
    assert returns
    assert not id_ or any(id_ in (e["id"] for part in ("actions", "learning") for e in r[part]) for r in returns)


def test_the_places_are_found_in_the_text() -> None:
    assert len(set(places_named())) > 25
    assert {code for code, _, _ in places_named()} == set(CODES) - {"foreshore-commission"}


def test_every_submission_has_its_file_and_every_file_its_submission() -> None:
    files = {f"demo/returns/{file.parent.name}/{file.name}" for file in RETURNS.glob("*/*.json")}
    submitted = [entry["file"] for entry in DEPARTMENT["submissions"]]
    assert files == set(submitted)
    assert f"{len(submitted)} submissions" in README


def test_the_rising_subject_has_the_figures_of_the_table() -> None:
    rows = {row[1].strip("` "): row[2:-1] for row in (line.split("|") for line in README.splitlines()) if len(row) == 8}
    for code in RISING:
        (cells,) = [cells for name, cells in rows.items() if name.split("`")[0] == code]
        for quarter, cell in zip(QUARTERS[7:], cells, strict=True):
            some, all_ = about(document(code, quarter), "online-service")
            assert cell.strip().startswith(f"{some} of {all_:,}")
    assert f"(v2: {about(document('ferry-fares', '2025-26-Q4.v2'), 'online-service')[1]:,})" in README


@pytest.mark.parametrize("code", RISING)
def test_a_subject_rises_far_above_what_the_body_had_before(code: str) -> None:
    before, all_before = summed(about(return_, "online-service") for return_ in standing(code, QUARTERS[:8]))
    now, all_now = about(standing(code)[-1], "online-service")
    share = before / all_before
    assert now / all_now - share > 4 * sqrt(share * (1 - share) / all_now)
    year, all_year = summed(about(return_, "online-service") for return_ in standing(code, LAST_YEAR))
    assert year / all_year > share


@pytest.mark.parametrize("code", RISING)
def test_the_rise_is_hidden_among_the_other_bodies(code: str) -> None:
    shares = {body: about(found, "online-service") for body in CODES if (found := current(body, LAST))}
    middle = sum(some for some, _ in shares.values()) / sum(all_ for _, all_ in shares.values())
    some, all_ = shares[code]
    assert abs(asin(sqrt(some / all_)) - asin(sqrt(middle))) * 2 * sqrt(all_) < NINETY_FIVE


def test_an_action_that_worked_shows_in_the_months_and_in_its_measure() -> None:
    code, returns = "islander-grants", standing("islander-grants")
    begun, done = entry(returns[-5], "A8"), entry(returns[-4], "A8")
    assert "completed" not in begun
    assert done["completed"] == "2025-12-05"
    monthly = {line["month"]: count(line["count"]) for return_ in returns for line in return_["received"]["monthly"]}
    before = [number for month, number in monthly.items() if month < "2025-12"]
    after = [number for month, number in monthly.items() if month > "2025-12"]
    assert f"from about {sum(before) / len(before):.0f} to about " in PLANTED
    assert abs(sum(after) / len(after) - 76) < 2
    assert max(after) < min(before)
    measures = [entry(return_, "L9")["measure"] for return_ in standing(code, LAST_YEAR)]
    (words,) = {(m["name"], m["baseline"], m["target"]) for m in measures}
    latest = ", ".join(str(m["latest"]) for m in measures)
    assert f"baseline {words[1]}, latest {latest}, target {words[2]}" in PLANTED
    (delay_then, all_then), (delay_now, all_now) = (
        summed(about(r, "delay") for r in standing(code, quarters)) for quarters in (QUARTERS[4:8], LAST_YEAR)
    )
    assert abs(delay_now - delay_then) < 0.1 * delay_then
    assert delay_now / all_now > 1.2 * delay_then / all_then


def test_a_silent_body_does_nothing_and_says_that_all_is_well() -> None:
    returns = standing("causeway-tolls")
    assert len(returns) == len(QUARTERS)
    assert not any(return_["actions"] for return_ in returns)
    told = [return_["period"]["name"] for return_ in returns for _ in return_["learning"]]
    assert ", ".join(f"`{name}`" for name in told) in PLANTED
    assert {group for return_ in returns for group in return_["feedback"].values()} == {"not_collected"}
    wrong, closed = summed((count(r["went_wrong"]["count"]), count(r["caseload"]["closed"])) for r in returns)
    assert 0.30 < wrong / closed < 0.37
    kept = [r["timescale"]["promised"] == r["timescale"]["within"] for r in returns]
    assert kept == [False] * 8 + [True] * 4
    assert {r["counting_rules"]["rounding_base"] for r in returns} == {5}


def test_returns_came_late_on_the_last_day_or_never_as_is_said() -> None:
    days = {(code, name): day for (code, name), day in received_on().items() if not name.endswith(".v2")}
    due = {name: due_on(Period.named(name), WORKING_DAYS) for name in QUARTERS}
    late = {(code, name) for (code, name), day in days.items() if day > due[name]}
    assert ("crossings-inspectorate", "2026-27-Q1") in late
    earlier = PLANTED.split("Earlier late ones:")[1].split(".")[0]
    assert {f"{code}/{name}" for code, name in late if name < LAST_YEAR[2]} == set(re.findall(r"`([^`]+)`", earlier))
    assert {key for key, day in days.items() if day == due[key[1]]} == {("strand-harbours", "2026-27-Q1")}
    assert days["crossings-inspectorate", "2026-27-Q1"] == date(2026, 8, 13)
    assert due["2026-27-Q1"] == date(2026, 7, 28)
    assert TODAY < due[LAST] == date(2026, 10, 28)


def test_one_return_is_missing_and_one_is_not_yet_due() -> None:
    closed = {body["code"]: body["closed_on"] or "9999" for body in DEPARTMENT["organisations"]}
    opened = {body["code"]: body["opened_on"] or "" for body in DEPARTMENT["organisations"]}
    days = received_on()
    owed = [
        (code, name)
        for code in CODES
        for name in QUARTERS
        if opened[code] <= Period.named(name).last_day.isoformat()
        and Period.named(name).start.isoformat() <= closed[code]
    ]
    assert [key for key in owed if key not in days] == [
        ("foreshore-commission", LAST), ("pilotage-examinations", "2026-27-Q1"),
    ]  # fmt: skip
    assert document("foreshore-commission", LAST)["organisation"] == "foreshore-commission"


@pytest.mark.parametrize(
    ("code", "name", "weeks"), [("ferry-fares", "2025-26-Q4", 4), ("lampkeepers-pensions", "2024-25-Q2", 6)]
)
def test_a_resubmission_changes_a_figure_and_says_why(code: str, name: str, weeks: int) -> None:
    first, second = document(code, name), document(code, f"{name}.v2")
    days = received_on()
    assert round((days[code, f"{name}.v2"] - days[code, name]).days / 7) == weeks
    assert second["notes"] != first.get("notes")
    received = [count(r["received"]["total"]) for r in (first, second)]
    carried = [count(r["caseload"]["carried_forward"]) for r in (first, second)]
    wrong = [count(r["went_wrong"]["count"]) for r in (first, second)]
    if received[0] == received[1]:
        assert f"received unchanged, went wrong {wrong[0]} becomes {wrong[1]}" in PLANTED
    else:
        assert (
            f"received {received[0]:,} becomes {received[1]:,}, carried forward {carried[0]} becomes {carried[1]}"
            in PLANTED
        )


def test_one_loop_breaks_and_no_other_action_is_overdue() -> None:
    latest: dict[tuple[str, str], Document] = {}
    for code in CODES:
        latest |= {(code, action["id"]): action for return_ in standing(code) for action in return_["actions"]}
    overdue = {
        key
        for key, action in latest.items()
        if "completed" not in action and action.get("due", "9") < TODAY.isoformat()
    }
    assert overdue == {("lampkeepers-pensions", "A11")}
    assert latest["lampkeepers-pensions", "A11"]["due"] == "2026-03-31"
    learning = entry(document("lampkeepers-pensions", "2025-26-Q3"), "L10")
    assert learning["actions"] == ["A11"]
    assert "measure" not in learning
    later = standing("lampkeepers-pensions", QUARTERS[9:])
    assert not any(f'"{id_}"' in json.dumps(return_) for return_ in later for id_ in ("A11", "L10"))


def test_a_body_that_finds_little_wrong_is_upheld_against_by_the_ombudsman() -> None:
    code = "crossings-inspectorate"
    wrong, closed = summed(
        (count(r["went_wrong"]["count"]), count(r["caseload"]["closed"])) for r in standing(code, LAST_YEAR)
    )
    assert f"in {wrong} of {closed} over the last four quarters" in PLANTED
    assert wrong / closed < 0.1
    for name, words in (
        ("2026-27-Q1", "{} of {} in {}"), ("2025-26-Q1", "{} of {} in {}"), ("2024-25-Q1", "{} of {} in {}"),
    ):  # fmt: skip
        found = document(code, name)["ombudsman"]
        upheld = found["upheld"] + found["partly_upheld"]
        assert words.format(upheld, found["reported"], found["year"]) in PLANTED
        assert upheld / found["reported"] > 0.7


def test_ombudsman_blocks_stand_in_first_quarters_and_one_is_of_another_year() -> None:
    blocks = {
        (code, r["period"]["name"]): r["ombudsman"]
        for code in CODES
        for r in standing(code)
        if isinstance(r.get("ombudsman"), dict)
    }
    assert {name[-2:] for _, name in blocks} == {"Q1"}
    assert len({code for code, _ in blocks}) == 7
    years = {code: block["year"] for (code, name), block in blocks.items() if name == "2026-27-Q1"}
    assert {code for code, year in years.items() if year != "2025-26"} == {"lampkeepers-pensions"}


def texts(node: Any, member: str = "") -> Iterator[tuple[str, str]]:
    """Every long text of a part of a return, with the members that lead to it."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from texts(child, f"{member}/{name}")
    elif isinstance(node, list):
        for child in node:
            yield from texts(child, member)
    elif isinstance(node, str) and len(node) >= LONG:
        yield member, node


def test_no_text_comes_twice_but_the_one_that_is_planted_and_what_describes_the_figures() -> None:
    told = defaultdict(set)
    for code in CODES:
        for return_ in standing(code):
            for member, text in texts(return_):
                told[text].add((code, return_["period"]["name"], member))
    assert not [text for text, places in told.items() if len({code for code, *_ in places}) > 1]
    twice = [text for text, places in told.items() if len(places) > 1 and {m for *_, m in places} - DESCRIPTIONS]
    assert twice == [entry(document("quayside-contact", LAST), "L15")["identified"]]


def test_the_recycled_narrative_has_one_number_changed() -> None:
    recycled = entry(document("quayside-contact", LAST), "L15")
    original = entry(document("quayside-contact", "2026-27-Q1"), "L12")
    assert recycled["identified"] == original["identified"]
    pairs = zip(original["used"].split(), recycled["used"].split(), strict=True)
    assert [pair for pair in pairs if len(set(pair)) > 1] == [("ten", "twelve")]


def small_cells(return_: Document) -> int:
    return sum(1 <= count(line["count"]) < 5 for line in return_["subjects"])


@pytest.mark.parametrize("code", ["pilotage-examinations", "tide-tables-panel"])
def test_the_small_bodies_have_counts_small_enough_to_hide(code: str) -> None:
    returns = standing(code)
    assert sum(small_cells(return_) > 0 for return_ in returns) > 0.75 * len(returns)


def test_rare_subjects_and_feedback_are_small_elsewhere_too() -> None:
    assert sum(any(map(small_cells, standing(code))) for code in CODES) > 8
    groups = [g for code in CODES for r in standing(code) for g in r["feedback"].values() if isinstance(g, dict)]
    assert any(1 <= count(group["responses"]) < 5 for group in groups)


def test_one_failing_is_told_in_three_sets_of_words() -> None:
    tenth = PLANTED.split("10. **")[1].split("Also there")[0]
    named = re.findall(r"`([a-z-]+)/(\S+)\.json` `(L\d+)`", tenth)
    told = [entry(document(code, name), id_) for code, name, id_ in named]
    assert [code for code, *_ in named] == ["vessel-licensing", "crossings-inspectorate", "pilotage-examinations"]
    assert {learning["subject"] for learning in told} == {"record-error"}
    words = [set(re.findall(r"[a-z]{5,}", learning["identified"].lower())) for learning in told]
    for one in range(3):
        for other in range(one):
            assert len(words[one] & words[other]) / len(words[one] | words[other]) < 0.15


def carried_over(before: Document, after: Document) -> tuple[int, int]:
    return count(before["caseload"]["carried_forward"]), count(after["caseload"]["brought_forward"])


def test_caseloads_run_on_but_at_the_merger_and_the_gap() -> None:
    breaks = {
        (code, after["period"]["name"]): carried_over(before, after)
        for code in CODES
        for before, after in pairwise(standing(code))
        if len(set(carried_over(before, after))) > 1
    }
    gap = ("pilotage-examinations", LAST)
    assert breaks == {("strand-harbours", "2025-26-Q1"): (56, 85), gap: (3, 4)}
    west = count(standing("west-strand")[-1]["caseload"]["carried_forward"])
    assert 56 + west == 85
    assert f"brings forward 85: its own 56 and West Strand's {west}" in PLANTED
    assert (
        "brings forward 4, the carried forward of the quarter that was never sent (the one before carried 3)" in PLANTED
    )


def test_the_merger_changes_exposure_and_counting_rules() -> None:
    before, after = document("strand-harbours", "2024-25-Q4"), document("strand-harbours", "2025-26-Q1")
    exposure = [r["exposure"]["quantity"] for r in (before, after)]
    assert f"from {exposure[0]:,} to {exposure[1]:,} vessel movements" in PLANTED
    assert [r["counting_rules"]["oral_complaints"] for r in (before, after)] == ["not_counted", "counted"]
    assert after["notes"]


def test_joint_complaints_are_the_same_in_both_documents() -> None:
    told = defaultdict(dict)
    for code in CODES:
        for return_ in standing(code):
            for joint in return_.get("joint", []):
                told[joint["service"], return_["period"]["name"]][code] = (joint["lead"], joint["count"])
    assert {service for service, _ in told} == {"Concession pass telephone line", "Licensing helpline"}
    assert {name for _, name in told} == set(QUARTERS[2:])
    assert all(len(both) == 2 and len(set(both.values())) == 1 for both in told.values())


def test_the_register_tells_what_became_of_the_bodies_and_who_leads_what_they_share() -> None:
    bodies = {body["code"]: body for body in DEPARTMENT["organisations"]}
    merged, renamed = DEPARTMENT["lineage"]
    assert f"West Strand merged into `{merged['organisation']}` on {in_words(merged['on'])}" in PLANTED
    old = bodies[merged["other"]]
    assert date.fromisoformat(old["closed_on"]) + timedelta(days=1) == date.fromisoformat(merged["on"])
    assert old["successor"] == merged["organisation"]
    last = (date.fromisoformat(renamed["on"]) - timedelta(days=1)).isoformat()
    former = bodies[renamed["organisation"]]["first_name"]
    assert f"`{renamed['organisation']}` was called {former} until {in_words(last)}" in PLANTED
    (further,) = DEPARTMENT["further_parents"]
    assert f"The {further['name']} is a further parent of `{further['organisation']}`" in PLANTED
    leads = {joint["service"]: joint["lead"] for code in CODES for r in standing(code) for joint in r.get("joint", [])}
    assert {service["name"]: service["lead"] for service in DEPARTMENT["shared_services"]} == leads
    for service in DEPARTMENT["shared_services"]:
        told = {code for code in CODES for r in standing(code) for joint in r.get("joint", [])
                if joint["service"] == service["name"]}  # fmt: skip
        assert set(service["parts"]) == told


def in_words(day: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}"


def test_nil_returns_and_values_that_are_no_plain_numbers_are_where_they_are_said_to_be() -> None:
    nil = {(code, r["period"]["name"]) for code in CODES for r in standing(code) if r["nil_return"]}
    assert nil == {("tide-tables-panel", "2024-25-Q1"), ("tide-tables-panel", "2025-26-Q2")}
    assert all(r["exposure"]["quantity"]["marked"] == "estimated" for r in standing("foreshore-commission"))
    assert all(r["timescale"]["within"]["marked"] == "estimated" for r in standing("west-strand"))
    assert '"provisional"' in json.dumps(document("crossings-inspectorate", LAST))
    hidden = {
        line["subject"] for r in standing("pilotage-examinations") for line in r["subjects"]
        if line.get("went_wrong") == "suppressed_at_source"
    }  # fmt: skip
    assert hidden == {"staff-conduct"}


def test_what_continues_keeps_its_id_and_the_name_of_its_measure_and_changes_its_words() -> None:
    for code in CODES:
        seen: dict[str, Document] = {}
        for return_ in standing(code):
            for part in (*return_["actions"], *return_["learning"]):
                earlier = seen.get(part["id"], {})
                for member in ("what", "used"):
                    assert member not in earlier or earlier[member] != part[member], (code, part["id"])
                if isinstance(earlier.get("measure"), dict) and isinstance(part.get("measure"), dict):
                    assert earlier["measure"]["name"] == part["measure"]["name"]
                seen[part["id"]] = part
