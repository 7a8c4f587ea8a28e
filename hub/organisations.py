"""Store and oversight joined for the page of one organisation, and for two versions of its return side by side.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection

from hub.config import UK
from hub.contract.circumstances import Organisation
from hub.contract.life_cycle import State
from hub.contract.lift import lift
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.dashboards.one_organisation import AssessmentShown, OrganisationRead, PeriodOfOne, VersionsRead
from hub.errors import nothing_here
from hub.oversight.assessment import former_of, told
from hub.oversight.collection import Collection
from hub.oversight.differences import differences
from hub.oversight.marks import marks
from hub.oversight.picture import Picture
from hub.oversight.reporting import reason, state_of
from hub.oversight.standards import BodyStandards, standards_of
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.assessments import Assessments
from hub.store.database import Database
from hub.store.kept import KeptReturn
from hub.store.register import Register
from hub.store.services import SharedServices
from hub.store.standards import Standards
from hub.store.steps import Steps
from hub.store.threads import Threads

MOST_VERSIONS = 1000  # of one organisation: more than a lifetime of quarters


@dataclass(frozen=True, slots=True)
class Organisations:
    """What can be read of one organisation."""

    database: Database
    pictures: Pictures

    def read(self, scope: Scope, code: str, moment: Connection) -> OrganisationRead:
        """What a department keeps of one organisation: nothing of what it learns or shares. Raises: NotFound."""
        register = Register(self.database, moment)
        body, alone = register.seen(scope, code), _alone(scope, code)
        collection = self.pictures.collection(moment, alone)
        today = Period.containing(collection.today, body.reports)
        return OrganisationRead(
            body=body,
            department_name=register.department(body.department).name,
            marks=marks(body.circumstances(), today, today.start, collection.bearings),
            periods=tuple(self._periods(moment, alone, collection, body.circumstances())),
            threads=tuple(Threads(self.database, moment).waiting(alone)),
            standards=self._standards(moment, alone, [code])[0],
            assessments=self._assessments(moment, alone, code),
        )

    def completed(self, scope: Scope, read: OrganisationRead, picture: Picture) -> OrganisationRead:
        """The same with what the organisation learnt, as a picture tells it, and with the services that it shares.

        Other departments may share them too, and a change there is none of this one.
        """
        learning = next((one for one in picture.meaning.learning if one.organisation == read.body.code), None)
        with self.database.read() as moment:
            services = SharedServices(self.database, moment)
            shared = services.of(_alone(scope, read.body.code))
            names = services.names(shared)
        until = picture.period if learning else None
        return replace(read, learning=learning, learning_until=until, services=tuple(shared), service_names=names)

    def standards(self, scope: Scope, bodies: Sequence[str], moment: Connection) -> tuple[BodyStandards, ...]:
        """Where some organisations stand with the four steps, in their order."""
        return self._standards(moment, scope, bodies)

    def versions(self, scope: Scope, code: str, period: Period, before: int, after: int) -> VersionsRead:
        """Two versions of a return beside each other. Raises: NotFound, for the organisation and for a version."""
        with self.database.read() as moment:
            body = Register(self.database, moment).seen(scope, code)
            archive = Archive(self.database, moment)
            versions = archive.versions(scope, code, period.name)
            by_number = {kept.version: kept for kept in versions}
            if before not in by_number or after not in by_number:
                raise nothing_here()
            one, other = by_number[before], by_number[after]
            raw = [read_document(archive.document(scope, kept.id)) for kept in (one, other)]
        same = one.contract_version == other.contract_version
        lifted = raw if same else [lift(raw[0], one.contract_version), lift(raw[1], other.contract_version)]
        return VersionsRead(
            body, period, tuple(versions), one, other, (lifted[0], lifted[1]),
            str(lifted[1]["contract_version"]), differences(*lifted),
        )  # fmt: skip

    def _periods(
        self, moment: Connection, scope: Scope, collection: Collection, body: Organisation
    ) -> Iterator[PeriodOfOne]:
        """Every period that the organisation owed or sent a return for, newest first."""
        found = Archive(self.database, moment).returns(scope, organisation=body.code, limit=MOST_VERSIONS)
        versions = _by_period(found)
        standings = Steps(self.database, moment).standings(scope, [period.name for period in versions])
        owed = {period for period in collection.periods() if collection.owing(period)}
        for period in sorted(owed | {*versions}, key=lambda each: (each.end, each.start), reverse=True):
            sent = versions.get(period, ())
            standing = standings.get(sent[-1].id) if sent else None
            came = standing is not None and standing.state is not State.WITHDRAWN
            accepted_on = sent[0].first_accepted_at.astimezone(UK).date() if came else None
            due = collection.due_on(period, body)
            yield PeriodOfOne(
                period,
                state_of(accepted_on, due, collection.today),
                reason(accepted_on, due, collection.today),
                sent,
                standing,
            )

    def _assessments(self, moment: Connection, scope: Scope, code: str) -> tuple[AssessmentShown, ...]:
        kept, today = Assessments(self.database, moment).of(scope, code), self.pictures.config.today()
        shown = []
        for _, group in groupby(kept, key=lambda one: one.filing.about):
            versions = tuple(group)
            current = versions[-1].assessment
            before = former_of(current, [one.assessment for one in versions])
            shown.append(AssessmentShown(tuple(one.filing for one in versions), told(current, before, today)))
        return tuple(shown)

    def _standards(self, moment: Connection, scope: Scope, bodies: Sequence[str]) -> tuple[BodyStandards, ...]:
        told = Standards(self.database, moment).of(scope)
        today = self.pictures.config.today()
        return standards_of(bodies, told.steps, told.adoptions, told.conversations, today)


def _alone(scope: Scope, code: str) -> Scope:
    return Scope(scope.department, frozenset({code}), scope.also & {code})


def _by_period(found: list[KeptReturn]) -> Mapping[Period, tuple[KeptReturn, ...]]:
    in_order = sorted(found, key=lambda kept: (kept.period.start, kept.period.end, kept.version))
    return {period: tuple(versions) for period, versions in groupby(in_order, key=lambda kept: kept.period)}
