"""`hub contracts`: which versions there are, and exactly what one document must add for a newer one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from permits import ROOT, as_bytes, least_return

from hub.contract import versions
from hub.contract.versions import ContractVersion

Hub = Callable[..., Result]
SENT = ROOT / "fixtures" / "versions"
STATUSES = "A status says why there is no value: not_applicable, not_available, not_collected, suppressed_at_source."


def test_the_versions_are_listed(hub: Hub) -> None:
    assert hub("contracts", "list").stdout.splitlines() == [
        "complaints-return 1.0: open",
        "complaints-return 1.1: open",
        "complaints-return 2.0: open",
        "self-assessment 1.0: open",
        "independent-tier-report 1.0: open",
    ]
    facts = [json.loads(line) for line in hub("contracts", "list", "--json").stdout.splitlines()]
    assert facts[0] == {
        "contract": "complaints-return", "version": "1.0", "open": True,
        "opens": None, "closes": None, "closing_announced": None,
    }  # fmt: skip


def test_a_version_that_closes_is_listed_with_its_day(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    table = (
        ContractVersion("complaints-return", "1.0", closes=date(2026, 1, 1)),
        ContractVersion("complaints-return", "1.1", closes=date(2027, 4, 1), closing_announced=date(2026, 1, 1)),
        ContractVersion("complaints-return", "2.0", opens=date(2027, 1, 1)),
    )
    monkeypatch.setattr(versions, "VERSIONS", table)
    assert hub("contracts", "list").stdout.splitlines() == [
        "complaints-return 1.0: closed",
        "complaints-return 1.1: open, and closes on 2027-04-01; use 2.0 instead",
        "complaints-return 2.0: opens on 2027-01-01",
    ]


def test_two_versions_are_compared_member_by_member(hub: Hub) -> None:
    told = hub("contracts", "diff", "1.0", "1.1").stdout.splitlines()
    assert "Must be added, where the part is that it belongs to" not in told
    assert "  /notes  give important_issues or other_insight instead" in told
    assert "    with /cost/amount  Amount in pounds: a number, 0 or more, or a status" in told
    assert told[-1] == STATUSES
    assert "    may have /important_issues/*/subject  Subject: a code of codelists/subjects.csv" in told
    step = json.loads(hub("contracts", "diff", "1.0", "2.0", "--json").stdout)
    assert (step["from"], step["to"]) == ("1.0", "2.0")
    assert {one["pointer"] for one in step["must_add"]} >= {"/actions/*/impact", "/learning/*/may_be_shared", "/cost"}


def test_a_document_is_told_what_it_must_add_and_nothing_else(hub: Hub) -> None:
    file = SENT / "1.1.json"
    told = hub("contracts", "diff", "1.1", "2.0", file, code=1).stdout.splitlines()
    assert told[0] == f"{file} must add for complaints-return 2.0:"
    assert told[-1] == STATUSES
    places = [line.split()[0] for line in told[1:] if line.startswith("  /")]
    plan = ("standards", "involvement", "progress_review", "completion_review", "monitoring", "impact")
    assert sorted(places) == sorted(
        [f"/actions/{at}/{name}" for at in (0, 1) for name in plan]
        + ["/actions/1/completed", "/learning/0/may_be_shared", "/challenges"]
    )
    facts = json.loads(hub("contracts", "diff", "1.1", "2.0", file, "--json", code=1).stdout)
    assert [one["pointer"] for one in facts["add"]] == places
    assert facts["findings"] == []


def test_no_member_is_told_twice(hub: Hub) -> None:
    told = hub("contracts", "diff", "1.0", "2.0").stdout.splitlines()
    places = [word for line in told for word in line.split() if word.startswith("/")]
    assert "/ombudsman/referred" in places
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2.0", 'is not of version 1.0: its contract_version is "2.0". Give that as FROM.'),
        (1.0, "its contract_version is 1.0."),
        (None, "its contract_version is null."),
    ],
)
def test_a_document_of_another_version_is_not_compared(hub: Hub, tmp_path: Path, given: object, said: str) -> None:
    file = tmp_path / "return.json"
    file.write_bytes(as_bytes({**least_return(), "contract_version": given}))
    assert said in " ".join(hub("contracts", "diff", "1.0", "2.0", file, code=2).output.split())


def test_a_document_that_names_no_version_is_told_so(hub: Hub, tmp_path: Path) -> None:
    file, document = tmp_path / "return.json", dict(least_return())
    del document["contract_version"]
    file.write_bytes(as_bytes(document))
    assert "has no contract_version" in hub("contracts", "diff", "1.0", "2.0", file, code=2).output


def test_a_document_that_lacks_nothing_is_told_so(hub: Hub) -> None:
    file = SENT / "1.0.json"
    assert hub("contracts", "diff", "1.0", "1.1", file).stdout == (
        f"{file} has everything that complaints-return 1.1 asks. Set its contract_version to 1.1.\n"
    )


def test_what_is_wrong_with_a_document_besides_is_told_too(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "return.json"
    file.write_bytes(as_bytes({**least_return(), "nil_return": "no"}))
    told = hub("contracts", "diff", "1.0", "1.1", file, code=1).stdout.splitlines()
    assert told[0] == f"{file} has everything that complaints-return 1.1 asks, but:"
    assert told[1].startswith('  E17  Nil return is neither true nor false. It is "no".')


@pytest.mark.parametrize(
    ("versions_given", "said"),
    [
        (("1.0", "3.0"), "There is no complaints-return 3.0."),
        (("0.9", "1.0"), "There is no complaints-return 0.9."),
        (("2.0", "1.0"), "1.0 is not newer than 2.0."),
        (("1.1", "1.1"), "1.1 is not newer than 1.1."),
    ],
)
def test_versions_that_cannot_be_compared_are_said_with_those_there_are(
    hub: Hub, versions_given: tuple[str, str], said: str
) -> None:
    told = hub("contracts", "diff", *versions_given, code=2).output
    assert said in told
    assert "complaints-return 1.0, complaints-return 1.1, complaints-return 2.0" in told


def test_a_file_that_is_no_document_is_refused_in_a_sentence(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "return.json"
    file.write_text("[]")
    assert "it is not a JSON object" in hub("contracts", "diff", "1.0", "2.0", file, code=1).output
