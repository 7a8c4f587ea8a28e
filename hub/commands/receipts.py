"""Commands for whoever holds a receipt: is it the hub's, and has anybody changed it since?"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from hub.auth.jwk import PublicKey, public_keys
from hub.auth.seals import SealBroken, verified
from hub.commands.settings import console_of
from hub.contract.findings import printable
from hub.errors import SettingWrong
from hub.ingest.client import published_keys
from hub.ingest.named_entry import entry_named

NOT_VALID = 1
FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
ADDRESSES = ("http://", "https://")
BESIDE = frozenset({"file", "status", "current", "first_accepted_at", "links"})  # what else stands with a receipt
Facts = dict[str, Any]


@click.group()
def receipt() -> None:
    """Receipts of returns."""


@receipt.command("verify")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--keys", "where", metavar="FILE|ADDRESS", envvar="HUB_ADDRESS", required=True)
@click.option("--document", type=FILES, help="The return: was it this one that was received?")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file, for programs.")
@click.pass_context
def verify(context: click.Context, files: tuple[Path, ...], where: str, document: Path | None, as_json: bool) -> None:
    """Verify that the hub signed these receipts, and that nobody has changed them since.

    The keys are a saved copy of the hub's /.well-known/jwks.json, which needs no network, or the hub's address
    (HUB_ADDRESS). Receipts of keys that are retired stay valid. What `hub submit --json` and the API's list of returns
    put beside a receipt is not signed: it is passed over, and said to be no part of the proof.
    """
    keys, raw = _keys(where), document.read_bytes() if document else None
    worst = 0
    for file in files:
        try:
            facts, beside = signed_facts(file.read_bytes(), keys, raw)
        except SealBroken as broken:
            told: Facts = {"file": str(file), "valid": False, "detail": broken.message}
            line, worst = f"{file}: not valid. {broken.message} {broken.what_to_do}", NOT_VALID
        else:
            told = {"file": str(file), "valid": True, "proven": sorted(facts), "not_proven": beside, **facts}
            line = f"{file}: valid. {_in_words(facts)}"
            line += f" No part of the proof: {', '.join(beside)}." if beside else ""
        if as_json:
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            console_of(context).print(printable(line), markup=False, soft_wrap=True)
    if worst:
        sys.exit(worst)


def signed_facts(
    receipt: bytes, keys: Mapping[str, PublicKey], document: bytes | None = None
) -> tuple[Facts, list[str]]:
    """What a receipt says, once its signature, its members and the document have been found to agree.

    And the names of the members beside it, which prove nothing: those that the hub and its commands add, no other.

    Missing: without a `document` nothing is said about one.
    Raises: SealBroken when anything of it does not agree.
    """
    members = _members(receipt)
    signature = members.pop("signature", None)
    if not isinstance(signature, str):
        raise SealBroken("It has no signature.", "Take the receipt again from the hub.")
    facts: Facts = _whole(verified(signature, keys))
    beside = sorted(BESIDE & members.keys() - facts.keys())
    signed = {*facts, *members}.difference(beside)
    if changed := sorted(name for name in signed if not _same(facts, members, name)):
        raise SealBroken(
            f"It is not what was signed: {', '.join(changed)} differ.", "What the signature says is what was received."
        )
    if document is not None and facts.get("digest") != f"sha-256:{sha256(document).hexdigest()}":
        raise SealBroken("The receipt is for another document.", "Compare with the file as it was sent, byte for byte.")
    return facts, beside


def _keys(where: str) -> dict[str, PublicKey]:
    if where.startswith(ADDRESSES):
        return public_keys(published_keys(where))
    try:
        found = json.loads(Path(where).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise SettingWrong(
            f"{where} is not a file that holds keys.", "Save the hub's /.well-known/jwks.json, and give that file."
        ) from fault
    return public_keys(found if isinstance(found, dict) else {})


def _members(receipt: bytes) -> Facts:
    try:
        found = _whole(json.loads(receipt, object_pairs_hook=_once))
    except (ValueError, RecursionError) as fault:
        raise SealBroken("It is not JSON.", "Give the receipt as the hub answered it.") from fault
    if not isinstance(found, dict):
        raise SealBroken("It is not a JSON object.", "Give the receipt as the hub answered it.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> Facts:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is given twice")
    return members


def _same(one: Facts, other: Facts, name: str) -> bool:
    """Whether both say the same there. `true` is not 1 and `"1"` is not 1; 2.0, which some programs write, is 2."""
    return name in one and name in other and _canonical(one[name]) == _canonical(other[name])


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return value


def _in_words(facts: Facts) -> str:
    what = f"{facts.get('organisation')} {facts.get('period') or facts.get('about')} version {facts.get('version')}"
    named = entry_named(facts)
    entry = f", ledger {named}" if named else ""
    return f"{what}, received {facts.get('received_at')}, {facts.get('digest')}{entry}."


COMMANDS = (receipt,)
