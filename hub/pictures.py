"""Pictures: store and oversight joined for one scope, period and audience; kept while nothing in the scope changes.

Part of the composition root: it reads all at one moment, passes values from floor to floor, and computes nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from hub.config import UK, Config
from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.oversight.collection import Collection, period_to_show, periods_needed, trend_periods
from hub.oversight.disclosure.audience import Audience
from hub.oversight.learning.body import Repeated
from hub.oversight.marks import Bearings, Lead
from hub.oversight.material import Material
from hub.oversight.picture import Picture, Received, picture
from hub.oversight.spc.breaks import Break, rebased
from hub.oversight.themes.quoted import Quoted, places_of, quoted
from hub.oversight.themes.theme import Confirmed, Theme
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.changes import Change, last_change
from hub.store.database import Database
from hub.store.failings import Failings
from hub.store.kept import KeptFigures
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.rebases import Rebases
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.sheets import KeptSheet, Sheets

FIRST_YEAR_THAT_ANY_RETURN_TELLS = date(2000, 4, 1)
REPEATED = "Q09"  # the query about words that were told before
MOST_KEPT = 8  # pictures; one of 300 bodies takes about 25 MB
Asked = tuple[Scope, str, Audience, date]


@dataclass(slots=True)
class Pictures:
    """Makes pictures, and keeps the last ones for as long as nothing in their scope changes."""

    database: Database
    config: Config
    _kept: OrderedDict[Asked, tuple[Change, Picture]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, scope: Scope, period: Period | None, audience: Audience = Audience.SPONSOR) -> Picture:
        """Everything that a period says; `period_to_show` chooses when none is named. Raises: Unavailable."""
        asked = (scope, period.name if period else "", audience, self.config.today())
        with self.database.read() as moment:
            now = last_change(moment, scope)
            kept = self._kept.get(asked)
            if kept is None or kept[0] != now:
                kept = now, self.made(moment, scope, period, audience)
        self._keep(asked, kept)
        return kept[1]

    def quoted(self, scope: Scope, shown: Picture, themes: Sequence[Theme] | None = None) -> tuple[Quoted, ...]:
        """The words behind themes of a picture that was made for this scope. Missing: all where none is named."""
        places = places_of(shown.meaning.themes if themes is None else themes)
        asked = {(place.organisation, place.period) for place in places}
        documents = Archive(self.database).current_documents(scope, asked)
        told = {where: read_document(raw) for where, raw in documents.items()}
        return quoted(places, told, to_others=shown.audience.protected)

    def made(self, moment: Connection, scope: Scope, period: Period | None, audience: Audience) -> Picture:
        """The same, made now whatever is kept."""
        archive, collection = Archive(self.database, moment), self.collection(moment, scope)
        shown = period or _period_to_show(archive, collection, scope)
        names = [each.name for each in periods_needed(collection, shown)]
        sheets = Sheets(self.database, moment).current(scope, names)
        figures = {kept.organisation: kept for kept in archive.figures(scope, [shown.name])}
        received = [
            _received(sheet, figures.get(sheet.organisation) if sheet.period_name == shown.name else None)
            for sheet in sheets
        ]
        material = self._material(moment, scope, trend_periods(shown, collection.since), sheets, figures)
        return picture(collection, shown, received, material, audience, self.config.smallest_shown)

    def collection(self, moment: Connection, scope: Scope) -> Collection:
        """What is collected from the bodies in a scope, by when, and where they come from."""
        register = Register(self.database, moment)
        department, bodies = register.department(scope.department), register.organisations(scope)
        return Collection(
            department=department.code,
            department_name=department.name,
            collects_from=_lead(department).collects_from,
            deadlines_from=department.deadlines_from,
            due_working_days=self.config.due_working_days,
            today=self.config.today(),
            bodies=tuple(body.circumstances() for body in bodies),
            bearings=self._bearings(moment, scope, bodies),
        )

    def _keep(self, asked: Asked, made: tuple[Change, Picture]) -> None:
        with self._lock:
            self._kept[asked] = made
            self._kept.move_to_end(asked)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _material(
        self,
        moment: Connection,
        scope: Scope,
        periods: Sequence[Period],
        current: Sequence[KeptSheet],
        figures: Mapping[str, KeptFigures],
    ) -> Material:
        within, sheets = {period.name: period for period in periods}, Sheets(self.database, moment)
        names = list(within)
        told: dict[str, list[tuple[Period, Narrative]]] = {}
        for organisation, name, narrative in sheets.narratives(scope, names):
            told.setdefault(organisation, []).append((within[name], narrative))
        return Material(
            sheets=tuple(
                [(one.organisation, one.period_name, one.sheet) for one in current if one.period_name in within]
            ),
            earlier=tuple(
                (one.organisation, one.period_name, one.version, one.sheet) for one in sheets.earlier(scope, names)
            ),
            narratives={code: tuple(several) for code, several in told.items()},
            exposures={code: kept.figures.exposure_of for code, kept in figures.items()},
            rebases=tuple(_rebases(Rebases(self.database, moment), scope)),
            repeated=_repeated(Archive(self.database, moment).findings(scope, names[-1], REPEATED)),
            confirmed=tuple(_confirmed(Failings(self.database, moment), scope)),
        )

    def _bearings(self, moment: Connection, scope: Scope, bodies: Sequence[RelatedOrganisation]) -> Bearings:
        lineage, parents = Lineage(self.database, moment), Parents(self.database, moment).of(scope)
        events = lineage.events(scope)
        known = Register(self.database, moment).departments() if scope.also or parents else ()
        departments = {one.code: one for one in known}
        return Bearings(
            events=tuple(events),
            names=lineage.names(events),
            leads={
                body.code: _lead(departments[body.department]) for body in bodies if body.department != scope.department
            },
            further={
                code: tuple(departments[one].name for one in others if one != scope.department)
                for code, others in parents.items()
            },
        )


def latest_period(pictures: Pictures, moment: Connection, scope: Scope) -> Period:
    """The period that a picture of this scope is of when none is named."""
    return _period_to_show(Archive(pictures.database, moment), pictures.collection(moment, scope), scope)


def _period_to_show(archive: Archive, collection: Collection, scope: Scope) -> Period:
    told = archive.told_periods(scope, [period.name for period in collection.not_due()])
    return period_to_show(collection, map(Period.named, told))


def _lead(department: Department) -> Lead:
    collects_from = department.collects_from or FIRST_YEAR_THAT_ANY_RETURN_TELLS
    return Lead(department.name, collects_from, department.deadlines_from)


def _received(sheet: KeptSheet, kept: KeptFigures | None) -> Received:
    """What came. Of another period than that of the picture only that it came, when, and its version is asked."""
    return Received(
        organisation=sheet.organisation,
        period=Period.named(sheet.period_name),
        return_id=kept.return_id if kept else "",
        version=sheet.version,
        first_accepted_on=sheet.first_accepted_on,
        figures=kept.figures if kept else None,
    )


def _rebases(rebases: Rebases, scope: Scope) -> Iterator[Break]:
    for one in rebases.of(scope):
        decided = one.at.astimezone(UK).date()
        yield rebased(
            one.organisation, one.measure, one.period.start, one.why, f"{one.who} ({one.role})", decided, one.role
        )


def _repeated(found: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[Repeated, ...]]:
    told: dict[str, list[Repeated]] = {}
    for organisation, finding in found:
        told.setdefault(organisation, []).append(Repeated(**finding["values"]))
    return {code: tuple(several) for code, several in told.items()}


def _confirmed(failings: Failings, scope: Scope) -> Iterator[Confirmed]:
    for one in failings.of(scope):
        on = one.at.astimezone(UK).date().isoformat()
        yield Confirmed(one.id, one.failing, one.subject, one.learning, f"{one.who} ({one.role})", on, one.role)
