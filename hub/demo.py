"""The demonstration: fills an embedded database with the fictional department of the fixtures, through the real door.

Each return is judged and kept as if it had come on the day that the fixtures give it. Changes nothing that is there.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from hub.app import new_id, now
from hub.auth.demo import DEMO_FACTS as FACTS
from hub.auth.demo import damaged, read_facts
from hub.auth.keys import KeyRing
from hub.auth.permissions import Role
from hub.auth.private_files import FOLDER_OWNER_ONLY, OWNER_ONLY, using, write_private
from hub.auth.rates import Rates
from hub.config import UK, Config, usual_data_folder
from hub.contract.life_cycle import Move
from hub.contract.published import published
from hub.demo_assessments import send_assessments
from hub.demo_forum import DemoForum
from hub.demo_papers import issue_packs
from hub.demo_people import DemoPeople
from hub.demo_register import Facts, register_all, tell_what_became
from hub.demo_standards import record_standards
from hub.demo_themes import DemoThemes
from hub.demo_tier import record_tier_meetings, register_tiers, send_tier_reports
from hub.errors import SettingWrong
from hub.frame.static import built
from hub.ingest.door import Door
from hub.ingest.submission import Asked, submit
from hub.origins import DEMONSTRATION
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.counts import counts_of
from hub.store.database import Database
from hub.store.kept import KeptReturn
from hub.store.ledger import By
from hub.store.senders import Sender, sender
from hub.store.steps import Steps
from hub.store.upgrade import upgrade

HALF_DONE = "demo-half-done"
SEEDED_BY = "hub demo"
PUBLISHED_BEFORE = date(2026, 4, 1)  # of periods that end later nothing is published yet
UNTIL_PUBLISHED = timedelta(weeks=8)  # after it was received; longer than any correction took to come
CREDENTIAL = ("organisation", "client_id", "client_secret")  # what is told of each client


def demo_config(config: Config) -> Config:
    """The settings of the demonstration: embedded database, loopback, and the fixtures' own day unless one is fixed.

    Raises: SettingWrong when the data folder holds a hub that is not a demonstration.
    """
    data = config.data / "demo" if config.data == usual_data_folder() else config.data
    if (data / "hub.sqlite").exists() and not (data / FACTS).exists() and not (data / HALF_DONE).exists():
        raise SettingWrong(
            f"{data} holds a hub that is not the demonstration.", "Set HUB_DATA to a folder of its own for hub demo."
        )
    today = config.fixed_today or date.fromisoformat(_fictional()["as_at"])
    return replace(
        config, data=data, database_url="", host="127.0.0.1", public_address="", fixed_today=today, demo=True
    )


def prepare(config: Config, console: Console) -> Facts:
    """Fill the data folder, unless it is filled; give the facts that a visitor needs.

    Raises: SettingWrong when the folder cannot be used, its file of facts is damaged, or the styles are not built.
    """
    built()  # nobody is told of sign-ins to pages that cannot be shown
    file = config.data / FACTS
    facts = {**_facts_in(file), "address": config.address} if file.exists() else _fill(config, console)
    write_private(file, f"{json.dumps(facts, indent=1, ensure_ascii=False)}\n".encode())
    with using(config.data):
        (config.data / HALF_DONE).unlink(missing_ok=True)
    return facts


def announce(facts: Facts, config: Config, console: Console) -> None:
    """Say where the demonstration is, who can sign in, and how to send a return."""
    client = facts["client"]
    console.print(f"\nThe demonstration is on [bold]{facts['address']}[/bold]")
    console.print(f"Its organisations are fictional; today is taken to be {config.today():%-d %B %Y}.\n")
    console.print("Sign in, on this machine only, as:")
    console.print(f"  {'sign-in name':<22} {'password':<24} role", markup=False)
    for person in facts["sign_ins"]:
        console.print(f"  {person['user']:<22} {person['password']:<24} {person['role']}", markup=False)
    console.print(f"\nSend a return, as {client['organisation']}, from another terminal:", markup=False)
    console.print(
        f"  {_hub()} submit --credentials {config.data / FACTS} {facts['example']}", markup=False, soft_wrap=True
    )
    console.print(f"\nThe same facts for scripts: {config.data / FACTS}", markup=False, soft_wrap=True)
    console.print("Stop with Ctrl+C.\n")


def _hub() -> str:
    local = Path(".venv/bin/hub")
    return str(local) if local.exists() else "hub"


def _fictional() -> Facts:
    facts: Facts = json.loads((published("fixtures") / "demo" / "department.json").read_text("utf-8"))
    return facts


def _published_bodies() -> Facts:
    facts: Facts = json.loads((published("fixtures") / "published" / "organisations.json").read_text("utf-8"))
    return facts


def _facts_in(file: Path) -> Facts:
    """What was told when the folder was filled. Raises: SettingWrong."""
    facts = read_facts(file)
    try:
        told = [client[name] for client in (facts["client"], *facts["clients"]) for name in CREDENTIAL]
        told += [facts["example"], facts["published"]]
    except (LookupError, TypeError) as fault:
        raise damaged(file) from fault
    if not all(isinstance(each, str) for each in told):
        raise damaged(file)
    return facts


def _fill(config: Config, console: Console) -> Facts:
    _start_afresh(config.data)
    database = Database(config.database)
    try:
        upgrade(database)
        described, real = _fictional(), _published_bodies()
        by = By(SEEDED_BY, Role.OPERATOR, now(), DEMONSTRATION)
        clients = [*register_all(database, described, by), *register_all(database, real, by)]
        tiers = register_tiers(database, described["organisations"], by)
        tell_what_became(database, described, by, config.today())
        people = DemoPeople(database, described, real["department"]["code"], _sends(described), by)
        sign_ins = list(people.of_every_role(config.today()))
        send_tier_reports(_door(config, database), tiers)  # the pack that was issued tells what had come by then
        _send_all(config, database, described, clients, console)
        record_standards(database, described["department"]["code"])
        send_assessments(_door(config, database), clients)
        record_tier_meetings(database, described["department"]["code"])
        sign_ins.append(people.with_open_queries())
        DemoThemes(database, config, described).decide()
        DemoForum(database, config, described).meet()
    finally:
        database.close()
    example = published("fixtures") / described["example"]
    sends = _sends(described)
    own = next(client for client in clients if client["organisation"] == sends)
    return {
        "address": config.address,
        "sign_ins": sign_ins,
        "client": own,
        "example": str(example),
        "clients": clients,
        "tier_clients": tiers,
        "published": str(published("fixtures") / "published"),
    }


def _start_afresh(data: Path) -> None:
    """A filling that was interrupted is begun again; what marks it stands before the database does."""
    with using(data):
        data.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
        if (data / HALF_DONE).exists():
            for left in data.glob("hub.sqlite*"):
                left.unlink()
        (data / HALF_DONE).touch(mode=OWNER_ONLY)


def _sends(described: Facts) -> str:
    """The organisation that the example is about: who sends it also signs in and looks."""
    example = published("fixtures") / described["example"]
    return str(json.loads(example.read_text("utf-8"))["organisation"])


def _send_all(config: Config, database: Database, described: Facts, clients: list[Facts], console: Console) -> None:
    """Send every return of the fixtures on its own day; meanwhile the sponsor publishes what was signed off."""
    door = _door(config, database)
    by_organisation: dict[str, Sender | None] = {
        client["organisation"]: sender(database, client["client_id"]) for client in clients
    }
    signed_off: deque[KeptReturn] = deque()
    packs, department = list(described["packs"]), described["department"]["code"]
    quiet = not console.is_terminal
    for entry in track(described["submissions"], "Filling the demonstration", console=console, disable=quiet):
        moment = datetime.fromisoformat(entry["received_at"]).astimezone(UTC)
        _publish(database, signed_off, moment)
        issue_packs(config, department, packs, moment)
        raw = (published("fixtures") / entry["file"]).read_bytes()
        then = replace(door, received_now=partial(_at, moment), config=replace(config, fixed_today=_day(moment)))
        sends = by_organisation[json.loads(raw)["organisation"]]
        assert sends is not None
        kept = submit(then, raw, partial(Asked, sends, origin=DEMONSTRATION)).receipt_facts
        if kept.signed_off_as and kept.period.last_day < PUBLISHED_BEFORE:
            signed_off.append(kept)


def _door(config: Config, database: Database) -> Door:
    ring = KeyRing(config.data / "keys")
    rates = Rates(counts_of(database, config.data), config)
    return Door.on(database, ring=ring, rates=rates, config=config, now=now, received_now=now, new_id=new_id)


def _publish(database: Database, signed_off: deque[KeptReturn], until: datetime) -> None:
    """Publish what was received long enough before a moment and has not been corrected since, the oldest first."""
    while signed_off and signed_off[0].received_at + UNTIL_PUBLISHED <= until:
        kept = signed_off.popleft()
        scope = Scope(kept.department)
        if Archive(database).return_(scope, kept.id).current:
            published_at = kept.received_at + UNTIL_PUBLISHED
            by = By(Role.SPONSOR.value, Role.SPONSOR.value, published_at, DEMONSTRATION)
            Steps(database).take(scope, kept.id, Move.PUBLISH, by)


def _at(moment: datetime) -> datetime:
    return moment


def _day(moment: datetime) -> date:
    return moment.astimezone(UK).date()
