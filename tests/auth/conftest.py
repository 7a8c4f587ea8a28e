"""A ring with one key, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.auth.keys import KeyRing, SigningKey


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


@pytest.fixture
def key(ring: KeyRing) -> SigningKey:
    return ring.newest()
