"""One picture of a period: its rows, its rates, its trend, each recomputed a second way."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from reported_figures import HARBOURS, LIGHTS, Q1, Q2, Q4, TODAY, WRECKS, came, collection, figures

from hub.contract.circumstances import Organisation
from hub.contract.minimum_data import ItemReport, Reported
from hub.contract.period import Period
from hub.oversight.collection import PERIODS_IN_TREND, Collection, period_to_show, periods_needed, trend_periods
from hub.oversight.periods import due_on
from hub.oversight.picture import Picture, Received, picture
from hub.oversight.reporting import ReturnState

DUE_Q1 = date(2026, 7, 28)


def _states(told: Picture) -> dict[str, ReturnState]:
    return {row.organisation.code: row.state for row in told.rows}


def test_rows_stand_in_the_order_of_the_names_whatever_the_returns_say() -> None:
    bodies = (WRECKS, HARBOURS, LIGHTS)
    told = picture(collection(*bodies), Q1, [came(WRECKS, Q1, DUE_Q1), came(LIGHTS, Q1, DUE_Q1 + timedelta(days=9))])
    assert [row.organisation.name for row in told.rows] == ["Harbours Board", "Lights Agency", "Wrecks Office"]
    assert _states(told) == {
        "harbours": ReturnState.MISSING, "lights": ReturnState.LATE, "wrecks": ReturnState.ON_TIME,
    }  # fmt: skip


def test_a_row_without_a_return_says_so_and_holds_nothing_else() -> None:
    (row,) = picture(collection(HARBOURS), Q1, []).rows
    assert (row.return_id, row.version, row.figures, row.completeness, row.items) == (None, None, None, None, ())
    assert row.why == "Was due 28 July 2026, 13 days ago; nothing received."
    assert row.to_talk_about == ("The return is missing.",)


def test_a_row_with_a_return_tells_its_version_and_its_items() -> None:
    told = figures(ItemReport("M8", Reported.NOT, 0, 3))
    (row,) = picture(collection(HARBOURS), Q1, [came(HARBOURS, Q1, DUE_Q1, version=2, told=told)]).rows
    assert (row.return_id, row.version) == ("harbours-2026-27-Q1-v2", 2)
    assert str(row.completeness) == "7 of 8"
    assert row.to_talk_about == ("Not reported: feedback on complaint handling.",)


def test_a_correction_keeps_the_day_of_the_first_acceptance() -> None:
    corrected = [came(HARBOURS, Q1, DUE_Q1, version=3), came(LIGHTS, Q1, DUE_Q1 + timedelta(days=1), version=2)]
    told = picture(collection(HARBOURS, LIGHTS), Q1, corrected)
    assert _states(told) == {"harbours": ReturnState.ON_TIME, "lights": ReturnState.LATE}
    assert told.rows[1].why == "Received 29 July 2026, 1 day after it was due."


def test_the_trend_ends_with_the_period_and_says_the_same_of_it_as_the_rows() -> None:
    told = picture(collection(HARBOURS, LIGHTS), Q1, [came(HARBOURS, Q1, DUE_Q1), came(LIGHTS, Q4, date(2026, 4, 1))])
    assert [each.period.name for each in told.trend] == [
        "2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1",
    ]  # fmt: skip
    assert told.trend[-1].rates == told.rates
    assert str(told.trend[-2].rates.received) == "1 of 2"


def test_the_trend_is_no_longer_than_three_years_of_quarters() -> None:
    assert len(trend_periods(Q1, date(2000, 4, 1))) == PERIODS_IN_TREND == 12
    assert trend_periods(Q1, date(2026, 4, 1)) == (Q1,)


def test_a_period_before_collecting_began_is_a_trend_of_its_own() -> None:
    assert trend_periods(Q4, date(2026, 4, 1)) == (Q4,)


def test_the_periods_to_choose_from_are_those_that_somebody_owes_newest_first() -> None:
    yearly = Organisation("tides", "Tides Panel", "year")
    opened = Organisation("buoys", "Buoys Trust", "quarter", opened_on=date(2026, 1, 1))
    names = [period.name for period in collection(yearly, opened, since=date(2024, 4, 1)).periods()]
    assert names == ["2026-27-Q1", "2025-26-Q4", "2025-26", "2024-25"]


def test_a_body_that_did_not_exist_in_the_period_has_no_row() -> None:
    closed = Organisation("piers", "Piers Commission", closed_on=date(2026, 3, 31))
    assert [row.organisation.code for row in picture(collection(closed, HARBOURS), Q1, []).rows] == ["harbours"]
    assert len(picture(collection(closed, HARBOURS), Q4, []).rows) == 2


def test_a_period_that_is_due_is_shown_even_when_everybody_missed_it() -> None:
    assert period_to_show(collection(HARBOURS), [Q4]) == Q1


def test_a_period_that_is_not_yet_due_is_shown_once_something_has_come() -> None:
    early = collection(HARBOURS, today=date(2026, 7, 10))
    assert early.not_due() == (Q1,)
    assert period_to_show(early, []) == Q4
    assert period_to_show(early, [Q1]) == Q1


def test_a_year_that_is_missing_is_seen_beside_the_quarters() -> None:
    yearly = Organisation("wrecks", "Wrecks Trust", reports="year")
    told = picture(collection(yearly, HARBOURS), Q1, [])
    assert [(each.period.name, each.rates.missing) for each in told.other_kinds] == [("2025-26", 1)]
    assert Period.named("2025-26") in periods_needed(collection(yearly, HARBOURS), Q1)


def test_before_deadlines_began_nobody_is_late_or_missing() -> None:
    begun = collection(HARBOURS, LIGHTS, deadlines_from=Q1.start)
    long_after = date(2026, 8, 9)
    before = picture(begun, Q4, [came(HARBOURS, Q4, long_after)])
    assert _states(before) == {"harbours": ReturnState.RECEIVED, "lights": ReturnState.NOT_ASKED_FOR}
    assert [row.to_talk_about for row in before.rows] == [(), ()]
    assert (before.due_on, before.rates.late, before.rates.missing) == (None, 0, 0)
    since = picture(begun, Q1, [came(HARBOURS, Q1, long_after), came(HARBOURS, Q4, long_after)])
    assert _states(since) == {"harbours": ReturnState.LATE, "lights": ReturnState.MISSING}
    assert since.due_on == DUE_Q1
    assert [each.rates.missing for each in since.trend] == [0, 0, 0, 0, 1]


def test_where_nothing_is_ever_due_the_latest_period_that_something_tells_is_shown() -> None:
    published = collection(HARBOURS, deadlines_from=date.max)
    assert period_to_show(published, [Q4]) == Q4
    assert period_to_show(published, []) == Q1
    assert set(published.not_due()) == set(published.periods())


def test_a_period_that_nobody_owes_is_not_shown_unasked() -> None:
    assert period_to_show(collection(HARBOURS), [Q2, Period.named("2025-26")]) == Q1


def test_where_nothing_was_received_the_latest_owed_period_is_shown() -> None:
    assert period_to_show(collection(HARBOURS), []) == Q1


def test_where_nothing_is_owed_either_the_quarter_that_ended_last_is_shown() -> None:
    assert period_to_show(collection(), []) == Q1
    assert picture(collection(), Q1, []).rows == ()


# The same picture, counted a second way from what went in.

days = st.dates(date(2025, 1, 1), date(2027, 3, 31))
quarters = st.builds(Period.quarter, st.integers(2025, 2026), st.integers(1, 4))


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Organisation, ...]:
    names = draw(st.lists(st.sampled_from("ABCDEFGH"), max_size=5, unique=True))
    return tuple(
        Organisation(
            name.lower(), name, draw(st.sampled_from(["quarter", "quarter", "year"])),
            draw(st.none() | days), draw(st.none() | days),
        )
        for name in names
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> tuple[Collection, Period, list[Received]]:
    told = collection(*draw(bodies()), today=draw(days), since=draw(days), deadlines_from=draw(st.none() | days))
    period = draw(quarters | st.builds(Period.year, st.integers(2024, 2026)))
    places = draw(st.lists(st.tuples(st.sampled_from(told.bodies), quarters), unique=True)) if told.bodies else []
    return told, period, [came(body, of, draw(days)) for body, of in places]


def _second_way(told: Collection, period: Period, received: list[Received]) -> Counter[str]:
    """The states of a period, counted without the functions under test."""
    due, counted = due_on(period, told.due_working_days), Counter[str]()
    no_deadline = told.deadlines_from is not None and period.end <= told.deadlines_from
    for body in told.bodies:
        opened, closed = body.opened_on or date.min, body.closed_on or date.max
        if body.reports != period.kind or period.start < told.collects_from:
            continue
        if opened > period.last_day or closed < period.start:
            continue
        accepted = [
            entry.first_accepted_on for entry in received if (entry.organisation, entry.period) == (body.code, period)
        ]
        if no_deadline:
            counted["received" if accepted else "not asked for"] += 1
        elif accepted:
            counted["on time" if accepted[0] <= due else "late"] += 1
        else:
            counted["missing" if told.today > due else "not yet due"] += 1
    return counted


@given(cases())
def test_every_number_of_the_trend_is_what_a_count_by_hand_gives(
    case: tuple[Collection, Period, list[Received]],
) -> None:
    told, period, received = case
    made = picture(told, period, received)
    assert made.trend[-1].period == made.period == period
    assert made.trend[-1].rates == made.rates
    assert [row.organisation.name for row in made.rows] == sorted(row.organisation.name for row in made.rows)
    for each in made.trend:
        counted = _second_way(told, each.period, received)
        assert each.rates.on_time.numerator == counted["on time"]
        assert each.rates.received.numerator == counted["on time"] + counted["late"] + counted["received"]
        assert (each.rates.late, each.rates.missing) == (counted["late"], counted["missing"])
        assert each.rates.not_yet_due == counted["not yet due"]
        assert each.rates.received.denominator == counted.total() - counted["not asked for"]
        assert each.rates.counts[ReturnState.NOT_ASKED_FOR] == counted["not asked for"]


@given(cases())
def test_the_period_shown_unasked_is_one_that_can_be_chosen(case: tuple[Collection, Period, list[Received]]) -> None:
    told, _, received = case
    shown = period_to_show(told, [entry.period for entry in received])
    assert shown in told.periods() or not told.periods()


def test_today_is_the_day_of_the_picture() -> None:
    assert picture(collection(HARBOURS), Q1, []).today == TODAY
