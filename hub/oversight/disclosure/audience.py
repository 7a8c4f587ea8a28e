"""For whom something is made, and whether they see every count. Knows nobody by name, and no role of an account."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who reads a picture, a page or a paper."""

    SPONSOR = "sponsor"
    ORGANISATION = "organisation"
    FORUM = "forum"
    BOARD = "board"

    @property
    def protected(self) -> bool:
        """Whether small counts are hidden from them: the sponsor and the body itself work with the true ones."""
        return self in (Audience.FORUM, Audience.BOARD)
