"""`hub demo`: a complete fictional department, without a question asked, that keeps what is sent to it."""

from __future__ import annotations

import csv
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner
from govuk_bank_holidays.bank_holidays import BankHolidays
from permits import ROOT, SignIn
from running_hub import LONGEST_START, RunningHub, environment, free_port, run_hub

from hub.auth.permissions import Role
from hub.cli import main
from hub.frame import static

DEMO = (sys.executable, "-m", "hub", "demo")
DEPARTMENT = json.loads((ROOT / "fixtures" / "demo" / "department.json").read_bytes())
SUBMISSIONS = DEPARTMENT["submissions"]
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """One demonstration that runs for all tests of this file."""
    hub = RunningHub(tmp_path_factory.mktemp("demonstration") / "data", command=DEMO)
    try:
        hub.start()
        yield hub
    finally:
        hub.stop()


def facts_of(data: Path) -> Facts:
    facts: Facts = json.loads((data / "demo.json").read_bytes())
    return facts


def returns_in(data: Path) -> int:
    with closing(sqlite3.connect(data / "hub.sqlite", timeout=10)) as connection:
        return int(connection.execute("SELECT count(*) FROM returns").fetchone()[0])


def signed_in(address: str, sign_in: SignIn, **headers: str) -> requests.Session:
    person = requests.Session()
    form = sign_in.form(person.get(f"{address}/sign-in", timeout=30).text)
    person.post(f"{address}/sign-in", data=form, headers=headers, timeout=30)
    return person


def test_a_demonstration_that_was_just_filled_writes_papers(demonstration: RunningHub) -> None:
    """Its pack was issued while it was filled: whatever that left behind does not reach the server."""
    facts = facts_of(demonstration.data)
    forum = next(one for one in facts["sign_ins"] if one["user"] == "forum")
    with signed_in(facts["address"], SignIn(forum["user"], forum["password"])) as person:
        for _ in range(2):
            answer = person.get(f"{facts['address']}/forum/2/agenda.pdf", timeout=30)
            assert answer.content.startswith(b"%PDF")


@pytest.mark.slow
def test_its_facts_are_in_a_file_for_its_owner_alone(demonstration: RunningHub) -> None:
    facts, file = facts_of(demonstration.data), demonstration.data / "demo.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert set(facts) == {"address", "sign_ins", "client", "example", "clients", "tier_clients", "published"}
    assert facts["address"] == demonstration.address
    assert {sign_in["role"] for sign_in in facts["sign_ins"]} == set(Role)
    assert all(set(sign_in) == {"role", "user", "password"} for sign_in in facts["sign_ins"])
    assert set(facts["client"]) == {"organisation", "client_id", "client_secret"}
    assert facts["client"] in facts["clients"]
    assert [set(client) for client in facts["tier_clients"]] == [{"tier", "client_id", "client_secret"}] * 2
    assert json.loads(Path(facts["example"]).read_bytes())["organisation"] == facts["client"]["organisation"]


@pytest.mark.slow
def test_it_says_where_it_is_and_who_can_sign_in(demonstration: RunningHub) -> None:
    told, facts = demonstration.log.read_text("utf-8"), facts_of(demonstration.data)
    assert demonstration.address in told
    for sign_in in facts["sign_ins"]:
        assert sign_in["user"] in told
        assert sign_in["password"] in told
    assert facts["client"]["client_secret"] not in told


@pytest.mark.slow
def test_everybody_signs_in_from_this_machine_and_from_no_further(demonstration: RunningHub) -> None:
    facts = facts_of(demonstration.data)
    for account in facts["sign_ins"]:
        sign_in = SignIn(account["user"], account["password"])
        with signed_in(facts["address"], sign_in) as person:
            start = person.get(facts["address"], timeout=30, allow_redirects=False)
            assert (start.status_code, account["user"] in start.text) == (200, True)
    with signed_in(facts["address"], sign_in, **{"X-Forwarded-For": "192.0.2.7"}) as elsewhere:
        assert elsewhere.get(facts["address"], timeout=30, allow_redirects=False).status_code == 303


@pytest.mark.slow
def test_the_example_is_sent_and_accepted_and_the_sponsor_sees_it(demonstration: RunningHub) -> None:
    facts, file = facts_of(demonstration.data), demonstration.data / "demo.json"
    sent = run_hub(demonstration.data, "submit", "--json", "--credentials", str(file), facts["example"])
    assert sent.returncode == 0, sent.stderr
    receipt = json.loads(sent.stdout)
    assert receipt["status"] in (200, 201)
    assert (receipt["organisation"], receipt["findings"]) == (facts["client"]["organisation"], [])
    sponsor = next(account for account in facts["sign_ins"] if account["user"] == "sponsor")
    with signed_in(facts["address"], SignIn(sponsor["user"], sponsor["password"])) as person:
        rows = person.get(f"{facts['address']}/oversight/compliance.csv?period={receipt['period']}", timeout=30).text
    assert receipt["return_id"] in rows


