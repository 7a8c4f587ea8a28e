"""Where it was measured: what a reader must know to compare figures with those of another machine."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

MILLISECONDS = 1000
APPENDS, PAGE = 50, 4096  # of how many bytes each


def description(folder: Path) -> str:
    """Processors, system, file system and versions, in one line."""
    parts = (
        f"{os.cpu_count()} processors ({_processor()})",
        f"{platform.system()} {platform.machine()}",
        f"{_file_system(folder)} file system",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    )
    return ", ".join(parts)


def load() -> str:
    """How much else the machine had to do: over the last minute, as it tells it."""
    return f"load {os.getloadavg()[0]:.1f}"


def disk(folder: Path) -> float:
    """What it takes to make a page that was appended to a file safe on disk.

    Units: milliseconds, the middle one of fifty.
    """
    file = os.open(folder / "disk", os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        return median(_append(file) for _ in range(APPENDS))
    finally:
        os.close(file)


def _append(file: int) -> float:
    os.write(file, bytes(PAGE))
    begun = perf_counter()
    getattr(os, "fdatasync", os.fsync)(file)
    return (perf_counter() - begun) * MILLISECONDS


def _processor() -> str:
    named = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unknown"


def _file_system(folder: Path) -> str:
    mounts = [line.split()[1:3] for line in _lines("/proc/mounts")]
    holding = [(len(place), kind) for place, kind in mounts if folder.resolve().is_relative_to(place)]
    return max(holding)[1] if holding else "unknown"


def _lines(file: str) -> Sequence[str]:
    try:
        return Path(file).read_text("utf-8").splitlines()
    except OSError:
        return ()
