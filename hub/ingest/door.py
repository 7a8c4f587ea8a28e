"""What the door stands on: the store's parts, the keys, the settings, a clock and a source of ids.

One frozen value, made by `hub.app` and handed to every route; no route looks for anything elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from hub.auth.keys import KeyRing
from hub.auth.rates import Rates
from hub.config import Config
from hub.store.archive import Archive
from hub.store.clients import Clients
from hub.store.database import Database
from hub.store.explanations import Explanations
from hub.store.filings import Filings
from hub.store.registered import RelatedOrganisation
from hub.store.remits import remit
from hub.store.senders import Sender, sender
from hub.store.steps import Steps
from hub.store.threads import Threads

Counted = Callable[[str, Iterable[str]], None]


def nobody_counts(_outcome: str, _codes: Iterable[str]) -> None:
    """For a door that nobody watches."""


@dataclass(frozen=True, slots=True)
class Door:
    """The parts that take a return, or what is sent beside returns, in.

    Missing: `sender` gives None for a client id that nobody has; `remit` nothing for a tier that nobody knows.
    Units: `now` and `received_now` give aware UTC times; the second is on the day that a demonstration fixes.
    `new_id` gives ids that were never given before.
    Shapes: `counted` is told what became of a return that was sent, and the codes that refused it.
    """

    archive: Archive
    filings: Filings
    explanations: Explanations
    steps: Steps
    threads: Threads
    clients: Clients
    sender: Callable[[str], Sender | None]
    remit: Callable[[str, str], list[RelatedOrganisation]]
    ring: KeyRing
    rates: Rates
    config: Config
    now: Callable[[], datetime]
    received_now: Callable[[], datetime]
    new_id: Callable[[], str]
    counted: Counted

    @classmethod
    def on(
        cls,
        database: Database,
        *,
        ring: KeyRing,
        rates: Rates,
        config: Config,
        now: Callable[[], datetime],
        received_now: Callable[[], datetime],
        new_id: Callable[[], str],
        counted: Counted = nobody_counts,
    ) -> Self:
        """A door to the returns of one database."""
        return cls(
            archive=Archive(database),
            filings=Filings(database),
            explanations=Explanations(database),
            steps=Steps(database),
            threads=Threads(database),
            clients=Clients(database),
            sender=partial(sender, database),
            remit=partial(remit, database),
            ring=ring,
            rates=rates,
            config=config,
            now=now,
            received_now=received_now,
            new_id=new_id,
            counted=counted,
        )

    @property
    def audience(self) -> str:
        """What a token must have been issued for."""
        return f"{self.config.address}/api/v1"
