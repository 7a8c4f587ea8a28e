"""What the operator registers: organisations, machine credentials, people, and the keys that sign."""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from permits import DEPARTMENT, LANTERN, TERN
from sqlalchemy import text

from hub.app import DATABASE, create_app
from hub.auth.keys import OVERLAP
from hub.commands.settings import open_database
from hub.config import UK, read_config

Hub = Callable[..., Result]
DAY = r"20\d\d-\d\d-\d\d"
PASSWORD, ANOTHER = "lantern hill pilot boat", "tern bridge ferry bell"


@pytest.fixture
def registered(hub: Hub) -> None:
    """A department with one body."""
    hub("init")
    hub("department", "add", DEPARTMENT, "Department for Permits", "--collects-from", "2025-04-01")
    hub("organisation", "add", LANTERN, "Lantern Hill Permits", "--department", DEPARTMENT)


def asked(path: str, form: dict[str, str]) -> int:
    """What a hub on this data folder answers to a form."""
    app = create_app(read_config())
    try:
        return app.test_client().post(path, data=form).status_code
    finally:
        app.extensions[DATABASE].close()


@pytest.fixture
def amina(hub: Hub, registered: None) -> Iterator[FlaskClient]:
    """A browser in which Amina of the sponsor team has signed in."""
    hub("user", "add", "amina", "--role", "sponsor", "--department", DEPARTMENT, HUB_PASSWORD=PASSWORD)
    app = create_app(read_config())
    with app.test_client() as browser:
        assert signs_in(browser, "amina", PASSWORD)
        yield browser
    app.extensions[DATABASE].close()


def signs_in(browser: FlaskClient, name: str, password: str) -> bool:
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/sign-in").text)
    assert token is not None
    form = {"csrf_token": unescape(token[1]), "name": name, "password": password}
    return browser.post("/sign-in", data=form).status_code == 303


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == 200


def credential(result: Result) -> tuple[str, str]:
    (client_id,) = re.findall(r"^client_id +(\S+)$", result.stdout, re.MULTILINE)
    (secret,) = re.findall(r"^client_secret +(\S+)$", result.stdout, re.MULTILINE)
    return client_id, secret


def token_for(client_id: str, secret: str) -> int:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return asked("/api/v1/token", form)


@pytest.mark.usefixtures("registered")
def test_organisations_are_added_and_listed(hub: Hub) -> None:
    added = hub(
        "organisation", "add", TERN, "Tern Bridge Council", "--department", DEPARTMENT, "--reports", "year",
        "--opened-on", "2015-04-01", "--closed-on", "2026-03-31", "--independent-tier", "Adjudicator",
    )  # fmt: skip
    assert added.stdout == "Added Tern Bridge Council.\n"
    listed = hub("organisation", "list", COLUMNS="200").stdout
    assert LANTERN in listed
    (line,) = [line for line in listed.splitlines() if TERN in line]
    for told in (DEPARTMENT, "Tern Bridge Council", "year", "2015-04-01", "2026-03-31"):
        assert told in line
    _, tern = json.loads(hub("organisation", "list", "--json").stdout)
    assert tern == {
        "code": TERN, "name": "Tern Bridge Council", "kind": "Related organisation", "department": DEPARTMENT,
        "reports": "year", "opened_on": "2015-04-01", "closed_on": "2026-03-31", "successor": None,
        "independent_tier": "Adjudicator", "services": [], "directory_id": None, "ombudsman": None,
        "opened_told": None, "further_parents": [],
    }  # fmt: skip


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("organisation", "add", LANTERN, "Again", "--department", DEPARTMENT), 1, "There is already an organisation"),
        (("organisation", "add", TERN, "Tern", "--department", "nobody"), 1, "There is no department called"),
        (("organisation", "add", TERN, "Tern"), 2, "--department"),
        (("organisation", "add", TERN, "Tern", "--department", DEPARTMENT, "--opened-on", "spring"), 2, "not a date"),
        (("department", "add", DEPARTMENT, "Again"), 1, "There is already a department"),
        (("department", "add", "Permits", "Permits"), 2, "cannot be the code of a department. Use lower-case"),
        (("department", "add", "permits", " "), 2, "cannot be the name of a department"),
        (
            ("organisation", "add", TERN, "Tern", "--department", DEPARTMENT, "--opened-on", "2026-04-01",
             "--closed-on", "2026-03-31"), 2, "It cannot close on 2026-03-31",
        ),
        (("organisation", "close", "nobody", "--on", "2026-03-31"), 1, "There is no organisation called"),
        (("organisation", "close", LANTERN, "--on", ""), 2, "'' is not a date such as"),
        (("department", "deadlines", "nobody", "never"), 1, "There is no department called"),
        (("department", "deadlines", DEPARTMENT, "soon"), 2, "'soon' is not a date such as 2026-04-01, or never"),
        (("department", "deadlines", DEPARTMENT, ""), 2, "'' is not a date such as"),
        (("department", "deadlines", DEPARTMENT), 2, "DAY|never"),
        (("department", "add", "permits", "Permits", "--deadlines-from", "later"), 2, "or never"),
        (("organisation", "close", LANTERN), 2, "--on"),
        (("organisation", "close", LANTERN, "--on", "2026-03-31", "--successor", LANTERN), 2, "its own successor"),
        (("user", "disable", "nobody"), 1, "There is no person called"),
        (("user", "enable", "nobody"), 1, "There is no person called"),
        (("client", "add", "nobody"), 1, "There is no organisation called"),
        (("client", "revoke", "nobody"), 1, "There is no client called"),
    ],
)  # fmt: skip
def test_what_cannot_be_registered_is_a_sentence(hub: Hub, command: tuple[str, ...], code: int, said: str) -> None:
    assert said in hub(*command, code=code).stderr


