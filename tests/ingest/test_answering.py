"""A body's program answers what is asked about its returns, signs them off, withdraws them, replies to questions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hub_under_test import CHECK, JSON, RETURNS, HubUnderTest, assert_problem
from permits import BY, DEPARTMENT, LANTERN, ROOT, TERN, full_return, least_return
from werkzeug.test import TestResponse

from hub.contract.life_cycle import Move
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.steps import Steps
from hub.store.threads import Threads

ASKED = "Q04"
SPONSOR = By("ann", "sponsor", BY.at)
WHOLE = Scope(DEPARTMENT)
GROUPS = ("complainants", "complained_about", "investigators")
HEARD = {group: {"invited": 3, "responses": 2, "satisfied": 1} for group in GROUPS}
WORDS = "The six were put right by a letter each; no step beyond that was needed."


def without_action(went_wrong: int = 6, **more: Any) -> dict[str, Any]:
    """A return that something went wrong in and that tells of no action: Q04 asks why."""
    return {**least_return(), "went_wrong": {"count": went_wrong}, "feedback": HEARD, **more}


def explained(text: str = WORDS, **about: str) -> dict[str, Any]:
    """The same in a version that can carry its own explanations."""
    return without_action(contract_version="1.1", explanations=[{"query": ASKED, **about, "text": text}])


def put(hub: HubUnderTest, return_id: str, key: str, told: Any, organisation: str = LANTERN) -> TestResponse:
    address = f"{RETURNS}/{return_id}/findings/{key}/explanation"
    return hub.ask("PUT", address, json=told, headers=hub.bearer(organisation))


def post(hub: HubUnderTest, address: str, told: Any, organisation: str = LANTERN) -> TestResponse:
    return hub.ask("POST", address, json=told, headers=hub.bearer(organisation))


def findings(hub: HubUnderTest, return_id: str) -> dict[str, Any]:
    """What was found, by code."""
    told = hub.read(f"{RETURNS}/{return_id}/findings").get_json()
    assert told["open"] == sum(finding["answered"] is False for finding in told["findings"])
    return {finding["code"]: finding for finding in told["findings"]}


def state(hub: HubUnderTest, return_id: str) -> str:
    told: str = hub.read(f"{RETURNS}/{return_id}/standing").get_json()["state"]
    return told


@pytest.fixture
def database(hub: HubUnderTest) -> Any:
    """The sponsor's side of the same hub."""
    database = Database(hub.config.database)
    yield database
    database.close()


