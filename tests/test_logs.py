"""What a serving hub writes to its log finds a fault and gives nothing away: no secret, no name, nothing that was sent.

A word that is found nowhere else stands in every place that a request has, on every address.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hub_under_test import CHECK, JSON, RETURNS, TOKEN, HubUnderTest, express_of
from log_under_test import Log, listening
from people_under_test import PASSWORD, HubWithPeople, with_people
from permits import BODIES, LANTERN, Document, as_bytes, full_return
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from hub.errors import NotAuthenticated
from hub.logs import MOST_CAUSES, MOST_FRAMES, log_libraries_too
from hub.store.faults import unavailable

CANARY = "c4nary"
SOMEWHERE = "198.51.100.77"
BEARER = f"Bearer {CANARY}.{CANARY}.{CANARY}"
HEADERS = ("User-Agent", "Referer", "X-Forwarded-For", "Forwarded", "X-Request-Id", "Idempotency-Key", "Accept", "Via")
FORM = {CANARY: CANARY, "name": CANARY, "password": CANARY, "act": CANARY}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", CANARY.upper())
ANSWER = {"event", "level", "timestamp", "request", "method", "route", "status", "ms", "caller", "role"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


@pytest.fixture
def log() -> Iterator[Log]:
    with listening() as log:
        yield log


def loaded(**more: str) -> dict[str, Any]:
    """A request that has the word in every header, in its query and as its sender's address."""
    names = (
        "User-Agent",
        "Referer",
        "X-Forwarded-For",
        "Forwarded",
        "X-Request-Id",
        "Idempotency-Key",
        "Origin",
        "Via",
    )
    headers = {**dict.fromkeys(names, f"https://{CANARY}.example/{CANARY}@{CANARY}"), **more}
    query = dict.fromkeys(("period", "organisation", "next", "before", CANARY), f"{CANARY}<{CANARY}@{CANARY}.example>")
    return {"headers": headers, "query_string": query, "environ_overrides": {"REMOTE_ADDR": SOMEWHERE}}


def spoilt(node: Any) -> Any:
    """A document with the word in each of its texts that is not a word of the contract's own."""
    if isinstance(node, dict):
        return {name: spoilt(child) for name, child in node.items()}
    if isinstance(node, list):
        return [spoilt(child) for child in node]
    return f"{node} {CANARY}" if isinstance(node, str) and " " in node else node


def assert_tells_nothing(log: Log, hub: HubUnderTest) -> None:
    """That nothing of anybody is in the log, nor anything that was sent; and that each line has only what it may."""
    secrets = [*hub._tokens.values(), *(each.client_secret for each in hub.credentials.values()), PASSWORD]
    people = [*BODIES, *BODIES.values(), *(each.client_id for each in hub.credentials.values())]
    for told in (CANARY, SOMEWHERE, "127.0.0.1", *secrets, *people):
        assert told.lower() not in log.text.lower()
    assert not [line for line in log.lines() if "left_out" in line]


def addresses(hub: HubUnderTest) -> list[str]:
    rules = {str(rule) for rule in hub.app.url_map.iter_rules()} | {"/nowhere/<x>", "/oversight/<x>", f"/{CANARY}"}
    return sorted(re.sub(r"<[^>]+>", CANARY, rule) for rule in rules)


@pytest.mark.parametrize("who", ["nobody", "sponsor", "program"])
def test_whatever_is_asked_of_any_address_the_log_tells_nothing_of_it(hub: HubWithPeople, log: Log, who: str) -> None:
    shown = hub.hub.bearer() if who == "program" else {"Authorization": BEARER}
    for body in (
        {"data": {CANARY: CANARY, "name": CANARY, "password": CANARY, "act": CANARY}},
        {"json": {CANARY: CANARY}},
    ):
        for address in addresses(hub.hub):
            for method in METHODS:
                browser = hub.browser("sponsor") if who == "sponsor" else hub.hub.app.test_client()
                browser.set_cookie(f"a{CANARY}", CANARY)
                log.clear()
                answer = browser.open(address, method=method, **loaded(**shown), **body)
                (line,) = log.lines("request")
                assert set(line) == ANSWER
                assert (line["status"], line["request"]) == (answer.status_code, answer.headers["X-Request-Id"])
                assert_tells_nothing(log, hub.hub)


