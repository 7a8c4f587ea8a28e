"""Marks say where a body comes from and who oversees it; they change no figure, and no body's deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from reported_figures import HARBOURS, LIGHTS, Q1, Q2, Q4, TODAY, WRECKS, came, collection

from hub.contract.circumstances import Organisation
from hub.contract.period import Period
from hub.lineage import Event, Kind
from hub.oversight.marks import NO_BEARINGS, Bearings, Lead, happened, marks
from hub.oversight.picture import Picture, picture
from hub.oversight.reporting import ReturnState

NAMES = {"harbours": "Harbours Board", "lights": "Lights Agency", "wrecks": "Wrecks Office"}
MERGED = Event(Kind.MERGED, "lights", date(2026, 4, 1), "wrecks")
SPLIT = Event(Kind.SPLIT, "harbours", date(2026, 4, 1), "lights")
RENAMED = Event(Kind.RENAMED, "lights", date(2026, 5, 14), former_name="Lamp Office")
LINEAGE = Bearings((MERGED, SPLIT, RENAMED), NAMES)
LONG_AGO = date(2000, 1, 1)
CANALS = Lead("Department for Canals", date(2026, 4, 1), None)


def told(body: Organisation, period: Period, bearings: Bearings = LINEAGE, since: date = LONG_AGO) -> tuple[str, ...]:
    return marks(body, period, since, bearings)


def rows(told: Picture) -> dict[str, tuple[str, ...]]:
    return {row.organisation.code: row.marks for row in told.rows}


def test_a_body_of_which_nothing_must_be_known_has_no_mark() -> None:
    assert marks(HARBOURS, Q1, LONG_AGO, NO_BEARINGS) == ()
    assert told(HARBOURS, Q4) == ()
    assert told(HARBOURS, Q1, LINEAGE, since=date(2026, 4, 2)) == ()


def test_what_merged_says_so_in_every_period_before() -> None:
    for period in (Q4, Period.named("2016-17-Q1")):
        assert told(WRECKS, period, since=period.start) == ("Merged into Lights Agency on 1 April 2026.",)


def test_a_successor_says_what_merged_into_it_from_then_on() -> None:
    assert told(LIGHTS, Q2) == (
        "Wrecks Office merged into it on 1 April 2026.", "Harbours Board was split from it on 1 April 2026.",
    )  # fmt: skip
    assert told(HARBOURS, Q2) == ("Split from Lights Agency on 1 April 2026.",)


def test_a_period_tells_what_a_body_was_called_then() -> None:
    assert told(LIGHTS, Q4) == ("Then called Lamp Office.",)
    assert told(LIGHTS, Q1)[0] == "Called Lamp Office until 13 May 2026."
    again = replace(RENAMED, on=date(2026, 5, 20), former_name="Lamp and Light Office")
    twice = replace(LINEAGE, events=(RENAMED, again))
    assert told(LIGHTS, Q1, twice) == (
        "Called Lamp Office until 13 May 2026.", "Called Lamp and Light Office until 19 May 2026.",
    )  # fmt: skip
    assert told(LIGHTS, Q4, twice) == ("Then called Lamp Office.",)


def test_every_parent_but_the_one_that_looks_is_named() -> None:
    bearings = Bearings(leads={"lights": CANALS}, further={"lights": ("Ministry A",), "wrecks": ("Ministry A", "B")})
    assert told(LIGHTS, Q1, bearings) == (
        "Its returns are due to Department for Canals.", "Ministry A oversees it too.",
    )  # fmt: skip
    assert told(WRECKS, Q1, bearings) == ("Ministry A and B oversee it too.",)


def test_successors_are_followed_to_the_last_one() -> None:
    chain = Bearings((MERGED, Event(Kind.MERGED, "harbours", TODAY, "lights")))
    assert (chain.successors("wrecks"), chain.successors("lights"), chain.successors("harbours")) == (
        ("lights", "harbours"), ("harbours",), (),
    )  # fmt: skip


def test_what_happened_is_a_sentence_with_its_day() -> None:
    assert happened((MERGED, SPLIT, RENAMED), NAMES) == (
        "1 April 2026: Wrecks Office merged into Lights Agency.",
        "1 April 2026: Harbours Board was split from Lights Agency.",
        "14 May 2026: Lamp Office got another name; it is now called Lights Agency.",
    )


def test_what_merged_and_its_successor_keep_a_row_and_a_figure_each() -> None:
    bodies = (replace(WRECKS, closed_on=date(2026, 3, 31)), LIGHTS)
    returns = [came(WRECKS, Q4, date(2026, 4, 10)), came(LIGHTS, Q4, date(2026, 4, 11))]
    before = picture(collection(*bodies), Q4, returns)
    after = picture(replace(collection(*bodies), bearings=LINEAGE), Q4, returns)
    assert [(row.organisation, row.figures, row.state) for row in after.rows] == [
        (row.organisation, row.figures, row.state) for row in before.rows
    ]
    assert (after.rates, after.trend, before.happened) == (before.rates, before.trend, ())
    assert rows(after)["wrecks"] == ("Merged into Lights Agency on 1 April 2026.",)
    assert [row.successors for row in after.rows] == [(), ("lights",)]
    assert len(picture(replace(collection(*bodies), bearings=LINEAGE), Q1, []).happened) == 3


def test_a_body_that_is_due_to_another_department_owes_what_that_one_collects_by_its_deadlines() -> None:
    plain = collection(HARBOURS, LIGHTS, deadlines_from=date(9999, 12, 31))
    shared = replace(plain, bearings=Bearings(leads={"lights": CANALS}))
    assert {row.organisation.code: row.state for row in picture(shared, Q1, []).rows} == {
        "harbours": ReturnState.NOT_ASKED_FOR, "lights": ReturnState.MISSING,
    }  # fmt: skip
    assert [body.code for body in shared.owing(Q4)] == ["harbours"]
    assert (Q1 in plain.not_due(), Q1 in shared.not_due(), Q4 in shared.not_due()) == (True, False, True)
    early = replace(plain, bearings=Bearings(leads={"lights": replace(CANALS, collects_from=date(2019, 4, 1))}))
    assert [period.name for period in early.periods()][-1] == "2019-20-Q1"
    assert early.since == date(2019, 4, 1)


def test_a_trend_counts_each_body_by_its_own_department() -> None:
    own_time = came(LIGHTS, Q1, date(2026, 7, 28) + timedelta(days=1))
    bearings = Bearings(leads={"lights": replace(CANALS, deadlines_from=date(9999, 12, 31))})
    told = picture(replace(collection(HARBOURS, LIGHTS), bearings=bearings), Q1, [own_time])
    (latest,) = [each for each in told.trend if each.period == Q1]
    assert latest.rates == told.rates
    assert (latest.rates.late, latest.rates.missing, latest.rates.received.numerator) == (0, 1, 1)
