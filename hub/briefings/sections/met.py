"""What came of meetings since the last pack: the outputs of the forum, and what independent tiers said."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, bullets, paragraph, words
from hub.meetings import HeldMeeting, Output, OutputKind
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.written import how_many, listed
from hub.tier_meetings import TierMeeting

KINDS = (OutputKind.ESCALATION, OutputKind.DECISION, OutputKind.LEARNING)
NO_FORUM, NO_TIER = "the forum did not meet.", "no meeting with an independent tier was recorded."
NOTHING_RECORDED = "Nothing was recorded of it yet."


def forum_section(material: Material) -> Iterator[Block]:
    """Decisions, learning adopted and escalations of the forum, and its actions."""
    yield Heading("What the forum gave")
    forum = material.forum
    if forum is None or not (forum.meetings or forum.open_actions):
        yield paragraph(f"{_since(material)} {NO_FORUM}")
        return
    yield paragraph(f"{_since(material)} {how_many(len(forum.meetings), 'meeting', 'meetings')}.")
    for held in forum.meetings:
        yield from _meeting(material, held)
    actions = {one.id: one for held in forum.meetings for one in held.outputs if one.told.kind is OutputKind.ACTION}
    actions.update({one.id: one for one in forum.open_actions})
    if actions:
        done = Rate(sum(not one.is_open for one in actions.values()), len(actions))
        yield paragraph(f"{done} actions are done.")
        yield Table(
            "Actions of the forum",
            ("Action", "Owner", "Due", "Where it stands"),
            tuple(tuple(map(words, _action(material, one))) for one in actions.values()),
            shares=(3.4, 2, 1.5, 2),
        )


def _since(material: Material) -> str:
    return f"From {day_in_words(material.after)} to {day_in_words(material.board)}:"


def _meeting(material: Material, held: HeldMeeting) -> Iterator[Block]:
    yield Heading(f"{held.meeting.level.label}, {day_in_words(held.meeting.day)}", 2)
    if held.meeting.present is not None:
        came = Rate(
            len(set(held.meeting.present) & set(held.meeting.arranged.invited)), len(held.meeting.arranged.invited)
        )
        yield paragraph(f"{came} organisations that were invited came.")
    told = [one for kind in KINDS for one in held.outputs if one.told.kind is kind]
    if not held.outputs:
        yield paragraph(NOTHING_RECORDED)
    if told:
        yield bullets([[Said(f"{one.told.kind.label}: ", Look.STRONG), _says(material, one)] for one in told])


def _says(material: Material, one: Output) -> str:
    names = material.names()
    about = [names[code] for code in one.told.organisations if code in names]
    return f"{one.told.says} ({listed(about)})" if about else one.told.says


def _action(material: Material, one: Output) -> Iterator[Words]:
    yield _says(material, one)
    owner = material.names().get(one.told.owner, one.told.owner)
    yield ", ".join(filter(None, (owner, one.told.owner_role)))
    yield day_in_words(one.told.due) if one.told.due else "No day"
    if one.done_on:
        yield f"Done on {day_in_words(one.done_on)}. {one.done_how}".strip()
    else:
        yield "Overdue" if one.is_overdue(material.board) else "Open"


def tier_section(material: Material) -> Iterator[Block]:
    """What independent tiers said at meetings since the last pack."""
    yield Heading("Meetings with independent tiers")
    held = [one for one in material.tier_meetings if one.heard and material.after < one.on <= material.board]
    if not held:
        yield paragraph(f"{_since(material)} {NO_TIER}")
    for one in sorted(held, key=lambda one: (one.on, one.id)):
        yield from _tier(material, one)
    still = [
        (one, follow_up) for one in material.tier_meetings for follow_up in one.open_follow_ups
        if one not in held and one.on <= material.board
    ]  # fmt: skip
    if still:
        yield Heading("Still open from earlier meetings", 2)
        yield bullets(
            [
                f"{material.names().get(one.organisation, one.organisation)}: {left.says} "
                f"({left.owner_role}, due {day_in_words(left.due)})"
                for one, left in still
            ]
        )


def _tier(material: Material, one: TierMeeting) -> Iterator[Block]:
    assert one.heard  # only what was recorded is told
    name = material.names().get(one.organisation, one.organisation)
    yield Heading(f"{one.tier} about {name}, {day_in_words(one.on)}", 2)
    told = (("Views heard", one.heard.views), ("Evidence examined", one.heard.evidence))
    yield bullets([[Said(f"{what}: ", Look.STRONG), said] for what, said in told if said])
    if one.follow_ups:
        yield Table(
            f"What follows from the meeting with {one.tier} about {name}",
            ("What", "Owner", "Due", "Where it stands"),
            tuple(
                tuple(
                    map(
                        words,
                        (each.says, each.owner_role, day_in_words(each.due), _stands(each.done_on, each.done_how)),
                    )
                )
                for each in one.follow_ups
            ),
            shares=(3.4, 2, 1.5, 2),
        )


def _stands(done_on: object, how: str) -> str:
    return f"Done. {how}".strip() if done_on else "Open"
