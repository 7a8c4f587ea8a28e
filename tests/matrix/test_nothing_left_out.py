"""The matrix names everything that there is: a route, callback, act, role, form or link that it lacks fails."""

from __future__ import annotations

from canary_world import CanaryHub
from declared import MEANS, Row, rows
from left_out import (
    acts_left_out,
    callbacks_left_out,
    forum_acts_left_out,
    like,
    offered,
    paper_acts_left_out,
    roles_left_out,
    rule_of,
    rules_left_out,
    theme_acts_left_out,
    tier_acts_left_out,
    way,
)
from papers import ROOT
from ways import act_of, forum_act_of, paper_act_of, theme_act_of, tier_act_of

from hub.auth.permissions import Act, ForumAct, PaperAct, ThemeAct, TierAct

ROWS = rows()
LEAST_CELLS = 3_000  # it may grow; that it shrinks is told here


def _act_of(row: Row) -> str:
    return act_of(row) or theme_act_of(row) or forum_act_of(row) or tier_act_of(row) or paper_act_of(row) or ""


def test_no_rule_or_method_of_the_hub_is_left_out(world: CanaryHub) -> None:
    assert not rules_left_out(world.hub.app, ROWS)


def test_a_rule_without_its_rows_would_be_told(world: CanaryHub) -> None:
    rules = {row.name: rule_of(world.hub.app, row.method, like(row.address)) for row in ROWS}
    assert len({*rules.values()}) > 30
    for rule in sorted({*rules.values()} - {""}):
        assert rules_left_out(world.hub.app, [row for row in ROWS if rules[row.name] != rule]) == {rule}


def test_no_callback_of_dash_is_left_out(world: CanaryHub) -> None:
    assert not callbacks_left_out(world.hub.app, ROWS)
    assert callbacks_left_out(world.hub.app, [])


def test_no_act_and_no_role_is_left_out() -> None:
    assert not acts_left_out(ROWS)
    assert acts_left_out([row for row in ROWS if act_of(row) is not Act.CLOSE]) == {Act.CLOSE}
    assert not theme_acts_left_out(ROWS)
    assert theme_acts_left_out([]) == {*ThemeAct}
    assert not forum_acts_left_out(ROWS)
    assert forum_acts_left_out([]) == {*ForumAct}
    assert not tier_acts_left_out(ROWS)
    assert tier_acts_left_out([]) == {*TierAct}
    assert not paper_acts_left_out(ROWS)
    assert paper_acts_left_out([]) == {*PaperAct}
    assert not roles_left_out()


def test_whatever_a_page_leads_to_is_in_the_matrix(world: CanaryHub) -> None:
    named = {way(world.hub.app, row.method, like(row.address), _act_of(row)) for row in ROWS}
    found = offered(world, ROWS)
    assert len(found) > len(Act)
    assert not found - named


def test_the_cells_are_counted_and_each_kind_of_answer_is_among_them() -> None:
    cells = [cell for row in ROWS for cell in row.cells.values()]
    assert len(cells) >= LEAST_CELLS
    assert {*cells} == {*MEANS}


def test_the_architecture_paper_tells_the_number_of_cells() -> None:
    cells = sum(len(row.cells) for row in ROWS)
    assert f"{cells:,} cells" in (ROOT / "docs" / "architecture.md").read_text("utf-8")
