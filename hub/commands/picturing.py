"""`hub picture`: everything that one period says for one audience, as the screens and papers read it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click
import orjson

from hub.commands.days import typed_period
from hub.commands.settings import config_of, console_of, open_database
from hub.contract.period import Period
from hub.errors import InputRefused, NotFound, SettingWrong
from hub.oversight.disclosure.audience import Audience
from hub.oversight.written import listed

if TYPE_CHECKING:
    from rich.console import Console

    from hub.oversight.picture import Picture
    from hub.oversight.themes.theme import Theme
    from hub.pictures import Pictures
    from hub.scope import Scope
    from hub.store.database import Database

NO_DEADLINES = "not asked for"


@click.command()
@click.option("--department", help="Code of the parent department; else that with the most organisations.")
@click.option("--period", help="Such as 2026-27-Q2; the latest that is due, or of which something came.")
@click.option("--audience", type=click.Choice([one.value for one in Audience]), default="sponsor", show_default=True)
@click.option("--organisation", multiple=True, help="Only this one; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="The whole of it, for programs.")
@click.pass_context
def picture(context: click.Context, /, as_json: bool, audience: str, **asked: Any) -> None:
    """What the returns for a period mean: measures, change, comparison, subjects, learning, themes.

    Forum and board are given protected figures; an organisation is given its own alone. The same returns give the
    same bytes.
    """
    from hub.oversight.picture_json import as_json as facts
    from hub.pictures import Pictures
    from hub.store.reach import scope_of

    _expect_one_body(audience, asked["organisation"])
    config = config_of(context)
    period = None if asked["period"] is None else typed_period(asked["period"])
    with open_database(config) as database:
        department = department_asked(database, asked["department"])
        scope = scope_of(database, department, asked["organisation"] or None)
        _expect_all(database, scope, asked["organisation"])
        pictures = Pictures(database, config)
        expect_collected(pictures, scope, period)
        made = pictures.of(scope, period, Audience(audience))
        if period is None and asked["organisation"]:
            _tell_another_period(pictures, scope, made.period)
        texts = pictures.quoted(scope, made)
    if as_json:
        click.echo(orjson.dumps(facts(made, texts), option=orjson.OPT_INDENT_2).decode())
    else:
        _show(console_of(context), made)


def _expect_one_body(audience: str, organisations: tuple[str, ...]) -> None:
    """That an organisation's own view is of that organisation: nobody is shown the true figures of several bodies."""
    if audience == Audience.ORGANISATION and len(organisations) != 1:
        raise SettingWrong("An organisation is shown its own figures alone.", "Name that one with --organisation.")


def department_asked(database: Database, code: str | None) -> str:
    """The department of this code, else that with the most organisations. Raises: NotFound, SettingWrong."""
    from hub.store.register import Register

    if code is None:
        return _largestdepartment_asked(database)
    known = [one.code for one in Register(database).departments()]
    if code not in known:
        raise NotFound(f"There is no department called {code!r}.", f"Use: {', '.join(known)}.")
    return code


def _expect_all(database: Database, scope: Scope, organisations: tuple[str, ...]) -> None:
    """That the department oversees each organisation that is named: else a picture would leave it out in silence."""
    from hub.store.register import Register

    overseen = {one.code for one in Register(database).organisations(scope)}
    for code in organisations:
        if code not in overseen:
            raise NotFound(f"{scope.department} oversees no organisation called {code!r}.", organisation=code)


def expect_collected(pictures: Pictures, scope: Scope, period: Period | None) -> None:
    """That a picture of this period can say anything: it has ended, and somebody owed or sent a return for it."""
    from hub.store.archive import Archive

    if period is None:
        return
    if period.end > pictures.config.today():
        raise InputRefused(f"{period.name} has not ended.", "Name a period that has, or none for the latest.")
    with pictures.database.read() as moment:
        owed = pictures.collection(moment, scope).periods()
        if period not in owed and not Archive(pictures.database, moment).told_periods(scope, [period.name]):
            known = f"Use one from {owed[-1].name} to {owed[0].name}." if owed else "Name none for the latest."
            raise InputRefused(f"No returns are collected for {period.name} from these organisations.", known)


def _tell_another_period(pictures: Pictures, scope: Scope, shown: Period) -> None:
    """Say so where the latest period of some organisations is not that of their department."""
    from hub.pictures import latest_period
    from hub.scope import Scope

    with pictures.database.read() as moment:
        latest = latest_period(pictures, moment, Scope(scope.department))
    if latest != shown:
        click.echo(
            f"Of {shown.name}: the latest period of which a return of {listed(sorted(scope.organisations or ()))} came "
            f"or was due. That of {scope.department} is {latest.name}; name another with --period.",
            err=True,
        )


def _largestdepartment_asked(database: Database) -> str:
    """The department that oversees the most organisations, which is nearly always the only one."""
    from hub.scope import Scope
    from hub.store.register import Register

    register = Register(database)
    sizes = Counter({one.code: len(register.organisations(Scope(one.code))) for one in register.departments()})
    (code, size), *others = [*sizes.most_common(2), ("", 0)][:2]
    if not size:
        raise SettingWrong("This hub has no department with organisations.", "Add them: hub organisation add.")
    if others and others[0][1] == size:
        raise SettingWrong(f"Several departments oversee {size} organisations.", "Name one with --department.")
    if len(sizes) > 1:
        click.echo(f"Of {len(sizes)} departments, {code}; name another with --department.", err=True)
    return code


def _show(console: Console, made: Picture) -> None:
    """The few sentences that somebody at a terminal wants first."""
    meaning = made.meaning
    on_time = made.rates.on_time if made.rates.on_time.denominator else NO_DEADLINES
    lines = [
        f"{made.department_name}, {made.period.label}, for the {made.audience}.",
        f"Returns received: {made.rates.received}; on time: {on_time}.",
        *map(_theme, meaning.themes),
        *([meaning.disclosure.in_words()] if meaning.disclosure else ()),
        "The whole of it is given with --json.",
    ]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)  # whoever reads it cuts the lines, or none


def _theme(theme: Theme) -> str:
    bodies = "; ".join(f"{body.organisation}: {body}" for body in theme.bodies)
    subject = f" {theme.subject}." if theme.subject else ""
    return f"{theme.kind.label}:{subject} {theme.why} {bodies}."


COMMANDS = (picture,)
