"""Nobody who sees what forum and board are shown can work out a hidden count: an attacker with a solver tries.

First the attacker is shown to be real: on hiding of a simpler kind it finds the count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
import pytest
from attacker import SUBJECTS, TABLES, Attack, Cell, Seen
from hypothesis import given
from hypothesis import strategies as st
from sheets_by_name import AT, Told, protected, sheet, sheets
from small_returns import Numbers, corrected, return_of, some

from hub.oversight.disclosure.cells import Mask, Sheets
from hub.oversight.disclosure.one_version import told as told_by
from hub.oversight.disclosure.rule import hidden

RANDOM = st.randoms(use_true_random=False)
THRESHOLDS = st.sampled_from((3, 5, 8))


def shown(versions: Sequence[Told], threshold: int) -> list[Seen]:
    """What a protected audience saw of each version of a return, one after the other."""
    rows = [sheet(told) for told in versions]
    return [
        Seen(row, hidden(row[None], [(0, earlier) for earlier in rows[:at]], threshold)[0], is_correction=at > 0)
        for at, row in enumerate(rows)
    ]


def only_small_hidden(told: Told) -> Seen:
    """What naive hiding shows: all that is not small itself."""
    return Seen(sheet(told), told_by(sheets(told)).small(5)[0])


def each_by_itself(*versions: Told) -> list[Seen]:
    """What is shown where each version is hidden well, and none looks at the one before."""
    return [Seen(sheet(told), hidden(sheets(told), [], 5)[0], is_correction=at > 0) for at, told in enumerate(versions)]


def test_a_count_that_is_hidden_alone_is_found() -> None:
    told = {"multiple_coding": 0, "received": 52, "delay": 3, "money": 9, "quality": 40}
    assert Attack([[only_small_hidden(told)]]).between((0, "subject:delay")) == (3, 3)
    assert Attack([shown([told], 5)]).possible((0, "subject:delay"), range(1, 5)) == [1, 2, 3, 4]


def test_a_correction_gives_away_what_each_version_hides_well_by_itself() -> None:
    """Two by two: two versions, in each of them two subjects hidden, and the totals true."""
    first = {"multiple_coding": 0, "received": 23, "delay": 3, "money": 8, "quality": 12}
    second = {**first, "received": 15, "quality": 4}  # so money is shown now: it was 8, and delay 11 - 8
    naive = Attack([each_by_itself(first, second)])
    assert naive.between((0, "subject:delay")) == (3, 3)
    safe = Attack([shown([first, second], 5)])
    for cell in ((0, "subject:delay"), (1, "subject:delay"), (1, "subject:quality")):
        assert safe.possible(cell, range(1, 5)) == [1, 2, 3, 4]


def test_a_true_total_over_bodies_before_and_after_a_return_arrives_gives_its_count_away() -> None:
    """Why nothing that forum and board are given is computed from a hidden count."""
    bodies = sheets(*({"payments": number} for number in (3, 12, 60, 30)))
    mask = hidden(bodies, [], 5)
    true_total_after, true_total_before = bodies[:, AT["payments"]].sum(), bodies[1:, AT["payments"]].sum()
    assert true_total_after - true_total_before == 3  # the hidden count of the first
    given_after, given_before = protected(bodies, mask), protected(bodies[1:], mask[1:])
    assert np.nansum(given_after[:, AT["payments"]]) == np.nansum(given_before[:, AT["payments"]])


def test_a_corrected_total_over_several_subjects_does_not_say_how_many_a_hidden_one_is_at_least() -> None:
    first = {"multiple_coding": 1, "received": 34, "record-error": 34, "policy": 4}
    second = {**first, "received": 36}  # and at most 34 of them about records, if that is as before
    attack = Attack([shown([first, second], 8)])
    assert attack.possible((0, "subject:policy"), (1, 7)) == [1, 7]


def test_promises_do_not_say_how_much_was_closed_at_least_after_a_correction() -> None:
    handled = {"closed": 9, "early_count": 6, "closer_count": 3, "promised": 9, "within": 9}
    first = {"multiple_coding": 0, "received": 14, "money": 2, "delay": 12, **handled}
    second = {**first, "delay": 11, "received": 13, "closed": 8, "closer_count": 2, "promised": 8, "within": 8}
    for versions in ([first, second], [first, {**second, "money": 1, "received": 12}]):
        attack = Attack([shown(versions, 3)])
        assert attack.possible((1, "closer_count"), (1, 2)) == [1, 2]


@given(random=RANDOM, threshold=THRESHOLDS)
def test_of_one_version_every_hidden_small_count_may_still_be_anything_small(random: Random, threshold: int) -> None:
    attack = Attack([shown([return_of(random)], threshold)])
    for cell in some_of(random, attack.small_and_hidden(threshold)):
        assert attack.possible(cell, range(1, threshold)) == list(range(1, threshold))


@given(random=RANDOM, threshold=THRESHOLDS)
def test_nor_do_corrections_and_other_periods_tell(random: Random, threshold: int) -> None:
    """Even to somebody who is told which of the figures, hidden ones too, are the same in two versions."""
    returns = [versions(random) for _ in range(random.choice((1, 1, 2)))]
    attack = Attack([shown(each, threshold) for each in returns])
    for cell in some_of(random, attack.small_and_hidden(threshold)):
        left = attack.possible(cell, (1, threshold - 1))
        assert left == [1, threshold - 1] or left == without(attack, cell).possible(cell, (1, threshold - 1))


def some_of(random: Random, cells: list[Cell]) -> list[Cell]:
    """Not all of them each time: a solver is slow."""
    return random.sample(cells, min(len(cells), 6))


def versions(random: Random) -> list[Numbers]:
    """A return and up to two corrections of it."""
    made = [return_of(random)]
    while len(made) < 3 and random.random() < 0.7:
        made.append(corrected(random, made[-1]))
    return made


def without(attack: Attack, cell: Cell) -> Attack:
    """The same, but that nothing is seen of the version that has this cell.

    To be told that a hidden part of an earlier version did not change bounds a total of which nothing is shown; that
    is what was told to the attacker, not what was shown.
    """
    blank = attack.versions[cell[0]]
    everything: Mask = blank.hidden | (blank.truth >= 0)
    unseen = Seen(blank.truth, everything, is_correction=True)
    return Attack([[unseen if seen is blank else seen for seen in period] for period in attack.periods])


@given(random=RANDOM)
def test_who_knows_how_partners_are_chosen_does_not_find_a_small_count_either(random: Random) -> None:
    """Of all ways to fill the hidden cells, those that would have hidden the same cells leave it two values or more."""
    told = {"multiple_coding": 0.0} | {name: float(some(random, 30)) for name in random.sample(SUBJECTS[:9], 6)}
    told["received"] = sum(value for name, value in told.items() if name != "multiple_coding")
    mask = hidden(sheets(told), [], 5)[0]
    parts = [name for name in told if name in SUBJECTS and mask[AT[name]]]
    if not parts or mask[AT["received"]] or mask[AT["subject:other"]] or len(parts) > 3:
        return
    worlds = list(filled(int(sum(told[name] for name in parts)), len(parts)))
    others = sheets(*(told | dict(zip(parts, world, strict=True)) for world in worlds))
    alike = (hidden(others, [], 5) == mask).all(axis=1)
    for at, name in enumerate(parts):
        if told[name] < 5:
            assert len({world[at] for world, same in zip(worlds, alike, strict=True) if same}) > 1


def filled(together: int, cells: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many cells, none of them zero, are so many together."""
    if cells == 1:
        yield (together,)
        return
    for first in range(1, together - cells + 2):
        yield from ((first, *rest) for rest in filled(together - first, cells - 1))


