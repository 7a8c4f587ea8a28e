"""The papers are held to the code: commands, addresses, settings, codes, words, links; and what no file may name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields

import click
import pytest
from flask import Flask
from papers import ROOT, Paper, committed, paper, papers

from hub import cli
from hub.app import DATABASE, create_app
from hub.auth.permissions import Role
from hub.config import SECRET_SETTINGS, Config, setting
from hub.contract.findings import RULES
from hub.contract.minimum_data import ITEMS
from hub.contract.model import Mark, Missing
from hub.oversight.compliance import ITEM_NAMES, STATE_WORDS
from hub.oversight.reporting import ReturnState

PAPERS = papers()
NAMES = [each.name for each in PAPERS]
ADDRESS = re.compile(r"(?:(?:GET|POST) |https?://[^/\s]+)?(/(?:[a-z.][\w./{}*-]*)?)(?:\?[\w=&]*)?")
OURS = (
    "/api",
    "/oversight",
    "/returns",
    "/sign-",
    "/healthz",
    "/readyz",
    "/metrics",
    "/.well-known",
    "/token",
    "/contracts",
)
SETTING = re.compile(r"\bHUB_[A-Z_]+\b")
API = "/api/v1"
DASH_OWN = "/oversight/"  # whatever is under it and not named below is Dash's
# Put together from pieces, so that this file names none of them.
NOBODY_ELSES = [
    "/".join(("", "work", "")),
    "/".join(("", "tmp", "")),
    "/".join(("", "root", "")),
    "pypi." + "org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "arti" + "factory",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(Config(data=tmp_path_factory.mktemp("papers")))
    yield app
    app.extensions[DATABASE].close()


def commands_of(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for name, each in subcommands(command).items():
            yield from commands_of(each, (*path, name))
    else:
        yield path, command


def subcommands(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def fault_of(words: list[str]) -> str:
    """What is wrong with a use of `hub`, as far as its commands and options tell; else nothing."""
    command: click.Command = cli.main
    options = {"--help", "-h"}
    for word in words:
        options |= {option for parameter in command.params for option in parameter.opts}
        if word.startswith("-"):
            if word.split("=")[0] not in options:
                return f"there is no option {word}"
        elif isinstance(command, click.Group) and not word.isupper():
            known = subcommands(command)
            if word not in known:
                return f"there is no command {word}"
            command = known[word]
    return ""


def shape(address: str) -> str:
    return re.sub(r"<[^>]+>|\{[^}]+\}", "*", address)


def addresses_in(each: Paper) -> set[str]:
    found = {match[1] for code in each.in_code() if (match := ADDRESS.fullmatch(code))}
    found |= {match[1] for code in each.in_code() for match in re.finditer(r"https?://[^/\s]+(/[\w./-]+)", code)}
    return {shape(address) for address in found if address.startswith(OURS)}


@pytest.mark.parametrize("each", PAPERS, ids=NAMES)
def test_every_command_and_option_in_a_paper_exists(each: Paper) -> None:
    faults = {" ".join(words): fault for words in each.commands() if (fault := fault_of(words))}
    assert not faults


@pytest.mark.parametrize("name", ["README.md", "docs/operations.md"])
def test_every_option_that_stands_alone_is_one_of_some_command(name: str) -> None:
    known = {option for _, command in commands_of(cli.main) for each in command.params for option in each.opts}
    alone = {code.split()[0] for code in paper(name).in_code() if code.startswith("--")}
    assert not alone - known - {"--help"}


def test_the_readme_names_every_command() -> None:
    told = [" ".join(words) for words in paper("README.md").commands()]
    for path, _ in commands_of(cli.main):
        assert any(line.startswith(" ".join(path)) for line in told), f"hub {' '.join(path)} is not in README.md"


def test_the_readme_names_the_exit_codes() -> None:
    assert paper("README.md").first_column("exit code") == ["0", *map(str, (cli.FINDINGS, cli.USAGE, cli.CANNOT))]


@pytest.mark.parametrize("each", PAPERS, ids=NAMES)
def test_every_address_in_a_paper_exists(each: Paper, app: Flask) -> None:
    known = {shape(rule.rule) for rule in app.url_map.iter_rules()} | {"/oversight/compliance"}
    known |= {address.removeprefix(API) for address in known}
    assert not addresses_in(each) - known


def test_the_architecture_names_every_address(app: Flask) -> None:
    told = addresses_in(paper("docs/architecture.md")) | {"/"}
    rules = {shape(rule.rule) for rule in app.url_map.iter_rules()}
    ours = {rule for rule in rules if not rule.startswith(("/static/", DASH_OWN)) or rule.endswith(".csv")}
    assert not ours - told


def test_the_table_of_settings_is_the_settings() -> None:
    told = [cell.strip("`") for cell in paper("docs/operations.md").first_column("setting")]
    assert told == [setting(field.name) for field in fields(Config)]


@pytest.mark.parametrize("each", PAPERS, ids=NAMES)
def test_every_setting_in_a_paper_is_read_somewhere(each: Paper) -> None:
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "hub").rglob("*.py"))
    known = set(SETTING.findall(code)) | {setting(field.name) for field in fields(Config)}
    known |= {f"{setting(name)}_FILE" for name in SECRET_SETTINGS}
    assert not set(SETTING.findall(each.text)) - known


def test_the_contract_names_every_code_and_no_other() -> None:
    told = paper("contracts/README.md").first_column("code")
    assert told == list(RULES)


def test_the_glossary_has_the_words_of_the_code() -> None:
    glossary = paper("docs/glossary.md").text
    assert all(f"| {item} | {ITEM_NAMES[item]} |" in glossary for item in ITEMS)
    assert all(f"| {state.label} | `{state}` |" in glossary for state in ReturnState)
    assert all(f"| {words} | `{reported}` |" in glossary for reported, words in STATE_WORDS.items())
    assert all(f"| `{status}` |" in glossary for status in Missing)
    assert all(f"`{word}`" in glossary for word in (*Mark, *Role))


@pytest.mark.parametrize("each", PAPERS, ids=NAMES)
def test_every_link_in_a_paper_leads_somewhere(each: Paper) -> None:
    for target in each.links():
        name, _, anchor = target.partition("#")
        file = (each.path.parent / name).resolve() if name else each.path
        assert file.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in paper(str(file.relative_to(ROOT))).anchors(), f"{target} names no heading"


def test_decisions_are_numbered_one_after_another() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [file.name[:4] for file in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    for number, file in enumerate(files, 1):
        assert file.read_text("utf-8").startswith(f"# {number}. "), f"{file.name} opens with another number"


def test_no_file_names_a_place_that_others_do_not_have() -> None:
    faults = [
        f"{file.relative_to(ROOT)} names {place}"
        for file in committed()
        for place in NOBODY_ELSES
        if place.encode() in file.read_bytes()
    ]
    assert not faults


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = tomllib.loads(text)["project"]["dependencies"]
    lines = [line.strip() for line in text.splitlines()]
    for name in listed:
        assert any(re.match(rf'"{re.escape(name)}",  # \S', line) for line in lines), f"{name} has no comment"
