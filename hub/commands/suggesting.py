"""`hub failing suggest`: which pieces of learning of a period may tell of one failing. Confirms nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from hub.commands.days import typed_period
from hub.commands.listing import as_json_option, show_json
from hub.commands.settings import config_of, console_of, open_database
from hub.contract.build import build
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.oversight.written import how_many
from hub.scope import Scope

if TYPE_CHECKING:
    from hub.oversight.themes.likeness import Suggested, Text
    from hub.store.database import Database


@click.command("suggest")
@click.argument("department")
@click.argument("period")
@as_json_option
@click.pass_context
def suggest_failings(context: click.Context, department: str, period: str, as_json: bool) -> None:
    """Compare the words of learning, and show what may tell of one failing. A person decides."""
    from hub.oversight.themes.likeness import suggested
    from hub.store.register import Register

    with open_database(config_of(context)) as database:
        Register(database).department(department)
        texts = list(_texts(database, Scope(department), typed_period(period)))
    found = suggested(texts)
    if as_json:
        show_json(map(_facts, found))
        return
    console = console_of(context)
    for group in found:
        console.print("\n".join(_lines(department, group)), markup=False, soft_wrap=True)
    compared = f"{how_many(len(texts), 'piece', 'pieces')} of learning compared"
    console.print(f"{compared}; {how_many(len(found), 'suggestion', 'suggestions')}.", markup=False)


def _texts(database: Database, scope: Scope, period: Period) -> Iterator[Text]:
    """What the current returns say was learnt, and how it was used."""
    from hub.oversight.themes.likeness import Text
    from hub.store.archive import Archive
    from hub.store.sheets import Sheets

    told_by = Sheets(database).narratives(scope, [period.name])
    learnt = {(one.organisation, period.name) for one in told_by if one.narrative.learning}
    for (organisation, _), raw in sorted(Archive(database).current_documents(scope, learnt).items()):
        told = build(read_document(raw))
        for one in told.learning if isinstance(told.learning, tuple) else ():
            words = f"{one.identified} {one.used}"
            yield Text(organisation, period.name, one.id or "", one.subject or "", words)


def _lines(department: str, group: Suggested) -> Iterator[str]:
    subject = f"subject {group.subject}" if group.subject else "no subject"
    words = f"; in common: {', '.join(group.words)}" if group.words else ""
    yield f"{group.bodies} organisations, {subject}, {group.near:.2f} alike{words}."
    for one in group.texts:
        yield f"  {one.organisation} {one.id}: {one.text}"
    named = " ".join(f"--learning {one.organisation} {one.period} {shlex.quote(one.id)}" for one in group.texts)
    about = f"--subject {group.subject} " if group.subject else ""
    yield f"  If they tell of one failing: hub failing confirm {department} 'WHICH' {about}{named}"
    yield ""


def _facts(group: Suggested) -> dict[str, Any]:
    texts = [{"organisation": one.organisation, "period": one.period, "learning": one.id} for one in group.texts]
    return {"subject": group.subject, "near": round(group.near, 4), "words": list(group.words), "texts": texts}
