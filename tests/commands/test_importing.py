"""`hub import ko41a`: published figures become files that `hub check` accepts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from hub.ingest.ko41a import COUNT_COLUMNS

Hub = Callable[..., Result]
TOLD = {
    "Complaints_Total_Brought_Forward": 4,
    "Complaints_Total_New": 20,
    "Complaints_Total_Resolved": 12,
    "Complaints_Total_Carried_Forward": 12,
    "Complaints_Number_Upheld": 5,
    "Complaints_Number_Partially_Upheld": 3,
    "Complaints_Number_Not_Upheld": 4,
    "Service_Inpatient": 20,
    "Service_Total": 20,
    "Subject_Area_Appointments": 20,
    "Subject_Area_Sub_Total": 20,
    "Subject_Area_Total": 20,
}


def organisation_level_file(folder: Path, *codes: str) -> Path:
    file = folder / "organisation_level.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, ["Year", "Organisation_Code", *COUNT_COLUMNS], restval=0)
        writer.writeheader()
        for code in codes:
            writer.writerow({"Year": "2024-25", "Organisation_Code": code, **TOLD})
    return file


def test_each_line_becomes_a_file_that_can_be_checked_and_sent(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    told = hub("import", "ko41a", organisation_level_file(tmp_path, "RXX", "RYY"), "--out", folder).stdout
    files = [folder / "nhs-rxx-2024-25.json", folder / "nhs-ryy-2024-25.json"]
    assert told.splitlines() == [f"Wrote {file}" for file in files]
    assert sorted(folder.iterdir()) == files
    assert json.loads(files[0].read_bytes())["received"]["total"] == 20
    hub("check", *files)


def test_a_file_that_is_not_of_the_layout_is_refused_with_a_sentence(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("Year,Name\n2024-25,Nobody\n", encoding="utf-8")
    assert "could not be read" in hub("import", "ko41a", file, code=1).stderr
    assert not list(tmp_path.glob("*.json"))
