"""E07, E08, E09 and E11: services, months, subjects, promised dates and feedback fit the counts they are parts of."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.checks.sums import Named, each_within_the_next, room
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Caseload, FeedbackGroup, Return, SubjectCount, Timescale, number, total_of

NOT_EXHAUSTIVE = (
    "Correct the services or the total, or set received.services_exhaustive to false "
    "if a complaint can belong to several services or to none."
)


def parts_add_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E07: services that say they are exhaustive, and months where all are given, sum to received."""
    received = return_.received
    if received.by_service and received.services_exhaustive:
        sum_ = total_of(entry.count for entry in received.by_service)
        yield from _differ(return_, "by_service", "service", sum_, len(received.by_service), NOT_EXHAUSTIVE)
    if not received.monthly:
        return
    sum_, cells = total_of(entry.count for entry in received.monthly), len(received.monthly)
    every = return_.period is not None and {entry.month for entry in received.monthly} >= set(return_.period.months)
    total = number(received.total)
    if every or (sum_ is not None and total is not None and sum_ > total):
        yield from _differ(return_, "monthly", "month", sum_, cells, "Correct the months or the total.")


def _differ(
    return_: Return, member: str, part: str, sum_: int | None, cells: int, what_to_do: str
) -> Iterator[Finding]:
    total = number(return_.received.total)
    if sum_ is not None and total is not None and abs(sum_ - total) > room(return_, cells + 1):
        yield Finding(
            "E07",
            f"Complaints by {part} add up to {sum_}; complaints received are {total}.",
            what_to_do,
            (pointer("received", member), pointer("received", "total")),
            {f"by {part}": sum_, "received": total},
        )


def subjects_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E08: subjects sum to received where each complaint has its primary one, and never to less."""
    if isinstance(return_.subjects, tuple):
        yield from _subjects_cover_received(return_, return_.subjects)
        for index, entry in enumerate(return_.subjects):
            yield from each_within_the_next(
                return_,
                "E08",
                Named("something went wrong", entry.went_wrong, ("subjects", index, "went_wrong")),
                Named("complaints about the subject", entry.count, ("subjects", index, "count")),
            )


def _subjects_cover_received(return_: Return, lines: tuple[SubjectCount, ...]) -> Iterator[Finding]:
    subjects, total = total_of(line.count for line in lines), number(return_.received.total)
    coding, rounding = return_.counting_rules.subject_coding, room(return_, len(lines) + 1)
    if subjects is None or total is None or coding is None:
        return
    if subjects < total - rounding or (coding == "primary" and subjects > total + rounding):
        wanted = "exactly" if coding == "primary" else "at least"
        yield Finding(
            "E08",
            f"Subjects add up to {subjects}; with {coding} subjects that must be {wanted} "
            f"the {total} complaints received.",
            "Give every complaint a subject; use the subject “other” where none fits.",
            (pointer("subjects"), pointer("received", "total"), pointer("counting_rules", "subject_coding")),
            {"subjects": subjects, "received": total, "subject_coding": coding},
        )


def timescales_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E09: kept within the promised time <= promised a time <= closed."""
    if isinstance(return_.timescale, Timescale):
        closed = return_.caseload.closed if isinstance(return_.caseload, Caseload) else None
        yield from each_within_the_next(
            return_,
            "E09",
            Named("closed within the promised date", return_.timescale.within, ("timescale", "within")),
            Named("promised a date", return_.timescale.promised, ("timescale", "promised")),
            Named("closed", closed, ("caseload", "closed")),
        )


def feedback_fits(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E11: satisfied <= responses <= invited, in each of the three groups."""
    for name, group in return_.feedback.groups:
        if isinstance(group, FeedbackGroup):
            yield from each_within_the_next(
                return_,
                "E11",
                Named("satisfied", group.satisfied, ("feedback", name, "satisfied")),
                Named("responses", group.responses, ("feedback", name, "responses")),
                Named("invited", group.invited, ("feedback", name, "invited")),
            )
