"""What is sent beside returns comes in: the same steps for every contract, and a line for each contract.

Who sends it, is it a document of that contract, keep it, acknowledge it. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, NoReturn

from hub.contract.assessment.build import build_assessment
from hub.contract.assessment.judge import judge_assessment
from hub.contract.assessment.model import Assessment
from hub.contract.engine import Verdict
from hub.contract.life_cycle import ORGANISATION
from hub.contract.strict_json import read_document
from hub.contract.versions import ASSESSMENT, CALLED
from hub.errors import FilingRefused
from hub.ingest.document_answers import unasked
from hub.ingest.door import Door
from hub.ingest.receipt import sealed
from hub.ingest.submission import Asked, circumstances, refusal
from hub.store.filed import Filed, ToFile
from hub.store.ledger import By
from hub.store.senders import Sender


@dataclass(frozen=True, slots=True)
class Place:
    """What a document is about, and the day that it tells of: what orders one body's documents of a contract."""

    about: str
    as_at: date


@dataclass(frozen=True, slots=True)
class Kind:
    """How documents of one contract come in.

    Shapes: `noun` is what people call one of them; `component` what the API's description does; `place` tells of one
    that was accepted what it is about.
    """

    contract: str
    noun: str
    component: str
    judge: Callable[[Door, bytes, Sender], Verdict[Any]]
    place: Callable[[Any], Place]

    @property
    def called(self) -> str:
        """What people call several of them, and the last part of their address."""
        return CALLED[self.contract]


def _assessment_judged(door: Door, raw: bytes, sender: Sender) -> Verdict[Assessment]:
    def former_of(framework: str, before: date) -> Assessment | None:
        document = door.filings.former(ASSESSMENT, sender.organisation.code, framework, before)
        return None if document is None else build_assessment(read_document(document))

    return judge_assessment(raw, circumstances(door, sender), former_of)


def _place_of_assessment(assessment: Assessment) -> Place:
    assert assessment.framework_id is not None
    assert assessment.completed is not None
    return Place(assessment.framework_id, assessment.completed)


KINDS = (Kind(ASSESSMENT, "self-assessment", "SelfAssessment", _assessment_judged, _place_of_assessment),)


def check_filing(door: Door, kind: Kind, raw: bytes, sender: Sender) -> Verdict[Any]:
    """What would be found in these bytes if they were sent now; nothing is kept.

    Raises: DocumentUnreadable, DocumentTooLong.
    """
    verdict = kind.judge(door, raw, sender)
    if verdict.told is None or not verdict.accepted:
        return verdict
    needless = (replace(note, contract=kind.contract) for note in unasked(verdict.told.explanations, verdict.findings))
    return replace(verdict, findings=(*verdict.findings, *needless))


def file(door: Door, kind: Kind, raw: bytes, asked: Asked) -> Filed:
    """Judge and keep one document; when this gives an answer, it is on disk.

    Raises: DocumentUnreadable, DocumentTooLong, ReturnRefused, Conflict, Unavailable; nothing is kept then.
    """
    try:
        return door.filings.keep_judged(partial(_to_file, door, kind, raw, asked))
    except _NotAccepted as refused:
        return _kept_before(door, kind, asked, refused.verdict) or _refuse(kind, refused.verdict)


class _NotAccepted(Exception):
    """Ends a turn in which nothing is to be written."""

    def __init__(self, verdict: Verdict[Any]) -> None:
        super().__init__("not accepted")
        self.verdict = verdict


def _kept_before(door: Door, kind: Kind, asked: Asked, verdict: Verdict[Any]) -> Filed | None:
    """What was kept when it was sent before: a retry has the same answer, even when rules have changed meanwhile."""
    if asked.idempotency_key is None:
        return None
    code, key = asked.sender.organisation.code, asked.idempotency_key
    sent = door.filings.sent_with_key(kind.contract, code, key, verdict.sha256)
    return Filed(sent, replayed=True) if sent else None


def _refuse(kind: Kind, verdict: Verdict[Any]) -> NoReturn:
    raise refusal(verdict, kind.noun, FilingRefused)


def _to_file(door: Door, kind: Kind, raw: bytes, asked: Asked) -> ToFile:
    sender = asked.sender
    verdict = check_filing(door, kind, raw, sender)
    if not verdict.accepted:
        raise _NotAccepted(verdict)
    place = kind.place(verdict.told)
    return ToFile(
        id=door.new_id(),
        department=sender.department.code,
        organisation=sender.organisation.code,
        contract=verdict.contract,
        contract_version=verdict.contract_version,
        about=place.about,
        as_at=place.as_at,
        raw=raw,
        sha256=verdict.sha256,
        idempotency_key=asked.idempotency_key,
        findings=[finding.as_json() for finding in verdict.findings],
        by=By(sender.client.client_id, ORGANISATION, door.received_now(), asked.origin),
        seal=partial(sealed, door.ring),
    )