def deadlines_of(hub: Hub, code: str) -> str | None:
    """From when on periods have a deadline, as a program reads it."""
    (found,) = [one for one in json.loads(hub("department", "list", "--json").stdout) if one["code"] == code]
    day: str | None = found["deadlines_from"]
    return day


@pytest.mark.usefixtures("registered")
def test_departments_are_listed_with_what_they_collect_and_from_when_it_is_due(hub: Hub) -> None:
    hub("department", "add", "archives", "Department of [Old] Papers", "--deadlines-from", "never")
    hub("department", "add", "beacons", "Department for Beacons", "--deadlines-from", "2026-04-01")
    lines = hub("department", "list", COLUMNS="200").stdout.splitlines()
    told = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]
    assert told == [
        ["archives", "Department of [Old] Papers", "every period", "never"],
        ["beacons", "Department for Beacons", "every period", "from 2026-04-01"],
        [DEPARTMENT, "Department for Permits", "from 2025-04-01", "every period"],
    ]
    assert json.loads(hub("department", "list", "--json").stdout)[1:] == [
        {
            "code": "beacons", "name": "Department for Beacons",
            "collects_from": None, "deadlines_from": "2026-04-01",
        },
        {
            "code": DEPARTMENT, "name": "Department for Permits",
            "collects_from": "2025-04-01", "deadlines_from": None,
        },
    ]  # fmt: skip


@pytest.mark.usefixtures("registered")
def test_deadlines_are_set_moved_and_lifted(hub: Hub) -> None:
    lifted = hub("department", "deadlines", DEPARTMENT, "never").stdout
    assert (lifted, deadlines_of(hub, DEPARTMENT)) == (f"No period has a deadline for {DEPARTMENT}.\n", "never")
    moved = hub("department", "deadlines", DEPARTMENT, "2026-04-01").stdout
    assert moved == f"Every period that ends on 2026-04-01 or later has a deadline for {DEPARTMENT}.\n"
    assert deadlines_of(hub, DEPARTMENT) == "2026-04-01"


@pytest.mark.usefixtures("registered")
def test_clients_are_listed_and_no_secret_with_them(hub: Hub) -> None:
    first, first_secret = credential(hub("client", "add", LANTERN))
    second, second_secret = credential(hub("client", "add", LANTERN))
    hub("client", "revoke", first)
    table = hub("client", "list", COLUMNS="200").stdout
    listed = hub("client", "list", "--json").stdout
    told = {one.pop("client_id"): one for one in json.loads(listed)}
    assert set(told) == {first, second}
    for one in told.values():
        assert set(one) == {"organisation", "created_at", "expires_at", "revoked_at", "last_used_at", "tier"}
        assert (one["organisation"], one["expires_at"]) == (LANTERN, None)
    assert (told[second]["revoked_at"], told[first]["revoked_at"] > told[first]["created_at"]) == (None, True)
    (revoked,) = [line for line in table.splitlines() if first in line]
    (valid,) = [line for line in table.splitlines() if second in line]
    assert [len(re.findall(DAY, line)) for line in (revoked, valid)] == [2, 1]
    assert not any(secret in table + listed for secret in (first_secret, second_secret, "argon2", "hash"))


