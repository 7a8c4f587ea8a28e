"""The commands as an operator or a sender types them, in this process, on a data folder of each test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hub_under_test import HubUnderTest, begun
from permits import TERN, TODAY, full_return, least_return

from hub.cli import main

Hub = Callable[..., Result]


@pytest.fixture(autouse=True)
def _nobody_elses_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HUB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HUB_TODAY", TODAY.isoformat())
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def hub() -> Hub:
    """Run a command; what is not expected to fail is then seen to have ended well."""

    def run(*arguments: object, code: int = 0, **environment: str) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def with_returns(tmp_path: Path) -> Iterator[HubUnderTest]:
    """A hub on the data folder of the commands, with three versions of two bodies' returns."""
    with begun(tmp_path / "data") as hub:
        hub.sent(least_return(received=20, subjects={"delay": 20}))
        hub.sent(full_return())
        hub.sent(least_return(TERN, subjects={"delay": 15, "money": 5}), TERN)
        yield hub
