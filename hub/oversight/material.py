"""What a picture's meaning is made from: values that the app reads from the store at one moment. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.spc.breaks import Break

Sheet = tuple[str, str, bytes]  # organisation, name of a period, the sheet of its current return
EarlierSheet = tuple[str, str, int, bytes]  # organisation, name of a period, version, its sheet


@dataclass(frozen=True, slots=True)
class Recycled:
    """Words that a body said before, nearly as they are. Units: `alike` is 0 to 1."""

    organisation: str
    pointer: str
    alike: float


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A failing of which a person said that these pieces of learning tell of it: organisation, period, id."""

    id: str
    failing: str
    subject: str
    learning: tuple[tuple[str, str, str], ...]
    who: str
    on: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything beside the figures of the period itself.

    Shapes: `sheets` of the periods of the trend; `narratives` by organisation, the oldest period first; `exposures`
    says what a body's exposure counts.
    """

    sheets: tuple[Sheet, ...] = ()
    earlier: tuple[EarlierSheet, ...] = ()
    narratives: Mapping[str, tuple[tuple[Period, Narrative], ...]] = field(default_factory=dict)
    rebases: tuple[Break, ...] = ()
    recycled: tuple[Recycled, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()


NO_MATERIAL = Material()
