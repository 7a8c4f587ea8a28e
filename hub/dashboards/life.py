"""What became of returns after they were received, as pages show it: read at one moment, for one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.contract.life_cycle import Standing, query_keys
from hub.contract.period import Period
from hub.store.explanations import Explanation
from hub.store.kept import KeptReturn
from hub.store.services import SharedService
from hub.store.threads import Thread


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the hub about one version, and the words that answer it.

    Shapes: `finding` is as the receipt tells it.
    Missing: `explanation` is None while nobody has explained it.
    """

    key: str
    finding: Mapping[str, Any]
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one version.

    Shapes: `document` is the document of this version; `threads` are the questions about it, oldest first, and
    `elsewhere` those about the body's other versions for the period that are not closed.
    """

    standing: Standing
    explanations: Mapping[str, Explanation]
    threads: tuple[Thread, ...]
    elsewhere: tuple[Thread, ...]
    document: Mapping[str, Any]

    def queries(self, kept: KeptReturn) -> list[Query]:
        """The queries about this version in their order; two that cite the same values are one."""
        found: dict[str, Mapping[str, Any]] = {}
        for finding in kept.findings:
            for key in query_keys([finding]):
                found.setdefault(key, finding)
        return [Query(key, finding, self.explanations.get(key)) for key, finding in found.items()]


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """What one organisation has sent for one period: the latest version, and where it stands.

    Shapes: `marks` are those of `hub.oversight.marks`.
    Missing: `kept` and `standing` are None while nothing has been sent.
    """

    organisation: str
    period: Period
    kept: KeptReturn | None
    standing: Standing | None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before somebody at the start.

    Shapes: `returns` newest period first; `questions` are those that are not closed, oldest first; `names` are those of
    the organisations in scope, by code; `happened` is what became of them; `services` are those that they share,
    and `service_names` the names of the organisations that do, by code.
    """

    returns: tuple[OwnReturn, ...]
    questions: tuple[Thread, ...]
    names: Mapping[str, str]
    happened: tuple[str, ...] = ()
    services: tuple[SharedService, ...] = ()
    service_names: Mapping[str, str] = field(default_factory=dict)
