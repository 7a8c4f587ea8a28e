"""`hub agenda` and `hub brief`, and how any paper is written to a file, in the form that its name asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hub.commands.days import typed_day, typed_period
from hub.commands.operating import progress_on
from hub.commands.picturing import department_asked, expect_collected
from hub.commands.settings import config_of, console_of, open_database
from hub.errors import SettingWrong, Unavailable

FORMS = (".html", ".pdf", ".docx", ".odt")
STEPS = 2  # reading and writing


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
    out: Path,
) -> None:
    """Write the brief for a meeting with the independent tier of an organisation.

    What the organisation, the tier and the Ombudsman found, what to ask, and what followed from the last meeting.
    """
    form = form_of(out)
    from hub.briefings.render import FORMS as WRITERS
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
        paper = TierPapers(database, pictures).brief(scope, organisation, asked, day, Audience(audience))
        progress.update(task, description="Writing", advance=1)
        keep_file(out, WRITERS[form].written(paper))
    console.print(f"Wrote {out}: {paper.title}, {paper.subtitle}.", markup=False, soft_wrap=True)


def form_of(out: Path) -> str:
    """The form that a file's name asks for. Raises: SettingWrong."""
    form = out.suffix.lower()
    if form not in FORMS:
        raise SettingWrong(f"{out.name} names no form of a paper.", f"End its name with one of {', '.join(FORMS)}.")
    return form


def keep_file(out: Path, content: bytes) -> None:
    """Write the whole file, or nothing. Raises: Unavailable."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as fault:
        raise Unavailable(f"{out} could not be written.", reason=str(fault.strerror or fault)) from fault


@click.command()
@click.option("--department", help="Code of the parent department; else that with the most organisations.")
@click.option("--meeting", help="The number of a meeting of the forum; the next one.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=f"The file: {', '.join(FORMS)}."
)
@click.pass_context
def agenda(context: click.Context, department: str | None, meeting: str | None, out: Path) -> None:
    """Write the agenda of the forum: what each meeting talks about, why, and for how long.

    What was never proposed stands on no agenda: that is done on the page of the meeting.
    """
    form = form_of(out)
    from hub.briefings.render import FORMS as WRITERS
    from hub.forums import Forums
    from hub.papers import Papers
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
        paper = Papers(database, pictures).agenda(scope, meeting or (coming.id if coming else ""))
        progress.update(task, description="Writing", advance=1)
        keep_file(out, WRITERS[form].written(paper))
    console.print(f"Wrote {out}: {paper.title}, {paper.subtitle}.", markup=False, soft_wrap=True)


COMMANDS = (
    agenda,
    brief,
)
