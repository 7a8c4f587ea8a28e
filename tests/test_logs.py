"""What a serving hub writes to its log finds a fault, and gives no secret away."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog

from hub.serving import log_plainly


@pytest.fixture
def _logs_as_a_server() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("_logs_as_a_server")
def test_a_failure_is_one_line_of_json_without_the_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    log_plainly()

    def fails(secret: str) -> None:
        raise RuntimeError(f"no use for {len(secret)} characters")

    try:
        fails("hub_" + "s3cret" * 4)
    except RuntimeError as fault:
        structlog.get_logger("hub.app").error("failed", reference="1f", exc_info=fault)
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"], told["reference"]) == ("failed", "error", "1f")
    assert "no use for 28 characters" in told["exception"]
    assert "s3crets3cret" not in line
