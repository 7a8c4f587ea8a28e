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
from hub.contract.circumstances import Organisation
from hub.contract.engine import Verdict
from hub.contract.life_cycle import ORGANISATION
from hub.contract.model import Caseload, number
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.judge import judge_tier_report
from hub.contract.tier.model import TierReport
from hub.contract.versions import ASSESSMENT, CALLED, TIER_REPORT
from hub.errors import FilingRefused
from hub.ingest.document_answers import unasked
from hub.ingest.door import Door
from hub.ingest.receipt import sealed
from hub.ingest.submission import Asked, as_return, circumstances, refusal
from hub.scope import Scope
from hub.store.filed import Filed, ToFile
from hub.store.ledger import By
from hub.store.senders import Sender


@dataclass(frozen=True, slots=True)
class Place:
    """Whose a document is, what it is about, and the day that it tells of: what orders documents of a contract."""

    organisation: str
    about: str
    as_at: date


@dataclass(frozen=True, slots=True)
class Kind:
    """How documents of one contract come in.

    Shapes: `noun` is what people call one of them; `component` what the API's description does; `place` tells of one
    that was accepted what it is about. `of_tier` says that it is for programs of independent tiers.
    """

    contract: str
    noun: str
    component: str
    judge: Callable[[Door, bytes, Sender], Verdict[Any]]
    place: Callable[[Any], Place]
    of_tier: bool = False

    @property
    def called(self) -> str:
        """What people call several of them, and the last part of their address."""
        return CALLED[self.contract]

    def scope(self, door: Door, sender: Sender) -> Scope:
        """What a sender sees of documents of this contract: an organisation its own, a tier those of its remit."""
        bodies = remit(door, sender) if self.of_tier else (sender.organisation.code,)
        return Scope(sender.department.code, frozenset(bodies))


def _assessment_judged(door: Door, raw: bytes, sender: Sender) -> Verdict[Assessment]:
    def former_of(framework: str, before: date) -> Assessment | None:
        document = door.filings.former(ASSESSMENT, sender.organisation.code, framework, before)
        return None if document is None else build_assessment(read_document(document))

    return judge_assessment(raw, circumstances(door, sender), former_of)


def _place_of_assessment(assessment: Assessment) -> Place:
    assert assessment.organisation is not None
    assert assessment.framework_id is not None
    assert assessment.completed is not None
    return Place(assessment.organisation, assessment.framework_id, assessment.completed)


def remit(door: Door, sender: Sender) -> dict[str, Organisation]:
    """The organisations of which a tier's program may send, as the register has them now."""
    bodies = door.remit(sender.department.code, sender.client.tier or "")
    return {body.code: body.circumstances() for body in bodies}


def _tier_report_judged(door: Door, raw: bytes, sender: Sender) -> Verdict[TierReport]:
    def closed_by(organisation: str, period: Period) -> int | None:
        told = door.archive.history(organisation, period.following(), as_return).previous
        load = told.caseload if told is not None else None
        return number(load.closed) if isinstance(load, Caseload) else None

    beside = TierBeside(door.config.today(), sender.client.tier or "", remit(door, sender))
    return judge_tier_report(raw, beside, closed_by)


def _place_of_tier_report(report: TierReport) -> Place:
    assert report.organisation is not None
    assert report.period is not None
    return Place(report.organisation, report.period.name, report.period.last_day)


SELF_ASSESSMENTS = Kind(ASSESSMENT, "self-assessment", "SelfAssessment", _assessment_judged, _place_of_assessment)
TIER_REPORTS = Kind(TIER_REPORT, "report", "TierReport", _tier_report_judged, _place_of_tier_report, of_tier=True)
KINDS = (SELF_ASSESSMENTS, TIER_REPORTS)


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
        return _kept_before(door, kind, asked, refused.verdict, raw) or _refuse(kind, refused.verdict)


class _NotAccepted(Exception):
    """Ends a turn in which nothing is to be written."""

    def __init__(self, verdict: Verdict[Any]) -> None:
        super().__init__("not accepted")
        self.verdict = verdict


def _kept_before(door: Door, kind: Kind, asked: Asked, verdict: Verdict[Any], raw: bytes) -> Filed | None:
    """What was kept when it was sent before: a retry has the same answer, even when rules have changed meanwhile."""
    if asked.idempotency_key is None:
        return None
    code, key = asked.sender.organisation.code, asked.idempotency_key
    if kind.of_tier and isinstance(named := read_document(raw).get("organisation"), str):
        if named not in remit(door, asked.sender):
            return None
        code = named
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
        organisation=place.organisation,
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
