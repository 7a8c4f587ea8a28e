"""The peer: datasette's JSON write API, taking the same document and the same figures into one table.

It checks a token, as the hub does; it judges nothing, keeps no audit, and each request is one insert.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import metadata
from itertools import count
from pathlib import Path

import orjson

from hub.bench.load import request
from hub.bench.rows import Rows
from hub.bench.servers import free_port, served
from hub.errors import SettingWrong

PATH = "/returns/returns/-/insert"
TABLE = """CREATE TABLE returns (id TEXT PRIMARY KEY, organisation TEXT, period_name TEXT,
    received INTEGER, closed INTEGER, went_wrong INTEGER, facts TEXT, document TEXT)"""
ALLOWED = {"permissions": {"insert-row": {"id": "root"}}}
MISSING = SettingWrong(
    "The peer, datasette 1.0 with its write API, is not installed.", "Install it: pip install 'oversight-hub[peer]'."
)


@contextmanager
def peer(folder: Path, kept: Rows) -> Iterator[tuple[int, Iterator[bytes]]]:
    """Its port and the requests for it, while it runs.

    Raises: SettingWrong when no datasette with a write API is installed; Unavailable when it does not start.
    """
    version()
    folder.mkdir()
    with closing(sqlite3.connect(folder / "returns.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # as the hub: readers beside the writer
        connection.execute(TABLE)
    (folder / "allowed.json").write_text(json.dumps(ALLOWED), "utf-8")
    secret, port = secrets.token_hex(), free_port()
    arguments = ["datasette", str(folder / "returns.db"), "--port", str(port), "--secret", secret]
    with served([*arguments, "--config", str(folder / "allowed.json")], port, folder / "said"):
        yield port, _requests(kept, _token(secret))


def version() -> str:
    """Which datasette is measured. Raises: SettingWrong when there is none with a write API."""
    try:
        found = metadata.version("datasette")
    except metadata.PackageNotFoundError:
        raise MISSING from None
    if found.startswith("0."):
        raise MISSING
    return found


def _token(secret: str) -> str:
    command = [sys.executable, "-m", "datasette", "create-token", "root", "--secret", secret]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def _requests(kept: Rows, token: str) -> Iterator[bytes]:
    figures, document = kept.one_each["figures"], kept.one_each["returns"]["raw"].decode()
    wanted = ("organisation", "period_name", "received", "closed", "went_wrong", "facts")
    same = {**{name: figures[name] for name in wanted}, "document": document}
    for number in count():
        yield request(PATH, orjson.dumps({"row": {"id": str(number), **same}}), Authorization=f"Bearer {token}")
