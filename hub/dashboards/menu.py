"""The menu: what stands above every page, in this order, for whoever may open it."""

from __future__ import annotations

from hub.auth.permissions import Area
from hub.dashboards.addresses import FORUM
from hub.dashboards.pages import compliance, learning_library, ledger, start
from hub.dashboards.pages.board import layout as board
from hub.dashboards.pages.comparison import choices as comparison
from hub.dashboards.pages.forum import places as forum
from hub.dashboards.pages.themes import choices as themes
from hub.dashboards.pages.tier import listed as tier
from hub.dashboards.pages.use import choices as use

MENU: tuple[tuple[Area, str, str], ...] = (
    (Area.START, start.TITLE, start.ADDRESS),
    (Area.COMPLIANCE, compliance.TITLE, compliance.ADDRESS),
    (Area.COMPARISON, comparison.TITLE, comparison.ADDRESS),
    (Area.THEMES, themes.TITLE, themes.ADDRESS),
    (Area.FORUM, forum.TITLE, FORUM),
    (Area.BOARD, board.TITLE, board.ADDRESS),
    (Area.TIER, tier.TITLE, tier.ADDRESS),
    (Area.USE, use.TITLE, use.ADDRESS),
    (Area.LEARNING, learning_library.TITLE, learning_library.ADDRESS),
    (Area.LEDGER, ledger.TITLE, ledger.ADDRESS),
)
"""Area, what it is called, and its address."""
