"""An empty or older database is brought up to date once, whoever starts first."""

from __future__ import annotations

import json
import multiprocessing
import stat
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from handmade import ALL, BY, NOW, Q1, accepted, figures, read_document
from sqlalchemy import inspect, text

import hub.store
from hub.contract.life_cycle import State
from hub.contract.model import number
from hub.errors import SettingWrong
from hub.store.archive import Archive
from hub.store.clients import Clients
from hub.store.database import Database
from hub.store.people import People, Person
from hub.store.rebuild import is_behind, rebuild
from hub.store.register import Department, Register
from hub.store.roles import GivenRole, Roles
from hub.store.steps import Steps
from hub.store.tables import METADATA
from hub.store.upgrade import Upgraded, migrations, upgrade
from hub.store.verify import verify

HUBS = 4
MOVED = {"people": ("role", "department", "organisations")}  # into `roles`, which a test of their own reads
KEPT_BY = {file.stem: file for file in (Path(__file__).parent / "kept_by").glob("*.json")}  # revision -> its rows
Rows = dict[str, list[dict[str, Any]]]


def revisions() -> list[str]:
    """Every revision there is, the head first."""
    scripts = ScriptDirectory(str(Path(hub.store.__file__).parent / "migrations"))
    return [script.revision for script in scripts.walk_revisions()]


def kept_by(revision: str) -> Rows:
    """What a hub of this revision had written: text, numbers, yes or no, the documents, and sheets of numbers."""
    tables: Rows = json.loads(KEPT_BY[revision].read_bytes())
    for row in [*tables["returns"], *tables.get("filings", ())]:
        row["raw"] = row["raw"].encode()
    for row in [*tables.get("sheets", ()), *tables.get("earlier_sheets", ())]:
        row["sheet"] = bytes.fromhex(row["sheet"])
    return tables


@contextmanager
def left_by(revision: str, url: str) -> Iterator[Database]:
    """A database as a hub of this revision left it, written past all code but the migrations."""
    database = Database(url)
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(migrations(connection), revision)
        for table, rows in kept_by(revision).items():
            columns = ", ".join(rows[0])
            places = ", ".join(f":{name}" for name in rows[0])
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({places})"), rows)
    yield database
    database.close()


def in_the_tables(database: Database, like: Rows) -> Rows:
    """What stands now in the columns that were there before."""
    with database.read() as connection:
        return {
            table: [
                {name: str(value) if isinstance(value, date) else value for name, value in row.items()}
                for row in connection.execute(text(f"SELECT {', '.join(rows[0])} FROM {table}")).mappings()
            ]
            for table, rows in like.items()
        }


def _what_stays(tables: Rows) -> Rows:
    """The rows without the columns that have moved elsewhere."""
    return {
        table: [{name: value for name, value in row.items() if name not in MOVED.get(table, ())} for row in rows]
        for table, rows in tables.items()
    }


def _add_somebody_of_harbours(database: Database) -> None:
    """Somebody who acted for an organisation, when there was one role for all of them."""
    row = "('ada', 'hash of a password', 'organisation', 'ferries', '[\"harbours\"]')"
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        columns = "name, password_hash, role, department, organisations"
        connection.execute(text(f"INSERT INTO people ({columns}) VALUES {row}"))


def _tells(database: Database, role: GivenRole) -> bool:
    """Whether a role says who gave it as the ledger does, where the ledger knows."""
    with database.read() as connection:
        added = text("SELECT at, who FROM ledger WHERE what = 'person.added' AND object = :name")
        entry = connection.execute(added, {"name": role.person}).first()
    return role.given_by == (entry.who if entry else "upgrade")


def in_order(tables: Rows) -> Rows:
    """Rows by their first columns, which are their keys."""
    return {table: sorted(rows, key=lambda row: list(map(str, row.values()))[:3]) for table, rows in tables.items()}


def start_a_hub(url: str) -> str:
    database = Database(url)
    try:
        upgrade(database)
        with database.read() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().one()
    finally:
        database.close()


@pytest.mark.slow
def test_several_hubs_that_start_at_once_upgrade_once(empty_url: str) -> None:
    other_process = multiprocessing.get_context("spawn")
    line = other_process.Barrier(HUBS)
    with ProcessPoolExecutor(HUBS, other_process, initializer=line.wait) as processes:
        assert list(processes.map(start_a_hub, [empty_url] * HUBS)) == [revisions()[0]] * HUBS


def test_the_migrations_make_the_tables_that_the_hub_expects(database: Database) -> None:
    with database.engine.connect() as connection:
        command.check(migrations(connection))


def test_upgrading_again_changes_nothing(database: Database) -> None:
    head = revisions()[0]
    assert upgrade(database) == Upgraded(head, head)
    made = [name for name in inspect(database.engine).get_table_names() if not name.startswith("learning_words")]
    assert len(made) == len(METADATA.tables) + 1


def test_there_are_rows_of_every_revision_that_can_be_upgraded() -> None:
    assert sorted(KEPT_BY) == sorted(revisions()[1:])


@pytest.mark.parametrize("revision", sorted(KEPT_BY))
def test_an_upgrade_loses_nothing(revision: str, empty_url: str) -> None:
    with left_by(revision, empty_url) as database:
        assert upgrade(database) == Upgraded(revision, revisions()[0])
        stays = _what_stays(kept_by(revision))
        assert in_order(in_the_tables(database, stays)) == in_order(stays)
        assert verify(database).faults == ()


