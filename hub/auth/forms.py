"""Forms of the pages around signing in: what is wrong with one, and the passwords that are written in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask import Response, make_response, redirect

from hub.auth.passwords import hash_password
from hub.errors import SettingWrong

WRONG, WAIT = 422, 429


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a form, and the field that it is said beside."""

    field: str
    text: str


def beside(faults: Iterable[Fault]) -> Mapping[str, Mapping[str, str]]:
    """What is said beside each field, as the pieces of GOV.UK take it."""
    return {fault.field: {"text": fault.text} for fault in faults}


def new_hash(field: str, password: str) -> str | Fault:
    """What is kept of a new password, or what is wrong with it."""
    if not password:
        return Fault(field, "Enter a new password")
    try:
        return hash_password(password)
    except SettingWrong as fault:
        return Fault(field, f"{fault.message} {fault.what_to_do}")


def too_many(field: str, wait: timedelta) -> Fault:
    """That somebody has to wait before they try again."""
    minutes = ceil(wait / timedelta(minutes=1))
    unit = "minute" if minutes == 1 else "minutes"
    return Fault(field, f"There were too many attempts. Wait {minutes} {unit}, then try again")


def retry_after(wait: timedelta) -> str:
    """The same, as a header says it. Units: seconds."""
    return str(ceil(wait.total_seconds()))


def to(address: str) -> Response:
    """To another page, by a request that changes nothing."""
    return make_response(redirect(address, code=303))


def unkept(html: str, status: int = 200) -> Response:
    """A page that no cache keeps: it carries a token of this session."""
    answer = make_response(html, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
