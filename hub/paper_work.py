"""Papers made beside the web, in a process of their own: nothing that takes long holds a thread that answers somebody.

`Worker.begin` starts that process, which takes one paper after the other and ends when none waits. How far it is
stands in the database, where every worker of the server reads it; a process that is killed falls silent there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from hub.config import Config
from hub.errors import Conflict, HubError
from hub.issued import Kind
from hub.scope import Scope

BEAT_SECONDS = 3.0
LESS_IN_A_HURRY = 10  # how far it steps back behind those who answer somebody
FAILED = "The hub failed at it. What happened is in its log; nothing was issued."


class Worker:
    """Starts the process that makes papers, one at a time for each process that serves."""

    def __init__(self, config: Config) -> None:
        self._told = {field.name: _plain(getattr(config, field.name)) for field in fields(Config)}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Let what waits be made. Nothing where the last process is still at it; it takes whatever else waits."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._process = process = subprocess.Popen(
                [sys.executable, "-m", "hub.paper_work"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
            )
        assert process.stdin is not None  # a pipe was asked for
        with process.stdin as pipe:
            pipe.write(json.dumps(self._told).encode())
        threading.Thread(target=process.wait, name="hub-waits-for-papers", daemon=True).start()


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path | date) else value


def config_told(raw: bytes) -> Config:
    """The settings that `Worker` hands over: not by the environment, where secrets stand no longer."""
    told = json.loads(raw)
    day = told.pop("fixed_today")
    data = Path(told.pop("data"))
    return Config(data=data, fixed_today=date.fromisoformat(day) if day else None, **told)


def main() -> None:
    """Make what waits, one after the other."""
    config = config_told(sys.stdin.buffer.read())
    if hasattr(os, "nice"):
        os.nice(LESS_IN_A_HURRY)
    work(config)


def work(config: Config) -> int:
    """Make all that waits; how many that were."""
    from hub.store.database import Database
    from hub.store.paper_jobs import PaperJobs

    made = 0
    with closing(Database(config.database)) as database:
        jobs = PaperJobs(database)
        while job := jobs.take():
            ended = threading.Event()
            beating = threading.Thread(target=_beat, args=(jobs, job.id, ended), daemon=True)
            beating.start()
            try:
                _make(database, config, jobs, job.id, job.asked)
            except Conflict as error:  # it was issued before: whoever asked is led to it
                jobs.give(job.id, gives=str(error.facts.get("number", "")), says=error.message)
            except HubError as error:
                jobs.fail(job.id, f"{error.message} {error.what_to_do}".strip())
            except Exception:
                jobs.fail(job.id, FAILED)
                _tell_log()
            finally:
                ended.set()
                beating.join()
            made += 1
    return made


def _beat(jobs: Any, job: str, ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        jobs.beat(job)


def _tell_log() -> None:
    import structlog

    from hub.logs import log_plainly

    log_plainly()
    structlog.get_logger().exception("paper_failed")


def _make(database: Any, config: Config, jobs: Any, job: str, told: Mapping[str, Any]) -> None:
    """Make one, as `hub.joined` asked for it."""
    from hub.briefings.render import FORMS
    from hub.issuing import Asked, Issuing
    from hub.pictures import Pictures
    from hub.store.ledger import By

    issuing = Issuing(database, config, Pictures(database, config))
    scope = _scope(told["scope"])
    asked = Asked(Kind(told["kind"]), told["period"], date.fromisoformat(told["day"]), told["about"])

    def tell(doing: str, done: int, _of: int) -> None:
        jobs.tell(job, doing, done)

    if told["act"] == "issue":
        by = By(told["who"], told["role"], config.moment(), told["origin"])
        jobs.give(job, gives=issuing.issue(scope, asked, by, tell).id)
        return
    tell("Reading the returns", 0, 2)
    paper = issuing.since(scope, told["number"]) if told["act"] == "since" else issuing.paper(scope, asked)
    form = FORMS[told["suffix"]]
    tell(f"Writing {form.name}", 1, 2)
    jobs.give(job, file=form.written(paper))


def scope_told(scope: Scope) -> dict[str, Any]:
    """A scope as it can be handed over."""
    named = None if scope.organisations is None else sorted(scope.organisations)
    return {"department": scope.department, "organisations": named, "also": sorted(scope.also)}


def _scope(told: Mapping[str, Any]) -> Scope:
    named = told["organisations"]
    return Scope(told["department"], None if named is None else frozenset(named), frozenset(told["also"]))


if __name__ == "__main__":
    main()
