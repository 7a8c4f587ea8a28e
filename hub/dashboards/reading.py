"""What the screens read from: who looks, what a period says to them, what one return says, and the frame around it.

Made by `hub.app`; the screens ask nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hub.auth.permissions import Viewer
from hub.contract.model import Return
from hub.contract.period import Period
from hub.frame import Page
from hub.oversight.picture import Picture
from hub.store.kept import KeptReturn


@dataclass(frozen=True, slots=True)
class ReturnRead:
    """One version of a return, what it says, whose it is, and the body's other versions for the period."""

    kept: KeptReturn
    return_: Return
    organisation_name: str
    versions: tuple[KeptReturn, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a screen may ask for.

    Missing: `picture` takes None for the period that `period_to_show` chooses.
    Raises: `viewer` raises NotAuthenticated when nobody is signed in; reads raise NotFound outside the scope.
    """

    viewer: Callable[[], Viewer]
    picture: Callable[[Viewer, Period | None], Picture]
    return_: Callable[[Viewer, str], ReturnRead]
    page: Callable[[str, Viewer], Page]
