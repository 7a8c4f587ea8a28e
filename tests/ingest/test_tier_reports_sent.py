"""An independent tier's program sends its report through the same door, about organisations of its remit alone."""

from __future__ import annotations

from typing import Any

import pytest
from hub_under_test import RETURNS, HubUnderTest, assert_problem, begun
from permits import BY, DEPARTMENT, LANTERN, TERN, Credentials, as_bytes, least_return
from tier_documents import TIER, cases, tier_report

from hub.app import DATABASE
from hub.auth.credentials import hash_secret, new_credential
from hub.auth.jwk import public_keys
from hub.errors import SettingWrong
from hub.ingest.receipt import seal_faults
from hub.store import rows
from hub.store.clients import Client, Clients
from hub.store.register import Register, RelatedOrganisation
from hub.store.tables import ORGANISATIONS
from hub.store.verify import Asked, verify

HERE = "/api/v1/tier-reports"
QUAY, MOLE = "quay-permits", "mole-permits"


@pytest.fixture
def hub(tmp_path: Any) -> Any:
    """A hub with two organisations that have the tier, and two that do not; its program goes by the tier's name."""
    with begun(tmp_path / "data") as hub:
        database = hub.app.extensions[DATABASE]
        for code in (QUAY, MOLE):
            body = RelatedOrganisation(code, code.title(), "Executive agency", DEPARTMENT, independent_tier=TIER)
            Register(database).add_organisation(body, BY)
        for name, tier in ((TIER, TIER), (QUAY, None)):
            made = new_credential()
            Clients(database).add(Client(made.client_id, QUAY, hash_secret(made.secret), BY.at, tier=tier), BY)
            hub.credentials[name] = Credentials(QUAY, made.client_id, made.secret)
        yield hub


def sent(hub: HubUnderTest, organisation: str = QUAY, **members: Any) -> dict[str, Any]:
    answer = hub.send(tier_report(organisation=organisation, **members), to=HERE, organisation=TIER)
    assert answer.status_code in (200, 201), answer.get_data(as_text=True)
    receipt: dict[str, Any] = answer.get_json()
    return receipt


def test_a_report_is_kept_for_the_organisation_that_it_is_of_and_its_receipt_is_signed(hub: HubUnderTest) -> None:
    receipt = sent(hub)
    assert (receipt["organisation"], receipt["about"], receipt["as_at"]) == (QUAY, "2026-27-Q1", "2026-06-30")
    assert (receipt["version"], receipt["findings"]) == (1, [])
    assert hub.read(f"{HERE}/{receipt['filing_id']}/document", TIER).data == as_bytes(tier_report(organisation=QUAY))
    keys = public_keys(hub.ask("GET", "/.well-known/jwks.json").get_json())
    asked = Asked(seal_faults=lambda kept, entry: seal_faults(keys, kept, entry))
    assert verify(hub.app.extensions[DATABASE], asked).faults == ()


def test_sent_again_it_is_kept_once_and_a_correction_is_the_next_version(hub: HubUnderTest) -> None:
    first = sent(hub)
    assert sent(hub) == first
    second = sent(hub, views="One word was mended.")
    assert (second["version"], second["supersedes"]) == (2, first["filing_id"])
    other = sent(hub, MOLE)
    assert (other["version"], other["organisation"]) == (1, MOLE)
    listed = hub.read(HERE, TIER).get_json()["documents"]
    assert {(one["organisation"], one["version"], one["current"]) for one in listed} == {
        (QUAY, 1, False), (QUAY, 2, True), (MOLE, 1, True),
    }  # fmt: skip


def test_a_key_stands_for_one_report_of_one_organisation(hub: HubUnderTest) -> None:
    def with_key(document: dict[str, Any]) -> Any:
        return hub.send(document, to=HERE, organisation=TIER, key="monday")

    first = with_key(tier_report(organisation=QUAY))
    assert with_key(tier_report(organisation=QUAY)).get_json() == first.get_json()
    assert_problem(with_key(tier_report(organisation=QUAY, views="Other words.")), 409, "conflict")
    assert with_key(tier_report(organisation=MOLE)).status_code == 201