@pytest.mark.parametrize("to", [RETURNS, CHECK])
@pytest.mark.parametrize("change", [
    {}, {"organisation": f"{CANARY}-trust"}, {CANARY: CANARY}, {"period": CANARY}, {"contract": CANARY},
    {"notes": f"Anne {CANARY}, anne@{CANARY}.example, AB{CANARY}"},
])  # fmt: skip
def test_a_return_leaves_no_word_of_itself_whether_it_is_taken_or_refused(
    hub: HubWithPeople, log: Log, to: str, change: Document
) -> None:
    asked = loaded(**hub.hub.bearer())
    for raw in (as_bytes({**spoilt(full_return()), **change}), f'{{"{CANARY}": '.encode(), CANARY.encode()):
        for content_type in (JSON, f"{JSON}; charset={CANARY}", CANARY):
            hub.hub.ask("POST", to, data=raw, content_type=content_type, **asked)
    assert {line["route"] for line in log.lines("request")} == {to}
    assert {line["caller"] for line in log.lines("request")} == {"program"}
    assert_tells_nothing(log, hub.hub)


def test_who_asks_for_a_token_is_not_told(hub: HubWithPeople, log: Log) -> None:
    grant = {"grant_type": "client_credentials", "client_id": CANARY, "client_secret": CANARY}
    for body in ({"data": grant}, {"json": grant}, {"auth": (CANARY, CANARY)}):
        assert hub.hub.ask("POST", TOKEN, **body).status_code in (400, 401)
    mine = hub.hub.credentials[LANTERN]
    assert hub.hub.ask_for_token(mine).status_code == 200
    assert_tells_nothing(log, hub.hub)


def test_the_kind_of_caller_and_the_role_are_told(hub: HubWithPeople, log: Log) -> None:
    sponsor = hub.browser("sponsor")
    log.clear()
    sponsor.get("/")
    hub.hub.read(RETURNS)
    hub.hub.send(full_return())
    hub.hub.ask("GET", "/nowhere")
    told = [(line["caller"], line["role"], line["route"]) for line in log.lines("request")]
    assert told == [
        ("person", "sponsor", "/"),
        ("program", "", RETURNS),
        ("program", "", RETURNS),
        ("nobody", "", "none"),
    ]


def in_the_database() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {CANARY} (a TEXT UNIQUE)"))
        for _ in range(2):
            connection.execute(text(f"INSERT INTO {CANARY} VALUES (:a)"), {"a": CANARY})


def in_words() -> None:
    raise ValueError(f"no {CANARY} here") from KeyError(CANARY)


def while_another_is_dealt_with() -> None:
    try:
        raise LookupError(CANARY)
    except LookupError:
        raise ExceptionGroup(CANARY, [OSError(28, CANARY)])  # noqa: B904


def out_of_reach() -> None:
    raise unavailable(sqlite3.OperationalError("disk is full")) from IntegrityError(CANARY, {"a": CANARY}, ValueError())


@pytest.mark.parametrize("fails", [in_the_database, in_words, while_another_is_dealt_with, out_of_reach])
def test_a_failure_is_told_without_its_words(hub: HubWithPeople, log: Log, fails: Callable[[], None]) -> None:
    def failing(**_: Any) -> None:
        fails()

    views = hub.hub.app.view_functions
    before = dict(views)
    sponsor, status = hub.browser("sponsor"), 503 if fails is out_of_reach else 500
    log.clear()
    try:
        views.update(dict.fromkeys(views, failing))
        for address in ("/", f"/returns/{CANARY}", "/api/v1/contracts", f"{RETURNS}/{CANARY}"):
            assert sponsor.get(address, **loaded()).status_code == status
    finally:
        views.update(before)
    assert len(log.lines("refused" if status == 503 else "failed")) == 4
    assert_tells_nothing(log, hub.hub)


