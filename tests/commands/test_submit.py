"""`hub submit`: returns go to a hub over HTTP, each with a line that says what became of it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from assessment_documents import assessment
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import LANTERN, TERN, as_bytes, full_return, least_return
from running_hub import free_port
from served import BrokenAtFirst, away, hangs_up, served
from tier_documents import TIER, tier_report

from hub.commands.returns import Credentials

Hub = Callable[..., Result]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[HubUnderTest]:
    """The hub that returns are sent to."""
    with begun(tmp_path / "other") as hub:
        yield hub


@pytest.fixture
def address(other: HubUnderTest) -> Iterator[str]:
    with served(other.app) as address:
        yield address


@pytest.fixture
def credentials(other: HubUnderTest, tmp_path: Path) -> Path:
    """A file with the credentials of every body, as that of the demonstration."""
    clients = [
        {"organisation": each.organisation, "client_id": each.client_id, "client_secret": each.client_secret}
        for each in other.credentials.values()
    ]
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"clients": clients}), encoding="utf-8")
    return file


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, object], Path]:
    def write(name: str, document: object) -> Path:
        file = tmp_path / name
        file.write_bytes(document if isinstance(document, bytes) else as_bytes(document))  # type: ignore[arg-type]
        return file

    return write


Write = Callable[[str, object], Path]


def _entry(receipt: dict[str, Any]) -> str:
    return f"{receipt['ledger']['seq']}:{receipt['ledger']['hash']}"


def test_each_return_goes_under_its_bodys_credentials_and_has_a_line(
    hub: Hub, other: HubUnderTest, address: str, credentials: Path, write: Write
) -> None:
    files = [write("ours.json", full_return()), write("theirs.json", least_return(TERN))]
    lines = hub("submit", "--hub", address, "--credentials", credentials, *files).stdout.splitlines()
    (ours,), (theirs,) = other.listed(LANTERN), other.listed(TERN)
    told, queries = lines[:2], lines[2:-1]
    assert told == [
        f"{files[0]}: accepted, {LANTERN} 2026-27-Q1 version 1, receipt {ours['return_id']}, ledger {_entry(ours)}",
        f"{files[1]}: accepted, {TERN} 2026-27-Q1 version 1, receipt {theirs['return_id']}, ledger {_entry(theirs)}",
    ]
    assert [line[:5] for line in queries] == ["  Q11"]


def test_a_return_that_was_sent_before_is_not_kept_twice(
    hub: Hub, other: HubUnderTest, address: str, credentials: Path, write: Write
) -> None:
    sent = ("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return()))
    hub(*sent)
    assert "received before, version 1" in hub(*sent).stdout
    assert len(other.listed()) == 1


def test_one_refused_return_does_not_hold_up_the_others(
    hub: Hub, other: HubUnderTest, address: str, credentials: Path, write: Write
) -> None:
    broken = write("broken.json", {**full_return(), "colour": "blue"})
    unread = write("unread.json", b"{")
    good = write("good.json", full_return())
    told = hub("submit", "--hub", address, "--credentials", credentials, broken, unread, good, code=1).stdout
    assert f"{broken}: refused (422): " in told
    assert "  E15  " in told
    assert f"{unread}: refused (400): " in told
    assert "  E19  " in told
    assert f"{good}: accepted" in told
    assert len(other.listed()) == 1


def test_a_program_reads_one_json_object_a_file(hub: Hub, address: str, credentials: Path, write: Write) -> None:
    files = [write("good.json", full_return()), write("bad.json", {**full_return(), "colour": "blue"})]
    result = hub("submit", "--json", "--hub", address, "--credentials", credentials, *files, code=1)
    good, bad = (json.loads(line) for line in result.stdout.splitlines())
    assert (good["file"], good["status"], good["organisation"], good["version"]) == (str(files[0]), 201, LANTERN, 1)
    assert (bad["file"], bad["status"]) == (str(files[1]), 422)
    assert [finding["code"] for finding in bad["findings"]] == ["E15"]


def test_the_hub_can_be_asked_for_its_verdict_alone(
    hub: Hub, other: HubUnderTest, address: str, credentials: Path, write: Write
) -> None:
    asked = ("submit", "--check-only", "--hub", address, "--credentials", credentials)
    assert "would be accepted" in hub(*asked, write("good.json", full_return())).stdout
    assert "would be refused" in hub(*asked, write("bad.json", {**full_return(), "colour": 1}), code=1).stdout
    assert other.listed() == []


@pytest.mark.parametrize("by", ["environment", "secret file", "credentials file"])
def test_the_secret_comes_from_the_environment_or_a_file_and_is_never_shown(
    hub: Hub, other: HubUnderTest, address: str, credentials: Path, write: Write, tmp_path: Path, by: str
) -> None:
    mine = other.credentials[LANTERN]
    secret_file = tmp_path / "secret"
    secret_file.write_text(mine.client_secret + "\n", encoding="utf-8")
    given = {
        "environment": {"HUB_CLIENT_ID": mine.client_id, "HUB_CLIENT_SECRET": mine.client_secret},
        "secret file": {"HUB_CLIENT_ID": mine.client_id, "HUB_CLIENT_SECRET_FILE": str(secret_file)},
        "credentials file": {},
    }[by]
    named = ("--credentials", credentials) if by == "credentials file" else ()
    for document, code in ((full_return(), 0), ({**full_return(), "colour": "blue"}, 1)):
        for form in ((), ("--json",)):
            file = write("one.json", document)
            output = hub("submit", *form, *named, file, code=code, HUB_ADDRESS=address, **given).output
            assert mine.client_secret not in output


def test_a_wrong_secret_is_a_sentence_without_the_secret(
    hub: Hub, other: HubUnderTest, address: str, write: Write
) -> None:
    wrong = {"HUB_CLIENT_ID": other.credentials[LANTERN].client_id, "HUB_CLIENT_SECRET": "hub_not-this-one"}
    result = hub("submit", "--hub", address, write("one.json", full_return()), code=1, **wrong)
    assert result.stdout.endswith("not sent. The hub does not accept this client id and secret. Check both.\n")
    assert "hub_not-this-one" not in result.output


def test_nothing_moves_where_nobody_looks_on(hub: Hub, address: str, credentials: Path, write: Write) -> None:
    result = hub("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return()))
    assert "Sending" not in result.output
    assert "\x1b" not in result.output
    assert "\r" not in result.output


def test_a_hub_that_is_away_is_asked_again_when_it_says_so(
    hub: Hub, other: HubUnderTest, credentials: Path, write: Write
) -> None:
    road = BrokenAtFirst(other.app, 2, away(retry_after="1"))
    with served(road) as address:
        begun_at = time.monotonic()
        told = hub("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return())).stdout
    assert "accepted" in told
    assert road.asked == 3
    assert time.monotonic() - begun_at >= 2
    assert len(other.listed()) == 1


def test_a_hub_that_has_been_asked_too_often_is_asked_again_in_a_minute(
    hub: Hub, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def a_minute_goes_by(seconds: float) -> None:
        waited.append(seconds)
        with closing(sqlite3.connect(tmp_path / "busy" / "limits.sqlite")) as counts:
            counts.execute("DELETE FROM request_counts")
            counts.commit()

    monkeypatch.setattr("urllib3.util.retry.time.sleep", a_minute_goes_by)
    files = [write(f"{number}.json", least_return(received=number)) for number in range(5)]
    with begun(tmp_path / "busy", requests_per_minute=3) as busy, served(busy.app) as address:
        mine = busy.credentials[LANTERN]
        shown = {"HUB_CLIENT_ID": mine.client_id, "HUB_CLIENT_SECRET": mine.client_secret}
        told = hub("submit", "--hub", address, *files, **shown).stdout
    assert told.count("accepted") == 5, "a token and two returns, then a minute, then three returns"
    assert len(waited) == 1
    assert 0 < waited[0] <= 60


def test_a_connection_that_breaks_is_tried_again(
    hub: Hub, other: HubUnderTest, credentials: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.ingest.client.PAUSE", 0.01)
    road = BrokenAtFirst(other.app, 2, hangs_up)
    with served(road) as address:
        told = hub("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return())).stdout
    assert "accepted" in told
    assert road.asked == 3


def test_a_hub_that_stays_away_is_out_of_reach_and_not_a_refusal(
    hub: Hub, other: HubUnderTest, credentials: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.ingest.client.PAUSE", 0.01)
    with served(BrokenAtFirst(other.app, 100, away(retry_after="0"))) as address:
        sent = ("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return()))
        assert "cannot take returns now (503)" in hub(*sent, code=3).stdout


def test_an_address_where_nobody_answers_is_out_of_reach(
    hub: Hub, credentials: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.ingest.client.PAUSE", 0.01)
    nobody = f"http://127.0.0.1:{free_port()}"
    sent = ("submit", "--hub", nobody, "--credentials", credentials, write("one.json", full_return()))
    assert f"{nobody} could not be reached" in hub(*sent, code=3).stdout


def test_each_file_has_its_line_and_a_hub_that_is_away_is_waited_for_once(
    hub: Hub, credentials: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.ingest.client.PAUSE", 0.01)
    nobody = f"http://127.0.0.1:{free_port()}"
    files = [write("one.json", full_return()), write("two.json", full_return())]
    told = hub("submit", "--hub", nobody, "--credentials", credentials, *files, code=3).stdout
    assert [f"{file}: not sent." in told for file in files] == [True, True]


def test_an_address_that_is_no_hub_is_said_to_be_none(hub: Hub, credentials: Path, write: Write) -> None:
    def somebody_else(_: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<h1>It works!</h1>"]

    with served(somebody_else) as address:  # type: ignore[arg-type]
        sent = ("submit", "--hub", address, "--credentials", credentials, write("one.json", full_return()))
        assert "not as a hub does" in hub(*sent, code=3).stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "No hub to send to."),
        ({"HUB_ADDRESS": "http://127.0.0.1:1"}, "no client id and secret"),
        ({"HUB_CLIENT_ID": "a", "HUB_CLIENT_SECRET_FILE": "nowhere"}, "cannot be read"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(
    hub: Hub, write: Write, given: dict[str, str], said: str
) -> None:
    assert said in hub("submit", write("one.json", full_return()), code=2, **given).stderr


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_a_credentials_file_that_is_none_is_said_to_be_none(hub: Hub, write: Write, content: bytes) -> None:
    sent = ("submit", "--credentials", write("credentials.json", content), write("one.json", full_return()))
    assert "not" in hub(*sent, code=2).stderr


def test_a_self_assessment_goes_where_self_assessments_are_taken(
    hub: Hub, address: str, credentials: Path, write: Callable[[str, object], Path]
) -> None:
    file = write("self.json", assessment())
    told = hub("submit", file, "--hub", address, "--credentials", credentials).stdout
    assert f"accepted, {LANTERN} person-centred version 1, receipt " in told
    again = hub("submit", file, "--hub", address, "--credentials", credentials).stdout
    assert "received before, version 1, receipt " in again
    checked = hub("submit", "--check-only", file, "--hub", address, "--credentials", credentials).stdout
    assert checked.strip() == f"{file}: would be accepted"


def test_a_tiers_report_is_sent_with_the_tiers_client_and_a_return_with_its_organisations() -> None:
    clients = {LANTERN: ("lantern", "one"), TIER: ("tier", "two"), "": ("all", "three")}
    told = Credentials("http://hub.example", clients)
    assert told.for_document(as_bytes(tier_report())) == ("tier", "two")
    assert told.for_document(as_bytes(least_return())) == ("lantern", "one")
    assert told.for_document(as_bytes(tier_report(tier="Another Arbiter"))) == ("all", "three")
