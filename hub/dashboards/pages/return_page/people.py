"""Who did something, in words."""

from __future__ import annotations

from hub.contract.life_cycle import ORGANISATION, SIDE_WORDS, side_of
from hub.store.kept import KeptReturn


def who_in_words(who: str, role: str, kept: KeptReturn) -> str:
    """`j.doe, for the sponsor team`. What came by the sender's own program says so."""
    if who == kept.sent_by and role == ORGANISATION:
        return f"The organisation’s program ({who})"
    return f"{who}, for {SIDE_WORDS.get(side_of(role), f'the role “{role}”')}"