def test_a_failure_before_the_framework_is_told_in_the_same_way(
    hub: HubWithPeople, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> Any:
        in_the_database()

    bearer = hub.hub.bearer()
    monkeypatch.setattr("hub.ingest.express.submit", failing)
    answer = hub.hub.ask("POST", RETURNS, data=as_bytes(full_return()), content_type=JSON, headers=bearer)
    assert answer.status_code == 500
    (failed,), (request,) = log.lines("failed"), log.lines("request")
    assert (request["status"], request["route"]) == (500, RETURNS)
    assert failed["request"] == request["request"] == answer.headers["X-Request-Id"]
    assert [each["type"] for each in failed["exception"]] == ["sqlalchemy.exc.IntegrityError", "sqlite3.IntegrityError"]
    assert failed["exception"][1]["code"] == "SQLITE_CONSTRAINT_UNIQUE"
    assert_tells_nothing(log, hub.hub)


def test_what_comes_past_every_other_answer_is_answered_and_told(
    hub: HubWithPeople, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> Any:
        in_words()

    monkeypatch.setattr(express_of(hub.hub.app), "_application", failing)
    answer = hub.hub.ask("GET", "/", **loaded())
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.get_json()["instance"].endswith(answer.headers["X-Request-Id"])
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    (failed,) = log.lines("failed")
    assert [each["type"] for each in failed["exception"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert [each["status"] for each in log.lines("request")] == [500]
    assert_tells_nothing(log, hub.hub)


def test_a_failure_tells_where_it_was_and_no_value_of_a_variable(log: Log) -> None:
    def fails(secret: str) -> None:
        raise RuntimeError(f"no use for {secret}")

    try:
        fails("hub_" + "s3cret" * 4)
    except RuntimeError as fault:
        structlog.get_logger("hub.app").error("failed", exc_info=fault)
    (line,) = log.lines()
    assert (line["event"], line["level"]) == ("failed", "error")
    (told,) = line["exception"]
    assert told["type"] == "builtins.RuntimeError"
    assert [frame.split()[-1].split(".")[-1] for frame in told["frames"]][-1] == "fails"
    assert "s3cret" not in log.text


def test_an_endless_failure_is_told_in_short(log: Log) -> None:
    def deeper(level: int) -> None:
        try:
            deeper(level + 1)
        except RecursionError:
            if level % 50 == 0:
                raise ValueError(CANARY)  # noqa: B904
            raise

    try:
        deeper(1)
    except (RecursionError, ValueError) as fault:
        structlog.get_logger().error("failed", exc_info=fault)
    (line,) = log.lines()
    assert len(line["exception"]) <= MOST_CAUSES
    assert all(0 < len(each["frames"]) <= MOST_FRAMES for each in line["exception"])
    assert CANARY not in log.text


def test_a_member_that_is_not_on_the_list_is_named_and_not_written(log: Log) -> None:
    structlog.get_logger().warning("refused", reason="no session", address=SOMEWHERE, name=CANARY)
    (line,) = log.lines()
    assert (line["reason"], line["left_out"]) == ("no session", ["address", "name"])
    assert SOMEWHERE not in log.text
    assert CANARY not in log.text


@pytest.fixture
def _a_process_of_its_own() -> Iterator[None]:
    root, show = logging.getLogger(), warnings.showwarning
    handlers, level = list(root.handlers), root.level
    log_libraries_too()
    yield
    root.handlers[:], warnings.showwarning = handlers, show
    root.setLevel(level)


@pytest.mark.usefixtures("_a_process_of_its_own")
def test_libraries_are_told_of_without_the_values_in_their_words(log: Log) -> None:
    try:
        in_the_database()
    except IntegrityError as fault:
        logging.getLogger("sqlalchemy.pool").error("Exception during reset of %s", CANARY, exc_info=fault)
    logging.getLogger("a.library").warning(f"limit exceeded by {CANARY}")
    logging.getLogger("a.library").info("a word of %s", CANARY)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        log_libraries_too()
        warnings.warn(f"do not use {CANARY}", DeprecationWarning, stacklevel=1)
    first, second, third = log.lines()
    assert (first["logger"], first["level"], first["said"]) == (
        "sqlalchemy.pool",
        "error",
        "Exception during reset of %s",
    )
    assert first["exception"][0]["type"] == "sqlalchemy.exc.IntegrityError"
    assert (second["logger"], "said" in second) == ("a.library", False)
    assert (third["event"], third["kind"], third["place"].split(":")[0]) == (
        "warned",
        "DeprecationWarning",
        "test_logs.py",
    )
    assert CANARY not in log.text


def test_a_log_that_cannot_be_written_keeps_nobody_from_an_answer(hub: HubWithPeople, log: Log) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    log.bytes.write = full  # type: ignore[method-assign]
    assert hub.hub.send(full_return()).status_code in (200, 201)


def test_why_somebody_is_not_let_in_is_told(hub: HubWithPeople, log: Log) -> None:
    hub.hub.ask("GET", RETURNS, headers={"Authorization": BEARER})
    (line,) = log.lines("refused")
    assert (line["code"], line["status"]) == (NotAuthenticated.code, 401)
    assert line["reason"]