@pytest.mark.parametrize("revision", sorted(KEPT_BY))
def test_what_an_older_hub_kept_is_read_by_this_one(revision: str, empty_url: str) -> None:
    with left_by(revision, empty_url) as database:
        upgrade(database)
        archive, register = Archive(database), Register(database)
        versions = archive.versions(ALL, "harbours", Q1.name)
        assert [(kept.id, kept.version, kept.current) for kept in versions] == [
            ("return-1", 1, False), ("return-2", 2, True),
        ]  # fmt: skip
        assert [archive.document(ALL, row["id"]) for row in kept_by(revision)["returns"]] == [
            row["raw"] for row in kept_by(revision)["returns"]
        ]
        assert [number(told.figures.received) for told in archive.figures(ALL, [Q1.name])] == [12, 5]
        assert [(told.subject, told.count) for told in archive.subject_sums(ALL, [Q1.name])] == [
            ("delay", 13), ("money", 4),
        ]  # fmt: skip
        (department,) = kept_by(revision)["departments"]
        deadlines = date.fromisoformat(department["deadlines_from"]) if department.get("deadlines_from") else None
        ferries = Department("ferries", "Department for Ferries", date(2026, 4, 1), deadlines)
        assert register.departments() == [ferries]
        assert [body.services for body in register.organisations(ALL)] == [("Moorings", "Pilots"), ()]
        assert [(one.client_id, one.organisation) for one in Clients(database).all()] == [("client-1", "harbours")]
        assert People(database).all() == [Person("bo", "hash of a password", NOW), Person("sam", "hash of a password")]


@pytest.mark.parametrize(
    "revision", sorted(revision for revision in KEPT_BY if "role" in kept_by(revision)["people"][0])
)
def test_the_role_that_somebody_had_is_the_role_that_they_hold(revision: str, empty_url: str) -> None:
    with left_by(revision, empty_url) as database:
        _add_somebody_of_harbours(database)
        upgrade(database)
        given = Roles(database).all()
        assert [(role.person, role.role, role.department, role.organisations) for role in given] == [
            ("ada", "signatory", "ferries", ("harbours",)),
            ("bo", "tier", "ferries", ("harbours",)),
            ("sam", "sponsor", "ferries", None),
        ]
        assert {(role.starts_on, role.ends_on, role.removed_at) for role in given} == {(None, None, None)}
        assert all(_tells(database, role) for role in given)
        assert verify(database).faults == (  # nobody registered ada
            "The role 1 of ada is in the database, but not in the ledger.",
            "The person ada is in the database, but not in the ledger.",
        )  # fmt: skip


def test_learning_that_came_before_there_was_a_library_is_put_into_it_when_the_hub_starts(empty_url: str) -> None:
    with left_by("0005", empty_url) as database:
        learning = """UPDATE narratives SET told = '[null,[["L1",null,[],null,false,false,null,null]],[]]'
                      WHERE organisation = 'lights'"""
        with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(text(learning))
        upgrade(database)
        with database.read() as connection:
            left = connection.execute(text("SELECT organisation FROM narratives")).scalars().all()
        assert left == ["harbours"]
        assert is_behind(database)


@pytest.mark.parametrize("revision", sorted(KEPT_BY))
def test_what_came_before_the_life_cycle_stands_where_its_document_puts_it(revision: str, empty_url: str) -> None:
    with left_by(revision, empty_url) as database:
        upgrade(database)
        standing = Steps(database).standings(ALL, [Q1.name])
        assert {kept.seal for kept in Archive(database).returns(ALL)} == {""}
        assert standing["return-2"].state is State.ACCEPTED_WITH_QUERIES
        assert len(standing["return-2"].open_queries) == 1
        signed = any("signed_off_by" in json.loads(row["raw"]) for row in kept_by(revision)["returns"])
        assert standing["return-3"].state is (State.SIGNED_OFF if signed else State.ACCEPTED_WITH_QUERIES)
        assert [step.named_role for step in standing["return-3"].steps] == ["Head of complaints"] * signed


@pytest.mark.parametrize("revision", sorted(KEPT_BY))
def test_an_upgraded_hub_goes_on_where_the_older_one_stopped(revision: str, empty_url: str) -> None:
    with left_by(revision, empty_url) as database:
        upgrade(database)
        archive = Archive(database)
        third = archive.keep(accepted(figures(14, {"delay": (9, None)}), after=timedelta(days=60))).receipt_facts
        assert (third.version, third.supersedes, third.first_accepted_at) == (3, "return-2", NOW)
        sums = archive.subject_sums(ALL, [Q1.name])
        assert [(told.subject, told.count) for told in sums] == [("delay", 14)]
        rebuild(database, read_document, BY)
        assert archive.subject_sums(ALL, [Q1.name]) == sums
        assert verify(database).faults == ()


def test_references_are_kept_after_an_upgrade(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        database.write(
            lambda connection: connection.execute(
                text(
                    "INSERT INTO clients (client_id, organisation, secret_hash, created_at) "
                    "VALUES ('c', 'nobody', 'h', '2026')"
                )
            )
        )


def test_the_data_are_only_for_their_owner(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}")
    upgrade(database)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    database.close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}


def test_each_commit_is_on_disk_before_it_is_answered(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'hub.sqlite'}")
    with database.read() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in pragmas]
    database.close()
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize("url", ["sqlite://", "mysql://user:secret@host/hub", "no address", "sqlite+aiosqlite:///x"])
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingWrong) as refusal:
        Database(url)
    assert "secret" not in refusal.value.message


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands here")
    with pytest.raises(SettingWrong, match="cannot be made"):
        Database(f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}")
