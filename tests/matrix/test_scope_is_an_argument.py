"""Every read of the store takes a scope. What does not is on a list, with the reason why it need not."""

from __future__ import annotations

import ast
import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import hub
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By

HERE = Path(hub.__file__).parent
BY_ITS_KEY = "who comes is found by what they show, before anybody knows what they may see"
OF_ONE_SELF = "somebody's own, by a name that signing in has proved"
BY_COMMAND = "asked by commands alone, on the hub's own machine"
OF_A_SENDER = "the sender's own organisation, which its token has proved"
OF_WHAT_WAS_READ = "names for what was read in scope before"
NO_CONTENT = "gives nothing that is anybody's"
WITHOUT_A_SCOPE = {
    "Archive.history": OF_A_SENDER,
    "Archive.keep": OF_A_SENDER,
    "Archive.keep_judged": OF_A_SENDER,
    "Archive.sent_with_key": OF_A_SENDER,
    "Arrivals.known": BY_ITS_KEY,
    "Clients.all": BY_COMMAND,
    "Clients.client": BY_COMMAND,
    "Database.look": "a connection; only the store knows tables",
    "Database.read": "a connection; only the store knows tables",
    "Database.write": "what the work that was handed in gives",
    "Database.write_ready": "what the work that was handed in gives",
    "Directory.plan": BY_COMMAND,
    "Filings.former": OF_A_SENDER,
    "Filings.keep_judged": OF_A_SENDER,
    "Filings.sent_with_key": OF_A_SENDER,
    "Invitations.invited": BY_ITS_KEY,
    "Invitations.take_up": BY_ITS_KEY,
    "Lineage.names": OF_WHAT_WAS_READ,
    "PaperJobs.ask": OF_ONE_SELF,
    "PaperJobs.file": OF_ONE_SELF,
    "PaperJobs.one": OF_ONE_SELF,
    "PaperJobs.take": "what a process works at, which shows it to nobody",
    "People.all": BY_COMMAND,
    "People.person": BY_ITS_KEY,
    "Register.department": OF_WHAT_WAS_READ,
    "Register.departments": OF_WHAT_WAS_READ,
    "Register.names": OF_WHAT_WAS_READ,
    "Register.organisation": OF_WHAT_WAS_READ,
    "Roles.all": BY_COMMAND,
    "Roles.of": OF_ONE_SELF,
    "Sessions.how_many": NO_CONTENT,
    "Sessions.open": OF_ONE_SELF,
    "SharedServices.all": BY_COMMAND,
    "SharedServices.names": OF_WHAT_WAS_READ,
    "counts_of": NO_CONTENT,
    "is_behind": NO_CONTENT,
    "known": BY_ITS_KEY,
    "remit": OF_A_SENDER,
    "scope_of": "makes the scope",
    "sender": BY_ITS_KEY,
    "tell_of": NO_CONTENT,
    "upgrade": NO_CONTENT,
    "verify": BY_COMMAND,
    "vital": NO_CONTENT,
}


def test_every_read_of_the_store_takes_a_scope_or_is_on_the_list() -> None:
    unscoped = {name for name, function in reads().items() if not _takes(function, Scope)}
    assert unscoped == {*WITHOUT_A_SCOPE}


def test_the_reads_of_returns_their_words_and_their_figures_are_among_those_with_a_scope() -> None:
    scoped = {name.partition(".")[0] for name, function in reads().items() if _takes(function, Scope)}
    assert {
        "Archive",
        "Filings",
        "Explanations",
        "Steps",
        "Threads",
        "Register",
        "Lineage",
        "Parents",
        "SharedServices",
        "Standards",
    } <= scoped


def test_a_read_without_a_scope_would_be_told() -> None:
    def figures(database: Database, periods: list[str]) -> list[str]:
        raise NotImplementedError

    assert _asks(figures)
    assert _gives(figures)
    assert not _takes(figures, Scope)


def reads() -> dict[str, Callable[..., Any]]:
    """What the rest of the hub can ask the store: public functions that it imports, public methods of their classes.

    A read gives something. What takes who does it, and no scope, is an act of the register, and not a read; nor is
    what gives the same again at a moment.
    """
    found: dict[str, Callable[..., Any]] = {}
    for module, name in sorted({*_imported()}):
        value = getattr(import_module(module), name, None)
        if inspect.isclass(value) and _asks(value.__init__):
            methods = inspect.getmembers(value, inspect.isfunction)
            found |= {f"{name}.{method}": function for method, function in methods if method[0] != "_"}
        elif inspect.isfunction(value) and _asks(value):
            found[name] = value
    return {name: function for name, function in found.items() if _gives(function)}


def _imported() -> Iterator[tuple[str, str]]:
    """Module and name of everything that is imported from the store outside of it."""
    for file in HERE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8")) if not file.is_relative_to(HERE / "store") else ast.Module([], [])
        for node in ast.walk(tree):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module == "hub.store" or module.startswith("hub.store."):
                yield from _names(module, [each.name for each in node.names])


def _names(module: str, imported: list[str]) -> Iterator[tuple[str, str]]:
    for name in imported:
        try:
            inner = import_module(f"{module}.{name}")
        except ModuleNotFoundError:
            yield module, name
        else:
            yield from ((inner.__name__, each) for each in vars(inner) if each[0] != "_")


def _asks(function: Any) -> bool:
    """Whether it has what is needed to ask the database."""
    return inspect.isfunction(function) and (_takes(function, Database) or function.__qualname__ == "Database.__init__")


def _gives(function: Callable[..., Any]) -> bool:
    given = typing.get_type_hints(function).get("return")
    same = getattr(given, "__name__", None) == function.__qualname__.partition(".")[0]
    return given not in (None, type(None)) and not same and (_takes(function, Scope) or not _takes(function, By))


def _takes(function: Callable[..., Any], wanted: type) -> bool:
    """Whether it is given one of this kind, by itself or in a value such as `Sight`."""
    kinds = [kind for name, kind in typing.get_type_hints(function).items() if name != "return"]
    kinds += [each for kind in kinds if is_dataclass(kind) for each in typing.get_type_hints(kind).values()]
    return any(kind is wanted or wanted in typing.get_args(kind) for kind in kinds)
