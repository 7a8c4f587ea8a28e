"""Pictures made by hand, for pages whose department the hub under test does not have."""

from __future__ import annotations

from datetime import date
from typing import Any

from permits import full_return
from reading_pages import Read, read_html

from hub.contract.build import build
from hub.contract.circumstances import Organisation
from hub.contract.figures import figures_of
from hub.contract.period import Period
from hub.dashboards.asked import Asked
from hub.dashboards.drawings import drawn
from hub.dashboards.elsewhere import Read as ReadPeriod
from hub.dashboards.elsewhere import other_kind
from hub.dashboards.markup import markup
from hub.dashboards.pages import compliance
from hub.oversight.collection import Collection
from hub.oversight.picture import Picture, Received, picture

Q1, YEAR = Period.named("2026-27-Q1"), Period.named("2025-26")
TODAY = date(2026, 8, 10)
BUOYS = Organisation("buoys", "Buoys Trust")
LIGHTS = Organisation("lights", "Lights Agency")
TIDES = Organisation("tides", "Tides Panel", "year")


def department(*bodies: Organisation, deadlines_from: date | None = None) -> Collection:
    """It collects since April 2025 from these bodies, 20 working days after each period."""
    return Collection("ferries", "Department for Ferries", date(2025, 4, 1), deadlines_from, 20, TODAY, bodies)


def came(body: Organisation, period: Period, on: date, document: dict[str, Any] | None = None) -> Received:
    """A body's return for a period, first accepted on a day; it reports everything unless a document is given."""
    figures = figures_of(build(document or full_return()))
    return Received(body.code, period, f"{body.code}-{period.name}", 1, on, figures)


def reader(collection: Collection, *received: Received) -> ReadPeriod:
    """Reads any period of a department."""

    def read(period: Period) -> Picture:
        return picture(collection, period, received)

    return read


def page_of(read: ReadPeriod, period: Period, organisation: str = "") -> Read:
    """The compliance page of a period, as it is read."""
    return read_html(html_of(read, period, organisation))


def html_of(read: ReadPeriod, period: Period, organisation: str = "") -> str:
    """The same as it is sent."""
    told = read(period)
    return str(markup(compliance.layout(told, Asked(period, organisation), drawn, other=other_kind(told, read))))
