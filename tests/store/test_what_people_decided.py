"""Where a series begins anew, and which learning tells of one failing: said by somebody, with a reason, and kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from handmade import ALL, Q1, Q2, accepted, by, figures
from sqlalchemy import text

from hub.contract.narrative import LearningTold, Narrative
from hub.errors import Conflict, InputRefused, NotFound
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.entries import Sight, Sought, entries
from hub.store.failings import Failings
from hub.store.rebases import EVERY_MEASURE, Rebases
from hub.store.verify import verify

SAM = by("sam", "sponsor")
LATER = by("sam", "sponsor", timedelta(days=1))
OF_LIGHTS = Scope("ferries", frozenset({"lights"}))


def told(database: Database) -> list[tuple[str, str]]:
    found = entries(database, Sight(ALL, whole_hub=True), Sought()).entries
    return [(one.what, one.why) for one in reversed(found) if one.what.split(".")[0] in ("series", "failing")]


def has_learnt(database: Database, organisation: str, *ids: str) -> None:
    learning = tuple(LearningTold(id_, "record-error", (), None, False, False, None, None) for id_ in ids)
    some = figures()
    object.__setattr__(some, "told", Narrative((), learning, None))
    Archive(database).keep(accepted(some, organisation=organisation, note=organisation))


def test_a_series_begins_anew_with_a_reason_and_goes_on_again_with_one(database: Database) -> None:
    rebases = Rebases(database)
    first = rebases.add("harbours", EVERY_MEASURE, Q1.name, "Another system counts from April on.", SAM)
    second = rebases.add("lights", "received", Q2.name, "Lamps are counted too.", SAM)
    assert rebases.of(ALL) == [first, second]
    assert rebases.of(OF_LIGHTS) == [second]
    with pytest.raises(Conflict):
        rebases.add("harbours", EVERY_MEASURE, Q1.name, "Again.", SAM)
    with pytest.raises(NotFound):
        rebases.remove(OF_LIGHTS, first.id, "It is not ours.", LATER)
    rebases.remove(ALL, first.id, "It was the same system after all.", LATER)
    assert rebases.of(ALL) == [second]
    assert told(database) == [
        ("series.rebased", "Another system counts from April on."),
        ("series.rebased", "Lamps are counted too."),
        ("series.rebase_removed", "It was the same system after all."),
    ]
    assert verify(database).faults == ()
    database.write(lambda connection: connection.execute(text("UPDATE rebases SET why = 'no reason' WHERE id = '2'")))
    assert verify(database).faults == ("The rebase 2 is not as the ledger has it: why.",)


@pytest.mark.parametrize(
    ("organisation", "period", "why", "refusal"),
    [
        ("nobody", Q1.name, "A reason.", NotFound),
        ("harbours", "spring", "A reason.", InputRefused),
        ("harbours", "2026-27", "A reason.", InputRefused),
        ("harbours", Q1.name, " ", InputRefused),
        ("harbours", Q1.name, "Ask Ms Ada Harbour on 020 7946 0958.", InputRefused),
    ],
)
def test_nothing_begins_anew_without_body_period_and_reason(
    database: Database, organisation: str, period: str, why: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        Rebases(database).add(organisation, EVERY_MEASURE, period, why, SAM)
    assert Rebases(database).of(ALL) == []


def test_a_shared_failing_is_confirmed_by_somebody_and_can_be_taken_back(database: Database) -> None:
    has_learnt(database, "harbours", "L1", "L2")
    has_learnt(database, "lights", "L7")
    failings, places = Failings(database), [("lights", Q1.name, "L7"), ("harbours", Q1.name, "L2")]
    kept = failings.confirm(ALL, "Papers are asked for twice", "record-error", places, SAM)
    assert failings.of(ALL) == [kept]
    assert kept.learning == (("harbours", Q1.name, "L2"), ("lights", Q1.name, "L7"))
    assert [one.learning for one in failings.of(OF_LIGHTS)] == [(("lights", Q1.name, "L7"),)]
    assert verify(database).faults == ()
    failings.remove(ALL, kept.id, "One of them is about lamps.", LATER)
    assert failings.of(ALL) == []
    assert told(database) == [("failing.confirmed", ""), ("failing.removed", "One of them is about lamps.")]
    assert verify(database).faults == ()


@pytest.mark.parametrize(
    ("places", "refusal"),
    [
        ([("harbours", Q1.name, "L1")], InputRefused),
        ([("harbours", Q1.name, "L1"), ("harbours", Q1.name, "L2")], InputRefused),
        ([("harbours", Q1.name, "L1"), ("lights", Q1.name, "L9")], NotFound),
        ([("harbours", Q1.name, "L1"), ("wrecks", Q1.name, "L1")], NotFound),
    ],
)
def test_a_shared_failing_needs_learning_of_two_bodies(
    database: Database, places: list[Any], refusal: type[Exception]
) -> None:
    has_learnt(database, "harbours", "L1", "L2")
    has_learnt(database, "lights", "L7")
    with pytest.raises(refusal):
        Failings(database).confirm(ALL, "Papers are asked for twice", "record-error", places, SAM)
    assert Failings(database).of(ALL) == []
