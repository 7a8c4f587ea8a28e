"""Where the published files are: beside the code in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def published(folder: str) -> Path:
    """The folder `contracts` or `fixtures`."""
    carried = PACKAGE / "_published" / folder
    return carried if carried.is_dir() else PACKAGE.parent / folder
