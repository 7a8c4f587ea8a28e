"""Measures: each against a sum by hand, each a second way over all returns of the demo, and the book as published."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from demo_department import CODES, FIXTURES, QUARTERS, Document, current
from demo_pictures import figures_in, of_demo, standing_returns

from hub.contract.members import members
from hub.contract.model import Missing
from hub.contract.period import Period
from hub.contract.sheet import places, sheet_of, subjects
from hub.contract.versions import RETURN, versions_of
from hub.oversight.arrays import closed
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.measures.book import MEASURES, OF_A_SUBJECT, OF_REPORTING, text, write
from hub.oversight.measures.latest import latest
from hub.oversight.measures.record import Kind, Measure, Told
from hub.oversight.measures.values import subject_values, values
from hub.oversight.panel import Panel, panel_of

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "contracts" / "measures.json"
STEP = "The published measures are not what the code says: run `python -m hub.oversight.measures.book`."
BY_CODE = {measure.code: measure for measure in MEASURES}
Pair = tuple[Any, Any]

# A sum by hand: one return of Lantern Hill, written in the newest version of the contract


def lantern(**parts: Any) -> Document:
    """44 received in 4,100 decisions, 6 from before, 41 closed; of those, 20 went wrong."""
    document: Document = json.loads((FIXTURES / "versions" / "2.0.json").read_bytes())
    return {**copy.deepcopy(document), **parts}


def panel(*documents: Document | None, kind: str = "quarter") -> Panel:
    """One body that sent these, one a period; None where nothing came."""
    periods = [
        Period.quarter(2024 + at // 4, at % 4 + 1) if kind == "quarter" else Period.year(2020 + at)
        for at in range(len(documents))
    ]
    packed = [
        ("lantern", period.name, sheet_of(figures_in(document), period))
        for period, document in zip(periods, documents, strict=True)
        if document is not None
    ]
    return panel_of(["lantern"], periods, packed)


def at_last(code: str, told: Panel) -> tuple[float, float, float]:
    """Numerator, denominator and the measure itself in the last period."""
    found = latest(told, values(told, BY_CODE[code]))
    return float(found.numerator[0]), float(found.denominator[0]), float(found.value[0])


BY_HAND: dict[str, tuple[float, float | None, float]] = {
    "received": (44, None, 44),
    "received-by-exposure": (44, 4100, 44 * 1000 / 4100),
    "decided": (41, 6 + 44, 0.82),
    "went-wrong": (12 + 8, 41, 20 / 41),
    "early-resolution": (24, 41, 24 / 41),
    "early-resolution-days": (3.5, 24, 3.5),
    "closer-look-days": (41.2, 17, 41.2),
    "timescale-kept": (31, 38, 31 / 38),
    "referred": (5, None, 5),
    "ombudsman-upheld": (1 + 0, 2, 0.5),
    "recommendations-complied": (3, 3 + 0, 1),
    "satisfied-complainants": (9, 16, 9 / 16),
    "satisfied-complained-about": (4, 5, 0.8),
    "satisfied-investigators": (3, 4, 0.75),
    "minimum-data": (8, 8, 1),
}


def subject_share(told: Panel, code: str) -> Any:
    """The share of one subject: bodies x periods."""
    counts, received = subject_values(told, subjects())
    return counts[:, subjects().index(code)] / np.where(received > 0, received, np.nan)


def test_every_measure_has_a_sum_by_hand() -> None:
    assert list(BY_HAND) == [measure.code for measure in MEASURES]


@pytest.mark.parametrize("code", sorted(BY_HAND))
def test_a_measure_is_what_a_sum_by_hand_gives(code: str) -> None:
    some, of, value = BY_HAND[code]
    found = at_last(code, panel(lantern()))
    assert found == pytest.approx((some, float("nan") if of is None else of, value), nan_ok=True)


def test_a_subject_has_its_share_of_all_received() -> None:
    """21 late, 14 refused, 9 not told: 44. What is not named was not complained of."""
    told = panel(lantern())
    shares = {code: float(subject_share(told, code)[0, -1]) for code in subjects()}
    assert shares["delay"] == pytest.approx(21 / 44)
    assert shares["wrong-decision"] == pytest.approx(14 / 44)
    assert shares["not-told"] == pytest.approx(9 / 44)
    assert sum(shares.values()) == pytest.approx(1)


def test_a_subject_without_a_number_is_not_none_of_it() -> None:
    listed = [{"subject": "delay", "count": 30}, {"subject": "money", "count": "suppressed_at_source"}]
    told = panel(lantern(subjects=listed))
    share = {code: float(subject_share(told, code)[0, -1]) for code in ("delay", "money", "safety")}
    assert share == pytest.approx({"delay": 30 / 44, "money": float("nan"), "safety": 0}, nan_ok=True)
    assert np.isnan(subject_share(panel(lantern(subjects="not_collected")), "delay")).all()


NOTHING = {"count": 0, "mean_days": "not_applicable"}
STATUSES: list[tuple[str, Document, object]] = [
    ("early-resolution", {"early_resolution": "not_collected"}, Missing.NOT_COLLECTED),
    ("went-wrong", {"went_wrong": {"count": "not_available"}}, Missing.NOT_AVAILABLE),
    ("went-wrong", {"caseload": "not_collected"}, Missing.NOT_COLLECTED),
    ("received-by-exposure", {"exposure": "not_applicable"}, Missing.NOT_APPLICABLE),
    ("timescale-kept", {"timescale": {"promised": 38, "within": "suppressed_at_source"}}, Missing.SUPPRESSED_AT_SOURCE),
    ("satisfied-complainants", {"feedback": {**lantern()["feedback"], "complainants": "not_collected"}},
     Missing.NOT_COLLECTED),
]  # fmt: skip


@pytest.mark.parametrize(("code", "parts", "status"), STATUSES)
def test_where_there_is_no_number_the_reason_is_that_of_the_body(code: str, parts: Document, status: object) -> None:
    told = panel(lantern(**parts))
    found = latest(told, values(told, BY_CODE[code]))
    assert np.isnan([found.numerator[0], found.value[0], found.low[0], found.high[0]]).all()
    assert found.why_not == (status,)


def test_where_nothing_came_there_is_no_number_and_no_reason() -> None:
    told = panel(lantern(), None)
    found = latest(told, values(told, BY_CODE["received"]))
    assert np.isnan(found.value).all()
    assert found.why_not == (None,)


def test_what_is_hidden_is_told_to_be_hidden_and_not_to_be_unsaid() -> None:
    whole = panel(lantern())
    mask = np.zeros(whole.sheets.shape, dtype=bool)
    mask |= whole.sheets == 41  # closed
    told = whole.without(closed(mask))
    for code, why in (("went-wrong", SUPPRESSED), ("decided", SUPPRESSED), ("received", None)):
        found = latest(told, values(told, BY_CODE[code]))
        assert found.why_not == (why,)
        assert np.isnan(found.value[0]) == (why is not None)


def test_a_share_of_nothing_is_no_share_and_no_fault() -> None:
    told = panel(lantern(timescale={"promised": 0, "within": 0}))
    found = latest(told, values(told, BY_CODE["timescale-kept"]))
    assert (found.numerator[0], found.denominator[0]) == (0, 0)
    assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()
    assert found.why_not == (None,)
    nobody = {"early_resolution": NOTHING, "closer_look": {"count": 41, "mean_days": 30}}
    assert np.isnan(at_last("early-resolution-days", panel(lantern(**nobody)))[2])


def test_intervals_are_those_of_the_book_of_vectors() -> None:
    told = panel(lantern(timescale={"promised": 5, "within": 1}))
    share = latest(told, values(told, BY_CODE["timescale-kept"]))
    assert (round(share.low[0], 4), round(share.high[0], 4)) == (0.0362, 0.6245)  # 1 of 5, Wilson
    referred = latest(panel(lantern()), values(panel(lantern()), BY_CODE["referred"]))
    assert (round(referred.low[0], 3), round(referred.high[0], 3)) == (1.623, 11.668)  # 5, exact


WITHOUT = {"ombudsman": "not_applicable"}


def test_what_is_told_once_a_year_holds_for_four_quarters_and_no_longer() -> None:
    told = panel(lantern(), *[lantern(**WITHOUT)] * 4)
    assert at_last("ombudsman-upheld", told.__class__(*last(told, 4)))[:2] == (1, 2)
    assert np.isnan(at_last("ombudsman-upheld", told)[0])
    assert np.isnan(at_last("went-wrong", panel(lantern(), None))[0])  # told each period: not carried on


def last(told: Panel, periods: int) -> tuple[Any, ...]:
    """The panel without its later periods."""
    cut = slice(0, periods)
    return told.bodies, told.periods[cut], told.sheets[:, cut], told.came[:, cut], told.hidden[:, cut]


def test_the_latest_of_what_is_told_twice_in_a_year_is_taken() -> None:
    later = {**lantern()["ombudsman"], "reported": 4, "upheld": 1, "partly_upheld": 2, "not_upheld": 1}
    assert at_last("ombudsman-upheld", panel(lantern(), lantern(ombudsman=later), lantern(**WITHOUT)))[:2] == (3, 4)


def test_an_older_figure_never_stands_for_one_that_is_hidden() -> None:
    later = {**lantern()["ombudsman"], "reported": 4, "upheld": 1, "partly_upheld": 2, "not_upheld": 1}
    told = panel(lantern(), lantern(ombudsman=later), lantern(**WITHOUT))
    mask = np.zeros(told.sheets.shape, dtype=bool)
    mask[0, 1, places().index("ombudsman_upheld")] = True
    hidden = told.without(mask)
    found = latest(hidden, values(hidden, BY_CODE["ombudsman-upheld"]))
    assert np.isnan(found.value[0])
    assert found.why_not == (SUPPRESSED,)
    assert found.periods == (told.periods[1],)


def test_a_figure_says_of_which_period_it_is() -> None:
    told = panel(lantern(), lantern(**WITHOUT), lantern(**WITHOUT))
    periods = {code: latest(told, values(told, BY_CODE[code])).periods[0] for code in ("referred", "received")}
    assert periods == {"referred": told.periods[0], "received": told.periods[2]}


def test_of_yearly_returns_only_the_year_itself_is_taken() -> None:
    years = panel(lantern(), lantern(**WITHOUT), kind="year")
    found = latest(years, values(years, BY_CODE["ombudsman-upheld"]))
    assert np.isnan(found.value[0])
    assert found.why_not == (Missing.NOT_APPLICABLE,)


# A second way: every return of the demo, read as JSON and added up in fractions


def number(part: Any, *names: str) -> Any:
    """The number at a place of a document. Missing: None for a status, and where nothing stands."""
    for name in names:
        part = part.get(name) if isinstance(part, dict) else None
    value = part["value"] if isinstance(part, dict) and "value" in part else part
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def together(*parts: Any) -> Any:
    return None if any(part is None for part in parts) else sum(parts)


def satisfied(group: str) -> Callable[[Document], Pair]:
    return lambda d: (number(d, "feedback", group, "satisfied"), number(d, "feedback", group, "responses"))


def items(document: Document) -> Pair:
    """How many of M1 to M8 are reported in full, and how many can arise, by the words of the guide."""
    wrong, received = number(document, "went_wrong", "count"), number(document, "received", "total")
    lines, learnt, acted = (document[part] for part in ("subjects", "learning", "actions"))
    nothing = received == 0 and not wrong
    groups = [group for group in document["feedback"].values() if group != "not_applicable"]
    listed = isinstance(learnt, list) and len(learnt) > 0
    full = [
        received is not None,
        all(number(line, "count") is not None for line in lines) if lines else received == 0,
        wrong is not None,
        None if acted == [] and wrong == 0 else isinstance(acted, list) and len(acted) > 0,
        None if learnt == [] and nothing else listed,
        None if learnt == [] and nothing else listed and all(isinstance(one.get("measure"), dict) for one in learnt),
        None if learnt == [] and nothing else listed and all(isinstance(one.get("sharing"), list) and one["sharing"]
                                                            for one in learnt),
        None if not groups else all(number(group, "responses") is not None for group in groups),
    ]  # fmt: skip
    return sum(one is True for one in full), sum(one is not None for one in full)


SECOND_WAY: Mapping[str, Callable[[Document], Pair]] = {
    "received": lambda d: (number(d, "received", "total"), None),
    "received-by-exposure": lambda d: (number(d, "received", "total"), number(d, "exposure", "quantity")),
    "decided": lambda d: (
        number(d, "caseload", "closed"),
        together(number(d, "caseload", "brought_forward"), number(d, "received", "total")),
    ),
    "went-wrong": lambda d: (number(d, "went_wrong", "count"), number(d, "caseload", "closed")),
    "early-resolution": lambda d: (number(d, "early_resolution", "count"), number(d, "caseload", "closed")),
    "early-resolution-days": lambda d: (
        number(d, "early_resolution", "mean_days"), number(d, "early_resolution", "count"),
    ),
    "closer-look-days": lambda d: (number(d, "closer_look", "mean_days"), number(d, "closer_look", "count")),
    "timescale-kept": lambda d: (number(d, "timescale", "within"), number(d, "timescale", "promised")),
    "referred": lambda d: (number(d, "ombudsman", "referred"), None),
    "ombudsman-upheld": lambda d: (
        together(number(d, "ombudsman", "upheld"), number(d, "ombudsman", "partly_upheld")),
        number(d, "ombudsman", "reported"),
    ),
    "recommendations-complied": lambda d: (
        number(d, "ombudsman", "recommendations", "complied"),
        together(*(number(d, "ombudsman", "recommendations", name) for name in ("complied", "not_complied"))),
    ),
    "satisfied-complainants": satisfied("complainants"),
    "satisfied-complained-about": satisfied("complained_about"),
    "satisfied-investigators": satisfied("investigators"),
    "minimum-data": items,
}  # fmt: skip


def value_of(measure: Measure, some: Any, of: Any) -> float:
    """In fractions. Missing: NaN."""
    if some is None or (measure.kind is not Kind.COUNT and not of):
        return float("nan")
    if measure.kind in (Kind.COUNT, Kind.MEAN):
        return float(some)
    return float(Fraction(some) * (1000 if measure.kind is Kind.RATE else 1) / Fraction(of))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_a_second_way_over_all_returns_gives_the_same(measure: Measure) -> None:
    compared = 0
    for quarter in (QUARTERS[-1], "2024-25-Q4"):  # the second still has the body that was closed
        meaning = of_demo(quarter).meaning
        found = meaning.values[measure.code].values
        for row, code in enumerate(meaning.panel.bodies):
            for column, period in enumerate(meaning.panel.periods):
                document = standing_returns().get((code, period.name))
                pair = SECOND_WAY[measure.code](document) if document else (None, None)
                assert found[row, column] == pytest.approx(value_of(measure, *pair), nan_ok=True, rel=1e-12)
                compared += bool(np.isfinite(found[row, column]))
    in_the_demo = measure.since == "1.0"  # its returns are written in 1.0
    assert compared > (100 if measure.told is Told.EACH_PERIOD else 20) if in_the_demo else compared == 0


@pytest.mark.parametrize("version", ["1.1", "2.0"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_the_second_way_agrees_in_the_later_versions_too(measure: Measure, version: str) -> None:
    document: Document = json.loads((FIXTURES / "versions" / f"{version}.json").read_bytes())
    some, of = SECOND_WAY[measure.code](document)
    assert some is not None
    assert at_last(measure.code, panel(document))[2] == pytest.approx(value_of(measure, some, of), rel=1e-12)


def test_shares_of_subjects_are_the_same_a_second_way() -> None:
    told = of_demo().meaning.panel
    for subject in subjects():
        found = subject_share(told, subject)
        for row, code in enumerate(told.bodies):
            for column, period in enumerate(told.periods):
                document = standing_returns().get((code, period.name))
                assert found[row, column] == pytest.approx(share_in(document, subject), nan_ok=True, rel=1e-12)


def share_in(document: Document | None, subject: str) -> float:
    received = number(document, "received", "total")
    if not received or document is None or not document["subjects"]:
        return float("nan")
    counts = [number(line, "count") for line in document["subjects"] if line["subject"] == subject]
    return float("nan") if None in counts else float(Fraction(sum(counts), received))


def test_reporting_rates_are_counted_from_the_days_of_the_files() -> None:
    for quarter in QUARTERS:
        told = of_demo(quarter)
        came = [code for code in CODES if current(code, quarter) and (code, quarter) in standing_returns()]
        assert told.rates.received.numerator == len(came)
        assert told.rates.received.denominator == len(told.rows)


# The book as published


def book() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(PUBLISHED.read_bytes())["measures"]
    return listed


def test_the_published_measures_are_in_step(tmp_path: Path) -> None:
    assert PUBLISHED.read_text("utf-8") == text(), STEP
    assert write(tmp_path).read_bytes() == PUBLISHED.read_bytes()


def test_the_guide_for_senders_names_the_file() -> None:
    assert "`measures.json`" in (ROOT / "contracts" / "README.md").read_text("utf-8")


def test_no_code_is_given_twice() -> None:
    codes = [one["code"] for one in book()]
    assert codes == [one.code for one in (*MEASURES, OF_A_SUBJECT, *OF_REPORTING)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("one", book(), ids=lambda one: one["code"])
def test_a_record_is_whole_and_says_who_looked_at_it_when(one: dict[str, Any]) -> None:
    empty = [name for name, value in one.items() if value in ("", [], None)]
    assert not empty
    assert date.fromisoformat(one["reviewed_on"]) < date.fromisoformat(one["review_due"])
    assert one["numerator"]["what"]
    assert bool(one["denominator"]["what"]) == (one["kind"] != "count")
    assert all(sentence.endswith(".") for sentence in (one["why"], *one["caveats"]))


@pytest.mark.parametrize("one", book(), ids=lambda one: one["code"])
def test_every_field_is_in_the_contract_from_the_version_named_on_and_not_before(one: dict[str, Any]) -> None:
    fields = [field for part in ("numerator", "denominator") for field in one[part]["fields"] if field.startswith("/")]
    assert fields or one["code"] in ("minimum-data", "returned", "returned-on-time")
    for known in versions_of(RETURN):
        there = all(field in members(known.contract, known.version) for field in fields)
        assert there == (not fields or known.version >= one["since_contract_version"]), known.name
