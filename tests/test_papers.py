"""The papers are held to the code: commands, addresses, settings, codes, words, links; and what no file may name."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from flask import Flask
from papers import FENCED, ROOT, Paper, committed, paper, papers
from running_hub import RunningHub

from hub import cli
from hub.app import DATABASE, create_app
from hub.auth.permissions import Role
from hub.config import SECRET_SETTINGS, Config, setting
from hub.contract.findings import RULES
from hub.contract.minimum_data import ITEMS
from hub.contract.model import Mark, Missing
from hub.ingest.ko41a import COUNT_COLUMNS
from hub.oversight.compliance import ITEM_NAMES, STATE_WORDS
from hub.oversight.reporting import ReturnState

PAPERS = papers()
NAMES = [each.name for each in PAPERS]
ADDRESS = re.compile(r"(?:(?:GET|POST) |https?://[^/\s]+)?(/(?:[a-z.][\w./{}*-]*)?)(?:\?[\w=&-]*)?")
ASKED = re.compile(r"(?:https?://[^/\s]+|\$HUB)(/[\w./-]+)")
OURS = (
    "/papers",
    "/api",
    "/oversight",
    "/board",
    "/forum",
    "/tier",
    "/use",
    "/returns",
    "/organisations",
    "/learning",
    "/ledger",
    "/sign-",
    "/account",
    "/invitation",
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
    found |= {match[1] for code in each.in_code() for match in ASKED.finditer(code)}
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
    rules = re.compile("|".join(re.escape(rule).replace(r"\*", "[^/]+") for rule in known))
    assert not {address for address in addresses_in(each) if not rules.fullmatch(address)}


def test_the_architecture_names_every_address(app: Flask) -> None:
    told = addresses_in(paper("docs/architecture.md")) | {"/"}
    rules = {shape(rule.rule) for rule in app.url_map.iter_rules()}
    ours = {rule for rule in rules if not rule.startswith(("/static/", DASH_OWN)) or rule.endswith((".csv", ".ods"))}
    assert not ours - told


def test_the_contract_tells_everything_that_a_program_may_read(app: Flask) -> None:
    read = {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.rule.startswith(API)}
    told = addresses_in(paper("contracts/README.md"))
    exact = {rule.replace("<contract>/<version>", "complaints-return/1.0") for rule in read}
    assert not {shape(rule) for rule in exact} - told


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


TRIED = ("Check a return, without sending it", "Send a return", "Send real figures")


def blocks(paper_name: str, headings: tuple[str, ...], language: str) -> list[str]:
    """The code blocks of one language under these headings."""
    text = paper(paper_name).text
    sections = "".join(text.split(f"\n## {heading}\n")[1].split("\n## ")[0] for heading in headings)
    return [block[1] for block in FENCED.finditer(sections) if block[0].startswith(f"```{language}\n")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of a checkout the README's commands use, and the file that it has a reader fetch."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    with (folder / "organisation-level.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["Year", "Organisation_Code", *COUNT_COLUMNS], restval=0)
        table.writeheader()
        table.writerow({"Year": "2024-25", "Organisation_Code": "R0A"})
    return folder


@pytest.fixture
def readers_home(tmp_path: Path) -> Iterator[Path]:
    """A home in which the demonstration runs as `make demo` runs it."""
    home = tmp_path / "home"
    data = home / ".local" / "share" / "oversight-hub" / "demo"
    hub = RunningHub(data, command=(sys.executable, "-m", "hub", "demo"))
    try:
        hub.start()
        yield home
    finally:
        hub.stop()


@pytest.mark.slow
def test_what_the_readme_has_a_reader_type_does_what_it_shows(checkout: Path, readers_home: Path) -> None:
    script = "".join(block for block in blocks("README.md", TRIED, "sh") if "curl " not in block)  # not all have curl
    before, temporary = sorted(checkout.rglob("*")), checkout.parent / "temporary"
    temporary.mkdir()
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "XDG_"))}
    own = {"HOME": str(readers_home), "TMPDIR": str(temporary)}
    typed = ["bash", "-c", script]
    done = subprocess.run(typed, cwd=checkout, env={**elsewhere, **own}, capture_output=True, text=True, check=False)
    assert done.stderr == "The secret is not kept and cannot be shown again.\n"
    for line in "".join(blocks("README.md", TRIED, "")).splitlines():
        assert all(part in done.stdout for part in re.split(r"receipt \w+|\.\.\.", line)), line
    assert re.findall(r"accepted, (\S+ \S+ version \d+)", done.stdout)[-1] == "nhs-r0a 2024-25 version 1"
    assert done.stdout.count("refused") == 1
    assert (sorted(checkout.rglob("*")), list(temporary.iterdir())) == (before, [])