class TestExplanations:
    def test_a_query_waits_for_words_and_then_for_nothing(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(without_action())
        (asked,) = [finding for finding in receipt["findings"] if finding["severity"] == "query"]
        found = findings(hub, receipt["return_id"])[ASKED]
        assert (found["key"], found["answered"], found["explanation"]) == (asked["key"], False, None)
        assert state(hub, receipt["return_id"]) == "accepted_with_queries"
        given = put(hub, receipt["return_id"], asked["key"], {"text": f"  {WORDS} "})
        assert given.status_code == 200
        found = findings(hub, receipt["return_id"])[ASKED]
        assert (found["answered"], found["explanation"]) == (True, given.get_json())
        assert (found["explanation"]["text"], found["explanation"]["role"]) == (WORDS, "organisation")
        assert found["explanation"]["who"] == hub.credentials[LANTERN].client_id
        assert state(hub, receipt["return_id"]) == "accepted"

    def test_an_explanation_survives_a_resubmission_and_a_changed_value_asks_again(self, hub: HubUnderTest) -> None:
        first = hub.sent(without_action())
        put(hub, first["return_id"], findings(hub, first["return_id"])[ASKED]["key"], {"text": WORDS})
        second = hub.sent(without_action(notes="A word for the reader"))
        assert second["version"] == 2
        assert findings(hub, second["return_id"])[ASKED]["explanation"]["return_id"] == first["return_id"]
        third = hub.sent(without_action(7))
        assert findings(hub, third["return_id"])[ASKED]["answered"] is False
        assert state(hub, third["return_id"]) == "accepted_with_queries"
        fourth = hub.sent(without_action(notes="Six after all"))
        assert findings(hub, fourth["return_id"])[ASKED]["explanation"]["text"] == WORDS

    def test_a_document_can_bring_its_explanation_and_is_signed_off_as_it_comes(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(explained())
        assert findings(hub, receipt["return_id"])[ASKED]["explanation"]["text"] == WORDS
        assert state(hub, receipt["return_id"]) == "signed_off"
        later = hub.sent(without_action(contract_version="1.1"))
        assert findings(hub, later["return_id"])[ASKED]["explanation"]["text"] == WORDS

    def test_an_explanation_can_be_for_one_place(self, hub: HubUnderTest) -> None:
        right = hub.sent(explained(pointer="/went_wrong/count"))
        assert findings(hub, right["return_id"])[ASKED]["answered"] is True
        wrong = hub.sent(explained("About something else", pointer="/received/total"))
        assert [finding["code"] for finding in wrong["findings"]] == [ASKED, "N03"]
        assert "/received/total" in wrong["findings"][1]["message"]

    def test_an_explanation_of_what_was_not_asked_is_noted_alike_by_checking_and_by_sending(
        self, hub: HubUnderTest
    ) -> None:
        document = {**explained(), "went_wrong": {"count": 0}}
        checked = hub.send(document, to=CHECK).get_json()
        receipt = hub.sent(document)
        assert checked["findings"] == receipt["findings"]
        (note,) = receipt["findings"]
        assert (note["code"], note["severity"], note["pointers"]) == ("N03", "note", ["/explanations/0"])
        assert findings(hub, receipt["return_id"])["N03"]["answered"] is None
        assert state(hub, receipt["return_id"]) == "signed_off"

    def test_what_a_document_says_about_the_place_goes_before_what_it_says_about_the_code(
        self, hub: HubUnderTest
    ) -> None:
        answers = [{"query": ASKED, "pointer": "/actions", "text": "Here"}, {"query": ASKED, "text": "Anywhere"}]
        receipt = hub.sent(without_action(contract_version="1.1", explanations=answers))
        assert findings(hub, receipt["return_id"])[ASKED]["explanation"]["text"] == "Here"

    def test_a_replay_takes_no_explanation_back(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(without_action())
        key = findings(hub, receipt["return_id"])[ASKED]["key"]
        put(hub, receipt["return_id"], key, {"text": WORDS})
        assert hub.sent(without_action()) == receipt
        assert findings(hub, receipt["return_id"])[ASKED]["answered"] is True

    def test_only_what_was_asked_of_oneself_can_be_explained(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(without_action())
        key = findings(hub, receipt["return_id"])[ASKED]["key"]
        for return_id, asked, who in (
            (receipt["return_id"], "Q04-0000000000000000", LANTERN),
            (receipt["return_id"], "nothing", LANTERN),
            ("no-such-return", key, LANTERN),
            (receipt["return_id"], key, TERN),
        ):
            assert_problem(put(hub, return_id, asked, {"text": WORDS}, who), 404, "not-found")
        assert findings(hub, receipt["return_id"])[ASKED]["answered"] is False

    @pytest.mark.parametrize(
        "told",
        [{}, {"text": ""}, {"text": " \u2003\t"}, {"text": 3}, {"text": None}, {"text": "x" * 20_001}, {"words": "x"}],
    )
    def test_words_must_be_words(self, hub: HubUnderTest, told: Any) -> None:
        receipt = hub.sent(without_action())
        key = findings(hub, receipt["return_id"])[ASKED]["key"]
        assert "text" in assert_problem(put(hub, receipt["return_id"], key, told), 422, "input-refused")["what_to_do"]

    def test_the_body_of_a_request_is_strict_json(self, standing_hub: HubUnderTest) -> None:
        address = f"{RETURNS}/x/findings/Q04-1/explanation"
        bearer = standing_hub.bearer()
        for raw in (b"", b"[]", b"{", b'{"text": "a", "text": "b"}', b'{"text": "\\ud800"}', b"\xff"):
            answer = standing_hub.ask("PUT", address, data=raw, content_type=JSON, headers=bearer)
            assert_problem(answer, 400, "document-unreadable")
        assert_problem(standing_hub.ask("PUT", address, data=b"{}", headers=bearer), 415, "wrong-media-type")


class TestSteps:
    def test_a_return_is_signed_off_by_a_role_once_its_queries_are_explained(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(without_action())
        here = f"{RETURNS}/{receipt['return_id']}"
        assert_problem(post(hub, f"{here}/sign-off", {"role": "Head of Customer Relations"}), 409, "move-refused")
        put(hub, receipt["return_id"], findings(hub, receipt["return_id"])[ASKED]["key"], {"text": WORDS})
        told = post(hub, f"{here}/sign-off", {"role": "Head of Customer Relations"})
        assert (told.status_code, told.get_json()) == (200, hub.read(f"{here}/standing").get_json())
        standing = told.get_json()
        assert (standing["state"], standing["in_words"]) == ("signed_off", "signed off")
        (step,) = standing["steps"]
        assert (step["move"], step["named_role"]) == ("sign_off", "Head of Customer Relations")
        assert step["who"] == hub.credentials[LANTERN].client_id
        assert standing["moves"] == {"publish": ["sponsor"], "withdraw": ["organisation", "signatory"]}

    def test_a_published_return_is_locked_and_says_why_since_when_and_who_can_lift_it(
        self, hub: HubUnderTest, database: Database
    ) -> None:
        receipt = hub.sent(full_return())
        here = f"{RETURNS}/{receipt['return_id']}"
        for finding in findings(hub, receipt["return_id"]).values():
            if finding["answered"] is False:
                put(hub, receipt["return_id"], finding["key"], {"text": WORDS})
        if state(hub, receipt["return_id"]) == "accepted":
            post(hub, f"{here}/sign-off", {"role": "Head of Customer Relations"})
        Steps(database).take(WHOLE, receipt["return_id"], Move.PUBLISH, SPONSOR)
        for refused in (hub.send(least_return()), post(hub, f"{here}/withdrawal", {"why": "Wrong quarter"})):
            body = refused.get_json()
            assert (refused.status_code, body["type"]) == (409, "urn:oversight-hub:problem:locked")
            assert (body["title"], body["lock"]["who_can_lift"]) == ("The return is locked", "sponsor")
            assert body["lock"] == hub.read(f"{here}/standing").get_json()["lock"]
            assert body["findings"] == []
        assert hub.sent(full_return()) == receipt  # the same again is a replay, and changes nothing
        Steps(database).take(WHOLE, receipt["return_id"], Move.UNLOCK, SPONSOR, "A sum was wrong")
        assert hub.sent(least_return())["version"] == 2

    def test_a_withdrawn_return_has_left_and_the_next_is_the_next_version(self, hub: HubUnderTest) -> None:
        receipt = hub.sent(least_return())
        here = f"{RETURNS}/{receipt['return_id']}"
        told = post(hub, f"{here}/withdrawal", {"why": "It was made from last year's figures"}).get_json()
        assert (told["state"], told["moves"]) == ("withdrawn", {})
        assert told["steps"][-1]["why"] == "It was made from last year's figures"
        assert hub.read(f"{here}/document").status_code == 200
        assert not hub.read(here).get_json()["current"]
        again = hub.sent(least_return())
        assert again["version"] == 2
        assert hub.read(f"{RETURNS}/{again['return_id']}").get_json()["first_accepted_at"] == receipt["received_at"]

    def test_a_step_needs_its_words(self, hub: HubUnderTest) -> None:
        here = f"{RETURNS}/{hub.sent(least_return())['return_id']}"
        for step, told in (("sign-off", {"role": " "}), ("withdrawal", {}), ("withdrawal", {"why": "x", "who": "me"})):
            assert_problem(post(hub, f"{here}/{step}", told), 422, "input-refused")

    def test_nobody_takes_steps_with_another_bodys_return(self, hub: HubUnderTest) -> None:
        here = f"{RETURNS}/{hub.sent(least_return())['return_id']}"
        for step, told in (("sign-off", {"role": "Chair"}), ("withdrawal", {"why": "Not mine"})):
            assert_problem(post(hub, f"{here}/{step}", told, TERN), 404, "not-found")


class TestThreads:
    def test_a_question_of_the_sponsor_is_read_and_answered(self, hub: HubUnderTest, database: Database) -> None:
        receipt = hub.sent(least_return())
        asked = Threads(database).open(WHOLE, receipt["return_id"], "/received/total", "Letters too?", SPONSOR)
        address = f"{RETURNS}/{receipt['return_id']}/threads"
        (told,) = hub.read(address).get_json()["threads"]
        assert (told["id"], told["pointer"], told["state"]) == (asked.id, "/received/total", "open")
        assert [(post["text"], post["role"]) for post in told["posts"]] == [("Letters too?", "sponsor")]
        answer = post(hub, f"/api/v1/threads/{asked.id}/replies", {"text": "Yes."})
        assert (answer.status_code, answer.get_json()["state"]) == (201, "answered")
        assert hub.read(address).get_json()["threads"] == [answer.get_json()]
        Threads(database).close(WHOLE, asked.id, SPONSOR, "Thank you")
        assert_problem(post(hub, f"/api/v1/threads/{asked.id}/replies", {"text": "But"}), 409, "move-refused")
        (told,) = hub.read(address).get_json()["threads"]
        assert (told["state"], told["closed"]["why"]) == ("closed", "Thank you")

    def test_another_bodys_question_does_not_exist(self, hub: HubUnderTest, database: Database) -> None:
        receipt = hub.sent(least_return())
        asked = Threads(database).open(WHOLE, receipt["return_id"], "", "Is that all?", SPONSOR)
        theirs = post(hub, f"/api/v1/threads/{asked.id}/replies", {"text": "x"}, TERN)
        missing = post(hub, "/api/v1/threads/no-such-thread/replies", {"text": "x"}, TERN)
        assert_problem(theirs, 404, "not-found")
        assert theirs.data == missing.data


def test_the_same_quarter_has_no_fewer_findings_in_a_newer_version(hub: HubUnderTest) -> None:
    for version in ("1.0", "1.1", "2.0"):
        document = json.loads((ROOT / "fixtures" / "versions" / f"{version}.json").read_bytes())
        document["organisation"] = LANTERN
        assert hub.send(document, to=CHECK).get_json()["accepted"], version
