"""Commands for the operator: the keys that sign tokens and receipts."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from hub.auth.jwk import PublicKey
from hub.auth.keys import OVERLAP, KeyRing
from hub.commands.acting import by_operator
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.store.ledger import Entry, tell_of


@click.group()
def keys() -> None:
    """Keys that sign tokens and receipts."""


@keys.command("rotate")
@click.option("--at-once", is_flag=True, help="A key has become known to others: end the tokens of older keys now.")
@click.pass_context
def rotate_keys(context: click.Context, at_once: bool) -> None:
    """Sign with a new key from now on, and forget the private half of older ones.

    Tokens of older keys stay good for an hour; receipts stay good for ever, since the public halves stay published.
    """
    config, by, overlap = config_of(context), by_operator(), 0 if at_once else OVERLAP

    def rotate() -> Entry:
        ring = KeyRing(config.data / "keys")
        retired = ring.newest().kid
        told = {"retired": retired, "its_tokens_are_good_for_seconds": overlap}
        return Entry(by, "keys.rotated", ring.rotate(overlap=overlap), told)

    with open_database(config) as database:
        kid = tell_of(database, rotate).object
    console_of(context).print(f"Signing with {kid} now.", markup=False)


@keys.command("list")
@as_json_option
@click.pass_context
def list_keys(context: click.Context, as_json: bool) -> None:
    """List every key, the newest first: which one signs, and until when tokens of the others are good."""
    ring = KeyRing(config_of(context).data / "keys")
    signs, known = ring.newest().kid, list(reversed(ring.all_keys().values()))
    if as_json:
        show_json({"kid": key.kid, "signs": key.kid == signs, "tokens_until": _tokens_until(key)} for key in known)
        return
    rows = [(key.kid, "signs" if key.kid == signs else _retired(key)) for key in known]
    show_table(console_of(context), ("Key",), ("State",), rows)


def _tokens_until(key: PublicKey) -> datetime | None:
    return None if key.tokens_until is None else datetime.fromtimestamp(key.tokens_until, UTC)


def _retired(key: PublicKey) -> str:
    until = _tokens_until(key)
    if until is None:
        return "about to be retired"  # another process is at it just now
    if until <= datetime.now(UTC):
        return "retired, receipts only"
    return f"retired, tokens until {until:%Y-%m-%d %H:%M} UTC"
