"""Which of the explanations in a document answer which of the queries on it.

Pure: nothing is kept here. An explanation names the query's code, and the place when it is for one query of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.contract.findings import Finding, pointer
from hub.contract.model import Answer


def explanations_by_key(answers: Sequence[Answer], findings: Sequence[Finding]) -> dict[str, str]:
    """The words that answer each query, by its key; what names the place goes before what names the code alone."""
    in_order = sorted(answers, key=lambda answer: answer.pointer is not None)
    return {finding.key: answer.text for answer in in_order for finding in _asked(answer, findings)}


def unasked(answers: Sequence[Answer], findings: Sequence[Finding]) -> Iterator[Finding]:
    """A note (N03) for each explanation of something that was not asked."""
    for number, answer in enumerate(answers):
        if not any(_asked(answer, findings)):
            where = f" about {answer.pointer}" if answer.pointer else ""
            yield Finding(
                "N03",
                f"The explanation of {answer.code}{where} answers nothing that was asked.",
                "Nothing has to be done. Take it out when the figures that it was about have changed.",
                (pointer("explanations", number),),
                {"query": answer.code, "pointer": answer.pointer},
            )


def _asked(answer: Answer, findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in findings:
        if finding.asks and finding.code == answer.code and answer.pointer in (None, *finding.pointers):
            yield finding
