"""`hub chart` gives anybody the hub's statistics on a table of their own, and says what is wrong with the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Hub = Callable[..., Result]

DROP = (80, 82, 79, 81, 83, 80, 82, 81, 79, 82, 81, 80, 68, 81)
MONTHS = [f"{2025 + at // 12}-{at % 12 + 1:02d}" for at in range(24)]
PARTS = (5, 40, 90, 10, 70, 15, 160, 20, 20, 30)
WHOLES = (40, 80, 150, 25, 130, 90, 300, 30, 120, 60)


def table(head: str, *lines: str) -> str:
    Path("figures.csv").write_text("\n".join((head, *lines, "")), encoding="utf-8")
    return "figures.csv"


def over_time(*values: object) -> str:
    return table("date,value", *(f"{month},{value}" for month, value in zip(MONTHS, values, strict=False)))


def told(hub: Hub, *words: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(hub("chart", *words).output)
    return facts


def refused(hub: Hub, *words: str) -> str:
    return " ".join(hub("chart", *words, code=2).output.split())


def test_the_published_series_is_judged_as_published(hub: Hub) -> None:
    facts = told(hub, "xmr", over_time(*DROP), "--improvement", "up", "--target", "70")
    point = facts["points"][12]
    assert (round(point["centre"], 4), round(point["lower"], 4), round(point["upper"], 4)) == (
        79.9286,
        74.6086,
        85.2486,
    )
    assert [each["date"] for each in facts["points"] if each["judged"] == "concern"] == ["2026-01"]
    assert (facts["kind"], facts["variation"], facts["assurance"]) == ("limits", "common", "passes")
    assert facts["verdict"].startswith("No change beyond chance: the latest point, 81,")


def test_limits_can_be_fixed_after_the_first_points(hub: Hub) -> None:
    facts = told(hub, "xmr", over_time(*DROP), "--fix-after", "12")
    assert facts["limits_made_from"] == 12
    assert facts["points"][0]["centre"] == sum(DROP[:12]) / 12


def test_what_is_not_known_stays_unknown(hub: Hub) -> None:
    facts = told(hub, "xmr", over_time(*DROP[:3], "", *DROP[3:]))
    assert facts["points"][3] == {
        **dict.fromkeys(("value", "centre", "lower", "near_lower", "near_upper", "upper")),
        "date": "2025-04",
        "signal": "not_given",
        "judged": "not_given",
    }
    assert facts["points_given"] == len(DROP)


def test_small_counts_are_judged_by_their_exact_chance_when_told_that_they_are_counts(hub: Hub) -> None:
    file = over_time(*([0] * 11), 1, 0, 2)
    limits, exact = told(hub, "xmr", file), told(hub, "xmr", file, "--counts")
    assert (limits["points"][13]["signal"], exact["points"][13]["signal"]) == ("above", "none")
    assert limits["points"][13]["upper"] == exact["points"][13]["upper"]


def test_shares_over_time_have_limits_of_their_own_size(hub: Hub) -> None:
    lines = [f"{month},{30 if of == 100 else 120},{of}" for month, of in zip(MONTHS[:12], [100, 400] * 6, strict=True)]
    facts = told(hub, "p", table("date,numerator,denominator", *lines), "--improvement", "down")
    widths = {round(point["upper"] - point["centre"], 6) for point in facts["points"]}
    assert sorted(widths) == [round(3 * (0.21 / 400) ** 0.5, 6), round(3 * (0.21 / 100) ** 0.5, 6)]


def test_a_funnel_prints_beside_its_flags_how_many_chance_gives(hub: Hub) -> None:
    lines = [f"body {at},{a},{n}" for at, (a, n) in enumerate(zip(PARTS, WHOLES, strict=True))]
    facts = told(hub, "funnel", table("unit,numerator,denominator", *lines))
    assert (round(facts["phi"], 4), round(facts["tau2"], 7), facts["limits_in_use"]) == (12.3578, 0.0331534, "widened")
    assert facts["beyond_95"] == {"found": 0, "expected_by_chance": 0.5}
    first = facts["units"][0]
    assert (round(first["widened"]["lower_998"], 4), round(first["widened"]["upper_998"], 4)) == (0.0145, 0.951)
    assert "for reasons that the return does not explain" in " ".join(facts["says"])


def test_counts_are_compared_by_exposure(hub: Hub) -> None:
    file = table("unit,numerator,denominator", "a,5,100", "b,15,100", "c,10,100", "d,1,0", "e,,100")
    facts = told(hub, "funnel", file, "--counts")
    assert [unit["expected"] for unit in facts["units"]][:3] == [10, 10, 10]
    assert [unit["flag"] for unit in facts["units"]] == ["within"] * 3 + ["not_compared"] * 2
    assert facts["compared"] == 3


def test_a_unit_without_figures_is_named_and_not_compared(hub: Hub) -> None:
    facts = told(hub, "funnel", table("unit,numerator,denominator", "a,5,40", "b,7,50", "c,,", "d,0,0"))
    assert [unit["flag"] for unit in facts["units"]] == ["within", "within", "not_compared", "not_compared"]
    assert facts["units"][2]["numerator"] is None


def test_a_byte_order_mark_and_further_columns_do_no_harm(hub: Hub) -> None:
    lines = [f"{month},x,{value}" for month, value in zip(MONTHS, DROP, strict=False)]
    Path("figures.csv").write_text("\n".join(("date, body ,value", *lines)), encoding="utf-8-sig")
    assert told(hub, "xmr", "figures.csv")["points_given"] == len(DROP)


WRONG_SERIES = {
    "nothing": ((), "there is no line below the names of the columns"),
    "words": (("2025-01,many",), "line 2: value holds “many”, which is not a number"),
    "thousands": (('2025-01,"1,200"',), "“1,200”, which is not a number"),
    "not finite": (("2025-01,nan",), "“nan”, which is not a number"),
    "too large": (("2025-01,1e300",), "“1e300”, too large or too small to reckon with"),
    "many digits": ((f"2025-01,{'9' * 400}",), "9...”, too large or too small to reckon with"),
    "nearly nothing": (("2025-01,1e-400",), "“1e-400”, too large or too small to reckon with"),
    "day": (("2025-01,1", "April,2"), "line 3: date holds “April”, which is not a date"),
    "no such day": (("2025-02-30,1",), "“2025-02-30”, which is not a date"),
    "twice": (("2025-01,1", "2025-01-01,2"), "line 3: date 2025-01-01 stands in the line before too"),
    "order": (("2025-02,1", "2025-01,2"), "line 3: date 2025-01 is earlier than that of the line before"),
    "more values": (("2025-01,1,2",), "line 2: 3 values for 2 columns"),
    "one value": (("2025-01",), "line 2: 1 value for 2 columns"),
    "quotes": (('2025-01,"1',), "it is not CSV"),
}


@pytest.mark.parametrize("fault", sorted(WRONG_SERIES))
def test_what_is_wrong_with_a_series_is_told_with_its_line(hub: Hub, fault: str) -> None:
    lines, says = WRONG_SERIES[fault]
    assert says in refused(hub, "xmr", table("date,value", *lines))


@pytest.mark.parametrize(
    ("value", "says"), [("-4", "value is -4, and nothing is counted below 0"), ("1.5", "which is not a whole number")]
)
def test_counts_over_time_are_whole_and_not_negative_while_other_values_are_any_number(
    hub: Hub, value: str, says: str
) -> None:
    file = over_time(3, value, 4)
    assert says in refused(hub, "xmr", file, "--counts")
    assert told(hub, "xmr", file)["points"][1]["value"] == float(value)


def shares() -> str:
    return table("date,numerator,denominator", *(f"{month},90,100" for month in MONTHS[:12]))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("90", "The target 90 is not a share. Write 90% as 0.9."),
        ("1.5", "Write 1.5% as 0.015."),
        ("-0.1", "The target -0.1 is not a share. Give a number from 0 to 1."),
        ("1000", "Give a number from 0 to 1."),
        ("nan", "nan is not a number to reckon with"),
    ],
)
def test_a_target_of_shares_is_a_share(hub: Hub, target: str, says: str) -> None:
    assert says in refused(hub, "p", shares(), "--improvement", "up", "--target", target)


def test_a_target_that_shares_reach_is_told_as_it_was_meant(hub: Hub) -> None:
    assert "the target of 95%" in told(hub, "p", shares(), "--improvement", "up", "--target", "0.95")["verdict"]


@pytest.mark.parametrize("target", ["nan", "inf", "1e300"])
def test_a_target_is_a_number_and_says_which_side_of_it_is_the_good_one(hub: Hub, target: str) -> None:
    file = over_time(*DROP)
    assert "is not a number to reckon with" in refused(hub, "xmr", file, "--improvement", "up", "--target", target)
    assert "Add --improvement up or --improvement down." in refused(hub, "xmr", file, "--target", "40")
    assert "Add --improvement up or --improvement down." in refused(hub, "p", shares(), "--target", "0.9")


def test_limits_from_fewer_points_than_were_asked_for_say_so(hub: Hub) -> None:
    facts = told(hub, "xmr", over_time(*DROP), "--fix-after", "50")
    assert facts["limits_made_from"] == len(DROP)
    assert facts["verdict"].endswith(
        "Limits were to be made from the first 50 points; 14 points were given, and all of them count."
    )
    assert "were to be" not in told(hub, "xmr", over_time(*DROP), "--fix-after", "14")["verdict"]


WRONG_UNITS = {
    "below nothing": ("a,-1,10", "numerator is -1, and nothing is counted below 0"),
    "broken": ("a,1.5,10", "numerator is 1.5, which is not a whole number"),
    "more than whole": ("a,11,10", "numerator 11 is more than denominator 10"),
    "no name": (",1,10", "the unit has no name"),
    "twice": ("first,1,10", "line 3: “first” stands in line 2 too"),
}


@pytest.mark.parametrize("fault", sorted(WRONG_UNITS))
def test_what_is_wrong_with_a_comparison_is_told_with_its_line(hub: Hub, fault: str) -> None:
    line, says = WRONG_UNITS[fault]
    assert says in refused(hub, "funnel", table("unit,numerator,denominator", "first,1,10", line))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (b"", "line 1: there is no column date (found: nothing). Name the columns date, value."),
        (b"date;value\n2025-01;1\n", "line 1: its columns are parted by semicolons. Save it as CSV with commas"),
        (b"date\tvalue\n2025-01\t1\n", "line 1: its columns are parted by tabs. Save it as CSV with commas"),
        (b"date,value,value\n2025-01,1,2\n", "there are 2 columns value"),
        ("date,value\n2025-01,1\n".encode("utf-16"), "it is not in UTF-8"),
        (b"date,value\n" + b"2025-01,1\n" * 1_000_001, "longer than 10 million bytes"),
    ],
)
def test_a_file_that_is_no_table_of_figures_is_refused(hub: Hub, written: bytes, says: str) -> None:
    Path("figures.csv").write_bytes(written)
    assert says in refused(hub, "xmr", "figures.csv")
