"""A directory of public bodies made up for tests: columns and oddities of the published one, and no body of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path

COLUMNS = (
    "overall_financial_year", "overall_alb_name", "overall_copbt_uid", "overall_body_numbers",
    "overall_alb_short_name", "overall_parent_department", "overall_sponsor_short_name", "overall_direct_sponsor",
    "overall_classification", "overall_regulator_powers", "overall_primary_purpose", "overall_regional_scope",
    "overall_date_ALB_independent", "accountability_ombudsman", "accountability_indept_review_year",
    "accountability_framework_doc_year", "staffing_overall_staff_employed", "staffing_fte_inpost",
    "staffing_overall_hq_region", "finance_spend_total_del",
)  # fmt: skip
Row = dict[str, str]
PARENTS = 22
BODIES = 253
DATES = ("1997", "2018-04", "2001/10", "1979 01", "1986-01", "2006 October", "2012-JAN", "1514")
KINDS = ("Executive NDPB", "Advisory NDPB", "Executive Agency", "Non-Ministerial Department")
OMBUDSMEN = ("Ombudsman for Harbours", "", "Ombudsman for Harbours / Ombudsman for Islands", "")


def row(number: int = 1, **told: str) -> Row:
    """A line of the directory, with what is told of it and what is usual."""
    usual = {
        "overall_financial_year": "2023/24",
        "overall_alb_name": f"Board of Lighthouse {number}",
        "overall_copbt_uid": f"PBTUID-{number:04}",
        "overall_body_numbers": "1",
        "overall_parent_department": "Department for Harbours",
        "overall_sponsor_short_name": "DFH",
        "overall_classification": "Executive NDPB",
        "overall_date_ALB_independent": "1997",
    }
    return {**dict.fromkeys(COLUMNS, ""), **usual, **told}


def write(file: Path, rows: Iterable[Row], columns: Sequence[str] = COLUMNS, encoding: str = "utf-8") -> Path:
    """The file of these lines."""
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def odd(number: int, **told: str) -> Row:
    """A line of one of the parents, as the directory of all of them has it."""
    parent = (number * 7) % PARENTS
    dates, kinds, ombudsmen = (list(islice(cycle(each), number + 1))[-1] for each in (DATES, KINDS, OMBUDSMEN))
    return row(
        number,
        **{
            "overall_parent_department": f"Department for Sea Area {parent}",
            "overall_sponsor_short_name": f"DSA{parent}",
            "overall_date_ALB_independent": dates,
            "overall_classification": kinds,
            "accountability_ombudsman": ombudsmen,
            **told,
        },
    )


def whole_directory() -> list[Row]:
    """253 bodies under 22 parents, with every kind of oddity that the published directory has."""
    named, began, sponsor = "overall_alb_name", "overall_date_ALB_independent", "overall_direct_sponsor"
    long_name = "Board for the Keeping and Repair of Lighthouses, Lightships and Buoys (known as Board of Buoys)"
    odd_ones = {
        3: {"overall_copbt_uid": ""},
        90: {"overall_copbt_uid": "", named: long_name},
        250: {"overall_copbt_uid": ""},
        7: {began: "There has been a board since 1855. It was put on a statutory basis in 2010"},
        11: {began: "The body became operationally independent in 01/01/2012"},
        17: {began: "1975-00"},
        23: {began: "2004-"},
        25: {began: "44866"},
        35: {"overall_body_numbers": "2"},
        81: {"overall_body_numbers": "44", sponsor: "Board of Lighthouse 82"},
        8: {sponsor: "N / A"},
        36: {sponsor: "Some limited support from the islands, as they say"},
        173: {named: "Department for Sea Area 1", "overall_parent_department": "Department for Sea Area 1",
              "overall_sponsor_short_name": "DSA1"},
        174: {"overall_parent_department": "DEPARTMENT FOR SEA AREA 4", "overall_sponsor_short_name": "DSA4"},
        176: {"overall_parent_department": "Dept of Sea Area 6", "overall_sponsor_short_name": "DSA6"},
        200: {named: "The Queen's Tide & Weather Panel\nof the North"},
        201: {named: "Queens Tide and Weather Panel of the North"},
    }  # fmt: skip
    return [odd(number, **odd_ones.get(number, {})) for number in range(1, BODIES + 1)]
