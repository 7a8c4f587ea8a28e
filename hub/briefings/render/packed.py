"""Files that are archives, written again so that the same parts give the same bytes on any day and any machine."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name
UNIX = 3
FIRST = "mimetype"  # of OpenDocument: must stand first, and as it is


def steady(archive: bytes) -> bytes:
    """The same archive with one moment for all of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            new.writestr(part(name, ZIP_STORED if name == FIRST else ZIP_DEFLATED), old.read(name))
    return made.getvalue()


def part(name: str, packed: int) -> ZipInfo:
    """A part of an archive, of the one moment."""
    one = ZipInfo(name, FIRST_DAY)
    one.compress_type, one.external_attr = packed, 0o600 << 16
    one.create_system = UNIX  # whatever this one is
    return one
