"""What a picture's meaning is made from: values that the app reads from the store at one moment. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.learning.body import Repeated
from hub.oversight.spc.breaks import Break
from hub.oversight.themes.theme import Confirmed

Sheet = tuple[str, str, bytes]  # organisation, name of a period, the sheet of its current return
EarlierSheet = tuple[str, str, int, bytes]  # organisation, name of a period, version, its sheet


@dataclass(frozen=True, slots=True)
class Material:
    """Everything beside the figures of the period itself.

    Shapes: `sheets` of the periods of the trend; `narratives` by organisation, the oldest period first; `exposures`
    says what a body's exposure counts, `repeated` which of its words it told before; both by organisation.
    """

    sheets: tuple[Sheet, ...] = ()
    earlier: tuple[EarlierSheet, ...] = ()
    narratives: Mapping[str, tuple[tuple[Period, Narrative], ...]] = field(default_factory=dict)
    exposures: Mapping[str, str] = field(default_factory=dict)
    rebases: tuple[Break, ...] = ()
    repeated: Mapping[str, tuple[Repeated, ...]] = field(default_factory=dict)
    confirmed: tuple[Confirmed, ...] = ()


NO_MATERIAL = Material()
