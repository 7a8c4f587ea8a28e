"""`hub verify`: is everything as it was received, and does the ledger still run through what was kept outside?

Reads what it is told, calls `hub.store.verify`, says what came of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from rich.progress import Progress, TaskID

from hub.auth.jwk import PublicKey
from hub.auth.keys import KeyRing
from hub.auth.seals import SealBroken
from hub.commands.operating import progress_on
from hub.commands.receipts import signed_facts
from hub.commands.settings import config_of, console_of, open_database
from hub.config import Config
from hub.contract.findings import printable
from hub.errors import SettingWrong
from hub.ingest.named_entry import entry_named, read_entry
from hub.ingest.receipt import seal_faults
from hub.store.ledger import BrokenLink, Head
from hub.store.verify import Asked, Verification
from hub.store.verify import verify as look

FAULTS = 1
WHAT_A_HEAD_IS = "Give a line that was kept, such as 57:9f86..., or the file of a receipt."


@click.command()
@click.option("--head", "heads", multiple=True, metavar="SEQ:HASH|FILE", help="Kept outside; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def verify(context: click.Context, heads: tuple[str, ...], as_json: bool) -> None:
    """Walk the audit ledger, and compare with it every document, receipt, step and word, and the register.

    Each --head is an entry of the ledger that somebody kept outside: SEQ:HASH, as this command, a receipt and the page
    of the ledger show it, or the file of a receipt. Without one nobody can see that the end of the ledger was cut off
    together with what it tells of, or that all of it was written anew.
    """
    console, config = console_of(context), config_of(context)
    keys = _keys_of(config)
    known = _known(heads, keys)
    with open_database(config) as database, progress_on(console) as progress:
        found = look(database, Asked(known, partial(seal_faults, keys), _Shown(progress)))
    broken = found.ledger if isinstance(found.ledger, BrokenLink) else None
    if as_json:
        ends = None if broken else asdict(found.ledger)
        facts = {"returns": found.returns, "ledger": ends, "broken": asdict(broken) if broken else None}
        click.echo(json.dumps({**facts, "faults": list(found.faults)}))
    else:
        for line in _in_words(found, len(known)):
            console.print(printable(line), markup=False, soft_wrap=True)
    if found.faults:
        sys.exit(FAULTS)


def _in_words(found: Verification, known: int) -> Iterator[str]:
    """What was looked at, what is wrong, and the line to keep outside where the ledger holds."""
    yield f"{found.returns:,} {'return' if found.returns == 1 else 'returns'} read again."
    yield from found.faults
    if found.faults:
        yield f"{len(found.faults):,} {'fault' if len(found.faults) == 1 else 'faults'}."
    else:
        yield "Everything is as it was received."
    if isinstance(found.ledger, BrokenLink):
        return
    if found.faults:
        if not known:
            yield "Whether the end of the ledger was cut off shows only with --head, an entry that was kept outside."
        return
    if known:
        yield f"The ledger runs through {'the entry' if known == 1 else f'all {known} entries'} given with --head."
    if found.ledger.seq:
        yield "The ledger ends with this entry. Keep it outside the hub, for --head:"
        yield str(found.ledger)


class _Shown:
    """A bar for each thing that is looked at."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        if what not in self._bars:
            self._bars[what] = self._progress.add_task(f"Reading {what}", total=of)
        self._progress.update(self._bars[what], completed=done)


def _keys_of(config: Config) -> Mapping[str, PublicKey]:
    """The keys that receipts were signed with. Missing: none where their folder is gone; no new one is made here."""
    folder = config.data / "keys"
    return KeyRing(folder).all_keys() if folder.exists() else {}


def _known(heads: Sequence[str], keys: Mapping[str, PublicKey]) -> list[Head]:
    """The entries that were kept outside. Raises: SettingWrong for what is neither an entry nor a receipt."""
    return [Head(*(read_entry(told) or _entry_in(Path(told), keys))) for told in heads]


def _entry_in(file: Path, keys: Mapping[str, PublicKey]) -> tuple[int, str]:
    try:
        facts, _ = signed_facts(file.read_bytes(), keys)
    except OSError as fault:
        raise SettingWrong(f"--head {file} is neither SEQ:HASH nor a file that can be read.", WHAT_A_HEAD_IS) from fault
    except SealBroken as fault:
        raise SettingWrong(f"--head {file} is no receipt of this hub. {fault.message}", WHAT_A_HEAD_IS) from fault
    entry = read_entry(entry_named(facts))
    if entry is None:
        raise SettingWrong(f"--head {file} is a receipt that names no entry of the ledger.", "Give a later receipt.")
    return entry


COMMANDS = (verify,)
