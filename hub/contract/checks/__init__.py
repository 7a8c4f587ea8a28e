"""What must hold in a return beyond its shape, and what is asked about it: a room for each kind of rule.

A function for each rule. A sum must be met only where every part of it is a number: a status is an answer, and a
faulty part has its own finding. What is known is at most its whole, whatever else is unknown. One fault has one
finding. Returns rounded at source are given the room that rounding can take. Knows no database and no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hub.contract.checks.circumstances import period_is_reportable, return_is_the_senders_own
from hub.contract.checks.codes import codes_are_published, ombudsmans_year_exists
from hub.contract.checks.identity import ids_are_unique, references_resolve
from hub.contract.checks.learnt import learning_is_measured_and_shared, words_are_new
from hub.contract.checks.nil import nil_return_holds_nothing
from hub.contract.checks.parts import (
    feedback_fits,
    groups_fit,
    parts_add_up,
    subjects_fit,
    timescales_fit,
    ways_of_handling_fit,
)
from hub.contract.checks.past import (
    caseload_follows_the_last,
    counting_rules_stay,
    days_are_within_own_limits,
    nothing_vanished,
    received_is_within_own_limits,
)
from hub.contract.checks.personal import no_personal_data
from hub.contract.checks.plausible import (
    every_date_kept,
    every_group_heard,
    ombudsmans_year_is_expected,
    other_is_small,
)
from hub.contract.checks.putting_right import actions_can_be_followed, something_was_done
from hub.contract.checks.totals import caseload_adds_up, outcomes_add_up
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding
from hub.contract.model import Return

Check = Callable[[Return, Circumstances], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (  # what refuses a return
    period_is_reportable,
    return_is_the_senders_own,
    caseload_adds_up,
    outcomes_add_up,
    parts_add_up,
    subjects_fit,
    timescales_fit,
    ways_of_handling_fit,
    feedback_fits,
    groups_fit,
    nil_return_holds_nothing,
    ids_are_unique,
    references_resolve,
    codes_are_published,
    ombudsmans_year_exists,
)
QUERIES: tuple[Check, ...] = (  # what is asked about a return of the right shape
    caseload_follows_the_last,
    received_is_within_own_limits,
    nothing_vanished,
    something_was_done,
    actions_can_be_followed,
    learning_is_measured_and_shared,
    days_are_within_own_limits,
    other_is_small,
    words_are_new,
    every_date_kept,
    every_group_heard,
    ombudsmans_year_is_expected,
    counting_rules_stay,
    no_personal_data,
)
