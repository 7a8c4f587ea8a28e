"""What is said when a provider's word cannot be believed: one sentence for the person, the reason for the log."""

from __future__ import annotations

from hub.errors import SignInRefused, Unavailable


def disbelieved(reason: str) -> SignInRefused:
    """Something that the provider, or whoever speaks for it, said that cannot be so. Whoever asks learns no more."""
    return SignInRefused(
        "What this hub was told about who you are could not be trusted.",
        "Start again. If it happens again, tell the people who run the hub.",
        reason=reason,
    )


def begun_elsewhere(reason: str) -> SignInRefused:
    """An answer to no question of this browser, or to one that was answered before or is too old."""
    return SignInRefused(
        "This sign-in took too long, was used before, or was begun in another browser.", "Start again.", reason=reason
    )


def out_of_reach(reason: str) -> Unavailable:
    """A provider that does not answer, or whose account of itself cannot be used."""
    return Unavailable("The service that you sign in with cannot be reached now.", "Try again later.", reason=reason)
