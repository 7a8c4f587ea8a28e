"""A return can be checked before it is sent: the same verdict, and nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hub_under_test import CHECK, HubUnderTest, assert_problem
from permits import REFUSED, as_bytes, full_return, least_return
from sqlalchemy import inspect, text

from hub.store.database import Database

FIXTURES = sorted(REFUSED.glob("*.json"))
NO_FAULT_OF_ITS_OWN, UNREADABLE = "E14", "E19"


def rows(hub: HubUnderTest) -> dict[str, int]:
    """How many rows each table has."""
    database = Database(hub.config.database)
    try:
        with database.read() as moment:
            tables = inspect(moment).get_table_names()
            return {name: moment.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables}
    finally:
        database.close()


def test_checking_a_return_says_that_it_would_be_accepted(hub: HubUnderTest) -> None:
    answer = hub.send(full_return(), to=CHECK)
    receipt = hub.sent(full_return())
    told = {"accepted": True, "digest": receipt["digest"], "findings": receipt["findings"]}
    assert (answer.status_code, answer.get_json()) == (200, told)


def test_checking_keeps_nothing_whatever_is_checked(hub: HubUnderTest) -> None:
    hub.sent(full_return())
    before = rows(hub)
    assert before["returns"] == before["figures"] == 1
    for raw in (as_bytes(least_return()), b"{", *(file.read_bytes() for file in FIXTURES)):
        hub.send(raw, to=CHECK, key="a key is nothing to a check")
    assert rows(hub) == before
    assert hub.send(least_return(), key="a key is nothing to a check").status_code == 201


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_each_fault_is_told_under_its_code_alike_by_checking_and_by_sending(
    standing_hub: HubUnderTest, file: Path
) -> None:
    sent, checked = (standing_hub.send(file.read_bytes(), to=to) for to in ("/api/v1/returns", CHECK))
    if file.stem == NO_FAULT_OF_ITS_OWN:
        assert (sent.status_code, checked.get_json()["accepted"]) == (201, True)
        return
    findings = sent.get_json()["findings"]
    assert {finding["code"] for finding in findings if finding["severity"] == "error"} == {file.stem}
    assert checked.get_json()["findings"] == findings
    assert_problem(sent, 400 if file.stem == UNREADABLE else 422)
    assert checked.status_code == sent.status_code
    assert file.stem == UNREADABLE or checked.get_json()["accepted"] is False
