"""Where pages about organisations are, for every page that leads to them. Addresses only."""

from __future__ import annotations

from urllib.parse import urlencode

from hub.contract.period import Period


def organisation_address(code: str) -> str:
    """Where the page of an organisation is, and where its forms are sent."""
    return f"/organisations/{code}"


def tier_address(code: str) -> str:
    """Where an organisation and its independent tier stand together, and where the forms about them are sent."""
    return f"/tier/{code}"


def versions_of(code: str, period: Period) -> str:
    """Where versions of its return for a period stand side by side, before two are chosen."""
    return f"{organisation_address(code)}/versions/{period.name}"


def versions_address(code: str, period: Period, before: int, after: int) -> str:
    """Where these two do."""
    return f"{versions_of(code, period)}?{urlencode({'a': before, 'b': after})}"