def test_where_nothing_is_registered_a_program_reads_empty_lists(hub: Hub) -> None:
    hub("init")
    for noun in ("department", "organisation", "client"):
        assert json.loads(hub(noun, "list", "--json").stdout) == []


@pytest.mark.usefixtures("registered")
def test_a_new_client_can_ask_for_a_token_until_it_is_revoked(hub: Hub) -> None:
    added = hub("client", "add", LANTERN)
    client_id, secret = credential(added)
    assert "cannot be shown again" in added.stderr
    assert token_for(client_id, secret) == 200
    assert hub("client", "revoke", client_id).stdout == f"Revoked {client_id}.\n"
    assert token_for(client_id, secret) == 401
    assert hub("client", "revoke", client_id).exit_code == 0


@pytest.mark.usefixtures("registered")
def test_the_list_says_when_a_client_was_last_used(hub: Hub) -> None:
    used, secret = credential(hub("client", "add", LANTERN))
    unused, _ = credential(hub("client", "add", LANTERN))
    token_for(used, secret)
    token_for(unused, "hub_not-its-secret")
    listed = {one["client_id"]: one for one in json.loads(hub("client", "list", "--json").stdout)}
    assert listed[used]["last_used_at"] > listed[used]["created_at"]
    assert listed[unused]["last_used_at"] is None
    (line,) = [line for line in hub("client", "list", COLUMNS="200").stdout.splitlines() if used in line]
    assert len(re.findall(DAY, line)) == 2, "created and last used"


@pytest.mark.usefixtures("registered")
def test_a_client_expires_with_the_day_that_it_was_given(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    today = datetime.now(UK).date()
    client_id, secret = credential(hub("client", "add", LANTERN, "--expires-on", today))
    assert token_for(client_id, secret) == 200
    (line,) = [line for line in hub("client", "list", COLUMNS="200").stdout.splitlines() if client_id in line]
    assert line.count(today.isoformat()) == 3, "created, expires and last used"
    tomorrow = datetime.combine(today + timedelta(days=1), time(), UK)
    monkeypatch.setattr("hub.app.now", lambda: tomorrow)
    assert token_for(client_id, secret) == 401
    monkeypatch.setattr("hub.app.now", lambda: tomorrow - timedelta(seconds=1))
    assert token_for(client_id, secret) == 200


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("days", [-1, -3_000, 2_900_000])
def test_a_client_cannot_expire_on_a_day_that_is_over_or_never_comes(hub: Hub, days: int) -> None:
    day = datetime.now(UK).date() + timedelta(days=days)
    refused = hub("client", "add", LANTERN, "--expires-on", day, code=2)
    assert f"A client cannot expire on {day}. Give a day from " in refused.stderr
    assert json.loads(hub("client", "list", "--json").stdout) == []


@pytest.mark.usefixtures("registered")
def test_a_secret_is_nowhere_in_the_data_folder(hub: Hub, tmp_path: Path) -> None:
    _, secret = credential(hub("client", "add", LANTERN))
    hub("user", "add", "amina", "--role", "sponsor", "--department", DEPARTMENT, HUB_PASSWORD=PASSWORD)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert b"amina" in kept
    assert secret.encode() not in kept
    assert PASSWORD.encode() not in kept


@pytest.mark.usefixtures("registered")
def test_a_person_is_added_with_a_password_that_is_not_an_argument(hub: Hub) -> None:
    added = hub(
        "user", "add", "amina", "--role", "signatory", "--department", DEPARTMENT, "--organisation", LANTERN,
        HUB_PASSWORD=PASSWORD,
    )  # fmt: skip
    assert added.stdout == "Added amina.\n"
    assert "lantern hill" not in added.output


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    ("arguments", "password", "code", "said"),
    [
        (("--role", "signatory"), PASSWORD, 2, "needs the organisations"),
        (("--role", "signatory", "--organisation", TERN), PASSWORD, 1, "no organisation called"),
        (("--role", "sponsor"), "short", 2, "12"),
        (("--role", "minister"), PASSWORD, 2, "minister"),
        (("--role", "sponsor", "--department", "nobody"), PASSWORD, 1, "no department called"),
    ],
)
def test_a_person_who_cannot_be_added_is_not(
    hub: Hub, arguments: tuple[str, ...], password: str, code: int, said: str
) -> None:
    given = ("--department", DEPARTMENT, *arguments)
    assert said in hub("user", "add", "amina", *given, code=code, HUB_PASSWORD=password).stderr


