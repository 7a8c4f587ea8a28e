"""Commands about contract versions: which there are, and what a newer one asks, of anybody or of one document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from hub.commands.settings import config_of, console_of
from hub.contract import versions
from hub.contract.findings import LONGEST_ECHO, Finding, printable
from hub.contract.members import STATUS_NAMES, Member
from hub.contract.model import Document
from hub.contract.strict_json import read_document
from hub.contract.upgrade import ToAdd, Upgrade, to_add, upgrade
from hub.contract.versions import ContractVersion, closing, known_version

TO_DO = 1
RETURNS = "complaints-return"
FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
INSTEAD = "or a status"
STATUSES_TOLD = f"A status says why there is no value: {', '.join(STATUS_NAMES)}."


@click.group()
def contracts() -> None:
    """Versions of the contract that returns follow."""


@contracts.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per version, for programs.")
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    """List the versions, and on which days each is open."""
    today = config_of(context).today()
    for known in versions.VERSIONS:
        days = {"opens": known.opens, "closes": known.closes, "closing_announced": known.closing_announced}
        facts = {name: day and day.isoformat() for name, day in days.items()}
        told = {"contract": known.contract, "version": known.version, "open": known.open_on(today), **facts}
        _say(context, told if as_json else f"{known.name}: {_state(known, today)}")


def _state(known: ContractVersion, today: date) -> str:
    soon = closing(known.contract, known.version, today)
    if soon is not None:
        instead = f"; use {soon.replaced_by.version} instead" if soon.replaced_by else ""
        return f"open, and closes on {soon.closes.isoformat()}{instead}"
    if known.open_on(today):
        return "open"
    return f"opens on {known.opens.isoformat()}" if known.opens and today < known.opens else "closed"


@contracts.command("diff")
@click.argument("from_version", metavar="FROM")
@click.argument("to_version", metavar="TO")
@click.argument("file", required=False, type=FILES)
@click.option("--contract", default=RETURNS, show_default=True, help="Which contract.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def diff(
    context: click.Context, from_version: str, to_version: str, file: Path | None, contract: str, as_json: bool
) -> None:
    """Show what a newer version asks beyond an older one: `hub contracts diff 1.0 2.0`.

    With FILE: exactly what this document must add, place by place; ends with 1 while there is something to add.
    """
    _both_known(contract, from_version, to_version)
    if file is None:
        step = upgrade(contract, from_version, to_version)
        _say(context, *((step.as_json(),) if as_json else _with_statuses(_of_the_version(step))))
        return
    document = read_document(file.read_bytes())
    _of_version(file, document, from_version)
    lacking, others = to_add(document, contract, to_version)
    if as_json:
        facts = {"add": [one.as_json() for one in lacking], "findings": [one.as_json() for one in others]}
        _say(context, {"file": str(file), "to": to_version, **facts})
    else:
        _say(context, *_with_statuses(_of_the_document(file, f"{contract} {to_version}", lacking, others)))
    if lacking or others:
        sys.exit(TO_DO)


def _both_known(contract: str, from_version: str, to_version: str) -> None:
    before, after = known_version(contract, from_version), known_version(contract, to_version)
    names = ", ".join(known.name for known in versions.VERSIONS)
    for version, known in ((from_version, before), (to_version, after)):
        if known is None:
            raise click.UsageError(f"There is no {contract} {version}. There are: {names}.")
    if before and after not in list(versions.newer_versions(before)):
        raise click.UsageError(f"{to_version} is not newer than {from_version}. Oldest first there are: {names}.")


def _of_version(file: Path, document: Document, version: str) -> None:
    """Raises: UsageError when the document says that it is of another version, or of none."""
    if "contract_version" not in document:
        raise click.UsageError(f"{file} has no contract_version. Write there which version it is of: {version}.")
    if document["contract_version"] != version:
        told = printable(json.dumps(document["contract_version"], ensure_ascii=False)[:LONGEST_ECHO])
        raise click.UsageError(
            f"{file} is not of version {version}: its contract_version is {told}. Give that as FROM."
        )


def _with_statuses(lines: Iterable[str]) -> Iterator[str]:
    """The lines and, where one of them names a status, which words those are."""
    listed = list(lines)
    yield from listed
    if any(line.endswith(INSTEAD) for line in listed):
        yield STATUSES_TOLD


def _of_the_version(step: Upgrade) -> Iterator[str]:
    yield f"From {step.contract} {step.from_version} to {step.to_version}"
    yield from _section("Must be added, where the part is that it belongs to", _places(step.must_add))
    yield from _section("May be added", _places(step.may_add))
    yield from _section("Changed", (f"  {member.place}  {_kind(member)}" for member in step.changed))
    yield from _section(
        "Deprecated", (f"  {one.place}  give {' or '.join(one.replaced_by)} instead" for one in step.deprecated)
    )
    for words, lists in (("New codes of", step.codes), ("Deprecated codes of", step.deprecated_codes)):
        for name, codes in lists.items():
            yield f"{words} {name}: {', '.join(code.code for code in codes)}"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    yield from [heading, *listed] if listed else []


def _places(members: Iterable[ToAdd]) -> Iterator[str]:
    for one in members:
        yield f"  {one.pointer}  {_kind(one.member)}"
        for inner in one.within:
            yield f"    {'with' if inner.required else 'may have'} {inner.place}  {_kind(inner)}"


def _kind(member: Member) -> str:
    return f"{member.title}: {member.kind}" + (f", {INSTEAD}" if member.or_status else "")


def _of_the_document(file: Path, to: str, lacking: tuple[ToAdd, ...], others: tuple[Finding, ...]) -> Iterator[str]:
    if not lacking and not others:
        yield f"{file} has everything that {to} asks. Set its contract_version to {to.split()[-1]}."
        return
    yield f"{file} must add for {to}:" if lacking else f"{file} has everything that {to} asks, but:"
    yield from _places(lacking)
    for finding in others:
        yield f"  {finding.code}  {finding.message} {finding.what_to_do}"


def _say(context: click.Context, *told: str | dict[str, Any]) -> None:
    for one in told:
        if isinstance(one, str):
            console_of(context).print(printable(one), markup=False, soft_wrap=True)
        else:
            click.echo(json.dumps(one, ensure_ascii=False))


COMMANDS = (contracts,)