@pytest.mark.slow
def test_its_sponsor_has_published_what_was_signed_off_for_the_years_before(demonstration: RunningHub) -> None:
    due = "r.current AND r.signed_off_as != '' AND r.period_name < '2026-27'"
    with closing(sqlite3.connect(demonstration.data / "hub.sqlite", timeout=10)) as connection:
        steps = "SELECT r.id, r.version, r.received_at, s.at, s.who FROM steps s JOIN returns r ON r.id = s.return_id"
        published = connection.execute(f"{steps} WHERE s.move = 'publish'").fetchall()
        expected = {row[0] for row in connection.execute(f"SELECT r.id FROM returns r WHERE {due}")}
        moments = [row[0] for row in connection.execute("SELECT at FROM ledger WHERE what = 'return.published'")]
    assert {row[0] for row in published} == expected
    assert len(expected) > 60
    assert {version for _, version, *_ in published} == {1, 2}
    assert {who for *_, who in published} == {"sponsor"}
    assert moments == sorted(moments)
    holidays = BankHolidays(use_cached_holidays=True)
    for _, _, received_at, at, _ in published:
        day = date.fromisoformat(at[:10])
        assert date.fromisoformat(received_at[:10]) < day < date.fromisoformat(DEPARTMENT["as_at"])
        assert holidays.is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES)


@pytest.mark.slow
def test_somebody_signs_in_for_an_organisation_whose_latest_return_has_open_queries(demonstration: RunningHub) -> None:
    facts = facts_of(demonstration.data)
    account = next(account for account in facts["sign_ins"] if account["user"] == "organisation-queried")
    assert account["role"] == Role.SIGNATORY
    with signed_in(facts["address"], SignIn(account["user"], account["password"])) as person:
        own = person.get(facts["address"], timeout=30).text
        assert re.search(r"July to September 2026.*?queries wait for an explanation from the organisation", own)
        latest = re.search(r'href="(/returns/[^"]+)"', own)
        assert latest is not None
        assert "Explain this query" in person.get(f"{facts['address']}{latest[1]}", timeout=30).text


def asked_by(demonstration: RunningHub, user: str, *addresses: str) -> list[str]:
    """What somebody of the demonstration gets at some addresses."""
    facts = facts_of(demonstration.data)
    account = next(account for account in facts["sign_ins"] if account["user"] == user)
    with signed_in(facts["address"], SignIn(account["user"], account["password"])) as person:
        return [person.get(f"{facts['address']}{address}", timeout=30).text for address in addresses]


def bodies_in(file: str) -> dict[str, dict[str, str]]:
    return {row["organisation_code"]: row for row in csv.DictReader(file.splitlines())}


@pytest.mark.slow
def test_a_merger_a_new_name_a_second_parent_and_shared_services_are_there_to_be_seen(
    demonstration: RunningHub,
) -> None:
    before, since = (f"/oversight/compliance.csv?period={name}" for name in ("2024-25-Q4", "2025-26-Q2"))
    own_start, own_before, own_since = asked_by(demonstration, "organisation-merged", "/", before, since)
    assert "1 April 2025: West Strand Harbours Board merged into Strand Harbours Authority." in own_start
    assert set(bodies_in(own_before)) == {"west-strand", "strand-harbours"}
    assert bodies_in(own_before)["west-strand"]["marks"] == "Merged into Strand Harbours Authority on 1 April 2025."
    assert set(bodies_in(own_since)) == {"strand-harbours"}
    (further,) = asked_by(demonstration, "sponsor-further", since)
    assert set(bodies_in(further)) == {"causeway-tolls"}
    (all_,) = asked_by(demonstration, "sponsor", before)
    assert bodies_in(all_)["islander-grants"]["marks"] == "Then called Islander Passages Fund."
    assert bodies_in(all_)["causeway-tolls"]["marks"] == "Ministry of Island Roads oversees it too."
    (queried,) = asked_by(demonstration, "organisation-queried", "/")
    assert "Complaints go to Quayside Shared Contact Centre, which counts each joint complaint once" in queried


@pytest.mark.slow
def test_somebody_holds_several_roles_of_which_one_has_ended_and_one_has_not_begun(demonstration: RunningHub) -> None:
    facts = facts_of(demonstration.data)
    account = next(account for account in facts["sign_ins"] if account["user"] == "several-roles")
    with signed_in(facts["address"], SignIn(account["user"], account["password"])) as person:
        page = person.get(f"{facts['address']}/account", timeout=30).text
    assert [page.count(words) for words in ("You act in it", "You hold it", "Has ended", "Has not begun")] == [1] * 4