def test_somebody_disabled_is_signed_out_at_once_and_stays_out(hub: Hub, amina: FlaskClient) -> None:
    assert is_signed_in(amina)
    assert hub("user", "disable", "amina").stdout == "amina can no longer sign in.\n"
    assert not is_signed_in(amina)
    assert not signs_in(amina, "amina", PASSWORD)
    assert hub("user", "disable", "amina").exit_code == 0


def test_somebody_enabled_signs_in_with_the_password_they_had(hub: Hub, amina: FlaskClient) -> None:
    hub("user", "disable", "amina")
    assert hub("user", "enable", "amina").stdout == "amina can sign in.\n"
    assert not is_signed_in(amina)
    assert signs_in(amina, "amina", PASSWORD)


def test_another_password_for_somebody_disabled_is_kept_and_lets_nobody_in_until_they_are_enabled(
    hub: Hub, amina: FlaskClient
) -> None:
    hub("user", "disable", "amina")
    told = hub("user", "password", "amina", HUB_PASSWORD=ANOTHER).stdout
    assert re.fullmatch(
        rf"amina has a new password.\namina is disabled since {DAY} and cannot sign in. "
        r"To change that: hub user enable amina\n",
        told,
    )
    assert not signs_in(amina, "amina", ANOTHER)
    hub("user", "enable", "amina")
    assert not is_signed_in(amina)
    assert signs_in(amina, "amina", ANOTHER)


def test_another_password_ends_the_sessions_and_opens_new_ones(hub: Hub, amina: FlaskClient) -> None:
    told = hub("user", "password", "amina", HUB_PASSWORD=ANOTHER)
    assert told.stdout == "amina has a new password.\n"
    assert not is_signed_in(amina)
    assert not signs_in(amina, "amina", PASSWORD)
    assert signs_in(amina, "amina", ANOTHER)


@pytest.mark.usefixtures("registered")
def test_another_password_is_refused_with_a_sentence(hub: Hub) -> None:
    assert (
        "There is no person called 'nobody'" in hub("user", "password", "nobody", code=1, HUB_PASSWORD=PASSWORD).stderr
    )
    assert "at least 12" in hub("user", "password", "nobody", code=2, HUB_PASSWORD="short").stderr


@pytest.mark.usefixtures("registered")
def test_people_are_listed_with_what_they_see_and_whether_they_may(hub: Hub) -> None:
    given = ("--department", DEPARTMENT)
    hub("user", "add", " amina ", "--role", "sponsor", *given, HUB_PASSWORD=PASSWORD)
    hub("user", "add", "bram [b]", "--role", "tier", *given, "--organisation", LANTERN, HUB_PASSWORD=PASSWORD)
    hub("user", "disable", "bram [b]")
    lines = hub("user", "list", COLUMNS="200").stdout.splitlines()
    (sponsor,) = [line for line in lines if "amina" in line]
    (tier,) = [line for line in lines if "bram [b]" in line]
    assert ("sponsor" in sponsor, DEPARTMENT in sponsor, "all" in sponsor) == (True, True, True)
    assert ("tier" in tier, LANTERN in tier) == (True, True)
    assert re.search(DAY, tier)
    assert not re.search(DAY, sponsor)


