"""A hub as it runs: `python -m hub serve` in processes of its own, which can be killed and are never left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import requests

LONGEST_START = 90  # seconds, on a machine that does a lot besides
NOT_KEPT = ("HUB_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")  # the last makes each process compile all it imports
LONGEST_STOP = 30  # a worker may finish what it is answering


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def environment(data: Path, **settings: object) -> dict[str, str]:
    """The environment of a hub's process: nothing of the caller's own hub or Python, and these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_KEPT)}
    told = {f"HUB_{name.upper()}": str(value) for name, value in settings.items() if value not in (None, "")}
    return {**kept, "HUB_DATA": str(data), "HUB_SETTINGS": str(data / "no-settings-file.toml"), **told}


@dataclass
class RunningHub:
    """One server and its worker."""

    data: Path
    settings: dict[str, object] = field(default_factory=dict)
    cookies: dict[str, Any] = field(default_factory=dict)  # of who has signed in, for their next browser
    port: int = field(default_factory=free_port)
    command: tuple[str, ...] = (sys.executable, "-m", "hub", "serve")
    _server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the processes have written."""
        return self.data.parent / f"{self.data.name}-{self.port}.log"

    def start(self, *, wait: bool = True) -> None:
        """Begin serving; with `wait`, until it answers."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [*self.command, "--port", str(self.port)],
                env=environment(self.data, **self.settings),
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a group of its own: what is in it can be ended together
            )
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until it answers that it is ready; a hub that ended instead is a failure with its log."""
        assert self._server is not None
        until = time.monotonic() + LONGEST_START
        while not self.is_ready():
            assert self._server.poll() is None, self.log.read_text("utf-8")[-4000:]
            assert time.monotonic() < until, self.log.read_text("utf-8")[-4000:]
            time.sleep(0.02)

    def start_again_if_it_ended(self) -> None:
        """As whatever supervises it would: a server whose new worker dies within seconds gives up and ends."""
        if self._server is not None and self._server.poll() is not None:
            self.start(wait=False)

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def workers(self) -> list[int]:
        """The processes that answer."""
        assert self._server is not None
        return [child.pid for child in psutil.Process(self._server.pid).children()]

    def kill_workers(self) -> None:
        """As a machine short of memory does it; the server is left to notice."""
        for worker in self.workers():
            os.kill(worker, signal.SIGKILL)

    def kill_server(self) -> None:
        """The server alone; the worker must notice and end by itself."""
        assert self._server is not None
        workers = [psutil.Process(worker) for worker in self.workers()]
        os.kill(self._server.pid, signal.SIGKILL)
        self._server.wait()
        _, alive = psutil.wait_procs(workers, timeout=LONGEST_STOP)
        assert not alive, "a worker goes on without its server"

    def kill(self) -> None:
        """Everything at once, as a power cut does it."""
        if self._server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()

    def stop(self) -> None:
        """As an operator stops it; whatever does not end is killed."""
        if self._server is not None:
            with suppress(ProcessLookupError):
                self._server.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._server.wait(LONGEST_STOP)
            self.kill()


def run_hub(data: Path, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command of the hub in a process of its own, on the same data."""
    return subprocess.run(
        [sys.executable, "-m", "hub", *arguments],
        env=environment(data, **settings),
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_START,
        check=False,
    )
