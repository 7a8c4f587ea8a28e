"""Questions of the sponsor team about places in a return, with what was said to them."""

from __future__ import annotations

from collections.abc import Mapping

from hub.auth.permissions import Act
from hub.dashboards import html, pieces
from hub.dashboards.life import Life
from hub.dashboards.markup import Node
from hub.dashboards.pages.places import Places
from hub.dashboards.pages.return_page.offered import address
from hub.dashboards.pages.return_page.people import who_in_words
from hub.dashboards.pages.return_page.words import moment_in_words
from hub.store.kept import KeptReturn
from hub.store.threads import Closing, Post, Thread, ThreadState

STATES = {
    ThreadState.OPEN: ("Waits for an answer", "ask"),
    ThreadState.ANSWERED: ("Answered", "plain"),
    ThreadState.CLOSED: ("Closed", "quiet"),
}
NONE = "Nobody has asked anything about this version."


def section(kept: KeptReturn, life: Life, forms: Mapping[str, Node]) -> list[Node]:
    """Each question of this version, where other versions have some, and the form to ask another."""
    places = Places.of(life.document, kept.contract, kept.contract_version)
    parts: list[Node] = [html.H2("Questions", className="govuk-heading-m hub-part", id="questions")]
    parts += [_thread(thread, places, kept, forms) for thread in life.threads] or [pieces.paragraph(NONE)]
    if life.elsewhere:
        parts.append(pieces.bullets([_elsewhere(thread) for thread in life.elsewhere]))
    return [*parts, forms.get(Act.ASK)]


def _thread(thread: Thread, places: Places, kept: KeptReturn, forms: Mapping[str, Node]) -> Node:
    words, tone = STATES[thread.state]
    return html.Div(
        [
            html.H3([f"{places.in_words(thread.pointer)} ", pieces.status(words, tone)], className="govuk-heading-s"),
            *[_post(post, kept) for post in thread.posts],
            _closing(thread.closed, kept) if thread.closed else None,
            forms.get(f"{Act.REPLY}-{thread.id}"),
            forms.get(f"{Act.CLOSE}-{thread.id}"),
        ],
        className="hub-talk",
        id=f"question-{thread.id}",
    )


def _post(post: Post, kept: KeptReturn) -> Node:
    told = f"{who_in_words(post.who, post.role, kept)}, {moment_in_words(post.at)}"
    return html.Div(
        [html.P(post.text, className="govuk-body hub-said"), html.P(told, className="hub-reason hub-anywhere")],
        className="hub-post",
    )


def _closing(closing: Closing, kept: KeptReturn) -> Node:
    why = f" {closing.why}" if closing.why else ""
    told = f"Closed by {who_in_words(closing.who, closing.role, kept)}, {moment_in_words(closing.at)}.{why}"
    return html.P(told, className="govuk-body hub-said")


def _elsewhere(thread: Thread) -> Node:
    words = STATES[thread.state][0].lower()
    link = pieces.link(f"A question about version {thread.version}", f"{address(thread.return_id)}#questions")
    return html.Span([link, f": {words}"])
