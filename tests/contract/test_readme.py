"""What an organisation's developer reads is held to what the hub does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hub_under_test import RETURNS, HubUnderTest, begun, without_id
from marshmallow import fields
from permits import DEPARTMENT
from return_documents import NOW, ROOT

from hub.app import DATABASE
from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT
from hub.contract.findings import RULES
from hub.contract.judge import judge
from hub.contract.life_cycle import State
from hub.contract.members import members as contract_members
from hub.contract.minimum_data import ITEMS, Reported, minimum_data
from hub.contract.model import STATUSES
from hub.contract.rule import COMPARES_PERIODS
from hub.contract.strict_json import DEEPEST, LONGEST_BODY
from hub.contract.versions import RETURN, VERSIONS, versions_of
from hub.errors import Locked, MoveRefused
from hub.ingest.answers import STATUSES as STATUS_OF
from hub.ingest.answers import TITLES
from hub.ingest.api_schemas import ReceiptSchema, SummarySchema
from hub.scope import Scope
from hub.store.ledger import By
from hub.store.threads import Threads

README = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "contracts" / "CHANGELOG.md").read_text(encoding="utf-8")
OF_PAGES = 403  # only people meet it: a program has no roles
TYPES = {
    fields.String: "text",
    fields.Integer: "number",
    fields.DateTime: "moment",
    fields.Boolean: "true or false",
    fields.List: "list",
    fields.Nested: "object",
    fields.Dict: "object",
}


def section(heading: str) -> str:
    """What stands under a heading."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its two lines of header."""
    table = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[2:]]


def examples(heading: str) -> list[str]:
    """The documents and answers that are shown under a heading."""
    return re.findall(r"```json\n(.*?)```", section(heading), re.DOTALL)


(THE_RETURN,) = examples("The least that is a return")
(THE_REFUSAL,) = examples("Sending it")
(THE_RECEIPT,) = examples("The receipt")
THE_LIST, THE_CONTRACTS = examples("Was it received?")
(WHAT_IS_ASKED,) = examples("What is asked")
THE_STANDING, THE_THREADS = examples("What becomes of it")


def test_every_rule_is_explained_in_the_words_of_the_rule_book() -> None:
    told = {code: tuple(words) for code, *words in rows("The codes")}
    assert told == {rule.code: (rule.title, rule.reason, rule.what_to_do) for rule in RULES.values()}


def test_the_example_is_accepted_as_it_stands() -> None:
    verdict = judge(THE_RETURN.encode(), NOW)
    assert verdict.findings == ()
    assert verdict.told is not None
    assert {report.reported for report in minimum_data(verdict.told)} <= {Reported.FULLY, Reported.PARTLY}


def members(node: Any) -> Iterator[tuple[str, bool]]:
    """Every member of the published schema, and whether it must be there."""
    if isinstance(node, dict):
        for name in node.get("properties", {}):
            yield name, name in node.get("required", ())
        for child in node.values():
            yield from members(child)
    elif isinstance(node, list):
        for child in node:
            yield from members(child)


def test_every_member_of_the_contract_is_explained_and_no_other() -> None:
    schema = json.loads((ROOT / "contracts" / "complaints-return" / "1.0.json").read_bytes())
    named = set(re.findall(r"`([a-z_]+)`", README))
    assert {name for name, _ in members(schema)} - {"value", "marked"} <= named
    bold = set(re.findall(r"\*\*`([a-z_]+)`\*\*", README))
    assert bold == {name for name, required in members(schema) if required} - {"value", "marked"}


def test_every_member_of_the_later_versions_is_explained_under_its_own_heading() -> None:
    first, *later = (set(contract_members(known.contract, known.version)) for known in versions_of(RETURN))
    told = set(re.findall(r"`([a-z_]+)`", section("Newer versions")))
    assert {place.rpartition("/")[2] for place in set().union(*later) - first} <= told


def test_every_item_of_the_minimum_data_has_its_member() -> None:
    assert [row[2] for row in rows("The members") if row[2:] and row[2].startswith("M")] == list(ITEMS)


def test_statuses_and_limits_are_those_of_the_code() -> None:
    assert {row[0].strip("`") for row in rows("A number, or the reason why there is none")} == STATUSES
    assert f"{LONGEST_BODY:,} bytes" in README
    assert f"{LONGEST_TEXT:,} characters" in README
    assert f"a label or name {LONGEST_LINE}" in README
    assert f"at most {DEEPEST} levels deep" in README


def test_every_file_that_is_named_is_there() -> None:
    for name in ("complaints-return/1.0.json", "CHANGELOG.md"):
        assert name in README
        assert (ROOT / "contracts" / name).is_file()
    for file in (ROOT / "contracts" / "codelists").glob("*.csv"):
        assert file.name in README


def test_every_version_is_in_the_list_of_changes() -> None:
    for known in VERSIONS:
        assert f"## {known.contract} {known.version}" in CHANGELOG


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubUnderTest]:
    """A hub that has received the example of the page."""
    with begun(tmp_path_factory.mktemp("readme") / "data") as hub:
        hub.sent(THE_RETURN.encode())
        yield hub


