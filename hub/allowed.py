"""What each setting may be: in words for whoever set it, and as a reader of what they wrote.

Knows no default and no place where settings stand; that is `hub.config`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # that may be fixed as today: those a return can tell of
LONGEST_LINE = 200  # characters of a name or a word
SCOPE = re.compile(r"[!#-\[\]-~]+")  # RFC 6749, 3.3
ISSUER = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
PUBLIC_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
CONTACT = re.compile(r"(?:https://|mailto:)[!-~]{3,200}")
TOKEN = re.compile(r"[!-~]{0,500}")
SAYS_YES, SAYS_NO = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be: in words, and a reader that gives the value or raises ValueError."""

    words: str
    read: Callable[[object], Any]


def _whole(least: int, most: int, why: str = "") -> Allowed:
    def read(told: object) -> int:
        if isinstance(told, bool) or not isinstance(told, int | str) or not re.fullmatch("[0-9]{1,9}", str(told)):
            raise ValueError
        if not least <= int(told) <= most:
            raise ValueError
        return int(told)

    return Allowed(f"a whole number from {least} to {most}{why}", read)


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise ValueError
    return told


def _folder(told: object) -> Path:
    if not isinstance(told, str | Path) or not str(told) or "\0" in str(told):
        raise ValueError
    try:
        return Path(told).expanduser().absolute()
    except RuntimeError as fault:  # the home of somebody who is not known here
        raise ValueError from fault


def _day(told: object) -> date:
    day = date.fromisoformat(str(told))
    if day.isoformat() != str(told) or not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


def _host(told: object) -> str:
    host = _text(told)
    if not host or not host.isprintable() or any(sign in host for sign in " /"):
        raise ValueError
    return host


def _public_address(told: object) -> str:
    address = _text(told)
    if address and (PUBLIC_ADDRESS.fullmatch(address) is None or urlsplit(address).port == 0):
        raise ValueError  # as urlsplit does for a port above 65535
    return address


def _issuer(told: object) -> str:
    address = _text(told)
    if address and (ISSUER.fullmatch(address) is None or not is_confidential(address)):
        raise ValueError
    return address


def is_confidential(address: str) -> bool:
    """Whether nobody between here and there reads what is sent: over TLS, or without leaving this machine.

    Raises: ValueError when it is no address.
    """
    parts = urlsplit(address)
    if parts.port == 0 or not parts.hostname:
        raise ValueError
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _one_line(told: object) -> str:
    words = _text(told)
    if not words.strip() or not words.isprintable() or len(words) > LONGEST_LINE:
        raise ValueError
    return words


def _scopes(told: object) -> str:
    scopes = _one_line(told).split(" ")
    if "openid" not in scopes or not all(SCOPE.fullmatch(scope) for scope in scopes):
        raise ValueError
    return " ".join(scopes)


def _matching(pattern: re.Pattern[str]) -> Callable[[object], str]:
    def read(told: object) -> str:
        text = _text(told)
        if text and pattern.fullmatch(text) is None:
            raise ValueError
        return text

    return read


def _yes_or_no(told: object) -> bool:
    word = str(told).lower()
    if word not in SAYS_YES + SAYS_NO:
        raise ValueError
    return word in SAYS_YES


YES_OR_NO = Allowed(f"one of {', '.join(SAYS_YES + SAYS_NO)}", _yes_or_no)
LINE = Allowed(f"text of 1 to {LONGEST_LINE} characters that can be printed", _one_line)
ALLOWED: Mapping[str, Allowed] = {
    "data": Allowed("the path of a folder", _folder),
    "database_url": Allowed("text, such as sqlite:///hub.sqlite", _text),
    "fixed_today": Allowed(f"a date such as 2026-10-22, from {FIRST_DAY} to {LAST_DAY}", _day),
    "host": Allowed("a host's name or address, such as 127.0.0.1", _host),
    "port": _whole(1, 65535),
    "threads": _whole(1, 4096),
    "token_minutes": _whole(1, 60),
    "due_working_days": _whole(1, 250),
    "smallest_shown": _whole(3, 20, ": below 3, a hidden count could only be 1"),
    "public_address": Allowed("http:// or https:// with a host and nothing after it", _public_address),
    "proxies": _whole(0, 9),
    "requests_per_minute": _whole(0, 1_000_000),
    "requests_per_minute_per_address": _whole(0, 1_000_000),
    "sign_ins_per_minute": _whole(0, 1_000_000),
    "session_idle_minutes": _whole(1, 1_440),
    "session_hours": _whole(1, 168),
    "metrics_token": Allowed("a word of printable ASCII without blanks", _matching(TOKEN)),
    "security_contact": Allowed("an address that begins with https:// or mailto:", _matching(CONTACT)),
    "demo": YES_OR_NO,
    "oidc_issuer": Allowed("an address with https://, or http:// on this machine, without ? and #", _issuer),
    "oidc_client_id": Allowed("text", _text),
    "oidc_client_secret": Allowed("text", _text),
    "oidc_name": LINE,
    "oidc_scopes": Allowed("words with a space between them, openid among them", _scopes),
    "oidc_groups_claim": LINE,
    "oidc_name_claim": LINE,
    "local_sign_in": YES_OR_NO,
}
