"""What a person reads when a screen cannot be shown: what happened, and what to do about it.

It does not decide which error it is; `hub.app` does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hub.frame.page import Page, render


@dataclass(frozen=True)
class ErrorWords:
    """The heading, what happened, and what can be done."""

    heading: str
    happened: str
    to_do: str


PROBLEM = ErrorWords(
    "Sorry, there is a problem with the service",
    "Something failed on our side. What was already received has been kept.",
    "Try again in a few minutes. If it happens again, tell the people who run the hub.",
)
WORDS = {
    400: ErrorWords(
        "This request could not be understood",
        "Part of the address or of the form was not what this page expects.",
        "Go back to the page before, check what you entered and try again.",
    ),
    403: ErrorWords(
        "You cannot see this page",
        "You are signed in, but your role does not include this page.",
        "If you need it for your work, ask the people who run the hub to change your role.",
    ),
    404: ErrorWords(
        "Page not found",
        "There is nothing at this address, or it is not one that you may see.",
        "If you typed the address, check that it is correct. If you pasted it, check that you copied all of it.",
    ),
    413: ErrorWords(
        "The file is too large",
        "The file is larger than any return needs to be. Nothing of it was kept.",
        "Check that you chose the right file, then try again.",
    ),
    429: ErrorWords(
        "Too many requests",
        "More requests came from your account or network than the hub takes at once.",
        "Wait a minute, then try again.",
    ),
    500: PROBLEM,
    503: ErrorWords(
        "Sorry, the service is unavailable",
        "The hub cannot reach its records at the moment. Nothing has been lost.",
        "Try again in a few minutes. Anything you sent just now was not received and can be sent again.",
    ),
}


def render_error(status: int, page: Page, happened: str = "", to_do: str = "", reference: str = "") -> str:
    """An error page; `happened` and `to_do` stand in for the usual words, `reference` finds the case in the logs.

    Missing: a status without words of its own reads as a problem with the service.
    """
    usual = WORDS.get(status, PROBLEM)
    words = replace(usual, happened=happened or usual.happened, to_do=to_do or usual.to_do)
    return render("error.html", replace(page, title=words.heading), words=words, reference=reference)
