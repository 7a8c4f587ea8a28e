"""How fast a return is judged: the whole verdict on an acceptable one, beside a bare schema check and marshmallow.

Two floors. `orjson.loads` and the published JSON Schema, compiled, read the same bytes and answer yes; they word
nothing, add nothing up, and build nothing. marshmallow's `Schema.load` alone is given the document already parsed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from hub.bench import machine
from hub.bench.documents import Documents
from hub.bench.measured import Measured, Ratio, Series, divided
from hub.bench.turns import Act, costs
from hub.contract.build import build
from hub.contract.circumstances import Circumstances
from hub.contract.figures import figures_of
from hub.contract.history import MOST_EARLIER, Earlier, History
from hub.contract.judge import judge
from hub.contract.model import Caseload, Document, Missing, Return, number
from hub.contract.period import Period
from hub.contract.published import published
from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape
from hub.contract.strict_json import read_document
from hub.errors import SettingWrong

ROUNDS = 5
DIFFERENT = 20  # returns, one after another: none is judged twice in a row
MOST_FLOORS, TIMES_FASTER = 4, 15  # the aims, for a verdict and for the part of it that looks at the shape
MICROSECONDS = "µs"
FLOOR, MARSHMALLOW = "orjson.loads and jsonschema-rs", "marshmallow, Schema.load alone"
JUDGE, WITH_PAST = "The whole verdict", "The whole verdict, beside three years of earlier returns"
READ_AND_SHAPE = "Of it: strict reading and shape"
SHAPE = "Of it: the shape"
NARRATIVES = frozenset({"what", "identified", "used", "summary", "issue"})  # of the period before, told otherwise


@dataclass(frozen=True, slots=True)
class Sent:
    """One return as every act needs it."""

    raw: bytes
    document: Document
    return_: Return
    now: Circumstances
    with_past: Circumstances


def measure(*, seconds: float, document: Path | None = None) -> Measured:
    """Everything about judging a return, in rounds that share so many seconds of the processor.

    Raises: SettingWrong when the document is not a return that is accepted without a question.
    """
    example = (document or published("fixtures") / "demo" / "example.json").read_bytes()
    documents = Documents(example, bodies=DIFFERENT)  # all of the latest period
    sent = [_sent(documents, number) for number in range(DIFFERENT)]
    contract, version = sent[0].document["contract"], sent[0].document["contract_version"]
    rounds = list(costs(_acts(contract, version), sent, seconds, ROUNDS))
    return Measured(
        machine=machine.description(Path.cwd()),
        bytes=len(sent[0].raw),
        figures=tuple(_series(what, rounds) for what in rounds[0]),
        ratios=tuple(_ratios({what: [one[what] for one in rounds] for what in rounds[0]})),
    )


def _sent(documents: Documents, number: int) -> Sent:
    raw = documents[number]
    told = read_document(raw)
    now = Circumstances(documents.latest.end, sender=documents.body_of(number))
    verdict = judge(raw, now)
    faults = sorted({finding.code for finding in verdict.findings if finding.blocks or finding.asks})
    if faults or verdict.told is None:
        raise SettingWrong(f"Judging the input finds {', '.join(faults)}.", "Name a return that is accepted at once.")
    past = replace(now, history=_past(told, verdict.told))
    return Sent(raw, told, verdict.told, now, past)


def _past(told: Document, return_: Return) -> History:
    """Twelve periods with the same figures, the last of them told in other words."""
    period = Period.named(told["period"]["name"])
    before = replace(
        build(_in_other_words(told)), period_name=period.previous().name, caseload=_carried_forward(return_.caseload)
    )
    received = number(return_.received.total)
    earlier = []
    for _ in range(MOST_EARLIER):
        period = period.previous()
        earlier.append(Earlier(period, received))
    return History(tuple(earlier), before)


def _carried_forward(load: Caseload | Missing | None) -> Caseload | Missing | None:
    """The caseload of the period before, which leaves what this one begins with."""
    return replace(load, carried_forward=load.brought_forward) if isinstance(load, Caseload) else load


def _in_other_words(value: Any, member: str = "") -> Any:
    """The same document, its narratives spelled backwards: as many words, none of them the same."""
    if isinstance(value, dict):
        return {name: _in_other_words(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_other_words(inner) for inner in value]
    return value[::-1] if member in NARRATIVES and isinstance(value, str) else value


def _acts(contract: str, version: str) -> Mapping[str, Act]:
    schema = SCHEMAS[contract, version]()
    file = published("contracts") / contract / f"{version}.json"
    gate = jsonschema_rs.validator_for(json.loads(file.read_bytes()), validate_formats=True)
    acts: dict[str, Callable[[Sent], object]] = {
        FLOOR: lambda sent: gate.is_valid(orjson.loads(sent.raw)),
        MARSHMALLOW: lambda sent: schema.load(sent.document),
        JUDGE: lambda sent: judge(sent.raw, sent.now),
        WITH_PAST: lambda sent: judge(sent.raw, sent.with_past),
        READ_AND_SHAPE: lambda sent: has_shape(read_document(sent.raw), contract, version),
        SHAPE: lambda sent: has_shape(sent.document, contract, version),
        "Of it: strict reading": lambda sent: read_document(sent.raw),
        "Of it: digest": lambda sent: hashlib.sha256(sent.raw).hexdigest(),
        "Of it: the model": lambda sent: build(sent.document),
        "Afterwards: the figures that are kept": lambda sent: figures_of(sent.return_),
    }
    return acts


def _series(what: str, rounds: Sequence[Mapping[str, float]]) -> Series:
    return Series(what, MICROSECONDS, tuple(one[what] for one in rounds))


def _ratios(took: Mapping[str, Sequence[float]]) -> list[Ratio]:
    def ratio(above: str, below: str) -> Series:
        return divided(f"{above} / {below[0].lower()}{below[1:]}", took[above], took[below])

    return [
        Ratio(ratio(JUDGE, FLOOR), aim=MOST_FLOORS, at_most=True),
        Ratio(ratio(MARSHMALLOW, JUDGE), aim=TIMES_FASTER),
        Ratio(ratio(READ_AND_SHAPE, FLOOR), aim=MOST_FLOORS, at_most=True),
        Ratio(ratio(MARSHMALLOW, READ_AND_SHAPE)),
        Ratio(ratio(MARSHMALLOW, SHAPE), aim=TIMES_FASTER),  # both are given the document already parsed
        Ratio(ratio(WITH_PAST, FLOOR)),
    ]
