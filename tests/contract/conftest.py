"""What the tests of the contract start from."""

from __future__ import annotations

from typing import Any

import pytest
from return_documents import NOW, full_return, least_return

from hub.contract.circumstances import Circumstances


@pytest.fixture
def document() -> dict[str, Any]:
    """A full return of a body that does not exist; a test may change it."""
    return full_return()


@pytest.fixture
def least() -> dict[str, Any]:
    """The least that is a return; a test may change it."""
    return least_return()


@pytest.fixture
def now() -> Circumstances:
    """A day after the period, the body itself sending."""
    return NOW
