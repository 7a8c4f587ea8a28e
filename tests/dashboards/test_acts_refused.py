"""What nobody can do to a return, and what is said then: nothing is changed, and nothing that was written is lost."""

from __future__ import annotations

import pytest
from people_under_test import PEOPLE
from reading_pages import read_html
from returns_at_work import ROLE, SAID, ReturnsAtWork

from hub.auth.permissions import Act, Role
from hub.contract.fields import LONGEST_TEXT

ENTERED = {"text": SAID, "why": "A sum was wrong.", "role": ROLE, "pointer": "/received/total"}
THEIRS = {
    Role.SENDER: {Act.EXPLAIN, Act.REPLY},
    Role.SIGNATORY: {Act.EXPLAIN, Act.SIGN_OFF, Act.WITHDRAW, Act.REPLY},
    Role.SPONSOR: {Act.PUBLISH, Act.UNLOCK, Act.WITHDRAW, Act.ASK, Act.REPLY, Act.CLOSE},
}
NOT_THEIRS = [
    (name, act)
    for name, (role, _, _) in PEOPLE.items()
    if name not in ("other-body", "ports-sponsor")
    for act in Act
    if act not in THEIRS.get(role, set())
]
OF_OTHERS = [(name, act) for name in ("other-body", "ports-sponsor") for act in sorted(THEIRS[PEOPLE[name][0]])]


@pytest.mark.parametrize(("name", "act", "said"), [
    ("body", Act.EXPLAIN, "Enter your explanation"),
    ("sponsor", Act.ASK, "Enter your question"),
    ("body", Act.WITHDRAW, "Enter the reason for withdrawing this return"),
])  # fmt: skip
def test_what_must_be_said_and_is_not_is_asked_for_beside_its_field(
    work: ReturnsAtWork, name: str, act: Act, said: str
) -> None:
    return_id = work.send(work.fresh())
    subject = work.queries(return_id)[0] if act is Act.EXPLAIN else ""
    before = work.head()
    answer = work.act(name, return_id, act, subject, text=" \n ", why="")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert page.count(said) == 2  # in the summary, and beside the field
    assert work.head() == before


def test_what_was_written_is_not_lost_when_it_cannot_be_kept(work: ReturnsAtWork) -> None:
    return_id = work.send(work.fresh())
    (key,) = work.queries(return_id)
    for words in ("a\x07b" * 3, "w" * (LONGEST_TEXT + 1)):
        answer = work.act("body", return_id, Act.EXPLAIN, key, text=words)
        assert answer.status_code == 422
        assert words.strip() in answer.get_data(as_text=True)
    answer = work.act("body", work.published(), Act.WITHDRAW, why="The sums were those of another year.")
    assert answer.status_code == 409
    text = read_html(answer.get_data(as_text=True)).text
    assert "This return is locked" in text
    assert "What you wrote, so that it is not lost:|The sums were those of another year." in text


@pytest.mark.parametrize(("name", "act"), NOT_THEIRS)
def test_what_is_not_of_a_role_answers_like_what_is_not_there(
    work: ReturnsAtWork, untouched: str, name: str, act: Act
) -> None:
    before = work.head()
    answer = work.act(name, untouched, act, _subject(work, untouched, act), **ENTERED)
    nothing = work.act(name, "0123456789abcdef", act, **ENTERED)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.get_data() == nothing.get_data()
    assert work.head() == before


@pytest.mark.parametrize(("name", "act"), OF_OTHERS)
def test_what_is_of_others_answers_like_what_is_not_there(
    work: ReturnsAtWork, untouched: str, name: str, act: Act
) -> None:
    before = work.head()
    answer = work.act(name, untouched, act, _subject(work, untouched, act), **ENTERED)
    nothing = work.act(name, "0123456789abcdef", act, "nothing", **ENTERED)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    if act not in (Act.REPLY, Act.CLOSE):  # these look for a question first, and say that there is none
        assert answer.get_data() == nothing.get_data()
    assert work.head() == before


def test_a_question_about_another_return_is_not_there(work: ReturnsAtWork) -> None:
    untouched, other = work.send(work.fresh()), work.send(work.fresh())
    thread = work.question(untouched)
    before = work.head()
    assert work.act("body", other, Act.REPLY, thread, text=SAID).status_code == 404
    assert work.act("sponsor", other, Act.CLOSE, thread).status_code == 404
    assert work.head() == before


@pytest.mark.parametrize("act", [*Act, "", "delete", "EXPLAIN"])
def test_a_stranger_and_another_site_change_nothing(work: ReturnsAtWork, untouched: str, act: str) -> None:
    before = work.head()
    form = {"act": act, "subject": _subject(work, untouched, act), **ENTERED}
    stranger = work.people.hub.app.test_client()
    assert stranger.post(f"/returns/{untouched}", data=form).status_code in (303, 400)
    assert stranger.post(f"/returns/{untouched}", data={**form, "csrf_token": work.token("body")}).status_code in (
        303,
        400,
    )
    for name in ("body", "sponsor"):
        assert work.people.browser(name).post(f"/returns/{untouched}", data=form).status_code == 400
    assert work.head() == before


@pytest.mark.parametrize("act", ["", "delete", "EXPLAIN", "publish "])
def test_an_act_that_there_is_not_is_not_found(work: ReturnsAtWork, untouched: str, act: str) -> None:
    before = work.head()
    assert work.act("sponsor", untouched, act, **ENTERED).status_code == 404
    assert work.head() == before


@pytest.mark.parametrize(("name", "act"), [
    ("body", Act.EXPLAIN),
    ("body", Act.SIGN_OFF),
    ("body", Act.WITHDRAW),
    ("sponsor", Act.PUBLISH),
    ("sponsor", Act.UNLOCK),
    ("sponsor", Act.WITHDRAW),
    ("sponsor", Act.ASK),
])  # fmt: skip
def test_on_a_version_that_was_superseded_meanwhile_nothing_is_done(work: ReturnsAtWork, name: str, act: Act) -> None:
    document = work.fresh()
    stale = work.send(document)
    subject = work.queries(stale)[0] if act is Act.EXPLAIN else ""
    current = work.send({**document, "notes": "One more was found."})
    before = work.head()
    answer = work.act(name, stale, act, subject, **ENTERED)
    text = read_html(answer.get_data(as_text=True)).text
    assert answer.status_code == 409
    assert "Nothing was changed" in text
    assert f"/returns/{current}" in read_html(answer.get_data(as_text=True)).links
    assert work.head() == before
    assert work.offered("body", stale) == work.offered("sponsor", stale) == set()


def test_a_form_that_is_sent_twice_acts_once(work: ReturnsAtWork) -> None:
    return_id = work.signed_off()
    work.done("sponsor", return_id, Act.PUBLISH)
    before = work.head()
    assert work.act("sponsor", return_id, Act.PUBLISH).status_code == 303
    assert work.head() == before


def _subject(work: ReturnsAtWork, return_id: str, act: str) -> str:
    if act in (Act.REPLY, Act.CLOSE):
        return str(work.threads(return_id)[0].id)
    return work.queries(return_id)[0] if act == Act.EXPLAIN else ""
