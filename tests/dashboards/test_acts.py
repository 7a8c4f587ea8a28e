"""What people do to a return on its page, and what each of them sees of it."""

from __future__ import annotations

import csv
import io

from people_under_test import COMPLIANCE, HOSTILE, Q1, Q4
from permits import BODIES, LANTERN, TERN, as_bytes, least_return
from reading_pages import read_html
from returns_at_work import ROLE, SAID, ReturnsAtWork

from hub.auth.permissions import Act
from hub.contract.life_cycle import State
from hub.dashboards.addresses import organisation_address

LANTERN_NAME = BODIES[LANTERN]


def test_an_explained_query_stops_waiting_and_the_return_can_be_signed_off(work: ReturnsAtWork) -> None:
    return_id = work.send(work.fresh())
    (key,) = work.queries(return_id)
    assert "1 of 1 waits for an explanation" in read_html(work.page("sponsor", return_id)).text
    page = work.done("body", return_id, Act.EXPLAIN, key, text=SAID)
    assert "Every query is explained now: the return can be signed off." in page
    for name in ("body", "sponsor", "operator"):
        text = read_html(work.page(name, return_id)).text
        assert SAID in text
        assert "body, for the organisation" in text
        assert "Accepted, not signed off" in text
    page = work.done("body", return_id, Act.SIGN_OFF, role=ROLE)
    assert f"Signed off by: {ROLE}" in page
    assert work.standing(return_id).state is State.SIGNED_OFF


def test_an_explanation_can_be_put_in_other_words_and_stands_for_the_next_version(work: ReturnsAtWork) -> None:
    document = work.fresh()
    first = work.explained(document)
    (key,) = [
        query["key"] for query in work.people.hub.read(f"/api/v1/returns/{first}/findings").get_json()["findings"]
    ]
    work.done("body", first, Act.EXPLAIN, key, text="The counter was closed for a week.")
    second = work.send({**document, "notes": "One more was found."})
    text = read_html(work.page("body", second)).text
    assert "The counter was closed for a week." in text
    assert SAID not in text
    assert "with version 1; the values have not changed since" in text
    assert work.queries(second) == []


def test_a_published_return_says_why_it_is_locked_and_who_can_lift_that(work: ReturnsAtWork) -> None:
    document = work.fresh()
    return_id = work.signed_off(document)
    work.done("sponsor", return_id, Act.PUBLISH, why="For the autumn forum.")
    for name in ("body", "sponsor", "operator"):
        text = read_html(work.page(name, return_id)).text
        assert "This return is locked." in text
        assert "Why|The sponsor team accepted it for oversight on 20 July 2026 (For the autumn forum)." in text
        assert "Who can lift it|The sponsor team, on this page, with a reason." in text
    assert work.offered("body", return_id) == set()
    assert work.offered("sponsor", return_id) == {Act.UNLOCK, Act.ASK}
    refused = work.people.hub.send(as_bytes({**document, "notes": "One more was found."}), organisation=LANTERN)
    assert refused.status_code == 409
    work.done("sponsor", return_id, Act.UNLOCK, why="A service was left out.")
    text = read_html(work.page("body", return_id)).text
    assert "This return is locked." not in text
    assert "A service was left out." in text
    assert work.people.hub.sent({**document, "notes": "One more was found."})["version"] == 2


def test_a_withdrawn_return_says_so_and_why_and_counts_nowhere(work: ReturnsAtWork) -> None:
    document = work.fresh()
    return_id = work.signed_off(document)
    text = read_html(work.done("body", return_id, Act.WITHDRAW, why="It was another body's.")).text
    assert "Withdrawn|Its figures count nowhere." in text
    assert "It was another body's." in text
    assert "superseded" not in text
    assert work.offered("body", return_id) == work.offered("sponsor", return_id) == set()


