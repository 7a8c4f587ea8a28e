"""What must be known beside the document to judge a self-assessment. Values only; `hub.store` fills them."""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.assessment.model import Assessment
from hub.contract.circumstances import Circumstances


@dataclass(frozen=True, slots=True)
class Beside:
    """The day, the sender and the body, and the body's self-assessment before this one by the same framework.

    Missing: `former` is None where there was none, or nobody knows; what compares the two then is not judged.
    """

    now: Circumstances
    former: Assessment | None = None
