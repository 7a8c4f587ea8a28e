"""Whatever a file holds, judged as a document of the contract that it names: for whoever checks many files."""

from __future__ import annotations

import hashlib
from typing import Any

from hub.contract.assessment.judge import judge_assessment
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Verdict, unreadable
from hub.contract.judge import judge
from hub.contract.strict_json import read_document
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.judge import judge_tier_report
from hub.contract.versions import ASSESSMENT, TIER_REPORT
from hub.errors import DocumentTooLong, DocumentUnreadable


def verdict_on_anything(raw: bytes, now: Circumstances) -> Verdict[Any]:
    """As the judge of its contract, and what cannot be read is a finding (E19) too.

    A document that names no contract, or one that nobody knows, is judged as a return.
    """
    try:
        named = read_document(raw).get("contract")
        if named == TIER_REPORT:
            return judge_tier_report(raw, TierBeside(now.today))
        return judge_assessment(raw, now) if named == ASSESSMENT else judge(raw, now)
    except (DocumentUnreadable, DocumentTooLong) as fault:
        digest = hashlib.sha256(raw).hexdigest()
        return Verdict(digest, None, (unreadable(fault),))
