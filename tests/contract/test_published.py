"""What other organisations read stays as it was published, and what the project shows as returns are returns."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from return_documents import ROOT

from hub.contract.circumstances import Circumstances, Organisation
from hub.contract.codelists import codelist
from hub.contract.json_schema import text
from hub.contract.judge import judge
from hub.contract.members import members
from hub.contract.model import number
from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape
from hub.contract.versions import VERSIONS

# A published version is frozen: documents that were valid stay valid. Change a digest only before its first release.
DIGESTS = {
    ("complaints-return", "1.0"): "dbfda95b611124e0e0a3be4d755ccd9b5b72fc95bb0ba41ef8432af0e5826b45",
    ("complaints-return", "1.1"): "bcc322aff4b26760dd979ed69ec05ab415a64cbfcb47df01be5da3eb08d0912b",
    ("complaints-return", "2.0"): "1e7ee4904847cbcbd79d660433cd293d68c3ca6f32485449897db25ca9387581",
    ("self-assessment", "1.0"): "b400860e789894c47f853237c52bdefc98110103b082963532072ae122a0f3ad",
    ("independent-tier-report", "1.0"): "b0b526b56b1d13c7e68358b9ab6f33de771b032832c103da067c60aa0edc3ed4",
}
OTHER_FOLDERS = {("frameworks", file.stem) for file in (ROOT / "contracts" / "frameworks").glob("*.json")}
LISTS = sorted(file.stem for file in (ROOT / "contracts" / "codelists").glob("*.csv"))
STEP = (
    "The published schema is not what the code says. Before release: run `python -m hub.contract.json_schema` "
    "and pin the new digest here. After release: make a new version instead."
)
SHOWN = sorted((ROOT / "fixtures" / "demo").glob("returns/*/*.json"))
PUBLISHED = sorted((ROOT / "fixtures" / "published").glob("returns/*/*.json"))
LATER = Circumstances(today=date(2030, 1, 1))


def name_of(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def read(file: Path) -> Any:
    return json.loads(file.read_bytes())


@pytest.mark.parametrize(("contract", "version"), DIGESTS)
def test_the_published_schema_is_generated_and_frozen(contract: str, version: str) -> None:
    file = (ROOT / "contracts" / contract / f"{version}.json").read_bytes()
    assert file.decode("utf-8") == text(contract, version), STEP
    assert hashlib.sha256(file).hexdigest() == DIGESTS[contract, version], STEP


def test_every_version_has_a_schema_a_file_and_a_digest() -> None:
    files = {(file.parent.name, file.stem) for file in (ROOT / "contracts").glob("*/*.json")} - OTHER_FOLDERS
    assert files == set(SCHEMAS) == set(DIGESTS) == {(known.contract, known.version) for known in VERSIONS}


@pytest.mark.parametrize(("contract", "version"), DIGESTS)
def test_the_schema_names_every_member_for_a_person(contract: str, version: str) -> None:
    schema = read(ROOT / "contracts" / contract / f"{version}.json")
    for part in (schema, *schema["$defs"].values()):
        for name, member in part.get("properties", {}).items():
            assert part.get("additionalProperties") is False
            assert "$ref" in member or member.get("title") or name in ("value", "marked"), name


@pytest.mark.parametrize(("contract", "version"), DIGESTS)
def test_every_code_list_that_a_version_refers_to_is_published(contract: str, version: str) -> None:
    named = {member.codelist for member in members(contract, version).values() if member.codelist}
    assert named <= {f"codelists/{name}.csv" for name in LISTS}


@pytest.mark.parametrize("name", LISTS)
def test_a_deprecated_code_says_since_when_and_is_replaced_by_one_that_is_not(name: str) -> None:
    numbers = {known.version for known in VERSIONS}
    for code in codelist(name).values():
        assert {code.since, code.deprecated_from or code.since} <= numbers
        assert not code.replaced_by or code.deprecated_from
        assert not code.replaced_by or not codelist(name)[code.replaced_by].deprecated_from


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_has_unique_codes_with_a_label_and_a_meaning(name: str) -> None:
    with (ROOT / "contracts" / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len({row["code"] for row in rows}) == len(rows) == len(codelist(name))
    assert "other" in codelist(name)
    assert all(row["label"] and row["meaning"] and row["since"] for row in rows)


def test_what_is_deprecated_is_said_in_the_schema_to_people_and_to_programs() -> None:
    told = {}
    for contract, version in DIGESTS:
        if contract != "complaints-return":
            continue
        notes = read(ROOT / "contracts" / contract / f"{version}.json")["properties"]["notes"]
        told[version] = {name: notes.get(name) for name in ("deprecated", "x-deprecated-from", "x-replaced-by")}
        assert ("Deprecated from 1.1" in notes.get("description", "")) is (version != "1.0")
    said = {"deprecated": True, "x-deprecated-from": "1.1", "x-replaced-by": ["important_issues", "other_insight"]}
    assert told == {"1.0": dict.fromkeys(said), "1.1": said, "2.0": said}


def test_there_are_returns_to_show() -> None:
    assert SHOWN
    assert len(PUBLISHED) == 8 + 4 + 1


@pytest.mark.parametrize("file", [*SHOWN, *PUBLISHED], ids=name_of)
def test_every_return_that_is_shown_is_a_return(file: Path) -> None:
    verdict = judge(file.read_bytes(), LATER)
    assert has_shape(read(file), "complaints-return", read(file)["contract_version"])
    assert not [finding.message for finding in verdict.findings if finding.blocks]
    assert verdict.told is not None
    assert (file.parent.name, file.stem.split(".")[0]) == (verdict.told.organisation, verdict.told.period_name)


def test_every_body_with_published_figures_is_listed_as_it_reports() -> None:
    listed = {
        entry["code"]: entry for entry in read(ROOT / "fixtures" / "published" / "organisations.json")["organisations"]
    }
    assert set(listed) == {file.parent.name for file in PUBLISHED}
    for file in PUBLISHED:
        entry = listed[file.parent.name]
        body = Organisation(code=entry["code"], name=entry["name"], reports=entry["reports"])
        assert judge(file.read_bytes(), Circumstances(LATER.today, entry["code"], body)).accepted


def test_published_returns_say_where_they_come_from_and_that_nobody_signed_them() -> None:
    for file in PUBLISHED:
        document = read(file)
        assert document["source"]
        assert document["signed_off_by"]["role"] == "Not signed off: made from published figures"
        assert {document["actions"], document["learning"], *document["feedback"].values()} == {"not_available"}


def received(organisation: str) -> dict[str, int]:
    totals = {}
    for file in PUBLISHED:
        if file.parent.name == organisation:
            return_ = judge(file.read_bytes(), LATER).told
            assert return_ is not None
            totals[file.stem] = number(return_.received.total) or 0
    return totals


def test_dvla_step_1_adds_up_to_the_published_year() -> None:
    assert sum(received("driver-and-vehicle-licensing-agency").values()) == 3448


def test_dwp_quarters_differ_from_the_published_years_by_rounding_alone() -> None:
    years = {"2021-22": 3070 + 5625 + 1545 + 2690 + 1350, "2022-23": 4590 + 7315 + 1020 + 2330 + 1095}
    sums: dict[str, int] = defaultdict(int)
    for name, total in received("department-for-work-and-pensions").items():
        sums[name.rpartition("-Q")[0]] += total
    for year, published in years.items():
        assert abs(sums[year] - published) <= (5 * 4 + 5) * 2.5


def test_dorset_counts_of_written_complaints_add_up_as_published() -> None:
    assert received("nhs-rdy") == {"2024-25": 403}
    document = read(ROOT / "fixtures" / "published" / "returns" / "nhs-rdy" / "2024-25.json")
    assert sum(line["count"] for line in document["subjects"]) == 468
    assert sum(line["count"] for line in document["received"]["by_service"]) == 418
    assert document["caseload"] == {"brought_forward": 0, "closed": 354, "carried_forward": 49}
    assert document["went_wrong"] == {
        "count": 159,
        "outcomes": {"upheld": 98, "partly_upheld": 61, "not_upheld": 195},
    }
