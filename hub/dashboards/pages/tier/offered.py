"""The forms that the page of a tier offers: what its reader's role includes and its scope reaches."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from hub.auth.permissions import TierAct, Viewer
from hub.dashboards.addresses import tier_address
from hub.dashboards.forms import DAY, LINE, Field, Form
from hub.dashboards.pages.papers.kept import issue_form
from hub.dashboards.tier_read import TierRead
from hub.issued import Kind
from hub.oversight.reporting import day_in_words
from hub.tier_meetings import FollowUp, TierMeeting

ROLES_ALONE = "Roles, not names. Leave out anything that names a person."
AFTER = "edits"  # in the address of a form: what had been recorded about the meeting when its page was drawn


def forms(read: TierRead, viewer: Viewer) -> dict[str, Form]:
    """Every form of the page, by its id."""
    return {form.id: form for form in _all(read) if _is_theirs(TierAct(form.act), read, viewer)}


def _is_theirs(act: TierAct, read: TierRead, viewer: Viewer) -> bool:
    return viewer.does(act) and viewer.reach(act).reaches(read.line.department, read.line.organisation)


def _all(read: TierRead) -> Iterator[Form]:
    here = tier_address(read.line.organisation)
    yield Form(
        act=TierAct.PLAN,
        address=here,
        button="Plan this meeting",
        summary="Plan a meeting with the tier",
        fields=(_day("Day of the meeting"), _place()),
    )
    issue = f"{here}?{urlencode({'period': read.period.name})}"
    says = f"For {day_in_words(read.brief_for)}, {read.period.label}, with what a board may see."
    yield issue_form(Kind.BRIEF, TierAct.ISSUE, issue, says)
    for one in read.line.meetings:
        address = f"{here}?{AFTER}={one.edits}"
        yield from _of_a_meeting(address, one, read)
        for follow_up in one.open_follow_ups:
            yield _finish(address, follow_up, read)


def _of_a_meeting(address: str, one: TierMeeting, read: TierRead) -> Iterator[Form]:
    if not one.called_off_why and one.on <= read.line.today:
        yield _record(address, one)
    if one.heard:
        yield _follow_up(address, one)
    if one.waits:
        yield Form(
            act=TierAct.MOVE,
            address=address,
            subject=one.id,
            button="Move this meeting",
            summary="Move this meeting",
            fields=(_day("New day", one.on.isoformat()), _place(one.place)),
        )
        yield Form(
            act=TierAct.CALL_OFF,
            address=address,
            subject=one.id,
            button="Call this meeting off",
            summary="Call this meeting off",
            fields=(Field("why", "Why it does not take place", blank="Enter a reason"),),
        )


def _record(address: str, one: TierMeeting) -> Form:
    heard, again = one.heard, "Correct the record" if one.heard else "Record what was heard"
    return Form(
        act=TierAct.RECORD,
        address=address,
        subject=one.id,
        button=again,
        summary=again,
        says="It stands in the next brief and in the next board pack. What was recorded before stays in the ledger.",
        fields=(
            Field("present", "Who was there", hint=ROLES_ALONE, blank="Enter who was there, by their roles",
                  value=heard.present if heard else ""),
            Field("views", "Views heard", hint="What the tier thinks of how the organisation handles complaints.",
                  blank="Enter the views of the tier", value=heard.views if heard else ""),
            Field("evidence", "Evidence examined", hint="What was looked at, and where it can be seen. "
                  "If nothing was, say so.", blank="Enter the evidence that was examined",
                  value=heard.evidence if heard else ""),
        ),
    )  # fmt: skip


def _follow_up(address: str, one: TierMeeting) -> Form:
    return Form(
        act=TierAct.FOLLOW_UP,
        address=address,
        subject=one.id,
        button="Add this follow-up",
        summary="Add what is to follow from this meeting",
        fields=(
            Field("says", "What is to be done", blank="Enter what is to be done"),
            Field("owner_role", "Whose it is", LINE, ROLES_ALONE, "Enter a role or a team"),
            Field("due", "Day by which it is to be done", DAY, blank="Enter a day"),
        ),
    )


def _finish(address: str, one: FollowUp, read: TierRead) -> Form:
    return Form(
        act=TierAct.FINISH,
        address=address,
        subject=one.id,
        button="Record that this is done",
        summary="Record that this is done",
        fields=(
            Field("on", "Day on which it was done", DAY, blank="Enter a day", value=read.line.today.isoformat()),
            Field("how", "What was done", blank="Enter what was done"),
        ),
    )


def _day(label: str, value: str = "") -> Field:
    return Field("on", label, DAY, blank="Enter a day", value=value)


def _place(value: str = "") -> Field:
    return Field("place", "Place, or how to join", LINE, blank="Enter a place", value=value)