def as_told(answer: str, kept: dict[str, Any]) -> Any:
    """An example's answer, with what is another at each hub as this hub has it."""
    told = json.loads(THE_RECEIPT)
    for name in ("return_id", "received_at", "sent_by", "signature"):
        answer = answer.replace(told[name], kept[name])
    return json.loads(answer.replace(json.dumps(told["ledger"]), json.dumps(kept["ledger"])))


def test_each_example_answer_is_what_the_hub_answers(hub: HubUnderTest) -> None:
    (kept,) = hub.listed()
    here = f"{RETURNS}/{kept['return_id']}"
    asked = {
        f"{RETURNS}?period={kept['period']}": THE_LIST,
        here: json.dumps(json.loads(THE_LIST)["returns"][0]),
        f"{here}/receipt": THE_RECEIPT,
        "/api/v1/contracts": THE_CONTRACTS,
    }
    for address, example in asked.items():
        assert hub.read(address).get_json() == as_told(example, kept), address
    assert hub.read(f"{here}/standing").get_json() == as_told(THE_STANDING, kept)
    assert hub.send(THE_RETURN.encode()).get_json() == as_told(THE_RECEIPT, kept)
    assert kept["digest"] == f"sha-256:{sha256(THE_RETURN.encode()).hexdigest()}"


def test_what_is_asked_is_what_the_hub_asks(tmp_path: Path) -> None:
    with begun(tmp_path / "data") as hub:
        receipt = hub.sent(re.sub(r'"investigators": {.*}', '"investigators": "not_collected"', THE_RETURN).encode())
        asked = hub.read(f"{RETURNS}/{receipt['return_id']}/findings").get_json()
    assert asked == {**json.loads(WHAT_IS_ASKED), "return_id": receipt["return_id"]}


def test_a_question_is_told_as_the_page_says_and_stays_with_its_version(tmp_path: Path) -> None:
    (told,) = json.loads(THE_THREADS)["threads"]
    (post,) = told["posts"]
    by = By(post["who"], post["role"], datetime.fromisoformat(post["at"]))
    with begun(tmp_path / "data") as hub:
        kept = hub.sent(THE_RETURN.encode())
        threads = Threads(hub.app.extensions[DATABASE])
        threads.open(Scope(DEPARTMENT), kept["return_id"], told["pointer"], post["text"], by)
        later = hub.sent(THE_RETURN.replace("Late renewals", "Renewals").encode())
        first, second = (hub.read(f"{RETURNS}/{each['return_id']}/threads").get_json() for each in (kept, later))
    assert first == as_told(THE_THREADS, kept)
    assert second["threads"] == []


def test_a_key_sent_again_after_a_withdrawal_gives_the_receipt_of_then(tmp_path: Path) -> None:
    with begun(tmp_path / "data") as hub:
        receipt = hub.send(THE_RETURN.encode(), key="first").get_json()
        here = f"{RETURNS}/{receipt['return_id']}"
        hub.ask("POST", f"{here}/withdrawal", headers=hub.bearer(), json={"why": "Made from last year's figures"})
        again = hub.send(THE_RETURN.encode(), key="first")
        assert (again.status_code, again.get_json()) == (200, receipt)
        assert hub.read(f"{here}/standing").get_json()["state"] == State.WITHDRAWN


def test_the_queries_that_need_earlier_periods_are_named() -> None:
    assert f"({', '.join(sorted(COMPARES_PERIODS))})" in section("Checking before sending")


def test_every_state_of_a_return_is_told() -> None:
    assert [row[0].strip("`") for row in rows("What becomes of it")] == list(State)


def test_every_type_of_problem_is_told_with_what_to_do() -> None:
    told = {row[0].strip("`"): row[2] for row in rows("What can go wrong")}
    assert set(told) == {kind.code for kind in (*STATUS_OF, Locked, MoveRefused)}
    assert all(told.values())


def test_document_and_schema_come_back_as_the_page_says(hub: HubUnderTest) -> None:
    (kept,) = hub.listed()
    assert hub.read(kept["links"]["document"]).data == THE_RETURN.encode()
    schema = hub.ask("GET", "/api/v1/contracts/complaints-return/1.0")
    assert schema.data == (ROOT / "contracts" / "complaints-return" / "1.0.json").read_bytes()
    assert hub.ask("GET", "/api/v1/openapi.json").get_json()["openapi"] == "3.1.0"


def test_the_example_refusal_is_what_the_hub_answers(hub: HubUnderTest) -> None:
    faulty = THE_RETURN.replace('"count": 6}', '"count": 7}')
    answer = hub.send(faulty.encode())
    assert (answer.status_code, without_id(answer)) == (422, json.loads(THE_REFUSAL))


def test_every_member_of_a_receipt_is_explained_with_its_type_and_when_it_is_null() -> None:
    of_receipt, besides = rows("The receipt"), rows("Was it received?")
    told = {name.strip("`"): (kind, null != "never") for name, kind, _, null in (*of_receipt, *besides)}
    assert told == {name: (TYPES[type(each)], each.allow_none) for name, each in SummarySchema().fields.items()}
    assert [row[0].strip("`") for row in of_receipt] == list(ReceiptSchema().fields)


def test_every_status_of_an_answer_is_explained() -> None:
    statuses = {int(status) for row in rows("Sending it") for status in row[0].split(", ")}
    assert statuses == {200, 201, *TITLES} - {OF_PAGES}
