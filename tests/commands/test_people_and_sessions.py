"""What the operator does about people: roles given and taken away, invitations, where somebody is signed in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from permits import DEPARTMENT, LANTERN, SignIn

from hub.app import DATABASE, create_app
from hub.cli import main
from hub.config import read_config

Hub = Callable[..., Result]
PASSWORD = "lantern hill pilot boat"
SPONSOR = ("--role", "sponsor", "--department", DEPARTMENT)
LINK = re.compile(r"http://127\.0\.0\.1:8050(/invitation\?token=[A-Za-z0-9_-]{43})\n")


@pytest.fixture(autouse=True)
def _registered(hub: Hub) -> None:
    """A department with one body, and Amina of its sponsor team."""
    hub("init")
    hub("department", "add", DEPARTMENT, "Department for Permits", "--collects-from", "2025-04-01")
    hub("organisation", "add", LANTERN, "Lantern Hill Permits", "--department", DEPARTMENT)
    hub("user", "add", "amina", *SPONSOR, HUB_PASSWORD=PASSWORD)


@contextmanager
def browser() -> Iterator[FlaskClient]:
    """A browser, before the hub on this data folder."""
    app = create_app(read_config())
    try:
        yield app.test_client()
    finally:
        app.extensions[DATABASE].close()


def signed_in(client: FlaskClient, name: str = "amina", password: str = PASSWORD) -> bool:
    """Sign in, and see whether that went well."""
    client.post("/sign-in", data=SignIn(name, password).form(client.get("/sign-in").text)).close()
    return is_in(client)


def is_in(client: FlaskClient) -> bool:
    return client.get("/").status_code == 200


def roles(hub: Hub, name: str = "amina") -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(hub("user", "role", "list", name, "--json").stdout)
    return told


def test_a_role_is_given_with_its_days_and_taken_away_at_once(hub: Hub) -> None:
    signatory = ("--role", "signatory", "--department", DEPARTMENT, "--organisation", LANTERN)
    days = ("--starts-on", "2026-04-01", "--ends-on", "2027-03-31", "--why", "Covers for a colleague.")
    assert hub("user", "role", "add", "amina", *signatory, *days).stdout == "amina has role 2, signatory.\n"
    given = roles(hub)[1]
    assert (given["role"], given["organisations"]) == ("signatory", [LANTERN])
    assert (given["starts_on"], given["ends_on"], given["removed_at"]) == ("2026-04-01", "2027-03-31", None)
    with browser() as client:
        assert signed_in(client)
        told = hub("user", "role", "remove", "amina", "1", "--why", "Has moved.").stdout
        assert told == "amina no longer has role 1, sponsor.\n"
        assert "signatory" in client.get("/").text
        hub("user", "role", "remove", "amina", "2")
        assert client.get("/").location == "/account"
    assert all(role["removed_at"] for role in roles(hub))
    listed = hub("user", "role", "list", "amina", COLUMNS="200").stdout
    assert all(word in listed for word in ("sponsor", "signatory", "2026-04-01", "2027-03-31"))


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (("add", "amina", "--role", "tier", "--department", DEPARTMENT), 2, "The role tier needs the organisations"),
    (("add", "amina", "--role", "sender", "--department", DEPARTMENT), 2, "The role sender needs the organisations"),
    (("add", "amina", *SPONSOR, "--organisation", "nobody"), 1, "There is no organisation called 'nobody'"),
    (("add", "amina", "--role", "sponsor", "--department", "nobody"), 1, "There is no department called 'nobody'"),
    (("add", "nobody", *SPONSOR), 1, "There is no person called 'nobody'"),
    (("add", "amina", *SPONSOR, "--starts-on", "2027-04-01", "--ends-on", "2027-03-31"), 2,
     "A role cannot end on 2027-03-31: it begins on 2027-04-01."),
    (("add", "amina", *SPONSOR, "--starts-on", "spring"), 2, "'spring' is not a date"),
    (("add", "amina", *SPONSOR, "--why", "Asked by amina@permits.example"), 1, "“why”"),
    (("add", "amina", "--role", "minister", "--department", DEPARTMENT), 2, "minister"),
    (("remove", "amina", "7"), 1, "amina has no role '7'. See: hub user role list amina"),
    (("remove", "nobody", "1"), 1, "nobody has no role '1'"),
    (("list", "nobody"), 1, "There is no person called 'nobody'"),
])  # fmt: skip
def test_what_cannot_be_a_role_is_refused_with_a_sentence(
    hub: Hub, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in hub("user", "role", *arguments, code=code).stderr
    assert len(roles(hub)) == 1


def test_an_organisation_of_another_department_is_refused(hub: Hub) -> None:
    hub("department", "add", "harbours", "Department for Harbours")
    hub("organisation", "add", "pilots", "Pilots", "--department", "harbours")
    refused = hub("user", "role", "add", "amina", *SPONSOR, "--organisation", "pilots", code=1)
    assert f"'pilots' is not one of the department '{DEPARTMENT}'" in refused.stderr


def test_whoever_is_added_without_a_password_is_invited(hub: Hub) -> None:
    added = hub("user", "add", "bram", *SPONSOR)
    link = LINK.search(added.stdout)
    assert added.stdout.startswith("Added bram.\n")
    assert "It can be used once, within 7 days. It is not kept and cannot be shown again." in added.stderr
    assert link is not None
    with browser() as client:
        assert not signed_in(client, "bram", "")
        assert "bram" in client.get(link[1]).text
        assert took_up(client, link[1])
        assert signed_in(client, "bram")


def test_a_newer_invitation_ends_the_older_and_another_password(hub: Hub) -> None:
    first, second = (LINK.search(hub("user", "invite", "amina", "--days", "1").stdout) for _ in range(2))
    assert first is not None
    assert second is not None
    with browser() as client:
        assert signed_in(client)  # until the link is used, nothing changes
        assert [client.get(link[1]).status_code for link in (first, second)] == [404, 200]


def test_in_the_folder_of_a_demonstration_the_link_leads_to_where_it_was_shown_last(hub: Hub, tmp_path: Path) -> None:
    facts = {"sign_ins": [{"role": "sponsor", "user": "amina", "password": PASSWORD}]}
    file = tmp_path / "data" / "demo.json"
    file.write_text(json.dumps(facts | {"address": "http://127.0.0.1:8471"}), "utf-8")
    assert hub("user", "invite", "amina").stdout.startswith("http://127.0.0.1:8471/invitation?token=")
    for address in ({}, {"address": 8471}):
        file.write_text(json.dumps(facts | address), "utf-8")
        assert f"{file} is damaged" in hub("user", "invite", "amina", code=2).stderr


@pytest.mark.parametrize(("before", "arguments", "code", "said"), [
    ((), ("nobody",), 1, "There is no person called 'nobody'"),
    (("user", "disable", "amina"), ("amina",), 1, "amina is disabled and cannot sign in."),
    ((), ("amina", "--days", "0"), 2, "1<=x<=90"),
    ((), ("amina", "--days", "91"), 2, "1<=x<=90"),
])  # fmt: skip
def test_who_cannot_be_invited_is_not(
    hub: Hub, before: tuple[str, ...], arguments: tuple[str, ...], code: int, said: str
) -> None:
    if before:
        hub(*before)
    refused = hub("user", "invite", *arguments, code=code)
    assert (said in refused.stderr, "invitation?" in refused.output) == (True, False)


def test_a_hub_where_nobody_has_a_password_invites_nobody(hub: Hub) -> None:
    provider = {"HUB_OIDC_ISSUER": "https://provider.example", "HUB_OIDC_CLIENT_ID": "hub", "HUB_LOCAL_SIGN_IN": "no"}
    assert "Nobody signs in to this hub with a password." in hub("user", "invite", "amina", code=2, **provider).stderr
    added = hub("user", "add", "bram", *SPONSOR, **provider)
    assert "invitation" not in added.output


def test_a_password_can_be_asked_for(hub: Hub) -> None:
    typed = CliRunner().invoke(main, ["user", "add", "bram", *SPONSOR, "--password"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert (typed.exit_code, PASSWORD in typed.output, "invitation" in typed.output) == (0, False, False)
    with browser() as client:
        assert signed_in(client, "bram")


def test_where_somebody_is_signed_in_is_listed_and_ended(hub: Hub) -> None:
    with browser() as client:
        assert hub("user", "sessions", "amina").stdout == "amina is signed in nowhere.\n"
        assert signed_in(client)
        (one,) = json.loads(hub("user", "sessions", "amina", "--json").stdout)
        assert (set(one), one["origin"]) == ({"began_at", "seen_at", "origin"}, "browser at 127.0.0.1")
        assert "browser at 127.0.0.1" in hub("user", "sessions", "amina", COLUMNS="200").stdout
        assert hub("user", "sessions", "amina", "--end").stdout == "amina is signed in nowhere.\n"
        assert not is_in(client)
    assert "There is no person called 'nobody'" in hub("user", "sessions", "nobody", code=1).stderr


def took_up(client: FlaskClient, link: str) -> bool:
    page = client.get(link).text
    hidden = {name: unescape(value) for name, value in re.findall(r'name="(csrf_token|token)" value="([^"]+)"', page)}
    return client.post("/invitation", data={**hidden, "password": PASSWORD}).status_code == 303