@pytest.mark.parametrize("organisation", [LANTERN, "nobody-at-all"])
def test_an_organisation_outside_the_remit_is_refused_like_one_that_does_not_exist(
    hub: HubUnderTest, organisation: str
) -> None:
    answer = hub.send(tier_report(organisation=organisation), to=HERE, organisation=TIER, key="monday")
    (finding,) = assert_problem(answer, 422, "filing-refused")["findings"]
    assert (finding["code"], finding["message"]) == (
        "E03",
        f"The organisation “{organisation}” is not in the remit of {TIER}.",
    )
    assert hub.read(HERE, TIER).get_json()["documents"] == []


def test_the_remit_is_what_the_register_says_now(hub: HubUnderTest) -> None:
    receipt = sent(hub)
    database = hub.app.extensions[DATABASE]
    another = {"independent_tier": "Another Arbiter"}
    database.write(lambda connection: rows.change(connection, ORGANISATIONS, QUAY, another))
    assert hub.read(f"{HERE}/{receipt['filing_id']}", TIER).status_code == 404
    answer = hub.send(tier_report(organisation=QUAY), to=HERE, organisation=TIER)
    assert [one["code"] for one in answer.get_json()["findings"]] == ["E03"]


def test_a_tiers_program_finds_nothing_where_organisations_send_and_theirs_reports_on_nobody(
    hub: HubUnderTest,
) -> None:
    receipt = sent(hub)
    own_return = hub.sent(least_return(QUAY), QUAY)
    nobodys = hub.read(f"{RETURNS}/{'0' * 32}", QUAY)
    for address in (RETURNS, f"{RETURNS}/{own_return['return_id']}", "/api/v1/self-assessments"):
        answer = hub.read(address, TIER)
        assert (answer.status_code, answer.data) == (404, nobodys.data) or answer.get_json()["title"] == "Not found"
    assert hub.send(least_return(QUAY, "2025-26-Q4"), organisation=TIER).status_code == 404
    (finding,) = hub.send(tier_report(organisation=QUAY), to=HERE, organisation=QUAY).get_json()["findings"]
    assert (finding["code"], finding["message"]) == ("E03", "The credential was not issued to an independent tier.")
    for part in (f"/{receipt['filing_id']}", f"/{receipt['filing_id']}/document"):
        assert hub.read(f"{HERE}{part}", QUAY).status_code == 404
    assert hub.read(HERE, QUAY).get_json() == {"documents": [], "next": None}
    assert len(hub.listed(QUAY)) == 1


def test_more_cases_than_the_organisation_closed_are_asked_about(hub: HubUnderTest) -> None:
    told = least_return(QUAY, received=20)
    hub.sent({**told, "caseload": {"brought_forward": 0, "closed": 8, "carried_forward": 12}}, QUAY)
    (finding,) = sent(hub)["findings"]
    assert (finding["code"], finding["values"]["closed_by_the_organisation"]) == ("Q18", 8)
    explained = [{"query": "Q18", "text": "Four cases were closed by it in the year before."}]
    assert [one["code"] for one in sent(hub, explanations=explained)["findings"]] == ["Q18"]
    assert sent(hub, cases=cases(received=8))["findings"] == []


def test_a_check_keeps_nothing(hub: HubUnderTest) -> None:
    verdict = hub.send(tier_report(organisation=QUAY, themes=[]), to=f"{HERE}/check", organisation=TIER)
    assert (verdict.status_code, [one["code"] for one in verdict.get_json()["findings"]]) == (200, ["Q19"])
    assert hub.read(HERE, TIER).get_json()["documents"] == []


def test_nobody_gets_a_program_for_a_tier_that_the_organisation_does_not_have(hub: HubUnderTest) -> None:
    with pytest.raises(SettingWrong, match="does not have"):
        Clients(hub.app.extensions[DATABASE]).add(Client("x", TERN, "hash", BY.at, tier=TIER), BY)
