"""A self-assessment is sent through the same door as a return: kept once, with a receipt, or refused whole."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from assessment_documents import assessment, entry_for, plan
from hub_under_test import RETURNS, HubUnderTest, assert_problem
from permits import LANTERN, TERN, as_bytes, least_return

from hub.app import DATABASE
from hub.auth.jwk import public_keys
from hub.auth.seals import verified
from hub.ingest.receipt import seal_faults
from hub.store.verify import Asked, verify

HERE = "/api/v1/self-assessments"
RECEIPT = {
    "filing_id", "organisation", "about", "as_at", "version", "supersedes", "contract", "contract_version", "digest",
    "bytes", "received_at", "sent_by", "findings", "ledger", "signature",
}  # fmt: skip


def sent(hub: HubUnderTest, document: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    answer = hub.send(document or assessment(), to=HERE, **more)
    assert answer.status_code in (200, 201), answer.get_data(as_text=True)
    receipt: dict[str, Any] = answer.get_json()
    return receipt


def test_a_self_assessment_is_kept_and_its_receipt_says_what_was_received(hub_on_each_engine: HubUnderTest) -> None:
    hub, raw = hub_on_each_engine, as_bytes(assessment())
    answer = hub.send(raw, to=HERE)
    receipt = answer.get_json()
    assert (answer.status_code, set(receipt)) == (201, RECEIPT)
    assert (receipt["organisation"], receipt["about"], receipt["as_at"]) == (LANTERN, "person-centred", "2026-05-29")
    assert (receipt["version"], receipt["digest"]) == (1, f"sha-256:{hashlib.sha256(raw).hexdigest()}")
    assert answer.headers["Location"] == f"{HERE}/{receipt['filing_id']}"
    for part, told in (("", receipt), ("/receipt", receipt)):
        assert receipt.items() <= hub.read(f"{answer.headers['Location']}{part}").get_json().items(), told
    assert hub.read(f"{answer.headers['Location']}/document").data == raw


def test_the_receipt_is_signed_and_what_is_kept_is_verified(hub: HubUnderTest) -> None:
    receipt = sent(hub)
    keys = public_keys(hub.ask("GET", "/.well-known/jwks.json").get_json())
    facts = verified(receipt["signature"], keys)
    assert facts == {name: told for name, told in receipt.items() if name != "signature"}
    database = hub.app.extensions[DATABASE]
    asked = Asked(seal_faults=lambda kept, entry: seal_faults(keys, kept, entry))
    assert verify(database, asked).faults == ()


def test_sent_again_it_is_kept_once_and_another_is_the_next_version(hub: HubUnderTest) -> None:
    first = sent(hub, key="monday")
    assert sent(hub, key="monday") == sent(hub) == first
    second = sent(hub, assessment(conclusions="One word was mended."))
    assert (second["version"], second["supersedes"]) == (2, first["filing_id"])
    listed = hub.read(HERE).get_json()
    assert [(one["version"], one["current"]) for one in listed["documents"]] == [(2, True), (1, False)]
    assert listed["next"] is None
    other = assessment(conclusions="Another.")
    assert_problem(hub.send(other, to=HERE, key="monday"), 409, "conflict")


def test_a_faulty_one_is_refused_whole_with_every_reason(hub: HubUnderTest) -> None:
    document = assessment(review_on="2026-01-01")
    entry_for(document, "1.1")["score"] = 7
    refused = assert_problem(hub.send(document, to=HERE), 422, "filing-refused")
    assert [finding["code"] for finding in refused["findings"]] == ["E24", "E22"]
    assert refused["detail"] == "The self-assessment was refused: 2 errors. Nothing of it was kept."
    assert {finding["clause"].split(",")[0] for finding in refused["findings"]} == {"self-assessment"}
    assert hub.read(HERE).get_json()["documents"] == []


def test_a_check_keeps_nothing(hub: HubUnderTest) -> None:
    verdict = hub.send(assessment(action_plan=plan()[:2]), to=f"{HERE}/check")
    assert (verdict.status_code, [one["code"] for one in verdict.get_json()["findings"]]) == (200, ["Q17"])
    assert hub.send(assessment(scores=[]), to=f"{HERE}/check").status_code == 422
    assert hub.read(HERE).get_json()["documents"] == []


def test_a_score_that_rose_is_compared_with_the_last_one_that_was_completed_earlier(hub: HubUnderTest) -> None:
    last_year = {"completed_on": "2025-05-30", "review_on": "2026-05-29"}
    approved = {"role": "Director of Permits", "on": "2025-06-06"}
    former = assessment(**last_year, approved_by=approved)
    for entry in former["scores"]:
        for evidence in entry.get("evidence", ()):
            evidence["on"] = "2025-03-31"
    sent(hub, former)
    risen = assessment()
    entry_for(risen, "5.3")["score"] = 1
    codes = [finding["code"] for finding in sent(hub, risen)["findings"]]
    assert codes == ["Q12"]
    mended = {**risen, "conclusions": "One word was mended."}
    assert [finding["code"] for finding in sent(hub, mended)["findings"]] == ["Q12"]
    explained = [{"query": "Q12", "text": "It was scored too low last year."}]
    assert [one["code"] for one in sent(hub, {**risen, "explanations": explained})["findings"]] == ["Q12"]
    needless = [{"query": "Q16", "text": "It answers nothing."}]
    last = sent(hub, {**risen, "explanations": needless})
    assert [one["code"] for one in last["findings"]] == ["Q12", "N03"]


def test_nobody_sees_or_sends_for_another_body(hub: HubUnderTest) -> None:
    receipt = sent(hub)
    theirs = hub.send(assessment(), to=HERE, organisation=TERN)
    assert [one["code"] for one in assert_problem(theirs, 422, "filing-refused")["findings"]] == ["E03"]
    assert hub.read(HERE, TERN).get_json()["documents"] == []
    nobodys = hub.read(f"{HERE}/{'0' * 32}", TERN)
    for part in ("", "/receipt", "/document"):
        answer = hub.read(f"{HERE}/{receipt['filing_id']}{part}", TERN)
        assert (answer.status_code, answer.data) == (404, nobodys.data)


@pytest.mark.parametrize(
    ("document", "address"), [(assessment(), RETURNS), (least_return(), HERE)], ids=["as a return", "a return"]
)
def test_each_contract_has_its_own_address(hub: HubUnderTest, document: dict[str, Any], address: str) -> None:
    answer = hub.send(document, to=address)
    (finding,) = answer.get_json()["findings"]
    assert (answer.status_code, finding["code"], finding["pointers"]) == (
        422,
        "E04",
        ["/contract", "/contract_version"],
    )
    taken = {one["contract"]: one["taken_at"] for one in hub.ask("GET", "/api/v1/contracts").get_json()["contracts"]}
    assert hub.send(document, to=taken[document["contract"]]).status_code == 201


def test_a_return_and_a_self_assessment_do_not_share_keys(hub: HubUnderTest) -> None:
    assert hub.send(least_return(), key="monday").status_code == 201
    assert hub.send(assessment(), to=HERE, key="monday").status_code == 201
