"""What the forum decides about themes is kept with its reason, told by the ledger, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from handmade import ALL, Q1, by
from sqlalchemy import text

from hub.decisions import Decided, SeenTheme
from hub.errors import Conflict, HubError, InputRefused, NotFound
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.database import Database
from hub.store.entries import Sight, Sought, entries
from hub.store.theme_decisions import ThemeDecisions
from hub.store.verify import verify

SAM, FREYA = by("sam", "sponsor"), by("freya", "forum", timedelta(days=1))
DELAY = SeenTheme("subject:delay", "shared", Q1.name, ("harbours", "lights"))
NOT_TOLD = SeenTheme("subject:not-told", "high", Q1.name, ("lights",))
MONEY = SeenTheme("challenge:money", "challenge", Q1.name, ("wrecks",))
WHY = "Three of us see the same thing."
OF_LIGHTS = Scope("ferries", frozenset({"lights"}))
OF_WRECKS = Scope("ferries", frozenset({"wrecks"}))


@pytest.fixture
def decisions(database: Database) -> ThemeDecisions:
    return ThemeDecisions(database)


@pytest.fixture
def agenda(database: Database) -> AgendaItems:
    return AgendaItems(database)


def told(database: Database) -> list[tuple[str, str, str]]:
    found = entries(database, Sight(ALL, whole_hub=True), Sought()).entries
    return [(one.what, one.object, one.why) for one in reversed(found) if one.what.split(".")[0] in ("theme", "agenda")]


def test_each_decision_is_kept_as_it_was_taken_and_told_by_the_ledger(
    database: Database, decisions: ThemeDecisions
) -> None:
    taken = [
        decisions.decide(ALL, Decided.CONFIRMED, DELAY, WHY, SAM),
        decisions.decide(ALL, Decided.RENAMED, DELAY, WHY, SAM, title="Waiting without a word"),
        decisions.decide(ALL, Decided.MERGED, NOT_TOLD, WHY, FREYA, into=DELAY.theme),
        decisions.decide(ALL, Decided.DISMISSED, MONEY, WHY, FREYA),
        decisions.decide(ALL, Decided.REOPENED, MONEY, WHY, SAM),
    ]
    assert decisions.of(ALL) == taken
    assert [(one.title, one.into) for one in taken if one.title or one.into] == [
        ("Waiting without a word", ""), ("", DELAY.theme),
    ]  # fmt: skip
    assert told(database) == [(f"theme.{one.decided}", one.seen.theme, WHY) for one in taken]
    assert verify(database).faults == ()


@pytest.mark.parametrize("decided", list(Decided))
@pytest.mark.parametrize("why", ["", "  ", "Ask Ms Ada Harbour on 020 7946 0958."])
def test_no_decision_is_taken_without_a_reason_that_can_be_kept(
    database: Database, decisions: ThemeDecisions, decided: Decided, why: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        decisions.decide(ALL, decided, DELAY, why, SAM, into=MONEY.theme, title="A name")
    assert refusal.value.facts["field"] == "why"
    assert decisions.of(ALL) == []
    assert told(database) == []


@pytest.mark.parametrize(
    ("scope", "seen", "title", "refusal"),
    [
        (ALL, DELAY, " ", InputRefused),
        (ALL, replace(DELAY, period="spring"), "A name", InputRefused),
        (OF_LIGHTS, DELAY, "A name", NotFound),
        (ALL, replace(DELAY, organisations=()), "A name", NotFound),
    ],
)
def test_a_new_name_needs_words_a_period_and_bodies_in_scope(
    decisions: ThemeDecisions, scope: Scope, seen: SeenTheme, title: str, refusal: type[HubError]
) -> None:
    with pytest.raises(refusal):
        decisions.decide(scope, Decided.RENAMED, seen, WHY, SAM, title=title)
    assert decisions.of(ALL) == []


def test_a_theme_never_becomes_a_part_of_itself(decisions: ThemeDecisions) -> None:
    decisions.decide(ALL, Decided.MERGED, DELAY, WHY, SAM, into=NOT_TOLD.theme)
    decisions.decide(ALL, Decided.MERGED, NOT_TOLD, WHY, SAM, into=MONEY.theme)
    for seen, into in ((MONEY, DELAY), (NOT_TOLD, DELAY), (DELAY, DELAY)):
        with pytest.raises(Conflict):
            decisions.decide(ALL, Decided.MERGED, seen, WHY, SAM, into=into.theme)
    decisions.decide(ALL, Decided.REOPENED, NOT_TOLD, WHY, SAM)
    decisions.decide(ALL, Decided.MERGED, MONEY, WHY, SAM, into=DELAY.theme)
    assert [one.into for one in decisions.of(ALL)] == [NOT_TOLD.theme, MONEY.theme, "", DELAY.theme]


def test_nobody_decides_over_a_decision_that_they_did_not_know_of(decisions: ThemeDecisions) -> None:
    first = decisions.decide(ALL, Decided.MERGED, DELAY, WHY, SAM, into=MONEY.theme, after="")
    for known in ("", "99"):
        with pytest.raises(Conflict, match="Somebody decided about this theme"):
            decisions.decide(ALL, Decided.MERGED, DELAY, WHY, FREYA, into=NOT_TOLD.theme, after=known)
    decisions.decide(ALL, Decided.CONFIRMED, MONEY, WHY, FREYA, after="")
    decisions.decide(ALL, Decided.REOPENED, DELAY, WHY, FREYA, after=first.id)
    assert [one.decided for one in decisions.of(ALL)] == [Decided.MERGED, Decided.CONFIRMED, Decided.REOPENED]


def test_who_sees_some_bodies_learns_of_no_decision_about_others(
    decisions: ThemeDecisions, agenda: AgendaItems
) -> None:
    decisions.decide(ALL, Decided.CONFIRMED, DELAY, WHY, SAM)
    decisions.decide(ALL, Decided.DISMISSED, MONEY, WHY, SAM)
    agenda.send(ALL, DELAY, "What do you tell people who wait?", "harbours", SAM)
    (seen,) = decisions.of(OF_LIGHTS)
    assert seen.seen == replace(DELAY, organisations=("lights",))
    assert [one.seen.theme for one in decisions.of(OF_WRECKS)] == [MONEY.theme]
    (item,) = agenda.waiting(OF_LIGHTS)
    assert (item.seen.organisations, item.presenter) == (("lights",), "")
    assert agenda.waiting(OF_WRECKS) == []
    assert decisions.of(Scope("ports")) == []
    assert agenda.waiting(Scope("ports")) == []


def test_a_theme_waits_for_the_agenda_until_it_is_taken_back_with_a_reason(
    database: Database, agenda: AgendaItems
) -> None:
    item = agenda.send(ALL, DELAY, "What do you tell people who wait?", "wrecks", SAM)
    assert agenda.waiting(ALL) == [item]
    with pytest.raises(Conflict):
        agenda.send(ALL, DELAY, "Again.", "", FREYA)
    with pytest.raises(InputRefused):
        agenda.take_back(ALL, item.id, " ", FREYA)
    with pytest.raises(NotFound):
        agenda.take_back(OF_WRECKS, item.id, WHY, FREYA)
    with pytest.raises(NotFound):
        agenda.take_back(ALL, f"{item.id}\0", WHY, FREYA)
    agenda.take_back(ALL, item.id, "It was answered by letter.", FREYA)
    with pytest.raises(NotFound):
        agenda.take_back(ALL, item.id, "It was answered by letter.", FREYA)
    again = agenda.send(ALL, DELAY, "Again, and otherwise.", "", FREYA)
    assert agenda.waiting(ALL) == [again]
    assert told(database) == [
        ("agenda.sent", DELAY.theme, ""),
        ("agenda.taken_back", DELAY.theme, "It was answered by letter."),
        ("agenda.sent", DELAY.theme, ""),
    ]
    assert verify(database).faults == ()


def test_nothing_is_sent_without_words_nor_presented_by_a_body_out_of_scope(agenda: AgendaItems) -> None:
    with pytest.raises(InputRefused):
        agenda.send(ALL, DELAY, "\n", "", SAM)
    with pytest.raises(NotFound):
        agenda.send(OF_LIGHTS, NOT_TOLD, "Who knows more?", "wrecks", FREYA)
    assert agenda.waiting(ALL) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE theme_decisions SET why = 'no reason'", "decision about a theme 1 is not as the ledger has it: why"),
        ("DELETE FROM theme_decisions", "decision about a theme 1 is in the ledger, but not in the database"),
        ("UPDATE agenda_items SET presenter = NULL", "item for the agenda 1 is not as the ledger has it: presenter"),
        ("UPDATE agenda_items SET removed_at = NULL", "item for the agenda 1 is not as the ledger has it: removed_at"),
        ("UPDATE agenda_items SET id = '2'", "item for the agenda 1 is in the ledger, but not in the database"),
    ],
)
def test_what_was_changed_past_the_hub_is_found(
    database: Database, decisions: ThemeDecisions, agenda: AgendaItems, statement: str, fault: str
) -> None:
    decisions.decide(ALL, Decided.MERGED, DELAY, WHY, SAM, into=MONEY.theme)
    agenda.take_back(ALL, agenda.send(ALL, DELAY, "Who knows more?", "harbours", SAM).id, WHY, FREYA)
    assert verify(database).faults == ()
    database.write(lambda connection: connection.execute(text(statement)))
    assert f"The {fault}." in verify(database).faults
