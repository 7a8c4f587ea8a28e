"""Runs the hub behind its production server. The application itself is `hub.app`.

The server takes the settings over through the environment, because its worker is a process of its own.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import resource
import signal
import socket
import threading
import time
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from hub.app import create_app
from hub.config import SECRET_SETTINGS, Config, read_config, setting
from hub.errors import SettingWrong
from hub.logs import log_libraries_too, log_plainly

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from flask import Flask

HEADER_SECONDS = 30  # for a request's headers, and for the next request on a connection that is kept
LONGEST_HEADERS = 65_536  # bytes; a token has at most 8,192
MOST_CONNECTIONS = 8_192  # held at a time; past them others wait until one is closed
SECONDS_TO_FINISH = 10  # for a worker that was asked to stop
OBJECTS_OF_A_PICTURE = 200_000  # of 300 bodies there are about half as many; as cyclic garbage they take about 30 MB


def expect_free(config: Config) -> None:
    """Make sure that nothing else serves on this address: the server itself would share it without a word.

    Raises: SettingWrong.
    """
    with socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((config.host, config.port))
        except OSError as fault:
            raise SettingWrong(
                f"The hub cannot serve on {config.host}, port {config.port}: {fault.strerror}.",
                "Choose another with --port, or stop what uses it.",
            ) from fault


def serve(config: Config, target: str = "hub.serving:application") -> None:
    """Serve until asked to stop; `target` names what makes the application in the worker."""
    os.environ.update(_as_environment(config))
    Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=config.host,
        port=config.port,
        workers=1,  # one process, one writer: works that wait together are committed together
        blocking_threads=config.threads,
        backpressure=MOST_CONNECTIONS,  # else 1,024: as many clients that say nothing would keep everybody out
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=LONGEST_HEADERS),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level="error",  # type: ignore[arg-type]
    ).serve()


def application() -> Flask:
    """The application in a worker process, which ends when the server that started it is gone."""
    if server := multiprocessing.parent_process():
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the worker has its own, its server's would swallow it
        threading.Thread(target=_end_with, args=(server,), name="hub-watches-its-server", daemon=True).start()
    config = read_config()
    log_plainly(least=logging.WARNING if config.demo else logging.INFO)  # somebody looks on at a demonstration
    log_libraries_too()
    forget_secrets()
    allow_connections()
    app = create_app(config)
    settle()
    return app


def settle() -> None:
    """Look for garbage more rarely, and not among what is there now: it is done in the middle of somebody's request."""
    gc.collect()
    gc.freeze()  # what is there now stays: looking through it again takes 90 ms
    gc.set_threshold(OBJECTS_OF_A_PICTURE)  # after 700, as is usual, one picture is interrupted 200 times: 30 ms of 230


def forget_secrets() -> None:
    """Take secrets that have been read out of the environment: the server hands all of it to each request."""
    for name in SECRET_SETTINGS:
        os.environ.pop(setting(name), None)


def allow_connections() -> None:
    """Each connection is an open file, and many systems allow a process fewer than that unless it asks."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS * 2
    if 0 <= now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if most < 0 else min(wanted, most), most))


def _end_with(server: BaseProcess) -> None:
    """Wait until the server is gone, then finish what is being answered; whoever has not done so in time is ended."""
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_FINISH)
    os._exit(1)


def _as_environment(config: Config) -> dict[str, str]:
    """Every setting as it stands here, so that the worker reads no other from its surroundings."""
    settled = replace(config, database_url=config.database, public_address=config.address)
    values = {setting(field.name): getattr(settled, field.name) for field in fields(settled)}
    return {name: str(value) for name, value in values.items() if value is not None}
