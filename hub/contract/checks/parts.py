"""E07 to E11: services, months, groups, subjects, promised dates, ways of handling and feedback fit their wholes."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.checks.sums import Named, Parts, each_within_the_next, rising, room, sentence, within_the_whole
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer, quoted
from hub.contract.model import Caseload, FeedbackGroup, Handling, Return, SubjectCount, Timescale, number, total_of

NOT_EXHAUSTIVE = (
    "Correct the services or the total, or set received.services_exhaustive to false "
    "if a complaint can belong to several services or to none."
)
ONE_WAY = "Count each complaint closed once: in the way in which it was closed."
NOT_PRIMARY = (
    "Correct the subjects or the total, or set counting_rules.subject_coding to multiple "
    "if a complaint can have several subjects."
)


def _received(return_: Return) -> Named:
    return Named("complaints received", return_.received.total, ("received", "total"))


def parts_add_up(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E07: services that are exhaustive, and months where all are given, sum to received; no part of it is more."""
    yield from _services_fit(return_)
    yield from _months_fit(return_)
    led = [(index, entry) for index, entry in enumerate(return_.joint) if entry.lead == return_.organisation]
    parts = Parts(
        "joint complaints",
        [entry.count for _, entry in led],
        lambda at: Named(led[at][1].service, led[at][1].count, ("joint", led[at][0], "count")),
    )
    yield from within_the_whole(return_, "E07", parts, _received(return_))


def _services_fit(return_: Return) -> Iterator[Finding]:
    received = return_.received
    parts = Parts(
        "complaints by service",
        [entry.count for entry in received.by_service],
        lambda at: Named(
            received.by_service[at].service, received.by_service[at].count, ("received", "by_service", at, "count")
        ),
        NOT_EXHAUSTIVE if received.services_exhaustive else "",
    )
    differ = _differ(return_, "by_service", parts) if received.services_exhaustive else None
    yield from (differ,) if differ else within_the_whole(return_, "E07", parts, _received(return_))


def _months_fit(return_: Return) -> Iterator[Finding]:
    monthly, period = return_.received.monthly, return_.period
    parts = Parts(
        "complaints by month",
        [entry.count for entry in monthly],
        lambda at: Named(monthly[at].month, monthly[at].count, ("received", "monthly", at, "count")),
        "Correct the months or the total.",
    )
    every = period is not None and {entry.month for entry in monthly} >= set(period.months)
    differ = _differ(return_, "monthly", parts) if every else None
    yield from (differ,) if differ else within_the_whole(return_, "E07", parts, _received(return_))


def _differ(return_: Return, member: str, parts: Parts) -> Finding | None:
    sum_, total = total_of(parts.cells), number(return_.received.total)
    if not parts.cells or sum_ is None or total is None or abs(sum_ - total) <= room(return_, len(parts.cells) + 1):
        return None
    return Finding(
        "E07",
        f"{sentence(parts.words)} add up to {sum_}; complaints received are {total}.",
        parts.excess,
        (pointer("received", member), pointer("received", "total")),
        {parts.words: sum_, "complaints received": total},
    )


