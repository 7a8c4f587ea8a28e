"""Which of the explanations in a document answer which of the queries on it.

Pure: nothing is kept here. An explanation names the query's code, and the place when it is for one query of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hub.contract.engine import Verdict
from hub.contract.findings import Finding, pointer
from hub.contract.model import Answer
from hub.contract.rule import COMPARES_CONTRACTS, COMPARES_PERIODS, COMPARES_VERSIONS

NOTHING_TO_DO = "Nothing has to be done. Take it out when the figures that it was about have changed."
NAME_THE_PLACE = "Give its pointer too, to another place than its own: each suspicion needs words of its own."
PERSONAL_DATA = "Q15"
# Q05 is also about actions of the period before. Whoever knows no earlier return cannot say that these are not asked.
NEED_THE_PAST = COMPARES_PERIODS | COMPARES_VERSIONS | COMPARES_CONTRACTS | {"Q05"}


def explanations_by_key(answers: Sequence[Answer], findings: Sequence[Finding]) -> dict[str, str]:
    """The words that answer each query, by its key; what names the place goes before what names the code alone."""
    numbers = sorted(range(len(answers)), key=lambda number: answers[number].pointer is not None)
    return {finding.key: answers[number].text for number in numbers for finding in _asked(number, answers, findings)}


def noted_offline(verdict: Verdict[Any]) -> Verdict[Any]:
    """A verdict that was given without earlier returns, with the notes (N03) that can be given without them."""
    if verdict.told is None or not verdict.accepted:
        return verdict
    answers = verdict.told.explanations
    needless = [note for note in unasked(answers, verdict.findings) if note.values["query"] not in NEED_THE_PAST]
    return replace(verdict, findings=(*verdict.findings, *needless))


def unasked(answers: Sequence[Answer], findings: Sequence[Finding]) -> Iterator[Finding]:
    """A note (N03) for each explanation of something that was not asked."""
    for number, answer in enumerate(answers):
        if not any(_asked(number, answers, findings)):
            several = answer.pointer is None and any(finding.code == answer.code for finding in findings)
            where = f" about {answer.pointer}" if answer.pointer else ""
            yield Finding(
                "N03",
                f"The explanation of {answer.code}{where} answers nothing that was asked.",
                NAME_THE_PLACE if several else NOTHING_TO_DO,
                (pointer("explanations", number),),
                {"query": answer.code, "pointer": answer.pointer},
            )


def _asked(number: int, answers: Sequence[Answer], findings: Sequence[Finding]) -> Iterator[Finding]:
    answer = answers[number]
    queries = [finding for finding in findings if finding.asks and finding.code == answer.code]
    if answer.code == PERSONAL_DATA:
        if answer.pointer is None and len(queries) > 1:
            return
        own = pointer("explanations", number, "text")  # what stands there cannot clear itself
        queries = [finding for finding in queries if own not in finding.pointers]
    yield from (finding for finding in queries if answer.pointer in (None, *finding.pointers))
