"""Commands for whoever sends returns: check them offline, send them to a hub."""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from hub.commands.settings import config_of, console_of
from hub.contract.circumstances import Circumstances
from hub.contract.judged_offline import verdict_on_anything
from hub.contract.versions import TIER_REPORT
from hub.errors import HubError, NotAuthenticated, SettingWrong, Unavailable
from hub.ingest.client import Answer, HubClient
from hub.ingest.document_answers import noted_offline
from hub.ingest.named_entry import entry_named

REFUSED, NOT_SENT = 1, 3
FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
Facts = dict[str, Any]


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file, for programs.")
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Check returns, self-assessments and tiers' reports on this machine. Nothing is sent.

    The engine is the one that the hub uses. Whether the body existed and the credential is its own (E03) is only known
    to the hub.
    """
    today = config_of(context).today()
    verdicts = [(file, noted_offline(verdict_on_anything(file.read_bytes(), Circumstances(today)))) for file in files]
    for file, verdict in verdicts:
        findings = [finding.as_json() for finding in verdict.findings]
        facts = {"file": str(file), "accepted": verdict.accepted, "sha256": verdict.sha256, "findings": findings}
        word = "would be accepted" if verdict.accepted else "would be refused"
        _say(console_of(context), facts, f"{file}: {word}", as_json)
    if not all(verdict.accepted for _, verdict in verdicts):
        sys.exit(REFUSED)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Where to send, and with which client for which organisation.

    Shapes: `clients` maps an organisation's code to client id and secret, and the name of an independent tier to those
    for its reports; under "" are the ones for every document.
    """

    address: str
    clients: dict[str, tuple[str, str]]

    def for_document(self, raw: bytes) -> tuple[str, str]:
        """The client for the organisation or the tier that the document is of, else the one for all."""
        try:
            document = json.loads(raw)
            sends = "tier" if isinstance(document, dict) and document.get("contract") == TIER_REPORT else "organisation"
            whose = document.get(sends, "") if isinstance(document, dict) else ""
        except (ValueError, RecursionError):
            whose = ""  # the hub will say what is wrong with the document
        found = self.clients.get(str(whose)) or self.clients.get("") or next(iter(self.clients.values()), None)
        if found is None:
            raise SettingWrong(
                "There is no client id and secret to send with.",
                "Set HUB_CLIENT_ID and HUB_CLIENT_SECRET, or give --credentials FILE.",
            )
        return found


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--hub", "address", help="Address of the hub (HUB_ADDRESS, or that in the credentials).")
@click.option("--credentials", type=FILES, help="JSON with client_id and client_secret, such as demo.json.")
@click.option("--check-only", is_flag=True, help="Ask for the hub's verdict; nothing is kept.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file, for programs.")
@click.pass_context
def submit(
    context: click.Context,
    files: tuple[Path, ...],
    address: str | None,
    credentials: Path | None,
    check_only: bool,
    as_json: bool,
) -> None:
    """Send returns, self-assessments and tiers' reports to a hub, one after another, with a line for each.

    What is the current version already is not kept twice. The secret comes from HUB_CLIENT_SECRET or a file, never
    from an argument that others on the machine could read.
    """
    console, told = console_of(context), _credentials(address, credentials)
    worst = 0
    for file, answer in _answers(told, files, check_only, console, quiet=as_json):
        if isinstance(answer, HubError):
            facts: Facts = {"file": str(file), "status": None, "detail": answer.message}
            _say(console, facts, f"{file}: not sent. {answer.message} {answer.what_to_do}", as_json)
            worst = max(worst, NOT_SENT if isinstance(answer, Unavailable) else REFUSED)
            continue
        _say(console, {"file": str(file), "status": answer.status, **answer.body}, f"{file}: {_words(answer)}", as_json)
        worst = max(worst, 0 if answer.accepted else REFUSED)
    if worst:
        sys.exit(worst)


