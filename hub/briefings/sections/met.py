"""What came of meetings since the last pack: the outputs of the forum, and what independent tiers said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, bullets, paragraph, words
from hub.briefings.sections.tier_met import standing
from hub.meetings import HeldMeeting, Level, Output, OutputKind
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.written import how_many, listed
from hub.tier_meetings import FollowUp, TierMeeting

KINDS = (OutputKind.ESCALATION, OutputKind.DECISION, OutputKind.LEARNING)
NO_FORUM, NO_TIER = "the forum did not meet.", "no meeting with an independent tier was recorded."
NOTHING_RECORDED = "Nothing was recorded of it yet."
RECORDED_SINCE = "The meeting was before; this was recorded since."


def forum_section(material: Material, notes: Notes) -> Iterator[Block]:
    """Decisions, learning adopted and escalations of the forum, and its actions."""
    yield Heading("What the forum gave")
    forum = material.forum
    if forum is None or not (forum.meetings or forum.open_actions or forum.done_actions):
        yield paragraph(f"{_since(material)} {NO_FORUM}")
        return
    record = f"Records of the forum, as they stood on {day_in_words(material.picture.today)}."
    in_time = sum(not _is_earlier(material, held.meeting.day) for held in forum.meetings)
    met = how_many(in_time, "meeting", "meetings")
    yield paragraph(notes.recorded(f"{_since(material)} {met}.", record))
    for held in forum.meetings:
        yield from _meeting(material, notes, held)
    new = [one for held in forum.meetings for one in held.outputs if one.told.kind is OutputKind.ACTION]
    actions = {one.id: one for one in (*new, *forum.open_actions, *forum.done_actions)}
    if actions:
        done = Rate(sum(not one.is_open for one in actions.values()), len(actions))
        yield paragraph(notes.recorded(f"{done} actions are done.", record))
        yield Table(
            "Actions of the forum",
            ("Action", "Owner", "Due", "Where it stands"),
            tuple(
                tuple(map(words, _action(material, notes, one)))
                for one in sorted(actions.values(), key=lambda one: int(one.id))
            ),
            shares=(3.4, 2, 1.5, 2),
        )


def _since(material: Material) -> str:
    return f"From {day_in_words(material.before.until)} to {day_in_words(material.until)}:"


def _is_earlier(material: Material, day: date) -> bool:
    """Whether the pack before told of meetings of this day: what is told now was recorded since."""
    return day <= material.before.until


def _meeting(material: Material, notes: Notes, held: HeldMeeting) -> Iterator[Block]:
    on, record = day_in_words(held.meeting.day), _record_of(held.meeting.level, held.meeting.day)
    yield Heading(f"{held.meeting.level.label}, {on}", 2)
    if _is_earlier(material, held.meeting.day):
        yield paragraph(Said(RECORDED_SINCE, Look.QUIET))
    elif held.meeting.present is not None:
        came = Rate(
            len(set(held.meeting.present) & set(held.meeting.arranged.invited)), len(held.meeting.arranged.invited)
        )
        yield paragraph(notes.recorded(f"{came} organisations that were invited came.", record))
    told = [one for kind in KINDS for one in held.outputs if one.told.kind is kind]
    if not held.outputs:
        yield paragraph(NOTHING_RECORDED)
    if told:
        yield bullets(
            [
                [Said(f"{one.told.kind.label}: ", Look.STRONG), notes.recorded(_says(material, one), record)]
                for one in told
            ]
        )


def _record_of(level: Level, day: date) -> str:
    return f"Record of the forum’s meeting at {level.label.lower()} on {day_in_words(day)}."


def _says(material: Material, one: Output) -> str:
    names = material.names()
    about = [names[code] for code in one.told.organisations if code in names]
    return f"{one.told.says} ({listed(about)})" if about else one.told.says


def _action(material: Material, notes: Notes, one: Output) -> Iterator[Words]:
    yield notes.recorded(_says(material, one), _record_of(one.level, one.day))
    owner = material.names().get(one.told.owner, one.told.owner)
    yield ", ".join(filter(None, (owner, one.told.owner_role)))
    yield day_in_words(one.told.due) if one.told.due else "No day"
    if one.done_on:
        yield f"Done on {day_in_words(one.done_on)}. {one.done_how}".strip()
    else:
        yield "Overdue" if one.is_overdue(material.board) else "Open"


def tier_section(material: Material, notes: Notes) -> Iterator[Block]:
    """What independent tiers said at meetings since the last pack, and what became of what followed from others."""
    yield Heading("Meetings with independent tiers")
    recorded = [one for one in material.tier_meetings if one.heard and one.on <= material.until]
    in_order = sorted(recorded, key=lambda one: (one.on, int(one.id)))
    new = [one for one in in_order if one.heard_at and material.before.misses(one.on, one.heard_at)]
    if not new:
        yield paragraph(f"{_since(material)} {NO_TIER}")
    else:
        record = f"Records of meetings with independent tiers, as they stood on {day_in_words(material.picture.today)}."
        in_time = how_many(sum(not _is_earlier(material, one.on) for one in new), "meeting", "meetings")
        yield paragraph(notes.recorded(f"{_since(material)} {in_time}.", record))
    for one in new:
        yield from _tier(material, notes, one)
    left = [
        (one, each) for one in in_order if one not in new for each in one.follow_ups if _is_told(material, each)
    ]  # fmt: skip
    if left:
        yield Heading("What became of earlier meetings", 2)
        yield _follow_ups(material, notes, "What was to follow from earlier meetings with independent tiers", left)


def _is_told(material: Material, one: FollowUp) -> bool:
    """Whether something is to be said of what followed from an earlier meeting: it is open, or was done since."""
    return one.done_on is None or (one.done_at is not None and one.done_at > material.before.at)


def _tier(material: Material, notes: Notes, one: TierMeeting) -> Iterator[Block]:
    assert one.heard  # only what was recorded is told
    about = f"{one.tier} about {_name(material, one)}"
    yield Heading(f"{about}, {day_in_words(one.on)}", 2)
    if _is_earlier(material, one.on):
        yield paragraph(Said(RECORDED_SINCE, Look.QUIET))
    record = _record_with(material, one)
    told = (("Views heard", one.heard.views), ("Evidence examined", one.heard.evidence))
    yield bullets([[Said(f"{what}: ", Look.STRONG), notes.recorded(said, record)] for what, said in told if said])
    if one.follow_ups:
        caption = f"What follows from the meeting with {about}"
        yield _follow_ups(material, notes, caption, [(one, each) for each in one.follow_ups], of_one=True)


def _follow_ups(
    material: Material,
    notes: Notes,
    caption: str,
    several: Sequence[tuple[TierMeeting, FollowUp]],
    *,
    of_one: bool = False,
) -> Table:
    """What follows, whose it is, and what became of it; with the meeting unless all is `of_one`."""
    rows: list[tuple[Words, ...]] = [
        (
            notes.recorded(each.says, _record_with(material, one)),
            *([] if of_one else [f"{_name(material, one)}, {day_in_words(one.on)}"]),
            each.owner_role,
            day_in_words(each.due),
            standing(each, material.board),
        )
        for one, each in several
    ]
    head = ("What", *([] if of_one else ["Meeting about"]), "Owner", "Due", "Where it stands")
    cells = tuple(tuple(map(words, row)) for row in rows)
    return Table(caption, head, cells, shares=(3.4, 2, 1.5, 2) if of_one else (3, 2, 1.8, 1.4, 2))


def _record_with(material: Material, one: TierMeeting) -> str:
    return f"Record of the meeting with {one.tier} about {_name(material, one)} on {day_in_words(one.on)}."


def _name(material: Material, one: TierMeeting) -> str:
    return material.names().get(one.organisation, one.organisation)
