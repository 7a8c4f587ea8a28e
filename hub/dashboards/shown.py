"""What a screen is: an address, who may open it, and what it shows for what was asked. Nothing here draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.auth.permissions import Area, Viewer
from hub.dashboards.data_tables import DataTable
from hub.dashboards.drawings import Draw
from hub.dashboards.markup import Node
from hub.dashboards.reading import Reading

EXPLORE = "explore"  # asked for in an address: Dash is to take over
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen shows for one address.

    Shapes: `tables` are those that can be downloaded, the first of them where none is named; `file` begins the name of
    their files. `layout` is given what draws its charts. `wide` is for tables of many columns.
    """

    title: str
    layout: Callable[[Draw], Node]
    file: str = ""
    tables: tuple[DataTable, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of the hub; with `files` its tables can be downloaded beside it.

    `shown` is given what the address asks for; it raises NotFound for what is none of its choices.
    """

    address: str
    area: Area
    shown: Callable[[Reading, Viewer, Query], Shown]
    files: bool = False
