"""`hub agenda` and `hub brief`, and how any paper is written to a file, in the form that its name asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.commands.acting import by_operator
from hub.commands.days import typed_day, typed_period
from hub.commands.operating import progress_on
from hub.commands.picturing import department_asked, expect_collected
from hub.commands.settings import config_of, console_of, open_database
from hub.errors import NotFound, SettingWrong, Unavailable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from hub.briefings.paper import Paper
    from hub.issuing import Asked, Issuing
    from hub.scope import Scope
    from hub.store.database import Database

FORMS = (".html", ".pdf", ".docx", ".odt")
STEPS = 2  # reading and writing
ISSUE = "Keep it for good as it is sent, and tell the digest of the file."
Tell = Callable[[str, int, int], None]  # what is done now, how much of it is done, of how much


@click.command()
@click.option("--organisation", required=True, help="Code of the organisation.")
@click.option("--department", help="Code of the parent department; else that with the most organisations.")
@click.option("--period", help="Such as 2026-27-Q2; the latest that is due, or of which something came.")
@click.option("--on", "day", callback=typed_day, help="The day of the meeting; the next one, else today.")
@click.option(
    "--for",
    "audience",
    type=click.Choice(("board", "sponsor")),
    default="board",
    show_default=True,
    help="Who reads it: a board is shown no small counts.",
)
@click.option("--issue", is_flag=True, help=ISSUE)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=f"The file: {', '.join(FORMS)}."
)
@click.pass_context
def brief(
    context: click.Context,
    organisation: str,
    department: str | None,
    period: str | None,
    day: date | None,
    audience: str,
    issue: bool,
    out: Path,
) -> None:
    """Write the brief for a meeting with the independent tier of an organisation.

    What the organisation, the tier and the Ombudsman found, what to ask, and what followed from the last meeting.
    """
    form = form_of(out)
    if issue and audience != "board":
        raise SettingWrong("What is issued holds what a board may see.", "Leave out --for, or --issue.")
    from hub.briefings.render import FORMS as WRITERS
    from hub.issued import Kind
    from hub.issuing import Asked, Issuing
    from hub.oversight.disclosure.audience import Audience
    from hub.pictures import Pictures
    from hub.store.reach import scope_of
    from hub.tier_papers import TierPapers

    config, console = config_of(context), console_of(context)
    asked = None if period is None else typed_period(period)
    with open_database(config) as database, progress_on(console) as progress:
        task = progress.add_task("Reading", total=STEPS)
        pictures = Pictures(database, config)
        scope = scope_of(database, department_asked(database, department))
        expect_collected(pictures, scope, asked)
        named(database, scope, organisation)
        told = TierPapers(database, pictures).material(scope, organisation, asked, day, Audience(audience))
        if issue:
            wanted = Asked(Kind.BRIEF, told.picture.period.name, told.on, organisation)
            paper, content, said = issued(
                Issuing(database, config, pictures), scope, wanted, form, telling(progress, task)
            )
        else:
            progress.update(task, description="Writing", advance=1)
            paper = TierPapers(database, pictures).written(told)
            content, said = WRITERS[form].written(paper), ""
        keep_file(out, content)
    console.print(f"Wrote {out}: {paper.title}, {paper.subtitle}.{said}", markup=False, soft_wrap=True)


def telling(progress: Progress, task: TaskID) -> Tell:
    """Tells how far it is on a progress bar."""

    def tell(doing: str, done: int, of: int) -> None:
        progress.update(task, description=doing, completed=done, total=of)

    return tell


def issued(issuing: Issuing, scope: Scope, asked: Asked, form: str, tell: Tell) -> tuple[Paper, bytes, str]:
    """Issue a paper: what it says, the file in a form, and a sentence with its number and digest. Raises: Conflict."""
    from hub.briefings.kept import digest, of_kept
    from hub.store.issued import IssuedPapers

    one = issuing.issue(scope, asked, by_operator(issuing.config.moment()), tell)
    kept = IssuedPapers(issuing.database)
    content = kept.file(scope, one.id, form)
    told = f" Issued as number {one.id}. SHA-256 of this file: {digest(content)}"
    return of_kept(kept.paper(scope, one.id)), content, told


def form_of(out: Path) -> str:
    """The form that a file's name asks for. Raises: SettingWrong."""
    form = out.suffix.lower()
    if form not in FORMS:
        raise SettingWrong(f"{out.name} names no form of a paper.", f"End its name with one of {', '.join(FORMS)}.")
    if not out.absolute().parent.is_dir():
        raise SettingWrong(f"There is no folder {out.parent}.", "Make it, or name another with --out.")
    return form


def keep_file(out: Path, content: bytes) -> None:
    """Write the whole file, or nothing. Raises: Unavailable."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as fault:
        raise Unavailable(f"{out} could not be written.", reason=str(fault.strerror or fault)) from fault


def named(database: Database, scope: Scope, code: str) -> None:
    """See that the department oversees an organisation of this code. Raises: NotFound."""
    from hub.store.register import Register

    if code not in [one.code for one in Register(database).organisations(scope)]:
        raise NotFound(f"There is no organisation called {code!r}.", "See: hub organisation list.")


@click.command()
@click.option("--department", help="Code of the parent department; else that with the most organisations.")
@click.option("--meeting", help="The number of a meeting of the forum; the next one.")
@click.option("--issue", is_flag=True, help=ISSUE)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=f"The file: {', '.join(FORMS)}."
)
@click.pass_context
def agenda(context: click.Context, department: str | None, meeting: str | None, issue: bool, out: Path) -> None:
    """Write the agenda of the forum: what each meeting talks about, why, and for how long.

    What was never proposed stands on no agenda: that is done on the page of the meeting.
    """
    form = form_of(out)
    from hub.briefings.render import FORMS as WRITERS
    from hub.forums import Forums
    from hub.issued import Kind
    from hub.issuing import Asked, Issuing
    from hub.pictures import Pictures
    from hub.store.reach import scope_of

    config, console = config_of(context), console_of(context)
    with open_database(config) as database, progress_on(console) as progress:
        task = progress.add_task("Reading", total=STEPS)
        pictures = Pictures(database, config)
        scope = scope_of(database, department_asked(database, department))
        coming = Forums(database, pictures).next_meeting(scope, config.today())
        if meeting is None and coming is None:
            raise SettingWrong("No meeting of the forum is arranged.", "Arrange one on the page Forum.")
        issuing, number = Issuing(database, config, pictures), meeting or (coming.id if coming else "")
        wanted = Asked(Kind.AGENDA, "", Forums(database, pictures).agenda(scope, number).meeting.day, number)
        if issue:
            paper, content, said = issued(issuing, scope, wanted, form, telling(progress, task))
        else:
            paper = issuing.paper(scope, wanted)
            progress.update(task, description="Writing", advance=1)
            content, said = WRITERS[form].written(paper), ""
        keep_file(out, content)
    console.print(f"Wrote {out}: {paper.title}, {paper.subtitle}.{said}", markup=False, soft_wrap=True)


COMMANDS = (
    agenda,
    brief,
)
