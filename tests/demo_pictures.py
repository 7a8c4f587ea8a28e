"""Pictures of the demo department: as a filled hub makes them, and from the same returns handed over without a store.

The hub is filled once in a process, through the real door and without a server. Asserts nothing.
"""

from __future__ import annotations

import atexit
import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from demo_department import DEPARTMENT, LAST, QUARTERS, RETURNS, Document, current, received_on
from rich.console import Console

from hub.config import Config
from hub.contract.build import build
from hub.contract.figures import Figures, figures_of
from hub.contract.lift import lift
from hub.contract.period import Period
from hub.contract.sheet import sheet_of
from hub.demo import demo_config, prepare
from hub.oversight.collection import Collection
from hub.oversight.disclosure.audience import Audience
from hub.oversight.material import Material
from hub.oversight.picture import Picture, Received, picture
from hub.oversight.picture_json import as_json
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database

SCOPE = Scope(DEPARTMENT["department"]["code"])
TODAY = date.fromisoformat(DEPARTMENT["as_at"])
BEFORE_LAST = QUARTERS[-2]
Facts = dict[str, Any]


@cache
def demo_settings() -> Config:
    """The settings of a demonstration that is filled in a folder of this process's own."""
    folder = tempfile.TemporaryDirectory(prefix="hub-demo-")
    atexit.register(folder.cleanup)
    config = demo_config(Config(data=Path(folder.name) / "data"))
    prepare(config, Console(quiet=True))
    return config


@cache
def demo_pictures() -> Pictures:
    config = demo_settings()
    database = Database(config.database)
    atexit.register(database.close)
    return Pictures(database, config)


@cache
def of_demo(period: str = LAST, audience: Audience = Audience.SPONSOR) -> Picture:
    """As the hub makes it on the demo's today."""
    return demo_pictures().of(SCOPE, Period.named(period), audience)


@cache
def told(period: str = LAST, audience: Audience = Audience.SPONSOR) -> Facts:
    """The same as `hub picture --json` prints it."""
    return plainly(of_demo(period, audience))


def printed(made: Picture) -> bytes:
    return orjson.dumps(as_json(made))


def plainly(made: Picture) -> Facts:
    facts: Facts = json.loads(printed(made))
    return facts


def measure(facts: Facts, code: str) -> dict[str, Facts]:
    """What a picture says of one measure, by body."""
    (found,) = (one for one in facts["measures"] if one["measure"] == code)
    return {body["organisation"]: body for body in found["organisations"]}


# The same without a store: documents from the files, put in place here.


@cache
def demo_collection() -> Collection:
    made = demo_pictures()
    with made.database.read() as moment:
        return made.collection(moment, SCOPE)


def figures_in(document: Document) -> Figures:
    return figures_of(build(lift(document, document["contract_version"])))


@cache
def standing_returns() -> Mapping[tuple[str, str], Document]:
    """The current document of each body and quarter, as on the demo's today."""
    places = [(body["code"], quarter) for body in DEPARTMENT["organisations"] for quarter in QUARTERS]
    found = {(code, quarter): current(code, quarter) for code, quarter in places}
    return {
        place: document for place, document in found.items() if document and place != ("foreshore-commission", LAST)
    }


@cache
def first_versions() -> Mapping[tuple[str, str], Document]:
    """The first version of what was sent again."""
    files = [file.with_name(file.name.replace(".v2", "")) for file in sorted(RETURNS.glob("*/*.v2.json"))]
    return {(file.parent.name, file.stem): json.loads(file.read_bytes()) for file in files}


def handed_over(figures: Mapping[tuple[str, str], Figures], earlier: Mapping[tuple[str, str], Figures]) -> Material:
    """Figures and what they tell, as the store would hand them over; nothing that a person decided."""
    told: dict[str, list[Any]] = {}
    for (code, quarter), each in sorted(figures.items()):
        told.setdefault(code, []).append((Period.named(quarter), each.told))
    return Material(
        sheets=tuple(
            (code, quarter, sheet_of(each, Period.named(quarter))) for (code, quarter), each in figures.items()
        ),
        earlier=tuple(
            (code, quarter, 1, sheet_of(each, Period.named(quarter))) for (code, quarter), each in earlier.items()
        ),
        narratives={code: tuple(several) for code, several in told.items()},
        exposures={code: each.exposure_of for (code, quarter), each in figures.items() if quarter == LAST},
    )


def without_a_store(
    figures: Mapping[tuple[str, str], Figures],
    earlier: Mapping[tuple[str, str], Figures],
    audience: Audience = Audience.SPONSOR,
    collection: Collection | None = None,
) -> Picture:
    """The picture of the last quarter, made from these figures."""
    days = received_on()
    received = [
        Received(
            code, Period.named(quarter), "", 1, days.get((code, quarter), TODAY), each if quarter == LAST else None
        )
        for (code, quarter), each in figures.items()
    ]
    made = picture(
        collection or demo_collection(), Period.named(LAST), received, handed_over(figures, earlier), audience
    )
    return replace(made, rows=tuple(replace(row, return_id=None, version=None) for row in made.rows))