def _answers(
    told: Credentials, files: tuple[Path, ...], check_only: bool, console: Console, quiet: bool
) -> Iterator[tuple[Path, Answer | HubError]]:
    """What came of each file. A hub that stays away is not waited for again with every file that is left."""
    away: Unavailable | None = None
    clients: dict[str, HubClient] = {}
    hidden = quiet or not console.is_terminal
    with ExitStack() as open_:
        for file in track(files, "Sending", console=console, disable=hidden, transient=True):
            raw = file.read_bytes()
            client_id, secret = told.for_document(raw)
            if client_id not in clients:
                clients[client_id] = open_.enter_context(closing(HubClient(told.address, client_id, secret)))
            client = clients[client_id]
            if away is not None:
                yield file, away
                continue
            try:
                yield file, client.check(raw) if check_only else client.submit(raw, str(uuid.uuid4()))
            except NotAuthenticated as error:
                yield file, error
            except Unavailable as error:
                away = error
                yield file, away


def _words(answer: Answer) -> str:
    body = answer.body
    match answer.status:
        case 201:
            what = f"{body['organisation']} {body.get('period') or body['about']} version {body['version']}"
            return f"accepted, {what}, receipt {_id(body)}{_entry(body)}"
        case 200 if "signature" in body:
            return f"received before, version {body['version']}, receipt {_id(body)}{_entry(body)}"
        case 200:
            return "would be accepted"
    if "accepted" in body:
        return "would be refused"
    return f"refused ({answer.status}): {body.get('detail') or body.get('title')}"


def _id(receipt: Facts) -> str:
    return str(receipt.get("return_id") or receipt["filing_id"])


def _entry(receipt: Facts) -> str:
    named = entry_named(receipt)
    return f", ledger {named}" if named else ""


def _say(console: Console, facts: Facts, line: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    lines = [line]
    for finding in facts.get("findings", []):
        places = ", ".join(finding["pointers"])
        lines.append(f"  {finding['code']}  {finding['message']}")
        lines.append(f"       {finding['what_to_do']}" + (f"  [{places}]" if places.strip() else ""))
    for text in lines:
        console.print(_printable(text), markup=False, soft_wrap=True)


def _printable(text: str) -> str:
    """The text without what a terminal would obey; a document may hold it, and so may another hub's answer."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _credentials(address: str | None, file: Path | None) -> Credentials:
    found = _read_json(file) if file else {}
    listed = [found, found.get("client", {}), *found.get("clients", []), *found.get("tier_clients", [])]
    clients = {
        str(entry.get("organisation") or entry.get("tier", "")): (str(entry["client_id"]), str(entry["client_secret"]))
        for entry in listed
        if "client_id" in entry and "client_secret" in entry
    }
    client_id, secret = os.environ.get("HUB_CLIENT_ID"), _secret_from_environment()
    if not file and client_id and secret:
        clients[""] = (client_id, secret)
    where = address or os.environ.get("HUB_ADDRESS") or found.get("address")
    if not where:
        raise SettingWrong("No hub to send to.", "Give --hub ADDRESS, or set HUB_ADDRESS.")
    return Credentials(str(where), clients)


def _secret_from_environment() -> str | None:
    file = os.environ.get("HUB_CLIENT_SECRET_FILE")
    if not file:
        return os.environ.get("HUB_CLIENT_SECRET")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingWrong("HUB_CLIENT_SECRET_FILE names a file that cannot be read.", "Correct the path.") from fault


def _read_json(file: Path) -> Facts:
    try:
        found = json.loads(file.read_text("utf-8"))
    except ValueError as fault:
        raise SettingWrong(f"{file} is not JSON: {fault}.", "Give the credentials' file.") from fault
    if not isinstance(found, dict):
        raise SettingWrong(f"{file} is not a JSON object.", "Give the credentials' file.")
    return found


COMMANDS = (check, submit)
