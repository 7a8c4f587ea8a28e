"""Files that nobody but the hub's own account may read: written whole, made once.

Knows nothing of what is in them.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hub.errors import SettingWrong

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700
SOMEBODY_WAS_FIRST = (errno.EEXIST, errno.ENOTEMPTY)


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Say in words what the system says in numbers.

    Raises: SettingWrong when the folder or a file in it cannot be read or written.
    """
    try:
        yield
    except OSError as fault:
        raise SettingWrong(
            f"The folder {folder} cannot be used: {fault.strerror or fault}.",
            "Let the account that runs the hub own the folder and all that is in it.",
        ) from fault


def write_private(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds all of it or nothing."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with using(path.parent):
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            draft.replace(path)
            _make_durable(path.parent)
        finally:
            draft.unlink(missing_ok=True)


def make_folder_once(folder: Path, first_files: Callable[[], Mapping[str, bytes]]) -> None:
    """Bring a folder into being together with its first files, once, however many processes try at the same time.

    The folder is made under another name and renamed. Renaming onto a folder that holds something fails: whoever
    comes second finds what the first one made. No lock, so none can be left behind.
    """
    with using(folder.parent):
        folder.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
        if folder.is_dir() and any(folder.iterdir()):
            return
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))  # mkdtemp gives 0700
        try:
            for name, content in first_files().items():
                write_private(draft / name, content)
            _rename_unless_taken(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _rename_unless_taken(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)
    except OSError as fault:
        if fault.errno not in SOMEBODY_WAS_FIRST:
            raise
    else:
        _make_durable(folder.parent)


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
