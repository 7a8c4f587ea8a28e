"""Roles of groups: given by name, listed, and taken away by their number."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from permits import DEPARTMENT, LANTERN

Hub = Callable[..., Result]
GROUP = "Complaints [managers]"


@pytest.fixture(autouse=True)
def _registered(hub: Hub) -> None:
    hub("init")
    hub("department", "add", DEPARTMENT, "Department for Permits")
    hub("organisation", "add", LANTERN, "Lantern Hill Permits", "--department", DEPARTMENT)
    hub("user", "add", "amina", "--role", "board", "--department", DEPARTMENT, HUB_PASSWORD="lantern hill pilot boat")


def add(hub: Hub, *more: str, code: int = 0) -> Result:
    return hub("group", "add", GROUP, "--department", DEPARTMENT, *more, code=code)


def test_a_group_is_given_a_role_listed_with_it_and_loses_it_again(hub: Hub) -> None:
    days = ("--starts-on", "2026-04-01", "--ends-on", "2027-03-31")
    told = add(hub, "--role", "signatory", "--organisation", LANTERN, *days, "--why", "They answer for the returns.")
    assert told.stdout == f"Whoever is in {GROUP} has role 2, signatory, with their next sign-in.\n"
    (line,) = [line for line in hub("group", "list", COLUMNS="200").stdout.splitlines() if GROUP in line]
    for word in ("2", "signatory", DEPARTMENT, LANTERN, "2026-04-01", "2027-03-31"):
        assert word in line
    assert hub("group", "remove", "2").stdout == f"{GROUP} no longer has role 2, signatory.\n"
    (listed,) = json.loads(hub("group", "list", "--json").stdout)
    assert (listed["group"], listed["organisations"], bool(listed["removed_at"])) == (GROUP, [LANTERN], True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--role", "sender"), 2, "needs the organisations"),
        (("--role", "sender", "--organisation", "nobody"), 1, "no organisation called"),
        (("--role", "minister"), 2, "minister"),
        (("--role", "board", "--starts-on", "2027-01-01", "--ends-on", "2026-01-01"), 2, "cannot end on 2026-01-01"),
        (("--role", "board", "--starts-on", "soon"), 2, "not a date"),
    ],
)
def test_a_role_that_no_group_can_have_is_a_sentence(
    hub: Hub, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in add(hub, *arguments, code=code).stderr
    assert json.loads(hub("group", "list", "--json").stdout) == []


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 201])
def test_a_group_has_a_name_that_can_be_read(hub: Hub, name: str) -> None:
    told = hub("group", "add", name, "--department", DEPARTMENT, "--role", "board", code=2)
    assert "cannot be the name of a group" in told.stderr


@pytest.mark.parametrize("role_id", ["1", "2", "x"])
def test_only_a_groups_role_is_taken_away_from_a_group(hub: Hub, role_id: str) -> None:
    assert f"No group has a role '{role_id}'" in hub("group", "remove", role_id, code=1).stderr
    assert json.loads(hub("user", "list", "--json").stdout)[0]["roles"][0]["id"] == "1"
