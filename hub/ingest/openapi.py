"""`python -m hub.ingest.openapi` writes `contracts/openapi.json` again: what the API says of itself, from its routes.

Asks no hub and keeps nothing: the description depends on the code and on the published contracts alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from hub.auth.keys import KeyRing
from hub.auth.rates import Rates
from hub.config import Config
from hub.contract.published import published
from hub.ingest.door import Door
from hub.ingest.routes import install
from hub.store.counts import counts_of
from hub.store.database import Database

FILE = "openapi.json"


def description() -> dict[str, Any]:
    """The description as a hub serves it at `/api/v1/openapi.json`."""
    with TemporaryDirectory() as folder:
        app = Flask(__name__, static_folder=None)
        install(app, _door_to_nothing(Path(folder)))
        described: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
        return described


def as_text(described: dict[str, Any]) -> str:
    """As the committed file has it."""
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def _door_to_nothing(folder: Path) -> Door:
    """A door whose store nobody opens: routes need one to be told of, and are not asked."""
    config = Config(data=folder)
    database = Database(config.database)
    return Door.on(
        database,
        ring=KeyRing(folder / "keys"),
        rates=Rates(counts_of(database, folder), config),
        config=config,
        now=config.moment,
        received_now=config.moment,
        new_id=str,
    )


if __name__ == "__main__":
    (published("contracts") / FILE).write_text(as_text(description()), encoding="utf-8")
