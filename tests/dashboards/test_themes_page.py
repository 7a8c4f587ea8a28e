"""The page Themes and that of each theme: what each role sees, what is decided there, and what is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from people_under_test import NOTHING_HERE
from permits import BODIES, DEPARTMENT, LANTERN, TERN
from reading_pages import read_html
from themes_at_work import BOTH, PERIOD, SUBJECTS, ThemesAtWork, address, challenge, with_themes

from hub.auth.permissions import ThemeAct
from hub.dashboards.pages.themes.at_start import NO_REMEDY, NONE
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.theme_decisions import ThemeDecisions

WHY = "Both of us hear it every week."
SEES = ("sponsor", "operator", "board", BOTH)
DECIDE = {ThemeAct.CONFIRM, ThemeAct.MERGE, ThemeAct.RENAME, ThemeAct.DISMISS, ThemeAct.SEND}
ALL = Scope(DEPARTMENT)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThemesAtWork]:
    with with_themes(tmp_path_factory.mktemp("themes") / "data") as work:
        yield work


@pytest.mark.parametrize("name", SEES)
def test_who_sees_both_bodies_sees_their_common_challenges(work: ThemesAtWork, name: str) -> None:
    text = read_html(work.listed(name)).text
    assert "Enforcement and inspection: a challenge for several bodies" in text
    assert f"{BODIES[LANTERN]} and {BODIES[TERN]}." in text
    assert "2 bodies raised a challenge about it in the last year." in text


@pytest.mark.parametrize("name", ["forum", "tier"])
def test_who_sees_one_body_sees_no_theme_of_two(work: ThemesAtWork, name: str) -> None:
    page = work.listed(name)
    assert "The returns for this period suggest no theme." in page
    assert BODIES[TERN] not in page
    assert work.one(name, challenge("delay"), 404) == work.one(name, challenge("other"), 404)


@pytest.mark.parametrize("name", ["body", "sender", "other-body"])
def test_an_organisation_has_no_page_of_themes(work: ThemesAtWork, name: str) -> None:
    for page in (work.listed(name, status=404), work.one(name, challenge("delay"), 404)):
        assert NOTHING_HERE in page


@pytest.mark.parametrize("query", ["period=spring", f"{PERIOD}&subject=nothing"])
def test_what_is_no_choice_is_not_found(work: ThemesAtWork, query: str) -> None:
    assert NOTHING_HERE in work.listed("sponsor", query, 404)


def test_the_words_of_both_bodies_stand_side_by_side(work: ThemesAtWork) -> None:
    text = read_html(work.one(BOTH, challenge("delay"))).text
    for body in (LANTERN, TERN):
        assert f"{body} cannot do without help: delay." in text
        assert f"{body} cannot do without help: money." not in text


def test_the_forum_reads_at_its_start_what_is_shared_and_who_has_a_remedy(work: ThemesAtWork) -> None:
    start = read_html(work.people.page(BOTH, "/"))
    assert "What organisations share, " in start.text
    assert f"A challenge for several bodies: {BODIES[LANTERN]} and {BODIES[TERN]}." in start.text
    assert NO_REMEDY in start.text
    assert "It has not been sent to the agenda." in start.text
    assert any(link.startswith(f"{address(challenge('delay'))}") for link in start.links)
    alone = read_html(work.people.page("forum", "/")).text
    assert NONE in alone
    assert BODIES[TERN] not in alone


def test_nobody_is_told_that_a_theme_waits_for_a_decision_that_is_not_theirs(work: ThemesAtWork) -> None:
    told = {name: "for a decision" in work.people.page(name, "/") for name in (BOTH, "sponsor", "board", "tier")}
    assert told == {BOTH: True, "sponsor": True, "board": False, "tier": False}


def test_forum_and_sponsor_decide_and_the_others_read(work: ThemesAtWork) -> None:
    key = challenge("enforcement")
    for name in ("sponsor", BOTH):
        assert work.offered(name, key) == DECIDE
    for name in ("board", "operator"):
        assert work.offered(name, key) == set()
        for act in ThemeAct:
            assert work.act(name, key, act, why=WHY, title="A name", wording=WHY).status_code == 404
    assert [one for one in ThemeDecisions(work.database).of(ALL) if one.seen.theme == key] == []


def test_a_theme_that_waits_for_a_decision_is_said_at_the_start_to_who_decides(work: ThemesAtWork) -> None:
    waits = {name for name in (*SEES, "tier") if "for a decision" in work.people.page(name, "/")}
    assert waits == {"sponsor", BOTH}


def test_a_confirmed_theme_says_who_confirmed_it_and_why(work: ThemesAtWork) -> None:
    key = challenge("not-told")
    page = work.done(BOTH, key, ThemeAct.CONFIRM, why=WHY)
    assert "The theme is confirmed." in page
    assert "Confirmed" in read_html(page).text
    told = f"Confirmed on 20 July 2026 by the forum ({BOTH}), for April to June 2026: {WHY}"
    assert told in read_html(work.one("sponsor", key)).text
    for name in (BOTH, "board"):
        text = read_html(work.one(name, key)).text
        assert told.replace(f" ({BOTH})", "") in text
        assert BOTH not in text.replace(f"|{BOTH}, forum|", "")
    assert work.offered("sponsor", key) == DECIDE - {ThemeAct.CONFIRM} | {ThemeAct.REOPEN}


def test_a_dismissed_theme_stands_apart_with_its_reason_until_it_is_opened_again(work: ThemesAtWork) -> None:
    key = challenge("facilities")
    page = work.done("sponsor", key, ThemeAct.DISMISS, why="One building, and it is being sold.")
    assert "stays apart from the next period on until another organisation joins it" in work.listed(BOTH)
    assert "One building, and it is being sold." in read_html(work.listed(BOTH)).text.partition("|Dismissed|")[2]
    assert "Dismissed on 20 July 2026 by the sponsor team" in page
    work.done(BOTH, key, ThemeAct.REOPEN, why="The sale fell through.")
    assert "The sale fell through." in read_html(work.one("board", key)).text
    assert work.offered(BOTH, key) == DECIDE


def test_a_new_name_is_told_wherever_the_theme_is(work: ThemesAtWork) -> None:
    key, name = challenge("quality"), "Work that is <done> twice"
    assert name in read_html(work.done(BOTH, key, ThemeAct.RENAME, title=name, why=WHY)).text
    for page in (work.listed("board"), work.one("sponsor", key)):
        assert name in read_html(page).text
        assert "<done>" not in page


def test_merged_themes_are_told_together_and_can_be_set_apart(work: ThemesAtWork) -> None:
    part, whole = challenge("safety"), challenge("policy")
    page = work.done(BOTH, part, ThemeAct.MERGE, into=whole, why="It is the same rule.")
    text = read_html(page).text
    assert "With it: Safety and safeguarding: a challenge for several bodies" in text
    assert f"{LANTERN} cannot do without help: safety." in text
    assert f"{LANTERN} cannot do without help: policy." in text
    assert read_html(work.one("sponsor", part)).text.count("Policy or law: a challenge") > 0
    circle = work.act("sponsor", whole, ThemeAct.MERGE, into=whole, why=WHY)
    assert (circle.status_code, "Choose the theme that it is a part of" in circle.get_data(as_text=True)) == (422, True)
    assert ThemeAct.SET_APART in work.offered("sponsor", whole)
    work.done("sponsor", whole, ThemeAct.SET_APART, part, why="They are two rules.")
    assert "With it" not in read_html(work.one(BOTH, whole)).text


def test_a_page_that_was_opened_before_a_merger_decides_nothing_about_the_other_theme(work: ThemesAtWork) -> None:
    part, whole = challenge("facilities"), challenge("enforcement")
    sent_to = work.form_addresses(BOTH, part)
    work.done("sponsor", part, ThemeAct.MERGE, into=whole, why=WHY)
    for act in (ThemeAct.DISMISS, ThemeAct.CONFIRM, ThemeAct.MERGE, ThemeAct.SEND):
        entered = {"why": WHY, "into": challenge("money"), "wording": "What now?"}
        for at in (sent_to[act], address(part)):
            answer = work.sent(BOTH, at, act, **entered)
            assert (answer.status_code, "is told under" in answer.get_data(as_text=True)) == (409, True)
    assert "Confirmed" not in read_html(work.one(BOTH, whole)).text
    assert set(work.form_addresses(BOTH, part).values()) == set(work.form_addresses(BOTH, whole).values())
    work.done("sponsor", whole, ThemeAct.SET_APART, part, why=WHY)


def test_who_decides_sees_first_what_was_decided_since_they_opened_the_page(work: ThemesAtWork) -> None:
    key = challenge("quality")
    stale = work.form_addresses(BOTH, key)[ThemeAct.DISMISS]
    work.done("sponsor", key, ThemeAct.CONFIRM, why=WHY)
    refused = work.sent(BOTH, stale, ThemeAct.DISMISS, why="It is none of ours.")
    page = refused.get_data(as_text=True)
    assert (refused.status_code, "Somebody decided about this theme" in page) == (409, True)
    assert "It is none of ours." in page
    now = work.form_addresses(BOTH, key)[ThemeAct.DISMISS]
    assert work.sent(BOTH, now, ThemeAct.DISMISS, why="It is none of ours.").status_code == 303


def test_a_theme_waits_for_the_agenda_until_it_is_taken_back(work: ThemesAtWork) -> None:
    key = challenge("privacy")
    page = work.done(BOTH, key, ThemeAct.SEND, wording="What do you keep, and how long?", presenter=TERN)
    assert f"Suggested to begin: {BODIES[TERN]}." in page
    assert "What do you keep, and how long?" in read_html(work.listed("board")).text
    assert ThemeAct.SEND not in work.offered("sponsor", key)
    again = work.act("sponsor", key, ThemeAct.SEND, wording="Again.")
    assert (again.status_code, "was sent to the agenda already" in again.get_data(as_text=True)) == (409, True)
    (item,) = AgendaItems(work.database).waiting(ALL)
    page = work.done("sponsor", key, ThemeAct.TAKE_BACK, item.id, why="It was answered by letter.")
    assert "The theme waits for the agenda no longer." in page
    assert AgendaItems(work.database).waiting(ALL) == []
    assert "Nothing was sent." in work.listed(BOTH)


@pytest.mark.parametrize(
    ("act", "entered", "says"),
    [
        (ThemeAct.CONFIRM, {"why": " "}, "Enter the reason for confirming it"),
        (ThemeAct.DISMISS, {"why": ""}, "Enter the reason for dismissing it"),
        (ThemeAct.RENAME, {"why": WHY, "title": ""}, "Enter the new name"),
        (ThemeAct.MERGE, {"why": WHY, "into": ""}, "Choose the theme"),
        (ThemeAct.MERGE, {"why": WHY, "into": "challenge:other"}, "Choose the theme that it is a part of"),
        (ThemeAct.SEND, {"wording": " "}, "Enter what is to be talked about"),
        (ThemeAct.SEND, {"wording": "What now?", "presenter": "pier-trust"}, "Choose an organisation of the list"),
    ],
)
def test_what_lacks_its_reason_or_its_words_is_refused_and_what_was_written_is_kept(
    work: ThemesAtWork, act: ThemeAct, entered: dict[str, str], says: str
) -> None:
    before = ThemeDecisions(work.database).of(ALL), AgendaItems(work.database).waiting(ALL)
    answer = work.act(BOTH, challenge("money"), act, **entered)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in read_html(page).text
    assert all(words in page for words in entered.values() if words == WHY)
    assert (ThemeDecisions(work.database).of(ALL), AgendaItems(work.database).waiting(ALL)) == before


def test_nothing_is_decided_about_what_somebody_does_not_see(work: ThemesAtWork) -> None:
    before = ThemeDecisions(work.database).of(ALL)
    for key in (challenge("delay"), challenge("other"), "subject:delay", "failing:1"):
        assert work.act("forum", key, ThemeAct.CONFIRM, why=WHY).status_code == 404
    assert work.act(BOTH, challenge("delay"), "delete", why=WHY).status_code == 404
    assert work.act(BOTH, challenge("delay"), ThemeAct.TAKE_BACK, "99", why=WHY).status_code == 404
    assert work.act(BOTH, challenge("delay"), ThemeAct.SET_APART, challenge("money"), why=WHY).status_code == 404
    assert ThemeDecisions(work.database).of(ALL) == before


@pytest.mark.parametrize("name", ["sponsor", BOTH, "board"])
def test_the_files_say_what_the_page_says(work: ThemesAtWork, name: str) -> None:
    browser = work.people.browser(name)
    rows = list(csv.DictReader(io.StringIO(browser.get(f"/oversight/themes.csv?{PERIOD}").get_data(as_text=True))))
    assert {row["theme"] for row in rows} >= {challenge(subject) for subject in SUBJECTS}
    assert {row["organisation"] for row in rows} == set(BODIES.values())
    heat = browser.get(f"/oversight/themes.csv?{PERIOD}&subject=delay&table=heat-map").get_data(as_text=True)
    assert [row["organisation_code"] for row in csv.DictReader(io.StringIO(heat))] == [LANTERN, TERN]
    table = read_html(work.listed(name, f"{PERIOD}&subject=delay")).tables[0]
    assert [row[0] for row in table[1:]] == [[BODIES[LANTERN]], [BODIES[TERN]]]


def test_the_page_of_a_theme_leads_back_to_its_period(work: ThemesAtWork) -> None:
    assert f"/oversight/themes?{PERIOD}" in read_html(work.one("sponsor", challenge("delay"))).links
    assert address(challenge("delay")) in read_html(work.listed("sponsor")).links
