"""Every screen of the hub, a line each. A new one is a module with a `SCREEN`, and a line here."""

from __future__ import annotations

from hub.dashboards.pages import (
    board_screen,
    comparison_screen,
    compliance_screen,
    learning_library,
    standards_screen,
    start_screen,
    themes_screen,
    use_screen,
)
from hub.dashboards.shown import Screen

SCREENS: tuple[Screen, ...] = (
    start_screen.SCREEN,
    compliance_screen.SCREEN,
    comparison_screen.SCREEN,
    themes_screen.SCREEN,
    board_screen.SCREEN,
    standards_screen.SCREEN,
    use_screen.SCREEN,
    learning_library.SCREEN,
)
