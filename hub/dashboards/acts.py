"""What people do to a return on its page, each an act of the one table in `hub.auth.permissions`.

Checks that the act is theirs and about this return; whether the return stands where it is possible, the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.auth.permissions import Act, Viewer
from hub.contract.life_cycle import Move, State
from hub.dashboards.sent import Sent
from hub.errors import NotFound
from hub.scope import Scope
from hub.store.explanations import Explanations
from hub.store.ledger import By
from hub.store.steps import Steps
from hub.store.threads import Threads

NO_SUCH_RETURN = "There is no such return, or it is not one that you may see."  # what the store says of one
WHERE_TO_LOOK = "Take the id from a receipt or from the list of returns."


@dataclass(frozen=True, slots=True)
class Acting:
    """Where what people do is kept, and what time it is."""

    explanations: Explanations
    steps: Steps
    threads: Threads
    now: Callable[[], datetime]


def do(acting: Acting, who: Viewer, sent: Sent) -> str:
    """Do it; what was done, in a sentence.

    Raises: NotFound for what is not there and for what this viewer may not do, alike; InputRefused, Locked and
    MoveRefused, with nothing changed.
    """
    if sent.act not in [*Act] or not who.does(act := Act(sent.act)):
        raise _not_there()
    by = By(who.name, who.role.value, acting.now(), who.origin)
    return DOES[act](acting, who.reach(act), sent, by)


def _explain(acting: Acting, scope: Scope, sent: Sent, by: By) -> str:
    acting.explanations.give(scope, sent.about, sent.subject, sent.entry("text"), by)
    if acting.steps.standing(scope, sent.about).state is State.ACCEPTED:
        return "Your explanation is kept. Every query is explained now: the return can be signed off."
    return "Your explanation is kept."


def _step(move: Move, done: str) -> Doing:
    def take(acting: Acting, scope: Scope, sent: Sent, by: By) -> str:
        acting.steps.take(scope, sent.about, move, by, sent.entry("why"), sent.entry("role"))
        return done

    return take


def _ask(acting: Acting, scope: Scope, sent: Sent, by: By) -> str:
    acting.threads.open(scope, sent.about, sent.entry("pointer"), sent.entry("text"), by)
    return "Your question is asked. The organisation sees it when it signs in."


def _reply(acting: Acting, scope: Scope, sent: Sent, by: By) -> str:
    _expect_question(acting, scope, sent)
    acting.threads.reply(scope, sent.subject, sent.entry("text"), by)
    return "What you wrote is added to the question."


def _close(acting: Acting, scope: Scope, sent: Sent, by: By) -> str:
    _expect_question(acting, scope, sent)
    acting.threads.close(scope, sent.subject, by, sent.entry("why"))
    return "The question is closed."


def _expect_question(acting: Acting, scope: Scope, sent: Sent) -> None:
    """See that a question is about this version, and in scope. Raises: NotFound."""
    if acting.threads.thread(scope, sent.subject).return_id != sent.about:
        raise _not_there()


def _not_there() -> NotFound:
    return NotFound(NO_SUCH_RETURN, WHERE_TO_LOOK)


Doing = Callable[[Acting, Scope, Sent, By], str]
DOES: Mapping[Act, Doing] = {
    Act.EXPLAIN: _explain,
    Act.SIGN_OFF: _step(Move.SIGN_OFF, "The return is signed off."),
    Act.PUBLISH: _step(Move.PUBLISH, "The return is published, and locked until the sponsor team unlocks it."),
    Act.UNLOCK: _step(Move.UNLOCK, "The return is unlocked. The organisation can send a corrected version."),
    Act.WITHDRAW: _step(Move.WITHDRAW, "The return is withdrawn. Its figures count nowhere."),
    Act.ASK: _ask,
    Act.REPLY: _reply,
    Act.CLOSE: _close,
}
