"""How each state looks: the tone of its words, and its colour and pattern in a chart. The words are the states' own."""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.minimum_data import Reported
from hub.oversight.reporting import ReturnState


@dataclass(frozen=True, slots=True)
class Look:
    """One state's looks; `tone` is one that `pieces.status` knows, `pattern` one that a chart knows."""

    tone: str
    colour: str
    pattern: str


LOOKS = {
    ReturnState.ON_TIME: Look("plain", "#5694ca", ""),
    ReturnState.LATE: Look("attention", "#ffdd00", "/"),
    ReturnState.MISSING: Look("ask", "#f47738", "."),
    ReturnState.NOT_YET_DUE: Look("quiet", "#dddddd", "x"),
    ReturnState.RECEIVED: Look("plain", "#aed1ee", "-"),
    ReturnState.NOT_ASKED_FOR: Look("quiet", "#ffffff", "|"),
}
ITEM_TONES = {
    Reported.FULLY: "plain",
    Reported.PARTLY: "attention",
    Reported.NOT: "ask",
    Reported.NOT_APPLICABLE: "quiet",
}
