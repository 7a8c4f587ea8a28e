"""What is said when a provider's word cannot be believed: one sentence for the person, the reason for the log."""

from __future__ import annotations

from hub.errors import SignInRefused, Unavailable

# Errors as the standards name them: RFC 6749, 4.1.2.1 and 5.2, and OpenID Connect Core, 3.1.2.6.
ERRORS = frozenset(
    {
        *("invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope"),
        *("server_error", "temporarily_unavailable", "invalid_client", "invalid_grant", "unsupported_grant_type"),
        *("interaction_required", "login_required", "account_selection_required", "consent_required"),
    }
)


def error_word(told: object) -> str:
    """An error as the log may repeat it: a word of the standards. Any other is of whoever speaks for a provider."""
    if not told:
        return "no error"
    return told if isinstance(told, str) and told in ERRORS else "another error"


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