def test_where_a_return_was_withdrawn_every_page_of_the_period_says_so_until_the_next_comes(
    work: ReturnsAtWork,
) -> None:
    document = least_return(TERN, Q4)
    return_id, table = work.send(document), f"{COMPLIANCE}?period={Q4}&organisation={TERN}"
    work.done("other-body", return_id, Act.WITHDRAW, why="=It was\nanother body's.")
    said = "Withdrawn|20 July 2026, by the organisation: “=It was another body's.”|Read what was withdrawn"
    for name in ("sponsor", "operator", "other-body"):
        cell = _cell(work, name, table)
        assert cell[0] == "Missing"
        assert " ".join("|".join(cell[2:]).split()) == f"{said}|of {BODIES[TERN]}"
        for address in (table, "/"):
            page = work.people.page(name, address)
            assert said in " ".join(read_html(page).text.split())
            assert f"/returns/{return_id}" in read_html(page).links
    line = _line(work, table)
    assert (line["return_state"], line["return_id"], line["stands"], line["open_queries"]) == (
        "Missing", "", "Withdrawn", "",
    )  # fmt: skip
    assert (line["withdrawn_on"], line["withdrawn_why"], line["withdrawn_return_id"]) == (
        "2026-07-20", "'=It was\nanother body's.", return_id,
    )  # fmt: skip
    assert return_id not in work.people.page("body", table) + work.people.page("body", "/")
    for name in ("sponsor", "other-body"):
        text = read_html(work.people.page(name, organisation_address(TERN))).text
        assert "The return for January to March 2026 is missing." in text
    became = read_html(work.people.page("other-body", f"/use?period={Q4}"))
    assert "Your return was withdrawn, so that its figures count nowhere." in became.text
    assert f"/returns/{return_id}" in became.links
    work.send(document)
    assert "The return for January to March 2026 is missing." not in work.people.page(
        "sponsor", organisation_address(TERN)
    )
    assert "Version that counts|Version 2" in read_html(work.people.page("other-body", f"/use?period={Q4}")).text
    assert "Withdrawn" not in _cell(work, "sponsor", table)
    assert _line(work, table)["withdrawn_on"] == ""
    assert return_id not in work.people.page("sponsor", table) + work.people.page("sponsor", "/")


def test_a_withdrawal_before_the_due_day_is_told_too_and_a_long_reason_is_cut_on_the_page_alone(
    work: ReturnsAtWork,
) -> None:
    document, why = least_return(TERN, Q1), "w" * 2_000
    return_id = work.send(document)
    work.done("other-body", return_id, Act.WITHDRAW, why=why)
    table = f"{COMPLIANCE}?period={Q1}&organisation={TERN}"
    cell = _cell(work, "sponsor", table)
    assert (cell[0], cell[2]) == ("Not yet due", "Withdrawn")
    assert cell[3] == f"20 July 2026, by the organisation: “{'w' * 240}…”"
    assert _line(work, table)["withdrawn_why"] == why
    start = read_html(work.people.page("sponsor", "/"))
    assert f"Withdrawn|{BODIES[TERN]}|20 July 2026" in start.text
    assert f"/returns/{return_id}" in start.links


def test_a_question_is_asked_answered_and_closed_beside_its_field(work: ReturnsAtWork) -> None:
    return_id = work.send(work.fresh())
    work.done("sponsor", return_id, Act.ASK, pointer="/received/total", text="Why only these?\nLast year: 60.")
    assert "Why only these?" in work.people.page("body", "/")
    thread = work.threads(return_id)[0]
    read = read_html(work.page("body", return_id)).text
    assert "Complaints received, Total |Waits for an answer|Why only these?" in read
    read = read_html(work.done("body", return_id, Act.REPLY, thread.id, text=SAID)).text
    assert "Complaints received, Total |Answered" in read
    assert "Why only these?" in work.people.page("sponsor", "/")
    read = read_html(work.done("sponsor", return_id, Act.CLOSE, thread.id, why="That explains it.")).text
    assert "Complaints received, Total |Closed" in read
    assert "That explains it." in read
    assert {Act.REPLY, Act.CLOSE} & (work.offered("sponsor", return_id) | work.offered("body", return_id)) == set()
    assert "Why only these?" not in work.people.page("body", "/") + work.people.page("sponsor", "/")


