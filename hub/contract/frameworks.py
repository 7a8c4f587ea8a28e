"""The published frameworks of self-assessment: which statements there are, and on which scale they are scored.

Frameworks are data, and another one needs no new contract version. Which scores a body gave is `assessment.model`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from hub.contract.published import published

Score = int | str
PLAIN = ("version", "title", "source", "wording", "complete", "part_word", "asks_response")  # read as they are


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """One score of a scale, and what whoever gives it says with it.

    `needs_action`: the framework itself asks what will be done, and by when. `low`: somebody will ask.
    """

    value: Score
    label: str
    meaning: str
    rests_on_evidence: bool
    needs_action: bool
    low: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that a body scores itself against."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class FrameworkPart:
    """A principle, pillar or section: statements that belong together."""

    id: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of a framework.

    Shapes: `scale` begins with the lowest score. `wording` says whose words the statements are; `complete` whether the
    list is known to be; `asks_response` whether the governing body's response belongs to the self-assessment.
    """

    id: str
    version: str
    title: str
    source: str
    wording: str
    complete: bool
    part_word: str
    asks_response: bool
    scale: tuple[ScaleValue, ...]
    parts: tuple[FrameworkPart, ...]

    @property
    def name(self) -> str:
        """As people say it: `person-centred 1.0`."""
        return f"{self.id} {self.version}"

    @property
    def is_counted(self) -> bool:
        """Whether scores are numbers, so that a publisher may have told how many of the most possible were given."""
        return all(isinstance(value.value, int) for value in self.scale)

    def statements(self) -> dict[str, Statement]:
        """Every statement by its id, in the order of the framework."""
        return {statement.id: statement for part in self.parts for statement in part.statements}

    def scored(self, score: object) -> ScaleValue | None:
        """What a score means. Missing: None when it is none of the scale."""
        return next((value for value in self.scale if value.value == score and not isinstance(score, bool)), None)

    def place(self, score: object) -> int | None:
        """How high a score stands on the scale, from 0. Missing: None when it is none of the scale."""
        found = self.scored(score)
        return None if found is None else self.scale.index(found)


@cache
def frameworks() -> dict[tuple[str, str], Framework]:
    """The installed frameworks by id and version, in the order of their names."""
    files = sorted((published("contracts") / "frameworks").glob("*.json"))
    found = [_framework(json.loads(file.read_text("utf-8"))) for file in files]
    return {(one.id, one.version): one for one in found}


def framework(id_: str | None, version: str | None) -> Framework | None:
    """The framework of that name and version. Missing: None when it is not installed."""
    return frameworks().get((id_ or "", version or ""))


def _framework(told: dict[str, Any]) -> Framework:
    return Framework(
        id=told["framework"],
        scale=tuple(ScaleValue(**value) for value in told["scale"]),
        parts=tuple(
            FrameworkPart(part["id"], part["title"], tuple(Statement(**each) for each in part["statements"]))
            for part in told["parts"]
        ),
        **{name: told[name] for name in PLAIN},
    )
