"""The NHS collection KO41a becomes returns: the real column layout, with one trust's published figures for 2024-25."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hub.contract.circumstances import Circumstances, Organisation
from hub.contract.codelists import codelist
from hub.contract.figures import figures_of
from hub.contract.judge import judge
from hub.contract.model import Count
from hub.errors import DocumentUnreadable
from hub.ingest.ko41a import returns_from_ko41a
from hub.ingest.ko41a_columns import SUBJECTS

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "published" / "returns" / "nhs-rdy" / "2024-25.json"
WHO = {
    "Year": "2024-25",
    "NHS_England_Region_Code": "Y58",
    "NHS_England_Region_Name": "South West",
    "ICS_Code": "QVV",
    "ICS_Name": "Dorset",
    "Organisation_Code": "RDY",
    "Organisation_Name": "Dorset Healthcare University NHS Foundation Trust",
    "Organisation_Type": "Mental Health",
}
# Published by NHS England under the Open Government Licence v3.0: the names of the columns in order, and the figures.
GROUPS: list[tuple[str, str, list[int]]] = [
    (
        "Complaints_",
        "Total_Brought_Forward Total_New Total_Resolved Number_Upheld Number_Partially_Upheld Number_Not_Upheld "
        "Total_Carried_Forward",
        [0, 403, 354, 98, 61, 195, 49],
    ),
    (
        "Age_",
        "0_5 6_17 18_25 26_55 56_64 65_74 75_And_Over Unknown Total",
        [12, 35, 19, 112, 22, 32, 39, 132, 403],
    ),
    ("Status_", "Patient Parent Guardian Carer Other Total", [182, 56, 0, 1, 164, 403]),
    (
        "Service_",
        "Ambulance Inpatient Outpatient Emergency Other_Community_Healthcare Commissioning Mental_Health Maternity "
        "Other Total",
        [1, 19, 19, 65, 97, 0, 212, 4, 1, 418],
    ),
    (
        "Clinical_Treatment_",
        "Accident_And_Emergency Anaesthetics Clinical_Oncology Dental_Group General_Medicine_Group "
        "Obstetrics_And_Gynaecology Paediatric_Group Pathology_Group PHM_And_CHS_Group Psychiatry_Group "
        "Radiology_Group Surgical_Group Sub_Total",
        [14, 0, 0, 0, 0, 0, 0, 0, 18, 21, 0, 0, 53],
    ),
    (
        "Subject_Area_",
        "Access_To_Treatment_Or_Drugs Admissions_Discharge_And_Transfers Appointments Commissioning_Services "
        "Communications Consent_To_Treatment End_Of_Life_Care Facilities_Services Integrated_Care "
        "Patient_Care_Including_Nutrition_Hydration Mortuary_And_Post_Mortem_Arrangements Prescribing_Errors "
        "Privacy_Dignity_And_Wellbeing Restraint Staffing_Numbers Transport Trust_Administration Values_And_Behaviours "
        "Waiting_Times Other Sub_Total Total",
        [30, 25, 54, 1, 114, 0, 4, 8, 0, 92, 0, 16, 5, 2, 0, 0, 8, 51, 4, 1, 415, 468],
    ),
    (
        "Profession_",
        "Medical Dental Nursing Midwifery Health_Visiting_Staff Scientific_Therapeutic_And_Technical Ambulance "
        "Support_To_Clinical_Staff NHS_Infrastructure_Support Other Total",
        [88, 1, 118, 0, 2, 14, 1, 198, 0, 1, 423],
    ),
]
ROW: dict[str, object] = {
    **WHO,
    **{
        prefix + name: figure
        for prefix, names, figures in GROUPS
        for name, figure in zip(names.split(), figures, strict=True)
    },
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*rows: dict[str, object], leave_out: str = "", encoding: str = "utf-8-sig") -> Path:
        file = tmp_path / "organisation_level.csv"
        columns = [column for column in ROW if column != leave_out]
        with file.open("w", encoding=encoding, newline="") as stream:
            writer = csv.DictWriter(stream, columns, quoting=csv.QUOTE_NONNUMERIC, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return file

    return write


def test_the_layout_has_its_86_columns() -> None:
    assert len(ROW) == 86


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_the_published_line_becomes_the_published_return(write: Write, encoding: str) -> None:
    assert returns_from_ko41a(write(ROW, encoding=encoding)) == [json.loads(FIXTURE.read_bytes())]


def test_the_return_is_accepted_from_the_trust_itself(write: Write) -> None:
    (document,) = returns_from_ko41a(write(ROW))
    trust = Organisation(code="nhs-rdy", name=str(ROW["Organisation_Name"]), reports="year")
    verdict = judge(json.dumps(document).encode(), Circumstances(date(2025, 11, 1), "nhs-rdy", trust))
    assert verdict.accepted
    assert verdict.told is not None
    found = figures_of(verdict.told)
    assert (found.received, found.closed, found.carried_forward) == (Count(403), Count(354), Count(49))
    assert found.went_wrong == Count(98 + 61)


def test_columns_of_one_subject_are_added_and_keep_their_own_words(write: Write) -> None:
    (document,) = returns_from_ko41a(write(ROW))
    verdict = judge(json.dumps(document).encode(), Circumstances(date(2025, 11, 1)))
    assert verdict.told is not None
    sums = {code: count for code, (count, _) in figures_of(verdict.told).subjects.items()}
    assert sum(sums.values()) == 53 + 415
    assert sums["quality"] == 53 + 25 + 0 + 4 + 92 + 0 + 0
    assert sums["not-told"] == 114
    assert sums["facilities"] == 8 + 0
    labels = [line["local_label"] for line in document["subjects"]]
    assert len(set(labels)) == len(labels) == 32


def test_every_column_of_a_subject_has_a_published_code() -> None:
    assert {code for code, _ in SUBJECTS.values()} <= set(codelist("subjects"))


def test_several_organisations_give_several_returns_in_order(write: Write) -> None:
    other = {**ROW, "Organisation_Code": "R0A", "Organisation_Name": "Another trust"}
    assert [document["organisation"] for document in returns_from_ko41a(write(other, ROW))] == ["nhs-r0a", "nhs-rdy"]


@pytest.mark.parametrize("column", ["Year", "Complaints_Total_New", "Subject_Area_Transport", "Service_Total"])
def test_a_missing_column_is_named(write: Write, column: str) -> None:
    with pytest.raises(DocumentUnreadable, match=f"the column {column} is missing"):
        returns_from_ko41a(write(ROW, leave_out=column))


def test_columns_that_the_return_does_not_use_may_be_missing(write: Write) -> None:
    assert returns_from_ko41a(write(ROW, leave_out="Age_0_5"))


@pytest.mark.parametrize("value", ["", "*", "-1", "4.0", "1,234", "four", "²", "٣", "=1+1"])
def test_what_is_not_a_whole_number_is_told_with_line_and_column(write: Write, value: str) -> None:
    with pytest.raises(DocumentUnreadable, match="line 3, column Subject_Area_Restraint holds “"):
        returns_from_ko41a(write(ROW, {**ROW, "Organisation_Code": "R0A", "Subject_Area_Restraint": value}))


@pytest.mark.parametrize("year", ["2024", "2024/25", "2024-26", "2024-25-Q1", ""])
def test_a_year_that_is_none_is_told(write: Write, year: str) -> None:
    with pytest.raises(DocumentUnreadable, match="line 2, column Year holds"):
        returns_from_ko41a(write({**ROW, "Year": year}))


@pytest.mark.parametrize("code", ["", "R D", "RDY/1", "../x"])
def test_an_organisation_without_an_ods_code_is_told(write: Write, code: str) -> None:
    with pytest.raises(DocumentUnreadable, match="line 2, column Organisation_Code"):
        returns_from_ko41a(write({**ROW, "Organisation_Code": code}))


def test_a_moved_column_is_noticed_by_the_totals(write: Write) -> None:
    moved = {**ROW, "Service_Inpatient": 20}
    with pytest.raises(DocumentUnreadable, match="Service_Total is 418, and its parts add up to 419"):
        returns_from_ko41a(write(moved))


def test_an_organisation_twice_is_refused(write: Write) -> None:
    with pytest.raises(DocumentUnreadable, match="line 3 tells of nhs-rdy in 2024-25 a second time"):
        returns_from_ko41a(write(ROW, ROW))


def test_the_site_level_file_is_recognised(tmp_path: Path) -> None:
    file = tmp_path / "site_level.csv"
    file.write_text(",".join(f'"{column}"' for column in [*WHO, "Site_Code"]) + "\n", encoding="utf-8")
    with pytest.raises(DocumentUnreadable, match="counts each site"):
        returns_from_ko41a(file)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the column Year is missing"),
        (b"PK\x03\x04 not a table", "is missing"),
        (b"\xff\xfe\x00Y", "not in UTF-8"),
        (b'"Year', "is not CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, raw: bytes, words: str) -> None:
    file = tmp_path / "other.csv"
    file.write_bytes(raw)
    with pytest.raises(DocumentUnreadable, match=words):
        returns_from_ko41a(file)


def test_a_header_without_lines_and_a_short_line_are_refused(write: Write) -> None:
    file = write()
    with pytest.raises(DocumentUnreadable, match="no line below"):
        returns_from_ko41a(file)
    with file.open("a", encoding="utf-8") as stream:
        stream.write('"2024-25","Y58"\n')
    with pytest.raises(DocumentUnreadable, match="line 2 has more or fewer values"):
        returns_from_ko41a(file)