def subjects_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E08: subjects sum to received where each complaint has its primary one, never to less; none is more."""
    if isinstance(return_.subjects, tuple):
        yield from _subjects_fit_received(return_, return_.subjects)
        received = number(return_.received.total)
        for index, entry in enumerate(return_.subjects):
            wrong, most = number(entry.went_wrong), number(entry.count)
            if wrong is None or wrong <= (most if most is not None else received or 0):
                continue  # as nearly always; what follows has names and places to give
            count = Named("complaints about the subject", entry.count, ("subjects", index, "count"))
            yield from each_within_the_next(
                return_,
                "E08",
                Named("something went wrong", entry.went_wrong, ("subjects", index, "went_wrong")),
                count if most is not None else _received(return_),
            )


def _subjects_fit_received(return_: Return, lines: tuple[SubjectCount, ...]) -> Iterator[Finding]:
    differ = _subjects_differ(return_, lines)
    parts = Parts(
        "complaints by subject",
        [line.count for line in lines],
        lambda at: Named(lines[at].local_label or lines[at].subject, lines[at].count, ("subjects", at, "count")),
        NOT_PRIMARY if return_.counting_rules.subject_coding == "primary" else "",
    )
    yield from (differ,) if differ else within_the_whole(return_, "E08", parts, _received(return_))


def _subjects_differ(return_: Return, lines: tuple[SubjectCount, ...]) -> Finding | None:
    subjects, total = total_of(line.count for line in lines), number(return_.received.total)
    coding, rounding = return_.counting_rules.subject_coding, room(return_, len(lines) + 1)
    if subjects is None or total is None or coding is None:
        return None
    if subjects >= total - rounding and (coding != "primary" or subjects <= total + rounding):
        return None
    wanted = "exactly" if coding == "primary" else "at least"
    return Finding(
        "E08",
        f"Subjects add up to {subjects}; with {coding} subjects that must be {wanted} the {total} complaints received.",
        "Give every complaint a subject; use the subject “other” where none fits.",
        (pointer("subjects"), pointer("received", "total"), pointer("counting_rules", "subject_coding")),
        {"subjects": subjects, "received": total, "subject_coding": coding},
    )


def timescales_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E09: kept within the promised time <= promised a time <= closed."""
    closed = return_.caseload.closed if isinstance(return_.caseload, Caseload) else None
    promised = return_.timescale
    if isinstance(promised, Timescale) and not rising(promised.within, promised.promised, closed):
        yield from each_within_the_next(
            return_,
            "E09",
            Named("closed within the promised date", promised.within, ("timescale", "within")),
            Named("promised a date", promised.promised, ("timescale", "promised")),
            Named("closed", closed, ("caseload", "closed")),
        )


def ways_of_handling_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E10: closed by early resolution and after a closer look, together, are not more than closed."""
    early, closer, load = return_.early_resolution, return_.closer_look, return_.caseload
    if not isinstance(load, Caseload) or not (isinstance(early, Handling) or isinstance(closer, Handling)):
        return
    ways = [
        Named(words, part.count, (member, "count"))
        for member, words, part in (
            ("early_resolution", "early resolution", early),
            ("closer_look", "a closer look", closer),
        )
        if isinstance(part, Handling)
    ]
    parts = Parts("ways of handling", [way.cell for way in ways], ways.__getitem__, ONE_WAY)
    yield from within_the_whole(return_, "E10", parts, Named("complaints closed", load.closed, ("caseload", "closed")))


def groups_fit(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E07: no group of people who complained is more than all, and no more went wrong in it than it complained of.

    Groups may overlap and need not be exhaustive: nothing is said of their sum.
    """
    for at, one in enumerate(return_.demographics if isinstance(return_.demographics, tuple) else ()):
        for step, group in enumerate(one.groups):
            place = ("demographics", at, "groups", step)
            received = Named(f"complaints from {quoted(group.group)}", group.received, (*place, "received"))
            yield from each_within_the_next(return_, "E07", received, _received(return_))
            wrong = Named("something went wrong", group.went_wrong, (*place, "went_wrong"))
            yield from each_within_the_next(return_, "E07", wrong, received)


def feedback_fits(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """E11: satisfied <= responses <= invited, in each of the three groups."""
    for name, group in return_.feedback.groups:
        if isinstance(group, FeedbackGroup) and not rising(group.satisfied, group.responses, group.invited):
            yield from each_within_the_next(
                return_,
                "E11",
                Named("satisfied", group.satisfied, ("feedback", name, "satisfied")),
                Named("responses", group.responses, ("feedback", name, "responses")),
                Named("invited", group.invited, ("feedback", name, "invited")),
            )
