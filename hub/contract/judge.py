"""Is it a return? One engine for the endpoint, the check without keeping, and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hub.contract.build import build
from hub.contract.checks import CHECKS, QUERIES
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Engine, Verdict
from hub.contract.history import History
from hub.contract.model import Return
from hub.contract.period import Period
from hub.contract.versions import RETURN

HistoryBefore = Callable[[Period], History]
RETURNS: Engine[Return, Circumstances] = Engine(RETURN, build, CHECKS, QUERIES)


def judge(raw: bytes, now: Circumstances, history_before: HistoryBefore | None = None) -> Verdict[Return]:
    """Every finding on these bytes, all at once.

    `history_before` tells what the body reported before a period; it is asked once the period is known.
    Raises: DocumentUnreadable, DocumentTooLong when they are not one strict JSON object.
    """

    def with_past(return_: Return, now: Circumstances) -> Circumstances:
        if history_before is None or return_.period is None:
            return now
        return replace(now, history=history_before(return_.period))

    return RETURNS.judge(raw, now.today, now, with_past)
