"""What people do about the forum's meetings, each an act of the table `hub.auth.permissions`.

Reads what was entered; whether it can be kept, the store decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from hub.auth.permissions import OF_AN_ORGANISATION, ForumAct, Viewer
from hub.dashboards.forms import SEVERAL
from hub.dashboards.sent import LONGEST_ECHO, Sent
from hub.errors import Conflict, InputRefused, nothing_here
from hub.meetings import Arranged, Item, Level, OutputKind, Section, Topic, ToRecord
from hub.scope import Scope
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.ledger import By

A_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
Proposing = Callable[[Scope, str], tuple[Topic, ...]]


@dataclass(frozen=True, slots=True)
class Leading:
    """Where what is done is kept, what is proposed, and what time it is."""

    meetings: ForumMeetings
    items: ForumItems
    outputs: OfMeetings
    proposed: Proposing
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Doing:
    """What is done, where, by whom, and what its page knew."""

    leading: Leading
    scope: Scope
    sent: Sent
    by: By
    after: int | None


def do(leading: Leading, who: Viewer, sent: Sent, after: int | None) -> tuple[str, str]:
    """Do it; what was done, in a sentence, and the meeting to go on with.

    `after` is how often the meeting had been changed when its page was drawn. Missing: None where it did not say, which
    is enough to arrange a meeting and to ask for an item.
    Raises: NotFound for what is not there and for what this viewer may not do, alike; InputRefused and Conflict, with
    nothing changed.
    """
    if sent.act not in [*ForumAct] or not who.does(act := ForumAct(sent.act)):
        raise nothing_here()
    if (act is ForumAct.ARRANGE) is not (sent.about == ""):
        raise nothing_here()
    by = By(who.name, who.role.value, leading.now(), who.origin)
    doing = _Doing(leading, who.reach(act), sent, by, after)
    if act is ForumAct.ARRANGE:
        return "The meeting is arranged. Propose its agenda when you are ready.", _arrange(doing)
    leading.meetings.one(doing.scope, sent.about)
    if act is not ForumAct.ASK:
        _expect_to_lead(doing)
    if act is ForumAct.ASK and who.role in OF_AN_ORGANISATION and not sent.entry("organisation"):
        raise InputRefused("No organisation was chosen.", "Choose your organisation", field="organisation")
    return DOES[act](doing), sent.about


def expect_said(after: int | None) -> None:
    """See that a form says what its page knew: else it could undo what somebody else did since. Raises: Conflict."""
    if after is None:
        raise Conflict(
            "This form does not say which change of the meeting it knows. Nothing was changed.",
            "Open the page of the meeting again, and send the form from there.",
        )


def _expect_to_lead(doing: _Doing) -> None:
    if not doing.leading.meetings.is_whole(doing.scope, doing.sent.about):
        raise nothing_here()
    expect_said(doing.after)


def _arrange(doing: _Doing) -> str:
    return doing.leading.meetings.arrange(doing.scope, _arranged(doing.sent), doing.by)


def _arranged(sent: Sent) -> Arranged:
    level = sent.choice("level", {level.value: level for level in Level})
    invited = tuple(filter(None, sent.entry("invited").split(SEVERAL)))
    return Arranged(level, sent.day("day"), _clock(sent), _whole(sent, "minutes"), sent.entry("place"), invited)


def _clock(sent: Sent) -> time:
    told = sent.entry("starts_at").strip()
    found = A_TIME.fullmatch(told)
    if found is None:
        message = f"“{told[:LONGEST_ECHO]}” is not a time of day."
        raise InputRefused(message, "Enter a time such as 10:00", field="starts_at")
    return time(int(found[1]), int(found[2]))


def _whole(sent: Sent, name: str) -> int:
    told = sent.entry(name).strip()
    if not (told.isascii() and told.isdecimal() and len(told) <= 4):
        message = f"“{told[:LONGEST_ECHO]}” is not a number of minutes."
        raise InputRefused(message, "Enter a whole number, such as 90", field=name)
    return int(told)


def _minutes(sent: Sent) -> int | None:
    return _whole(sent, "minutes") if sent.entry("minutes").strip() else None


def _move(doing: _Doing) -> str:
    sent = doing.sent
    doing.leading.meetings.move(doing.scope, sent.about, _arranged(sent), sent.entry("why"), doing.by, doing.after)
    return "The meeting is changed. Send its calendar file again: calendars take it for the same meeting."


def _cancel(doing: _Doing) -> str:
    doing.leading.meetings.cancel(doing.scope, doing.sent.about, doing.sent.entry("why"), doing.by, doing.after)
    return "The meeting is cancelled. Send its calendar file again: calendars strike it out."


def _attend(doing: _Doing) -> str:
    sent = doing.sent
    present = tuple(filter(None, sent.entry("present").split(SEVERAL)))
    also = sent.entry("also_present")
    doing.leading.meetings.attend(doing.scope, sent.about, present, also, doing.by, doing.after)
    return "It is recorded who came."


def _propose(doing: _Doing) -> str:
    topics = doing.leading.proposed(doing.scope, doing.sent.about)
    new, changed = doing.leading.items.propose(doing.scope, doing.sent.about, topics, doing.by, doing.after)
    return f"{new} new on the agenda, {changed} brought up to date. What you edited or removed is as you left it."


def _topic(sent: Sent, before: Topic | None = None) -> Topic:
    section = before.section if before else sent.choice("section", {each.value: each for each in Section})
    return Topic("", section, sent.entry("title"), sent.entry("says"), sent.entry("why"), (), sent.entry("presenter"))


def _add(doing: _Doing) -> str:
    sent = doing.sent
    doing.leading.items.add(doing.scope, sent.about, _topic(sent), doing.by, _minutes(sent), doing.after)
    return "The item is on the agenda."


def _edit(doing: _Doing) -> str:
    sent, item = doing.sent, _item(doing)
    topic = _topic(sent, item.topic)
    doing.leading.items.edit(doing.scope, item.id, topic, _minutes(sent), doing.by, doing.after)
    return "The item is changed. What is proposed again leaves it as it is."


def _place(doing: _Doing) -> str:
    doing.leading.items.move(doing.scope, _item(doing).id, doing.sent.entry("behind"), doing.by, doing.after)
    return "The item has its new place."


def _remove(doing: _Doing) -> str:
    doing.leading.items.remove(doing.scope, _item(doing).id, doing.sent.entry("why"), doing.by, doing.after)
    return "The item is off the agenda, with your reason. It stays off when the agenda is proposed again."


def _put_back(doing: _Doing) -> str:
    doing.leading.items.put_back(doing.scope, _item(doing).id, doing.by, doing.after)
    return "The item is on the agenda again."


def _ask(doing: _Doing) -> str:
    sent = doing.sent
    title, why = sent.entry("title"), sent.entry("why")
    doing.leading.items.ask_for(doing.scope, sent.about, sent.entry("organisation"), title, why, doing.by)
    return "Your item is kept. It is proposed when the agenda is."


def _record(doing: _Doing) -> str:
    sent = doing.sent
    kind = sent.choice("kind", {kind.value: kind for kind in OutputKind})
    owner, about = sent.entry("owner"), tuple(filter(None, sent.entry("organisations").split(SEVERAL)))
    told = ToRecord(kind, sent.entry("says"), about, owner, sent.entry("owner_role"), sent.day_or_none("due"))
    doing.leading.outputs.record(doing.scope, sent.about, told, doing.by, doing.after)
    return f"{kind.label} recorded."


def _finish(doing: _Doing) -> str:
    sent = doing.sent
    on, how = sent.day("done_on"), sent.entry("done_how")
    doing.leading.outputs.finish(doing.scope, sent.subject, on, how, doing.by, doing.after)
    return "The action is done."


def _strike(doing: _Doing) -> str:
    sent = doing.sent
    doing.leading.outputs.strike(doing.scope, sent.subject, sent.entry("why"), doing.by, doing.after)
    return "The record holds no longer. It stays in the ledger, with your reason."


def _item(doing: _Doing) -> Item:
    """The item that the form is about. Raises: NotFound for one of another meeting."""
    items = doing.leading.items.of(doing.scope, doing.sent.about)
    found = next((one for one in items if one.id == doing.sent.subject), None)
    if found is None:
        raise nothing_here()
    return found


DOES: Mapping[ForumAct, Callable[[_Doing], str]] = {
    ForumAct.MOVE: _move,
    ForumAct.CANCEL: _cancel,
    ForumAct.ATTEND: _attend,
    ForumAct.PROPOSE: _propose,
    ForumAct.ADD: _add,
    ForumAct.EDIT: _edit,
    ForumAct.PLACE: _place,
    ForumAct.REMOVE: _remove,
    ForumAct.PUT_BACK: _put_back,
    ForumAct.ASK: _ask,
    ForumAct.RECORD: _record,
    ForumAct.FINISH: _finish,
    ForumAct.STRIKE: _strike,
}