def test_each_state_offers_what_can_be_done_in_it_and_nothing_else(work: ReturnsAtWork) -> None:
    ask = {Act.ASK}
    queried, explained = work.send(work.fresh()), work.explained()
    assert work.offered("body", queried) == {Act.EXPLAIN, Act.WITHDRAW}
    assert work.offered("sponsor", queried) == ask
    assert work.offered("body", explained) == {Act.EXPLAIN, Act.SIGN_OFF, Act.WITHDRAW}
    assert work.offered("sponsor", explained) == ask
    signed_off = work.signed_off()
    assert work.offered("body", signed_off) == {Act.EXPLAIN, Act.WITHDRAW}
    assert work.offered("sponsor", signed_off) == {Act.PUBLISH, *ask}
    work.done("sponsor", signed_off, Act.PUBLISH)
    work.done("sponsor", signed_off, Act.UNLOCK, why="A sum was wrong.")
    assert work.offered("body", signed_off) == {Act.EXPLAIN, Act.WITHDRAW}
    assert work.offered("sponsor", signed_off) == {Act.PUBLISH, Act.WITHDRAW, *ask}
    work.question(signed_off)
    assert work.offered("body", signed_off) == {Act.EXPLAIN, Act.WITHDRAW, Act.REPLY}
    assert work.offered("sponsor", signed_off) == {Act.PUBLISH, Act.WITHDRAW, Act.REPLY, Act.CLOSE, *ask}
    assert work.offered("operator", signed_off) == set()


def test_what_people_write_stays_words(work: ReturnsAtWork) -> None:
    document = work.fresh()
    return_id = work.send(document)
    (key,) = work.queries(return_id)
    work.done("body", return_id, Act.EXPLAIN, key, text=HOSTILE)
    work.done("sponsor", return_id, Act.ASK, pointer="", text=HOSTILE)
    work.done("body", return_id, Act.REPLY, work.threads(return_id)[0].id, text=HOSTILE)
    work.done("body", return_id, Act.WITHDRAW, why=HOSTILE)
    period = document["period"]["name"]
    table = work.people.page("sponsor", f"{COMPLIANCE}?period={period}")
    for page in (work.page("sponsor", return_id), work.people.page("sponsor", "/"), table):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert HOSTILE in read_html(page).text


def test_the_start_leads_each_side_to_what_waits_for_it(work: ReturnsAtWork) -> None:
    return_id = work.send(least_return(period=Q1, received=31))
    assert len(work.queries(return_id)) == 2  # nobody was asked what they think; and so few came after 1,204
    own = read_html(work.people.page("body", "/"))
    assert "Your returns" in own.text
    assert "2 queries wait for an explanation from the organisation." in own.text
    assert f"/returns/{return_id}" in own.links
    assert not any(f"/returns/{return_id}" in link for link in read_html(work.people.page("other-body", "/")).links)
    for key in work.queries(return_id):
        work.done("body", return_id, Act.EXPLAIN, key, text=SAID)
    work.done("body", return_id, Act.SIGN_OFF, role=ROLE)
    assert f"Wait for you to publish|{LANTERN_NAME}" in read_html(work.people.page("sponsor", "/")).text
    assert f"/returns/{return_id}" in read_html(work.people.page("sponsor", "/")).links
    assert "Wait for you" not in work.people.page("operator", "/")
    for name in ("forum", "tier", "board"):
        assert return_id not in work.people.page(name, "/")


def test_the_table_of_a_period_says_where_each_return_stands(work: ReturnsAtWork) -> None:
    document = work.fresh()
    return_id = work.published(document)
    address = f"{COMPLIANCE}?period={document['period']['name']}"
    for name in ("sponsor", "body"):
        assert "Published" in _cell(work, name, address)
    line = _line(work, address)
    assert (line["return_id"], line["stands"], line["open_queries"]) == (return_id, "Published", "0")


def _cell(work: ReturnsAtWork, name: str, address: str) -> list[str]:
    """What the table says of the return of the first body, by name."""
    return read_html(work.people.page(name, address)).tables[0][1][1]


def _line(work: ReturnsAtWork, address: str) -> dict[str, str]:
    """The same body's line of the file."""
    file = io.StringIO(work.people.page("sponsor", address.replace("?", ".csv?")), newline="")
    return next(csv.DictReader(file))
