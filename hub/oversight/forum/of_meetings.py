"""What meetings hand on: open actions, what the level below raised, what members asked for, what to escalate."""

from __future__ import annotations

from collections.abc import Iterator

from hub.config import UK
from hub.meetings import Level, MemberProposal, Output, OutputKind, Section, Topic
from hub.oversight.forum.material import AgendaMaterial, escalation_source, proposal_source
from hub.oversight.forum.ranked import ranked
from hub.oversight.reporting import ONE_DAY, Rate, day_in_words
from hub.oversight.written import how_many

RAISED_WEIGHT, ASKED_WEIGHT = 3, 2
HALF = 2
HANDED_ON = {
    OutputKind.DECISION: "Decided",
    OutputKind.LEARNING: "Learning adopted",
    OutputKind.ESCALATION: "Escalated to the level above",
}
LONGEST_TITLE = 90  # characters
NOTHING = "Nothing suggests itself yet. Ask, before the meeting closes, what it cannot settle."


def arising_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """What became of the last meeting's actions, and each action that is open."""
    if material.previous:
        yield _last_time(material)
    for one in material.open_actions():
        yield _action(material, one)


def _last_time(material: AgendaMaterial) -> Topic:
    assert material.previous
    actions = material.of_the_previous(OutputKind.ACTION)
    done = Rate(sum(not one.is_open for one in actions), len(actions))
    says = [f"{done} actions of that meeting are done."] if actions else ["That meeting agreed on no action."]
    for kind, words in HANDED_ON.items():
        says += [f"{words}: {one.told.says}" for one in material.of_the_previous(kind) if not one.told.organisations]
    return Topic(
        source=f"previous:{material.previous.id}",
        section=Section.ARISING,
        title=f"Since the meeting of {day_in_words(material.previous.day)}",
        says="\n".join(says),
        why="A standing item: what was agreed is looked at first.",
    )


def _action(material: AgendaMaterial, one: Output) -> Topic:
    owner = material.name(one.told.owner) if one.told.owner else one.told.owner_role
    return Topic(
        source=f"action:{one.id}",
        section=Section.ARISING,
        title=f"Action: {_short(one.told.says)}",
        says=f"{one.told.says}\nOwner: {owner}.{_due(material, one)}",
        why=f"Agreed on {day_in_words(one.day)} and not done yet. It returns until it is.",
        organisations=tuple(dict.fromkeys((*one.told.organisations, *filter(None, [one.told.owner])))),
        presenter=one.told.owner,
    )


def _due(material: AgendaMaterial, one: Output) -> str:
    if one.told.due is None:
        return ""
    days = (material.meeting.day - one.told.due) // ONE_DAY
    late = f", {how_many(days, 'day', 'days')} before this meeting" if days > 0 else ""
    return f" Due {day_in_words(one.told.due)}{late}."


def raised_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """What the level below escalated."""
    for one in material.raised_from_below():
        yield Topic(
            source=escalation_source(one),
            section=Section.RAISED,
            title=_short(one.told.says),
            says=one.told.says,
            why=f"The forum at {one.level.label.lower()} escalated it on {day_in_words(one.day)}.",
            organisations=one.told.organisations,
            weight=RAISED_WEIGHT,
        )


def asked_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """What members asked to talk about."""
    for one in material.asked_for:
        yield _asked(material, one)


def _asked(material: AgendaMaterial, one: MemberProposal) -> Topic:
    by = material.name(one.organisation) if one.organisation else "A member"
    return Topic(
        source=proposal_source(one),
        section=Section.MEMBERS,
        title=one.title,
        says=one.why,
        why=f"{by} asked for it on {day_in_words(one.at.astimezone(UK).date())}.",
        organisations=tuple(filter(None, [one.organisation])),
        presenter=one.organisation,
        weight=ASKED_WEIGHT,
    )


def escalation_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """What this meeting could pass on: actions long overdue, and what many share and nobody has solved."""
    late = [one for one in material.open_actions() if one.is_overdue(material.picture.today)]
    broad = [
        one for one in ranked(material) if not one.heading.remedies and one.breadth * HALF >= len(material.picture.rows)
    ]
    says = [f"Overdue: {one.told.says}" for one in late]
    says += [f"{one.heading.title}: nobody has evidence of effect on it yet. {one.in_words()}" for one in broad]
    named = [code for one in late for code in (*one.told.organisations, *filter(None, [one.told.owner]))]
    named += [code for one in broad for code in one.heading.organisations]
    level = material.meeting.level
    yield Topic(
        source="escalate",
        section=Section.ESCALATE,
        title="What to escalate to the board" if level is Level.SENIOR else f"What to escalate to {_above(level)}",
        says="\n".join(says) or NOTHING,
        why="What the forum cannot settle goes on: actions that are overdue, and what half of the organisations or "
        "more share while none has evidence of effect.",
        organisations=tuple(dict.fromkeys(named)),
        returns=material.past_of(*dict.fromkeys(code for one in broad for code in one.heading.organisations)),
    )


def _above(level: Level) -> str:
    return level.above.label.lower() if level.above else "the board"


def _short(text: str) -> str:
    """The beginning of a text, as a title."""
    first = " ".join(text.split())
    return first if len(first) <= LONGEST_TITLE else f"{first[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
