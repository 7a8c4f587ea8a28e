"""What charts and funnels say needs no statistics, gives x of n, and calls nobody good or bad for a figure."""

from __future__ import annotations

import numpy as np
import pytest

from hub.oversight.comparison.counts import count_funnels
from hub.oversight.comparison.shares import share_funnels
from hub.oversight.comparison.words import COUNTS, body_words, funnel_words
from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.words import words
from hub.oversight.written import how_many, percent, plain

UP, DOWN, EITHER = 1, -1, 0
STEADY = [80, 82, 79, 81, 83, 80, 82, 81, 79, 82, 81, 80, 82, 81]
PARTS = (5, 40, 90, 10, 70, 15, 160, 20, 20, 30)
WHOLES = (40, 80, 150, 25, 130, 90, 300, 30, 120, 60)


@pytest.mark.parametrize(
    ("values", "direction", "says"),
    [
        (
            STEADY,
            UP,
            "No change beyond chance: the latest point, 81, is one that chance alone gives, between 75.8 and 86.",
        ),
        ([*STEADY, 60], UP, "Worse than chance explains: the latest point, 60, is below the lower limit of 74.4."),
        ([*STEADY, 60], DOWN, "Better than chance explains: the latest point, 60, is below the lower limit of 74.4."),
        (
            [*STEADY, 99],
            EITHER,
            "A change that chance does not explain: the latest point, 99, is above the upper limit of 87.2.",
        ),
        ([1, 2], UP, "Too few to tell change from chance: 2 points so far, and limits need 6."),
        ([np.nan], UP, "Nothing was reported, so there is no chart."),
    ],
)
def test_the_verdict_is_that_of_the_latest_point(values: list[float], direction: int, says: str) -> None:
    assert words(xmr_charts([values], direction), 0) == says


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([9, 1, 9, 1, 9, 2, 3, 4, 5, 6, 7, 8], "the points have risen at least six times in a row, up to 8."),
        ([1, 9, 1, 9, 1, 8, 7, 6, 5, 4, 3, 2], "the points have fallen at least six times in a row, down to 2."),
        (
            [1, 9, 1, 9, 1, 9, 6, 7, 6, 7, 6, 7, 6],
            "the last seven points or more are all above the average of 5.77; the latest is 6.",
        ),
        (
            [43, 41, 44, 55, 46, 48, 53, 60, 49, 71, 56, 73],
            "at least two of the last three points are near the upper limit of 78.4; the latest is 73.",
        ),
    ],
)
def test_the_reason_of_a_signal_is_told(values: list[float], says: str) -> None:
    assert words(xmr_charts([values], EITHER), 0) == f"A change that chance does not explain: {says}"


def test_past_a_limit_by_chance_of_few_cases_is_no_change_and_said_to_be_so() -> None:
    told = words(xmr_charts([[*([0] * 11), 1, 0, 2]], DOWN, counted=True), 0)
    assert told == (
        "No change beyond chance: the latest point, 2, is past the limits of 0 and 0.66, but the cases are so few that "
        "chance alone gives it often enough."
    )


def test_trial_limits_are_called_so() -> None:
    told = words(xmr_charts([STEADY[:8]], UP), 0)
    assert told.endswith("These are trial limits, from 8 points; with 12 they are firm.")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (70, "it can be relied on to meet the target of 70."),
        (81, "it meets the target of 81 at some times and misses it at others, by chance alone."),
        (95, "the target lies beyond the limits, so it is met only if something changes."),
    ],
)
def test_a_target_is_met_always_sometimes_or_never(target: float, says: str) -> None:
    assert words(xmr_charts([STEADY], UP, target=target), 0).endswith(says)


def test_what_cannot_be_below_nothing_or_above_all_is_not_told_to_be() -> None:
    assert "between 0 and" in words(xmr_charts([[1, 3, 0, 4, 1, 3, 0, 4, 1, 3, 0, 4]], UP), 0)
    assert "between 42.1% and 100%" in words(p_charts([[7, 8, 9] * 4], [[10] * 12], UP), 0, percent)


def test_a_funnel_says_what_it_found_beside_what_chance_gives() -> None:
    compared, at_95, at_998, differ, nobody = funnel_words(share_funnels([PARTS], [WHOLES]), 0)
    assert compared == "10 bodies are compared."
    assert at_95 == "No body lies beyond the 95% limits; chance alone would put 0.5 there."
    assert at_998 == "No body lies beyond the 99.8% limits; chance alone would put fewer than 0.1 there."
    assert differ.startswith("The bodies differ 12.4 times as much as chance alone has them differ")
    assert differ.endswith("they differ for reasons that the return does not explain.")
    assert nobody == "So much that no body stands out."


def test_where_no_figure_whatever_could_be_flagged_it_is_said() -> None:
    funnel = share_funnels([[0, 9, 0, 9]], [[9, 9, 9, 9]])
    assert not funnel.can_flag[0]
    assert funnel_words(funnel, 0)[-1] == "So much that no body could be flagged, whatever its figure."


def test_bodies_that_differ_by_chance_alone_are_said_to() -> None:
    funnel = share_funnels([[10, 11, 9, 10]], [[40, 40, 40, 40]])
    assert funnel_words(funnel, 0)[-1] == "The bodies differ no more than chance has them differ."


def test_one_body_is_not_compared_with_itself() -> None:
    funnel = share_funnels([[3, np.nan]], [[10, 10]])
    alone = "Nothing is compared: fewer than two bodies have figures for this, or all figures are 0."
    assert funnel_words(funnel, 0) == (alone,)
    assert (
        body_words(funnel, 0, 0) == "Not compared: fewer than two bodies have figures for this, or all figures are 0."
    )


def test_a_low_body_is_a_question_and_no_prize() -> None:
    funnel = count_funnels([[2, 100, 98, 104, 100]], [[100] * 5])
    told = body_words(funnel, 0, 0, COUNTS)
    assert told.startswith(
        "Lower than chance explains: 0.025 (2, where its size lets expect 80.8), beyond the 99.8% limits."
    )
    assert "That is a question to ask, not an answer." in told
    assert told.endswith("Few can also mean that people do not know how to complain, or are not heard.")


def test_every_share_has_its_x_of_n() -> None:
    funnel = share_funnels([[10, 60, 9, *([10] * 12), 0]], [[40, 80, 40, *([40] * 12), 0]])
    assert body_words(funnel, 0, 0).startswith("Within the limits: 25% (10 of 40).")
    assert body_words(funnel, 0, 1).startswith("Higher than chance explains: 75% (60 of 80), beyond the 99.8% limits.")
    assert body_words(funnel, 0, -1) == "Not compared: it has no figures for this that can be compared."


def test_a_body_at_the_edge_is_told_why_it_is_not_flagged() -> None:
    funnel = share_funnels([[1, 300, 310, 290]], [[1, 1_000, 1_000, 1_000]])
    assert body_words(funnel, 0, 0).startswith(
        "Just past a limit: 100% (1 of 1). So few are compared that chance gives"
    )


def test_numbers_are_written_as_people_read_them() -> None:
    assert [plain(value) for value in (0, 0.0346, 4.6, 85.2486, 1234.2)] == ["0", "0.035", "4.6", "85.2", "1,234"]
    assert [percent(value) for value in (-0.1, 0, 0.1234, 0.5, 1.2)] == ["0%", "0%", "12.3%", "50%", "100%"]
    assert [how_many(count, "body", "bodies") for count in (0, 1, 1200)] == ["no body", "1 body", "1,200 bodies"]