@pytest.mark.slow
def test_begun_again_it_keeps_what_was_sent_and_the_passwords(demonstration: RunningHub) -> None:
    before, file = facts_of(demonstration.data), demonstration.data / "demo.json"
    run_hub(demonstration.data, "submit", "--credentials", str(file), before["example"])
    kept = returns_in(demonstration.data)
    assert kept == len(SUBMISSIONS) + 1
    again = run_hub(demonstration.data, "demo", "--prepare-only", "--port", str(demonstration.port))
    assert again.returncode == 0, again.stderr
    assert (facts_of(demonstration.data), returns_in(demonstration.data)) == (before, kept)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_filling_that_was_interrupted_is_begun_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepare = subprocess.Popen(
        [*DEMO, "--prepare-only"], env=environment(data), cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + LONGEST_START
        while not (has_begun(data) and returns_in(data) > 10):
            assert prepare.poll() is None, "it was too quick to be interrupted"
            assert time.monotonic() < until
    finally:
        prepare.send_signal(signal.SIGKILL)
        prepare.wait()
    assert not (data / "demo.json").exists()
    assert (data / "demo-half-done").stat().st_mode & 0o777 == 0o600
    assert 10 < returns_in(data) < len(SUBMISSIONS)
    again = run_hub(data, "demo", "--prepare-only")
    assert again.returncode == 0, again.stderr
    assert returns_in(data) == len(SUBMISSIONS)
    assert json.loads(run_hub(data, "verify", "--json").stdout)["faults"] == []


def has_begun(data: Path) -> bool:
    """Whether there is a table of returns yet."""
    if not (data / "hub.sqlite").exists():
        return False
    with closing(sqlite3.connect(data / "hub.sqlite", timeout=10)) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'returns'").fetchone())


def test_the_data_folder_of_a_real_hub_is_refused_with_a_sentence(tmp_path: Path) -> None:
    settings = environment(tmp_path / "data")
    assert CliRunner().invoke(main, ["init"], env=settings).exit_code == 0
    refused = CliRunner().invoke(main, ["demo", "--prepare-only"], env=settings)
    assert refused.exit_code == 2
    assert "holds a hub that is not the demonstration" in refused.stderr
    assert "HUB_DATA" in refused.stderr
    assert not (tmp_path / "data" / "demo.json").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"sign_ins": []}',
        b'{"sign_ins": [{"user": "sponsor"}]}',
        b'{"sign_ins": [{"user": 1, "role": "sponsor", "password": "x"}]}',
    ],
)
def test_a_file_of_facts_that_is_damaged_is_named(tmp_path: Path, content: bytes) -> None:
    settings, file = environment(tmp_path / "data"), tmp_path / "data" / "demo.json"
    file.parent.mkdir()
    file.write_bytes(content)
    for command in (["demo", "--prepare-only"], ["demo"]):
        refused = CliRunner().invoke(main, [*command], env={**settings, "HUB_PORT": str(free_port())})
        assert (command, refused.exit_code) == (command, 2)
        assert f"{file} is damaged" in refused.stderr
        assert "begin the demonstration afresh" in refused.stderr
    assert file.read_bytes() == content


def test_a_file_without_its_credentials_is_damaged_too(tmp_path: Path) -> None:
    file = tmp_path / "data" / "demo.json"
    file.parent.mkdir()
    account = {"role": "sponsor", "user": "sponsor", "password": "gulls over the quay"}
    file.write_text(json.dumps({"sign_ins": [account], "client": {}, "clients": []}), "utf-8")
    refused = CliRunner().invoke(main, ["demo", "--prepare-only"], env=environment(tmp_path / "data"))
    assert (refused.exit_code, f"{file} is damaged" in refused.stderr) == (2, True)


def test_a_data_folder_that_is_a_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands here", "utf-8")
    refused = CliRunner().invoke(main, ["demo", "--prepare-only"], env=environment(tmp_path / "data"))
    assert (refused.exit_code, "cannot be used" in refused.stderr) == (2, True), refused.output


def test_a_demonstration_is_on_loopback_whatever_the_settings_say(tmp_path: Path) -> None:
    settings = environment(tmp_path / "data", host="0.0.0.0", database_url="postgresql+psycopg://nobody@nowhere/none")
    prepared = CliRunner().invoke(main, ["demo", "--prepare-only", "--port", "8051"], env=settings)
    assert prepared.exit_code == 0, prepared.output
    assert facts_of(tmp_path / "data")["address"] == "http://127.0.0.1:8051"
    assert returns_in(tmp_path / "data") == len(SUBMISSIONS)


def test_where_the_styles_are_not_built_it_says_so_and_tells_no_sign_ins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static, "FOLDER", tmp_path / "static")
    monkeypatch.setenv("HUB_DATA", str(tmp_path / "data"))
    for kept in (static.manifest, static.built):
        kept.cache_clear()
    try:
        stopped = CliRunner().invoke(main, ["demo", "--prepare-only"])
    finally:
        for kept in (static.manifest, static.built):
            kept.cache_clear()
    assert stopped.exit_code == 2
    assert "The styles and scripts of the pages have not been built." in stopped.output
    assert "Sign in" not in stopped.output
    assert not (tmp_path / "data").exists()
