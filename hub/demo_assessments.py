"""The self-assessments of the demonstration: each is sent by its organisation's program, through the hub's own door.

On the day that its file is named after, which is the day of receipt then.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

from hub.config import UK
from hub.contract.published import published
from hub.demo_register import Facts
from hub.ingest.door import Door
from hub.ingest.filing import SELF_ASSESSMENTS, file
from hub.ingest.submission import Asked
from hub.origins import DEMONSTRATION

AT_WORK = time(11, 0)


def send_assessments(door: Door, clients: Sequence[Facts]) -> None:
    """Send every self-assessment of the fixtures, in the order of their days."""
    programs = {client["organisation"]: client["client_id"] for client in clients}
    folder = published("fixtures") / "demo" / "self-assessments"
    for document in sorted(folder.glob("*/*.json"), key=lambda one: one.stem):
        raw, on = document.read_bytes(), date.fromisoformat(document.stem)
        moment = datetime.combine(on, AT_WORK, UK).astimezone(UTC)
        sender = door.sender(programs[json.loads(raw)["organisation"]])
        assert sender is not None
        then = replace(door, received_now=partial(_at, moment), config=replace(door.config, fixed_today=on))
        file(then, SELF_ASSESSMENTS, raw, Asked(sender, origin=DEMONSTRATION))


def _at(moment: datetime) -> datetime:
    return moment
