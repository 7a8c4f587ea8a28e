"""Roles as an operator types them and reads them again: what for, for which organisations, from when to when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from hub.auth.permissions import Role, expect_organisations
from hub.commands.days import typed_day
from hub.store.roles import GivenRole, Terms

HEADS = ("Role", "Department", "Organisations", "From", "To")
F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = (
    click.option("--role", type=click.Choice([str(role) for role in Role]), required=True),
    click.option("--department", required=True, help="Code of the department."),
    click.option("--organisation", "organisations", multiple=True, help="Code of an organisation; may be repeated."),
    click.option("--starts-on", callback=typed_day, help="Its first day; without it the role holds at once."),
    click.option("--ends-on", callback=typed_day, help="Its last day; without it the role has no end."),
    click.option("--why", default="", help="For the ledger."),
)


def terms_options(command: F) -> F:
    """The options that tell a role; the command takes them as `**told`, for `typed_terms`, and `why`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def typed_terms(**told: Any) -> Terms:
    """What was typed, as the store takes it. Raises: SettingWrong for a role without the organisations it needs."""
    terms = Terms(**{**told, "organisations": told["organisations"] or None})
    expect_organisations(Role(terms.role), terms.organisations)  # says what is wrong before anything is kept
    return terms


def role_facts(role: GivenRole) -> dict[str, Any]:
    """A role as a program reads it."""
    told = ("id", "role", "department", "organisations", "starts_on", "ends_on", "given_at", "given_by")
    return {name: getattr(role, name) for name in told}


def in_columns(role: GivenRole | None) -> tuple[str, ...]:
    """The cells under HEADS. Missing: nothing is written for somebody without a role."""
    if role is None:
        return ("",) * len(HEADS)
    sees = "all" if role.organisations is None else ", ".join(role.organisations)
    return role.role, role.department, sees, str(role.starts_on or ""), str(role.ends_on or "")
