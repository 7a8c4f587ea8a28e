"""One quarter, sent in each version of the contract; and a version that closes. The days of closing are made up."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hub_under_test import CHECK, RETURNS, HubUnderTest, assert_problem, begun, express_of
from permits import DEPARTMENT, ROOT, TODAY, Document, full_return

from hub.app import DATABASE
from hub.contract import versions
from hub.contract.figures import Figures
from hub.contract.model import Missing
from hub.contract.versions import ContractVersion
from hub.renewal import figures_in
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.ledger import By
from hub.store.rebuild import rebuild

SENT = {file.stem: json.loads(file.read_bytes()) for file in sorted((ROOT / "fixtures" / "versions").glob("*.json"))}
OLD = ContractVersion("complaints-return", "1.0", closes=date(2027, 4, 1), closing_announced=date(2026, 7, 1))
NEW = ContractVersion("complaints-return", "1.1")
HEADERS = {
    "Deprecation": "@1782860400",  # 1 July 2026 at midnight in the United Kingdom, an hour before that of UTC
    "Sunset": "Wed, 31 Mar 2027 23:00:00 GMT",
    "Link": '</api/v1/contracts/complaints-return/1.0/upgrade>; rel="deprecation", '
    '</api/v1/contracts/complaints-return/1.1>; rel="successor-version"',
}


@pytest.fixture
def _closing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "VERSIONS", (OLD, NEW))


def told(headers: Any) -> dict[str, str]:
    """What the headers of an answer say of a version that is closing."""
    return {name: headers[name] for name in HEADERS if name in headers}


def kept_figures(hub: HubUnderTest) -> Figures:
    (period,) = {document["period"]["name"] for document in SENT.values()}
    (kept,) = Archive(hub.app.extensions[DATABASE]).figures(Scope(DEPARTMENT), [period])
    return kept.figures


def test_one_quarter_sent_in_each_version_to_a_hub_of_its_own_gives_the_same_figures(tmp_path: Path) -> None:
    figures = {}
    for version, document in SENT.items():
        with begun(tmp_path / version) as hub:
            receipt = hub.sent(document)
            assert (receipt["contract_version"], receipt["findings"]) == (version, [])
            figures[version] = kept_figures(hub)
    assert figures["1.1"] == figures["2.0"]
    for name in Figures.__slots__:
        assert getattr(figures["1.0"], name) in (getattr(figures["2.0"], name), Missing.NOT_COLLECTED), name


def test_a_newer_version_of_the_contract_replaces_the_older_as_any_resubmission_does(hub: HubUnderTest) -> None:
    receipts = [hub.sent(document) for document in SENT.values()]
    numbers = [(receipt["version"], receipt["contract_version"]) for receipt in receipts]
    assert numbers == [(1, "1.0"), (2, "1.1"), (3, "2.0")]
    for receipt, document in zip(receipts, SENT.values(), strict=True):
        kept = hub.read(f"{RETURNS}/{receipt['return_id']}/document")
        assert json.loads(kept.data) == document


def test_no_header_tells_of_closing_where_nothing_closes(hub: HubUnderTest) -> None:
    for answer in (hub.send(full_return()), hub.send(full_return(), to=CHECK), hub.send({**full_return(), "x": 1})):
        assert told(answer.headers) == {}


@pytest.mark.usefixtures("_closing")
def test_every_answer_to_a_return_in_a_closing_version_says_until_when(hub: HubUnderTest) -> None:
    refused: Document = {**full_return(), "colour": "blue"}
    kept, again = hub.send(full_return(), key="1"), hub.send(full_return(), key="1")
    assert (kept.status_code, again.status_code) == (201, 200)
    for answer in (kept, again, hub.send(full_return(), to=CHECK), hub.send(refused, to=CHECK), hub.send(refused)):
        assert told(answer.headers) == HEADERS, answer.status
    schema = "/api/v1/contracts/complaints-return/1.0"
    assert told(hub.ask("GET", schema).headers) == told(hub.ask("GET", f"{schema}/upgrade").headers) == HEADERS
    newer = {**full_return(), "contract_version": "1.1"}
    assert told(hub.send(newer).headers) == {}


@pytest.mark.usefixtures("_closing")
def test_the_receipt_says_it_to_people_too(hub: HubUnderTest) -> None:
    receipt = hub.sent(full_return())
    (note,) = [finding for finding in receipt["findings"] if finding["code"] == "N01"]
    assert note["message"] == (
        "complaints-return 1.0 closes on 2027-04-01: from that day on, returns in it are refused."
    )
    assert hub.read(f"{RETURNS}/{receipt['return_id']}/receipt").get_json() == receipt


@pytest.mark.usefixtures("_closing")
def test_with_the_framework_and_without_it_the_headers_are_the_same(hub: HubUnderTest) -> None:
    straight = hub.send(full_return(), key="1")
    hub.app.wsgi_app = express_of(hub.app)._application  # type: ignore[method-assign]
    by_the_framework = hub.send(full_return(), key="1")
    assert told(straight.headers) == told(by_the_framework.headers) == HEADERS


def test_once_closed_it_is_refused_with_what_is_open(hub: HubUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ContractVersion("complaints-return", "1.0", closes=TODAY, closing_announced=date(2026, 1, 1))
    monkeypatch.setattr(versions, "VERSIONS", (gone, NEW))
    answer = hub.send(full_return())
    problem = assert_problem(answer, 422, "return-refused")
    assert [finding["code"] for finding in problem["findings"]] == ["E04"]
    assert problem["findings"][0]["what_to_do"] == "Use one of: complaints-return 1.1."
    assert told(answer.headers) == {}
    assert hub.listed() == []


def test_what_was_kept_in_a_version_that_has_closed_since_is_read_for_ever(
    hub: HubUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = hub.sent(SENT["1.0"])
    before = kept_figures(hub)
    gone = ContractVersion("complaints-return", "1.0", closes=TODAY, closing_announced=date(2026, 1, 1))
    monkeypatch.setattr(versions, "VERSIONS", (gone, NEW))
    assert rebuild(hub.app.extensions[DATABASE], figures_in, By("registrar", "operator", datetime.now(UTC))) == 1
    assert kept_figures(hub) == before
    kept = hub.read(f"{RETURNS}/{receipt['return_id']}/document")
    assert json.loads(kept.data) == SENT["1.0"]
