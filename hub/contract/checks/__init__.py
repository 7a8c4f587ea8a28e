"""What must hold in a return beyond its shape: a room for each kind of rule, a function for each rule.

A sum must be met only where every part of it is a number: a status is an answer, and a faulty part has its own finding.
What is known is at most its whole, whatever else is unknown. One fault has one finding.
Returns rounded at source are given the room that rounding can take. Knows no database and no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hub.contract.checks.circumstances import period_is_reportable, return_is_the_senders_own
from hub.contract.checks.codes import codes_are_published, ombudsmans_year_exists
from hub.contract.checks.identity import ids_are_unique, references_resolve
from hub.contract.checks.nil import nil_return_holds_nothing
from hub.contract.checks.parts import feedback_fits, parts_add_up, subjects_fit, timescales_fit
from hub.contract.checks.totals import caseload_adds_up, outcomes_add_up
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding
from hub.contract.model import Return

Check = Callable[[Return, Circumstances], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    period_is_reportable,
    return_is_the_senders_own,
    caseload_adds_up,
    outcomes_add_up,
    parts_add_up,
    subjects_fit,
    timescales_fit,
    feedback_fits,
    nil_return_holds_nothing,
    ids_are_unique,
    references_resolve,
    codes_are_published,
    ombudsmans_year_exists,
)