@given(random=RANDOM, threshold=THRESHOLDS)
def test_what_is_given_does_not_depend_on_what_is_hidden(random: Random, threshold: int) -> None:
    """Other numbers under the same hidden cells give the same bytes."""
    told = return_of(random)
    other = {**told, **{name: float(random.randint(1, threshold - 1)) for name in small_of(told, threshold)}}
    one, another = sheets(told), sheets(other)
    mask, its_mask = hidden(one, [], threshold), hidden(another, [], threshold)
    assert small_of(told, threshold) <= {name for name in told if mask[0, AT[name]]}
    if (mask == its_mask).all():
        assert protected(one, mask).tobytes() == protected(another, its_mask).tobytes()


def small_of(told: Told, threshold: int) -> set[str]:
    counts = told_by(sheets(told)).small(threshold)[0]
    return {name for name in told if counts[AT[name]]}


@given(random=RANDOM, threshold=THRESHOLDS)
def test_what_was_hidden_stays_hidden(random: Random, threshold: int) -> None:
    seen = shown(versions(random), threshold)
    for earlier, later in itertools.pairwise(seen):
        gone = earlier.hidden & (later.truth >= 0)
        assert (later.hidden | ~gone).all()


@given(random=RANDOM, threshold=THRESHOLDS)
def test_the_same_version_sent_again_is_shown_as_it_was(random: Random, threshold: int) -> None:
    told = return_of(random)
    once, again = shown([told], threshold)[0], shown([told, told], threshold)[1]
    assert (once.hidden == again.hidden).all()


@given(random=RANDOM)
def test_the_order_of_returns_does_not_matter(random: Random) -> None:
    histories = [versions(random) for _ in range(5)]
    order = random.sample(range(5), 5)
    assert (masks(histories)[order] == masks([histories[at] for at in order])).all()


def masks(histories: Sequence[Sequence[Numbers]]) -> Mask:
    last: Sheets = sheets(*(each[-1] for each in histories))
    earlier = [(row, sheet(told)) for row, each in enumerate(histories) for told in each[:-1]]
    return hidden(last, earlier, 5)


@given(random=RANDOM, threshold=THRESHOLDS)
def test_zero_is_hidden_only_with_a_whole_table(random: Random, threshold: int) -> None:
    (seen,) = shown([return_of(random)], threshold)
    for name in [name for name, at in AT.items() if seen.truth[at] == 0 and seen.hidden[at]]:
        table = next((table for table in TABLES if name in table), None)
        assert name.endswith("_forward") or (table and all(seen.hidden[AT[part]] for part in seen.known(table)))


@pytest.mark.parametrize("threshold", [3, 5, 8])
def test_nothing_is_hidden_when_no_count_is_small(threshold: int) -> None:
    random = Random(threshold)
    told = {name: value * 20 if name in AT else value for name, value in return_of(random).items()}
    told["multiple_coding"] = 0.0
    mask = hidden(sheets(told), [], threshold)[0]
    assert {name for name in told if mask[AT[name]]} <= {"brought_forward", "carried_forward"}
