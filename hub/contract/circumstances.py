"""What must be known beside the document to judge a return: the day, the sender, the body it is about.

Values only. The hub fills them from its register and its archive; a body that checks its return offline knows only
the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.contract.history import History


@dataclass(frozen=True, slots=True)
class Organisation:
    """A related organisation, as far as its returns and what is asked about them depend on it.

    Missing: `opened_on` and `closed_on` are None for a body without a known beginning or end; `independent_tier` is
    empty where it has none.
    """

    code: str
    name: str
    reports: str = "quarter"
    opened_on: date | None = None
    closed_on: date | None = None
    independent_tier: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The day a return is judged on and, where the hub knows it, by whom and about whom it is sent.

    Missing: `sender` and `organisation` are None when a return is checked offline; E03 then is not judged. `history`
    is None when nothing is known of earlier returns; queries that compare periods then are not judged.
    """

    today: date
    sender: str | None = None
    organisation: Organisation | None = None
    collects_from: date | None = None
    history: History | None = None
