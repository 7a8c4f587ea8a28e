"""Figures that bodies published go through the real endpoint, and the sponsor's compliance file shows them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hub_under_test import HubUnderTest
from permits import BY, ROOT, TODAY, Document, register_client, register_sponsor

from hub.app import DATABASE, create_app
from hub.config import Config
from hub.store.clients import Clients
from hub.store.database import Database
from hub.store.register import Department, Register, RelatedOrganisation, day_or_never
from hub.store.upgrade import upgrade

PUBLISHED = ROOT / "fixtures" / "published"
FILES = sorted((PUBLISHED / "returns").rglob("*.json"))
DESCRIBED: Document = json.loads((PUBLISHED / "organisations.json").read_bytes())
DEPARTMENT = DESCRIBED["department"]["code"]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubUnderTest]:
    """A hub in which the bodies with published figures are registered, and what they published has been sent."""
    config = Config(data=tmp_path_factory.mktemp("published") / "data", fixed_today=TODAY)
    database = Database(config.database)
    upgrade(database)
    register = Register(database)
    collects_from, deadlines_from = (day_or_never(DESCRIBED[name]) for name in ("collects_from", "deadlines_from"))
    register.add_department(Department(DEPARTMENT, DESCRIBED["department"]["name"], collects_from, deadlines_from), BY)
    for body in DESCRIBED["organisations"]:
        register.add_organisation(
            RelatedOrganisation(body["code"], body["name"], body["kind"], DEPARTMENT, body["reports"]), BY
        )
    credentials = {
        body["code"]: register_client(Clients(database), body["code"]) for body in DESCRIBED["organisations"]
    }
    database.close()
    app = create_app(config)
    yield HubUnderTest(config, app, credentials)
    app.extensions[DATABASE].close()


@pytest.fixture(scope="module")
def sponsor(hub: HubUnderTest) -> FlaskClient:
    browser = hub.app.test_client()
    form = register_sponsor(hub.config, DEPARTMENT).form(browser.get("/sign-in").get_data(as_text=True))
    assert browser.post("/sign-in", data=form).status_code == 303
    return browser


def body_of(file: Path) -> str:
    return file.parent.name


def test_every_body_has_published_something() -> None:
    assert {body_of(file) for file in FILES} == {body["code"] for body in DESCRIBED["organisations"]}


def test_every_published_return_is_accepted_and_the_sponsor_sees_it(hub: HubUnderTest, sponsor: FlaskClient) -> None:
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for file in FILES:
        receipt = hub.sent(file.read_bytes(), body_of(file))
        assert receipt["version"] == 1
        assert all(finding["severity"] != "error" for finding in receipt["findings"])
        assert hub.read(f"/api/v1/returns/{receipt['return_id']}/document", body_of(file)).data == file.read_bytes()
        told[receipt["period"]][body_of(file)] = receipt["return_id"]
    for period, returns in told.items():
        rows = compliance(sponsor, period)
        assert {code: rows[code]["return_id"] for code in returns} == returns
        assert {code: rows[code]["return_state"] for code in rows} == {
            code: "Received" if code in returns else "Not asked for" for code in rows
        }
        for code in returns:
            assert (rows[code]["period"], rows[code]["version"]) == (period, "1")
            assert int(rows[code]["items_reported"]) <= int(rows[code]["items_asked"])
            assert sponsor.get(f"/returns/{returns[code]}").status_code == 200


def compliance(sponsor: FlaskClient, period: str) -> dict[str, dict[str, str]]:
    answer = sponsor.get(f"/oversight/compliance.csv?period={period}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    rows = list(csv.DictReader(answer.get_data(as_text=True).splitlines()))
    return {row["organisation_code"]: row for row in rows}
