"""When a status leaves a question open.

That something does not apply, or was withheld because it is small, is an answer. That it was not collected, or could
not be given, is a true answer too, and never an error; where the guides ask for the thing, a query asks why.
"""

from __future__ import annotations

from hub.contract.model import Missing


def is_gap(part: object) -> bool:
    """Whether a part, a text or a list holds nothing and does not say that it need not."""
    return not part or part is Missing.NOT_COLLECTED or part is Missing.NOT_AVAILABLE