@pytest.mark.usefixtures("registered")
def test_programs_read_who_signs_in_and_no_password(hub: Hub) -> None:
    given = ("--role", "tier", "--department", DEPARTMENT, "--organisation", LANTERN)
    hub("user", "add", "bram", *given, HUB_PASSWORD=PASSWORD)
    (bram,) = json.loads(hub("user", "list", "--json").stdout)
    (role,) = bram.pop("roles")
    assert bram == {"name": "bram", "disabled_at": None}
    assert (role.pop("id"), bool(role.pop("given_at")), bool(role.pop("given_by"))) == ("1", True, True)
    assert role == {
        "role": "tier", "department": DEPARTMENT, "organisations": [LANTERN], "starts_on": None, "ends_on": None,
    }  # fmt: skip
    hub("user", "disable", "bram")
    assert re.match(DAY, json.loads(hub("user", "list", "--json").stdout)[0]["disabled_at"])


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("columns", ["20", "62", "80", "90", "200"])
def test_no_list_breaks_a_word_or_is_wider_than_the_screen(hub: Hub, columns: str) -> None:
    department, body = "department-of-lamps-and-buoys", "inspectorate-of-crossings"
    hub("department", "add", department, "Department of Lamps & Buoys")
    hub("organisation", "add", body, "Inspectorate of Crossings and Ferries", "--department", department)
    given = ("--role", "signatory", "--department", department, "--organisation", body)
    hub("user", "add", "bram-of-the-crossings", *given, HUB_PASSWORD=PASSWORD)
    for noun, words in (
        ("user", ("bram-of-the-crossings", department, body)),
        ("organisation", (department, body, "Inspectorate", "quarter")),
        ("department", (department, "Department", "period")),
    ):
        told = hub(noun, "list", COLUMNS=columns).stdout
        shown = re.split(r"[\s│]+", told)
        assert all(word in shown for word in words)
        if "│" in told:
            assert max(map(len, told.splitlines())) <= int(columns)


@pytest.mark.usefixtures("registered")
def test_a_body_is_closed_and_listed_with_its_last_day(hub: Hub) -> None:
    told = hub("organisation", "close", LANTERN, "--on", "2026-03-31", "--successor", TERN)
    assert told.stdout == f"{LANTERN} closes at the end of 2026-03-31.\n"
    assert "2026-03-31" in hub("organisation", "list", COLUMNS="200").stdout


@pytest.mark.parametrize("address", ["sqlite:///:memory:", "sqlite://", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_store_that_is_no_file_is_refused_with_a_sentence(hub: Hub, address: str) -> None:
    assert "Name a SQLite file" in hub("init", code=2, HUB_DATABASE_URL=address).stderr


def test_an_address_of_a_store_with_a_port_that_is_none_is_refused_with_a_sentence(hub: Hub) -> None:
    refused = hub("init", code=2, HUB_DATABASE_URL="postgresql://hub:gulls@db.example:port/hub")
    assert "The database's address cannot be read." in refused.stderr
    assert "gulls" not in refused.stderr


def test_keys_are_rotated_and_the_old_one_signs_no_more_but_still_verifies(hub: Hub, tmp_path: Path) -> None:
    hub("init")
    (first,) = [file.stem for file in (tmp_path / "data" / "keys").glob("*.pem")]
    told = hub("keys", "rotate").stdout
    (second,) = [file.stem for file in (tmp_path / "data" / "keys").glob("*.pem")]
    assert told == f"Signing with {second} now.\n"
    app = create_app(read_config())
    try:
        keys = app.test_client().get("/.well-known/jwks.json").get_json()["keys"]
    finally:
        app.extensions[DATABASE].close()
    assert [key["kid"] for key in keys] == [second, first], "the newest first"


def test_a_rotation_of_the_keys_is_in_the_ledger(hub: Hub) -> None:
    hub("init")
    (first,) = json.loads(hub("keys", "list", "--json").stdout)
    assert (first["signs"], first["tokens_until"]) == (True, None)
    hub("keys", "rotate")
    hub("keys", "rotate", "--at-once")
    third, second, first = json.loads(hub("keys", "list", "--json").stdout)
    assert [key["signs"] for key in (third, second, first)] == [True, False, False]
    with open_database(read_config()) as database, database.read() as connection:
        entries = connection.execute(text("SELECT who, object, detail FROM ledger WHERE what = 'keys.rotated'")).all()
    assert [(entry.object, json.loads(entry.detail)) for entry in entries] == [
        (second["kid"], {"retired": first["kid"], "its_tokens_are_good_for_seconds": OVERLAP}),
        (third["kid"], {"retired": second["kid"], "its_tokens_are_good_for_seconds": 0}),
    ]
    assert {entry.who for entry in entries} == {getpass.getuser()}
    table = hub("keys", "list", COLUMNS="200").stdout
    assert [table.count(state) for state in (" signs ", "receipts only")] == [1, 2]
