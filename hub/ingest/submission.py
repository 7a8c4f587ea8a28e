"""A return comes in: who sends it, is it a return, may we take it now, keep it, acknowledge it.

The steps of taking one return, in the order in which they happen. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, NoReturn

from hub.auth import tokens
from hub.auth.tokens import Caller
from hub.contract.build import build
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Verdict
from hub.contract.figures import figures_of
from hub.contract.history import History
from hub.contract.judge import judge
from hub.contract.model import Return
from hub.contract.period import Period
from hub.contract.strict_json import LONGEST_BODY, read_document
from hub.errors import Conflict, DocumentUnreadable, NotAuthenticated, ReturnRefused
from hub.ingest.document_answers import explanations_by_key, unasked
from hub.ingest.door import Door
from hub.ingest.receipt import sealed
from hub.ingest.refusing import codes_of
from hub.store.kept import Accepted, Kept
from hub.store.senders import Sender

ACCEPTED, REPLAYED, REFUSED = "accepted", "replayed", "refused"  # what becomes of a return, for whoever counts
LONG = 65_536  # bytes of a document that is read before its turn, not in it: it could keep others waiting


def sender_of(door: Door, caller: Caller) -> Sender:
    """The body behind a token, as the register has it now: a revoked client ends with the next request.

    Raises: NotAuthenticated when the client is unknown, revoked, expired, or was issued to another body.
    """
    sender = door.sender(caller.client_id)
    if sender is None or not sender.usable_at(door.now()) or sender.organisation.code != caller.organisation:
        raise NotAuthenticated(tokens.MESSAGE, tokens.WHAT_TO_DO, reason="client not usable")
    return sender


def check(door: Door, raw: bytes, sender: Sender, longest_before: int = LONGEST_BODY) -> Verdict[Return]:
    """What would be found in these bytes if they were submitted now; nothing is kept.

    Raises: DocumentUnreadable, DocumentTooLong; _TooLongForATurn when the return before has more than
    `longest_before` bytes.
    """

    def read(before: bytes, contract: str, version: str) -> Return:
        if len(before) > longest_before:
            raise _TooLongForATurn
        return as_return(before, contract, version)

    def history_before(period: Period) -> History:
        return door.archive.history(sender.organisation.code, period, read)

    verdict = judge(raw, circumstances(door, sender), history_before)
    if verdict.told is None or not verdict.accepted or not verdict.told.explanations:
        return verdict
    return replace(verdict, findings=(*verdict.findings, *unasked(verdict.told.explanations, verdict.findings)))


def as_return(raw: bytes, _contract: str, _version: str) -> Return:
    """A kept document, as what it tells; `build` reads every version."""
    return build(read_document(raw))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who sends a return, under which key, from where. Missing: `idempotency_key` is None when none was given."""

    sender: Sender
    idempotency_key: str | None = None
    origin: str = ""


def submit(door: Door, raw: bytes, ask: Callable[[], Asked]) -> Kept:
    """Judge and keep one return; when this gives an answer, the return is on disk.

    `ask` says who sends it. It is called first, but in the turn in which the return is judged and written, unless
    this return or the one before is a long one; and once, since asking may count.
    Raises: what `ask` raises; DocumentUnreadable, DocumentTooLong, ReturnRefused, Conflict, Unavailable; nothing is
    kept then.
    """
    try:
        kept = _submitted(door, raw, ask)
    except (ReturnRefused, DocumentUnreadable, Conflict) as refused:
        door.counted(REFUSED, codes_of(refused))
        raise
    door.counted(REPLAYED if kept.replayed else ACCEPTED, ())
    return kept


def _submitted(door: Door, raw: bytes, ask: Callable[[], Asked]) -> Kept:
    judged = partial(_judged, door, raw, cache(ask))
    try:
        if len(raw) > LONG:
            return door.archive.keep(judged(LONGEST_BODY))
        try:
            return door.archive.keep_judged(partial(judged, LONG))
        except _TooLongForATurn:
            return door.archive.keep(judged(LONGEST_BODY))
    except _NotAccepted as refused:
        return _kept_before(door, refused.asked, refused.verdict) or _refuse(refused.verdict)


class _TooLongForATurn(Exception):
    """Ends a turn in which the return before would have to be read, which is a long one."""


class _NotAccepted(Exception):
    """Ends a turn in which nothing is to be written."""

    def __init__(self, asked: Asked, verdict: Verdict[Return]) -> None:
        super().__init__("not accepted")
        self.asked = asked
        self.verdict = verdict


def _judged(door: Door, raw: bytes, ask: Callable[[], Asked], longest_before: int) -> Accepted:
    asked = ask()
    verdict = check(door, raw, asked.sender, longest_before)
    if not verdict.accepted:
        raise _NotAccepted(asked, verdict)
    return _accepted(door, raw, asked, verdict)


def _kept_before(door: Door, asked: Asked, verdict: Verdict[Return]) -> Kept | None:
    """What was kept when it was sent before: a retry has the same answer, even when rules have changed meanwhile.

    Raises: Conflict when the key stands for another document, which is said before what is wrong with this one.
    """
    if asked.idempotency_key is None:
        return None
    sent = door.archive.sent_with_key(asked.sender.organisation.code, asked.idempotency_key, verdict.sha256)
    return Kept(sent, replayed=True) if sent else None


def _refuse(verdict: Verdict[Return]) -> NoReturn:
    raise refusal(verdict)


def refusal(verdict: Verdict[Any], noun: str = "return", error: type[ReturnRefused] = ReturnRefused) -> ReturnRefused:
    """The refusal that a verdict with errors is, with every finding in it; people call the document by the noun."""
    errors = sum(finding.blocks for finding in verdict.findings)
    return error(
        f"The {noun} was refused: {errors} {'error' if errors == 1 else 'errors'}. Nothing of it was kept.",
        f"Correct what each finding names and send the whole {noun} again.",
        [finding.as_json() for finding in verdict.findings],
        closing=verdict.closing,
    )


def circumstances(door: Door, sender: Sender) -> Circumstances:
    """What the hub knows beside a document of this sender, without what came before."""
    return Circumstances(
        today=door.config.today(),
        sender=sender.organisation.code,
        organisation=sender.organisation.circumstances(),
        collects_from=sender.department.collects_from,
    )


def _accepted(door: Door, raw: bytes, asked: Asked, verdict: Verdict[Return]) -> Accepted:
    return_, sender = verdict.told, asked.sender
    assert return_ is not None
    assert return_.period is not None
    return Accepted(
        return_id=door.new_id(),
        department=sender.department.code,
        organisation=sender.organisation.code,
        period=return_.period,
        contract=verdict.contract,
        contract_version=verdict.contract_version,
        raw=raw,
        sha256=verdict.sha256,
        idempotency_key=asked.idempotency_key,
        figures=figures_of(return_),
        findings=[finding.as_json() for finding in verdict.findings],
        sent_by=sender.client.client_id,
        received_at=door.received_now(),
        origin=asked.origin,
        explanations=explanations_by_key(return_.explanations, verdict.findings),
        signed_off_as=(return_.signed_off_by.role or "") if return_.signed_off_by else "",
        seal=partial(sealed, door.ring),
    )
