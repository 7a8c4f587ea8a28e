"""Servers for the time of a measurement: started as processes of their own, ended by their process id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from hub.config import Config, setting
from hub.errors import Unavailable

SECONDS_TO_START, SECONDS_TO_END = 60.0, 20.0
PAUSE = 0.05  # seconds between looks at whether the server is there


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(config: Config) -> dict[str, str]:
    """The environment with these settings, and none of those that whoever measures has set for a hub of their own."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    own = {"data": str(config.data), "port": str(config.port), "fixed_today": str(config.fixed_today)}
    own["requests_per_minute"] = str(config.requests_per_minute)
    own["requests_per_minute_per_address"] = str(config.requests_per_minute_per_address)
    return {**theirs, "HUB_SETTINGS": os.devnull, **{setting(name): value for name, value in own.items()}}


@contextmanager
def served(
    module: Sequence[str], port: int, said: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Within it, `python -m module ...` listens on the port; what it says is in the file `said`.

    Raises: Unavailable when it does not start.
    """
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *module], stdout=output, stderr=subprocess.STDOUT, env=environment
        )
        try:
            _wait_until_it_listens(process, port, said)
            yield
        finally:
            _end(process)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    latest = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < latest:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(PAUSE)
    last = said.read_text("utf-8", "replace").strip().splitlines()[-1:]
    raise Unavailable("A server that was to be measured did not start.", " ".join(last))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
