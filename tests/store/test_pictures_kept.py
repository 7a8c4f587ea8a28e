"""A picture is kept only while nothing in its scope changes, and is what is stored, whatever happened before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import orjson
import pytest
from handmade import ALL, BY, Q1, Q2, accepted, by, figures, read_document
from sqlalchemy import text

from hub.config import Config
from hub.contract.life_cycle import Move
from hub.contract.minimum_data import ITEMS, ItemReport, Reported
from hub.contract.model import Count
from hub.contract.narrative import NOTHING_TOLD, LearningTold, Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.oversight.picture_json import as_json
from hub.pictures import MOST_KEPT, Pictures
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.failings import Failings
from hub.store.readings import FIGURES, Reading, record
from hub.store.rebases import EVERY_MEASURE, Rebases
from hub.store.rebuild import rebuild
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.steps import Steps

TODAY = date(2026, 10, 22)
SAM, MONA = by("sam", "sponsor"), by("mona", "organisation")
OF_LIGHTS = Scope("ferries", frozenset({"lights"}))
OTHER = Department("forests", "Department for Forests")


def pictures(database: Database, today: date = TODAY) -> Pictures:
    return Pictures(database, Config(data=Path("unused"), fixed_today=today))


def printed(made: Picture) -> bytes:
    return orjson.dumps(as_json(made))


def received(made: Picture) -> dict[str, float]:
    found = made.meaning.latest["received"].numerator.tolist()
    return {code: number for code, number in zip(made.meaning.panel.bodies, found, strict=True) if number == number}


def sent(database: Database, body: str, number: int, period: Period = Q1, learning: str = "") -> str:
    pieces = (LearningTold(learning, "delay", (), None, False, False, None, None),) if learning else ()
    told = replace(
        figures(number, {"delay": (number, 0)}, went_wrong=Count(number // 2)),
        minimum_data=tuple(ItemReport(item, Reported.FULLY, 1, 1) for item in ITEMS),
        told=Narrative((), pieces, None) if pieces else NOTHING_TOLD,
    )
    return (
        Archive(database)
        .keep(accepted(told, organisation=body, period=period, note=f"{body} {number}"))
        .receipt_facts.id
    )


@pytest.fixture
def with_learning(database: Database) -> Database:
    """A department in which two bodies have sent a return with a piece of learning each."""
    sent(database, "harbours", 20, learning="L1")
    sent(database, "lights", 30, learning="L2")
    return database


def resubmitted(database: Database) -> None:
    sent(database, "harbours", 22)


def come_from_another_body(database: Database) -> None:
    sent(database, "wrecks", 9)


def withdrawn(database: Database) -> None:
    (kept,) = Archive(database).versions(ALL, "lights", Q1.name)
    Steps(database).take(ALL, kept.id, Move.WITHDRAW, MONA, why="Counted twice.")


def rebased(database: Database) -> None:
    Rebases(database).add("lights", EVERY_MEASURE, Q1.name, "Another system counts from then on.", SAM)


def confirmed(database: Database) -> None:
    pieces = (("harbours", Q1.name, "L1"), ("lights", Q1.name, "L2"))
    Failings(database).confirm(ALL, "Nobody answers the telephone", "delay", pieces, SAM)


def registered(database: Database) -> None:
    Register(database).add_organisation(RelatedOrganisation("buoys", "Buoys", "Executive agency", "ferries"), BY)


CHANGES = {
    change.__name__: change
    for change in (resubmitted, come_from_another_body, withdrawn, rebased, confirmed, registered)
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_every_change_gives_a_new_picture(with_learning: Database, change: str) -> None:
    of = pictures(with_learning)
    before = of.of(ALL, Q1)
    assert of.of(ALL, Q1) is before
    CHANGES[change](with_learning)
    after = of.of(ALL, Q1)
    assert after is not before
    assert printed(after) != printed(before)
    assert printed(after) == printed(pictures(with_learning).of(ALL, Q1))
    assert of.of(ALL, Q1) is after


def test_what_changes_is_told(with_learning: Database) -> None:
    of = pictures(with_learning)
    assert received(of.of(ALL, Q1)) == {"harbours": 20, "lights": 30}
    resubmitted(with_learning)
    come_from_another_body(with_learning)
    assert received(of.of(ALL, Q1)) == {"harbours": 22, "lights": 30, "wrecks": 9}
    withdrawn(with_learning)
    assert received(of.of(ALL, Q1)) == {"harbours": 22, "wrecks": 9}
    rebased(with_learning)
    (cut,) = of.of(ALL, Q1).meaning.breaks[1]
    assert (cut.organisation, cut.on) == ("lights", Q1.start)


def test_a_failing_that_somebody_confirmed_is_a_theme(with_learning: Database) -> None:
    confirmed(with_learning)
    (theme,) = (one for one in pictures(with_learning).of(ALL, Q1).meaning.themes if one.confirmed)
    assert [body.organisation for body in theme.bodies] == ["harbours", "lights"]


def test_a_mere_reading_and_another_department_change_nothing(with_learning: Database) -> None:
    Register(with_learning).add_department(OTHER, BY)
    of = pictures(with_learning)
    before = of.of(ALL, Q1)
    record(with_learning, SAM, Reading(FIGURES, "2026-27-Q1", "ferries"))
    other = RelatedOrganisation("oaks", "Oaks", "Executive agency", OTHER.code)
    Register(with_learning).add_organisation(other, BY)
    assert of.of(ALL, Q1) is before


def test_audiences_scopes_and_days_never_share_a_picture(with_learning: Database) -> None:
    of, later = pictures(with_learning), pictures(with_learning, TODAY + timedelta(days=9))
    made = [of.of(ALL, Q1, audience) for audience in Audience]
    assert [one.audience for one in made] == list(Audience)
    assert [of.of(ALL, Q1, audience) for audience in Audience] == made
    assert {one.meaning.disclosure is None for one in made[:2]} == {True}
    assert {one.meaning.disclosure is None for one in made[2:]} == {False}
    assert received(of.of(OF_LIGHTS, Q1)) == {"lights": 30}
    assert [row.organisation.code for row in of.of(OF_LIGHTS, Q1).rows] == ["lights"]
    assert of.of(ALL, Q1) is made[0]
    assert later.of(ALL, Q1).today == TODAY + timedelta(days=9)
    assert of.of(ALL, None).period == of.of(ALL, Q1).period  # the quarter that ended last of which something came


def test_only_the_last_few_are_kept(with_learning: Database) -> None:
    of = pictures(with_learning)
    asked = [Period.quarter(2022 + at // 4, at % 4 + 1) for at in range(MOST_KEPT + 1)]
    made = [of.of(ALL, period) for period in asked]
    assert [of.of(ALL, period) is one for period, one in zip(asked[1:], made[1:], strict=True)] == [True] * MOST_KEPT
    assert of.of(ALL, asked[0]) is not made[0]


def test_several_threads_see_each_a_whole_picture_while_returns_come_in(with_learning: Database) -> None:
    """The numbers of one moment: `harbours` and `wrecks` are always sent one after the other, never far apart."""
    of = pictures(with_learning)

    def look(_: int) -> tuple[float, float]:
        seen = received(of.of(ALL, Q1))
        return seen["harbours"], seen.get("wrecks", 0)

    def send() -> None:
        for number in range(100, 108):
            sent(with_learning, "harbours", number)
            sent(with_learning, "wrecks", number)

    with ThreadPoolExecutor(6) as pool:
        sending = pool.submit(send)
        seen = list(pool.map(look, range(40)))
        sending.result()
    assert all(one == 20 or 0 <= one - other <= 1 or other == 0 for one, other in seen)
    assert received(of.of(ALL, Q1)) == {"harbours": 107, "lights": 30, "wrecks": 107}
    assert printed(of.of(ALL, Q1)) == printed(pictures(with_learning).of(ALL, Q1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_returns_give_the_same_bytes_kept_made_anew_and_rebuilt(database: Database, seed: int) -> None:
    """After any submissions, corrections and withdrawals."""
    random, of = Random(seed), pictures(database)
    current: dict[tuple[str, Period], tuple[str, int]] = {}
    for number in random.sample(range(6, 90), 14):
        place = random.choice(("harbours", "lights", "wrecks")), random.choice((Q1, Q2))
        if place in current and random.random() < 0.3:
            id_, _ = current.pop(place)
            Steps(database).take(ALL, id_, Move.WITHDRAW, MONA, why="Counted twice.")
        else:
            current[place] = sent(database, place[0], number, place[1]), number
        assert received(of.of(ALL, Q2)) == {body: told for (body, at), (_, told) in current.items() if at == Q2}
    kept = bytes_of_all(of)
    assert bytes_of_all(pictures(database)) == kept
    rebuild(database, read_document, BY)
    assert bytes_of_all(pictures(database)) == kept


def test_a_rebuild_is_a_change(with_learning: Database) -> None:
    of = pictures(with_learning)
    with_learning.write(lambda connection: connection.execute(text("DELETE FROM sheets")))
    lost = received(of.of(ALL, Q1))
    rebuild(with_learning, read_document, BY)
    assert (lost, received(of.of(ALL, Q1))) == ({}, {"harbours": 20, "lights": 30})


def bytes_of_all(of: Pictures) -> list[bytes]:
    return [printed(of.of(ALL, period, audience)) for period in (Q1, Q2) for audience in Audience]
