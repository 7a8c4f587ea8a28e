"""`hub pack`: the board pack, or a part of it, written, issued, or compared with what it would say now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.commands.days import typed_day, typed_period
from hub.commands.operating import progress_on
from hub.commands.picturing import department_asked, expect_collected
from hub.commands.settings import config_of, console_of, open_database
from hub.commands.writing import FORMS, STEPS, Tell, form_of, issued, keep_file, telling
from hub.contract.period import Period
from hub.errors import SettingWrong

if TYPE_CHECKING:
    from hub.briefings.paper import Paper
    from hub.issuing import Issuing
    from hub.scope import Scope

SECTIONS = ("annual-report",)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for. Missing: None, or empty, for what was not given."""

    form: str
    period: Period | None
    day: date | None
    section: str | None
    issue: bool
    since: str | None

    def __post_init__(self) -> None:
        if self.since is not None and (self.issue or self.section or self.period or self.day):
            raise SettingWrong("--since names a paper that was issued already.", "Leave out the other options.")


@click.command()
@click.option("--department", help="Code of the parent department; else that with the most organisations.")
@click.option("--period", help="Such as 2026-27-Q2; the latest that is due, or of which something came.")
@click.option("--board", "day", callback=typed_day, help="The day of the board, such as 2026-11-12; today.")
@click.option("--section", type=click.Choice(SECTIONS), help="Only this part, as a paper of its own.")
@click.option("--issue", is_flag=True, help="Keep it for good as it is sent, and tell the digest of the file.")
@click.option(
    "--since", metavar="NUMBER", help="What changed since a paper was issued, of any kind: its number, or its digest."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=f"The file: {', '.join(FORMS)}."
)
@click.pass_context
def pack(
    context: click.Context,
    department: str | None,
    period: str | None,
    day: date | None,
    section: str | None,
    issue: bool,
    since: str | None,
    out: Path,
) -> None:
    """Write the board pack: what changed, what to ask, and where every figure comes from.

    The same returns and the same day give the same bytes. Counts that a board is not shown are not in it.
    """
    of_period = None if period is None else typed_period(period)
    wanted = _Wanted(form_of(out), of_period, day, section, issue, since)
    from hub.issuing import Issuing
    from hub.pictures import Pictures
    from hub.store.reach import scope_of

    config, console = config_of(context), console_of(context)
    with open_database(config) as database, progress_on(console) as progress:
        task = progress.add_task("Reading", total=STEPS)

        tell = telling(progress, task)
        issuing = Issuing(database, config, Pictures(database, config))
        scope = scope_of(database, department_asked(database, department))
        paper, content, told = _made(issuing, scope, wanted, tell)
        keep_file(out, content)
    console.print(f"Wrote {out}: {paper.title}, {paper.subtitle}.{told}", markup=False, soft_wrap=True)


def _made(issuing: Issuing, scope: Scope, wanted: _Wanted, tell: Tell) -> tuple[Paper, bytes, str]:
    """The paper, the file, and what is to be told of it."""
    from hub.briefings.render import FORMS as WRITERS
    from hub.issued import Kind
    from hub.issuing import Asked
    from hub.store.issued import IssuedPapers

    if wanted.since is not None:
        paper = issuing.since(scope, IssuedPapers(issuing.database).named(scope, wanted.since).id)
        tell("Writing", 1, STEPS)
        return paper, WRITERS[wanted.form].written(paper), ""
    expect_collected(issuing.pictures, scope, wanted.period)
    name = wanted.period.name if wanted.period else ""
    asked = Asked(Kind(wanted.section or Kind.PACK), name, wanted.day or issuing.config.today())
    if wanted.issue:
        return issued(issuing, scope, asked, wanted.form, tell)
    paper = issuing.paper(scope, asked)
    tell("Writing", 1, STEPS)
    return paper, WRITERS[wanted.form].written(paper), ""


COMMANDS = (pack,)
