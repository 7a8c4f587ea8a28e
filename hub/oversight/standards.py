"""Where each organisation stands with the four steps and the Standards, and what of it is due.

Reads what was recorded; records nothing. There is no score: a step is a reason to talk, and the order is that of names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hub.contract.four_steps import AdoptionRecord, Conversation, FourSteps, StepRecord, StepState
from hub.oversight.reporting import Rate, day_in_words

R = TypeVar("R", StepRecord, AdoptionRecord, Conversation)
NOT_RECORDED = "Nothing recorded"
IS_DONE = (StepState.DONE, StepState.SHARED)


@dataclass(frozen=True, slots=True)
class StepStanding:
    """How far an organisation is with one step.

    Shapes: `earlier` is what was recorded before, the newest first.
    Missing: `record` is None where nothing was recorded; the state is NOT_STARTED then.
    """

    step: FourSteps
    state: StepState
    record: StepRecord | None
    earlier: tuple[StepRecord, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it is recorded as done, also where its review is due."""
        return self.record is not None and self.record.state in IS_DONE

    @property
    def label(self) -> str:
        """As people read it. Missing: `Nothing recorded` where nobody has said anything."""
        return self.state.label if self.record else NOT_RECORDED

    @property
    def why(self) -> str:
        """Since when it is so, and what is agreed. Missing: empty where nothing was recorded."""
        if self.record is None:
            return ""
        since, review = day_in_words(self.record.on), self.record.next_review
        if self.state is StepState.REVIEW_DUE and review:
            return f"Since {day_in_words(review)}. Recorded as {self.record.state.label.lower()} on {since}."
        return f"On {since}.{f' Next review on {day_in_words(review)}.' if review else ''}"


@dataclass(frozen=True, slots=True)
class BodyStandards:
    """Where one organisation stands.

    Shapes: `steps` has every step in its order; `adoptions` and `conversations` have the newest first.
    """

    organisation: str
    steps: tuple[StepStanding, ...]
    adoptions: tuple[AdoptionRecord, ...]
    conversations: tuple[Conversation, ...]
    today: date

    @property
    def adoption(self) -> AdoptionRecord | None:
        """What holds now. Missing: None where nobody has said anything."""
        return self.adoptions[0] if self.adoptions else None

    @property
    def done(self) -> Rate:
        """How many steps are recorded as done."""
        return Rate(sum(step.done for step in self.steps), len(self.steps))

    @property
    def reviews_due(self) -> tuple[StepStanding, ...]:
        """Steps whose next review was agreed for today or an earlier day."""
        return tuple(step for step in self.steps if step.state is StepState.REVIEW_DUE)

    @property
    def help_overdue(self) -> tuple[Conversation, ...]:
        """Conversations from which help was promised by a day that has passed, and not given."""
        waits = [one for one in self.conversations if one.waits_for_help and one.help_by]
        return tuple(one for one in waits if one.help_by and one.help_by < self.today)

    def due(self) -> Iterator[str]:
        """What is due, in sentences; nothing where nothing is."""
        yield from self.steps_due()
        yield from self.help_due()

    def steps_due(self) -> Iterator[str]:
        """Which reviews of steps are due, in sentences."""
        for step in self.reviews_due:
            if step.record and step.record.next_review:
                agreed = day_in_words(step.record.next_review)
                yield f"The review of step {int(step.step)}, agreed for {agreed}, is due."

    def help_due(self) -> Iterator[str]:
        """Which help the department owes, in sentences."""
        for one in self.help_overdue:
            if one.help_by:
                yield f"The department promised help by {day_in_words(one.help_by)} that is not said to be given."


def standards_of(
    bodies: Sequence[str],
    steps: Iterable[StepRecord],
    adoptions: Iterable[AdoptionRecord],
    conversations: Iterable[Conversation],
    today: date,
) -> tuple[BodyStandards, ...]:
    """Where each of these organisations stands, in their order; what was recorded of others is left out.

    Shapes: records come in the order in which they were recorded. Of two, that of the later day stands; of one day,
    the one that was recorded later.
    """
    of_steps: dict[tuple[str, FourSteps], list[StepRecord]] = {}
    for record in steps:
        of_steps.setdefault((record.organisation, record.step), []).append(record)
    adopted, talked = _by_organisation(adoptions), _by_organisation(conversations)
    return tuple(
        BodyStandards(
            body,
            tuple(_standing(step, of_steps.get((body, step), ()), today) for step in FourSteps),
            tuple(_newest_first(adopted.get(body, ()))),
            tuple(_newest_first(talked.get(body, ()))),
            today,
        )
        for body in bodies
    )


def counted(bodies: Sequence[BodyStandards], step: FourSteps) -> Counter[str]:
    """How many organisations are how far with a step, by the words for it: of some, nothing was recorded."""
    return Counter(body.steps[step].label for body in bodies)


def _standing(step: FourSteps, records: Sequence[StepRecord], today: date) -> StepStanding:
    if not records:
        return StepStanding(step, StepState.NOT_STARTED, None)
    newest, *earlier = _newest_first(records)
    due = newest.next_review is not None and newest.next_review <= today
    return StepStanding(step, StepState.REVIEW_DUE if due else newest.state, newest, tuple(earlier))


def _by_organisation(records: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for record in records:
        found.setdefault(record.organisation, []).append(record)
    return found


def _newest_first(records: Sequence[R]) -> list[R]:
    return [records[at] for at in sorted(range(len(records)), key=lambda at: (records[at].on, at), reverse=True)]
