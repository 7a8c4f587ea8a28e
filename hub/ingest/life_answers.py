"""What the store tells of a return after it was received, as the API gives it.

Shapes only; `life_schemas` describes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from hub.contract.life_cycle import STATE_WORDS, Lock, Standing
from hub.store.explanations import Explanation
from hub.store.kept import KeptReturn
from hub.store.threads import Thread

Json = dict[str, Any]


def findings_told(kept: KeptReturn, explanations: Mapping[str, Explanation]) -> Json:
    """Every finding on one version, with the words that answer it."""
    findings = [_finding_told(finding, explanations) for finding in kept.findings]
    waiting = {finding["key"] for finding in findings if finding["answered"] is False}
    return {"return_id": kept.id, "open": len(waiting), "findings": findings}


def explanation_told(given: Explanation) -> Json:
    """The words that answer a query."""
    return {**asdict(given), "at": _moment(given.at)}


def standing_told(return_id: str, standing: Standing) -> Json:
    """Where one version stands."""
    return {
        "return_id": return_id,
        "state": standing.state,
        "in_words": STATE_WORDS[standing.state],
        "steps": [{**asdict(step), "at": _moment(step.at)} for step in standing.steps],
        "open_queries": list(standing.open_queries),
        "lock": standing.lock and _lock_told(standing.lock),
        "moves": {move.value: list(roles) for move, roles in standing.moves.items()},
    }


def thread_told(thread: Thread) -> Json:
    """One question and what was said to it."""
    return {
        "id": thread.id,
        "return_id": thread.return_id,
        "organisation": thread.organisation,
        "period": thread.period_name,
        "version": thread.version,
        "pointer": thread.pointer,
        "state": thread.state,
        "posts": [{**asdict(post), "at": _moment(post.at)} for post in thread.posts],
        "closed": thread.closed and {**asdict(thread.closed), "at": _moment(thread.closed.at)},
    }


def _finding_told(finding: Mapping[str, Any], explanations: Mapping[str, Explanation]) -> Json:
    given = explanations.get(finding["key"])
    asks = finding["severity"] == "query"
    return {
        **finding,
        "explanation": explanation_told(given) if given and asks else None,
        "answered": given is not None if asks else None,
    }


def _lock_told(lock: Lock) -> Json:
    return {"why": lock.why, "since": _moment(lock.since), "who_can_lift": lock.who_can_lift}


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
