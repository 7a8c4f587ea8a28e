"""The log of a hub in this process, read back line by line. Decides nothing that a test should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import Any

from hub.logs import log_plainly


class Log:
    """What was written since it was begun, or since it was last cleared."""

    def __init__(self) -> None:
        self.bytes = BytesIO()
        self.stream = TextIOWrapper(self.bytes, "utf-8")

    @property
    def text(self) -> str:
        return self.bytes.getvalue().decode()

    def lines(self, event: str = "") -> list[dict[str, Any]]:
        """Every line, or those of one event."""
        found: list[dict[str, Any]] = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if event in ("", line["event"])]

    def clear(self) -> None:
        self.bytes.seek(0)
        self.bytes.truncate()


@contextmanager
def listening() -> Iterator[Log]:
    """A log that is written to memory; afterwards it goes to standard error again, as everywhere in tests."""
    log = Log()
    log_plainly(log.stream)
    try:
        yield log
    finally:
        log_plainly()
