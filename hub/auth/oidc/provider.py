"""Which provider people sign in with, as the settings say. Asks it nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.config import Config, setting
from hub.errors import SettingWrong

START = "/sign-in/provider"
ANSWER = "/sign-in/provider/answer"  # where the provider sends a browser back to; registered with it


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, and what this hub is to it.

    Missing: `client_secret` is empty when the provider gave none; PKCE protects the code all the same.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: str
    groups_claim: str
    name_claim: str
    answers_to: str


def provider_of(config: Config) -> Provider | None:
    """The provider that the settings name.

    Missing: None when they name none.
    Raises: SettingWrong when only half of it is told, or when nobody could sign in.
    """
    if not config.oidc_issuer:
        _refuse_half(config)
        return None
    if not config.oidc_client_id:
        raise SettingWrong(
            f"{setting('oidc_issuer')} names a provider, and {setting('oidc_client_id')} is not set.",
            "Set it to the client id that the provider gave this hub.",
        )
    return Provider(
        issuer=config.oidc_issuer,
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret,
        name=config.oidc_name,
        scopes=config.oidc_scopes,
        groups_claim=config.oidc_groups_claim,
        name_claim=config.oidc_name_claim,
        answers_to=config.address + ANSWER,
    )


def _refuse_half(config: Config) -> None:
    if config.oidc_client_id:
        raise SettingWrong(
            f"{setting('oidc_client_id')} is set, and {setting('oidc_issuer')} is not.",
            "Set it to the provider's issuer, an address such as https://sign-in.example.",
        )
    if not config.local_sign_in:
        raise SettingWrong(
            f"{setting('local_sign_in')} says no, and {setting('oidc_issuer')} is not set: nobody could sign in.",
            "Name a provider, or let people sign in with passwords.",
        )
