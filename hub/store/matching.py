"""Which body of the register each body of a directory is, and what follows from it: a plan, made and not carried out.

By its id in the directory; where there is none yet, by its name and department. What does not go together is remarked
on and left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from hub.errors import SettingWrong
from hub.store import registrable
from hub.store.listed import Change, Listed, Plan, Remark, code_of, new_code, same_words
from hub.store.registered import NEVER, Department, RelatedOrganisation


def plan(
    listed: Sequence[Listed],
    departments: Sequence[Department],
    organisations: Sequence[RelatedOrganisation],
    on: date,
    reports: str,
) -> Plan:
    """What a directory changes, as things stand on a day. New bodies report by this kind of period.

    Raises: SettingWrong, with the line, for a name that cannot be kept.
    """
    parents = _Parents(departments)
    matching = _Matching(parents, organisations, on, reports)
    for one in listed:
        matching.take(one)
    return matching.plan()


class _Parents:
    """The departments of a directory: those that are registered, and those that will be."""

    def __init__(self, known: Iterable[Department]) -> None:
        self._by_code = {one.code: one for one in known}
        self._by_name = {same_words(one.name): one for one in self._by_code.values()}
        self.added: list[Department] = []

    def of(self, listed: Listed) -> Department:
        """The department of a body; the same name, or else the same short name, is the same department."""
        words, code = same_words(listed.department), code_of(listed.department_short or listed.department)
        found = self._by_name.get(words) or self._by_code.get(code)
        if found is None:
            with _at_line(listed):
                name = registrable.name("a department", listed.department)
            found = Department(code, name, deadlines_from=NEVER)
            self._by_code[code] = self._by_name[words] = found
            self.added.append(found)
        return found


class _Matching:
    """The bodies of a directory, one after another."""

    def __init__(self, parents: _Parents, organisations: Sequence[RelatedOrganisation], on: date, reports: str) -> None:
        self._parents, self._on, self._reports = parents, on, reports
        self._by_id = {one.directory_id: one for one in organisations if one.directory_id}
        self._by_place = {(one.department, same_words(one.name)): one for one in organisations}
        self._taken = {one.code for one in organisations}
        self._listed: set[str] = set()
        self._added: list[RelatedOrganisation] = []
        self._changed: list[Change] = []
        self._remarks: list[Remark] = []

    def take(self, listed: Listed) -> None:
        """Find what one listed body is, or that it is new."""
        parent = self._parents.of(listed)
        remarks = [*listed.remarks, *_about_parent(listed, parent)]
        known = self._known(listed, parent.code)
        if known is None:
            self._add(listed, parent.code)
        else:
            self._listed.add(known.code)
            change, more = _compared(listed, known, parent.code, self._on)
            remarks += more
            self._changed += [change] if change.name or change.columns else []
        self._remarks += [Remark(listed.line, listed.name, says) for says in remarks]

    def plan(self) -> Plan:
        """What was found."""
        gone = [one for one in self._by_id.values() if one.code not in self._listed and not _is_closed(one, self._on)]
        return Plan(
            departments=tuple(self._parents.added),
            added=tuple(self._added),
            changed=tuple(self._changed),
            unchanged=len(self._listed) - len(self._changed),
            remarks=tuple(self._remarks),
            gone=tuple(sorted(gone, key=lambda one: one.code)),
        )

    def _known(self, listed: Listed, department: str) -> RelatedOrganisation | None:
        known = self._by_id.get(listed.directory_id or "")
        if known is None:
            known = self._by_place.get((department, same_words(listed.name)))
            if known and known.directory_id and listed.directory_id:
                return None  # another body of that name: its id is another one
        return None if known is None or known.code in self._listed else known

    def _add(self, listed: Listed, department: str) -> None:
        code = new_code(listed.name, department, self._taken)
        self._taken.add(code)
        body = RelatedOrganisation(
            code=code,
            name=listed.name,
            kind=listed.kind,
            department=department,
            reports=self._reports,
            opened_on=listed.opened_on,
            opened_told=listed.opened_told,
            directory_id=listed.directory_id,
            ombudsman=listed.ombudsman,
        )
        with _at_line(listed):
            self._added.append(registrable.organisation(body))


def _about_parent(listed: Listed, parent: Department) -> Iterator[str]:
    if same_words(listed.department) != same_words(parent.name):
        yield f"parent department “{listed.department}” was taken as {parent.code}, “{parent.name}”: its short name"
    if same_words(listed.name) == same_words(parent.name):
        yield f"is its own parent department; registered under {parent.code} all the same"


def _compared(listed: Listed, known: RelatedOrganisation, department: str, on: date) -> tuple[Change, list[str]]:
    """What is different about a body that is registered, and what differs and is left as it is."""
    columns: dict[str, Any] = {}
    if known.directory_id is None and listed.directory_id:
        columns["directory_id"] = listed.directory_id
    for column in ("kind", "ombudsman"):
        told = getattr(listed, column)
        if told and told != getattr(known, column):
            columns[column] = told
    if known.opened_on is None and listed.opened_on:
        columns |= {"opened_on": listed.opened_on, "opened_told": listed.opened_told}
    remarks = [*_left_alone(listed, known, department)]
    name = None
    if known.name != listed.name:
        says = _why_not_renamed(listed, known, on)
        remarks += [says] if says else []
        name = None if says else listed.name
    with _at_line(listed):
        changed = replace(known, name=listed.name if name else known.name, **columns)
        registrable.organisation(changed)
    return Change(known.code, name, columns), remarks


def _left_alone(listed: Listed, known: RelatedOrganisation, department: str) -> Iterator[str]:
    if known.department != department:
        yield f"is listed under {department}; the returns of {known.code} stay due to {known.department}"
    if known.closed_on is not None:
        yield f"is listed, though {known.code} closed on {known.closed_on}"
    if known.opened_on and listed.opened_on and known.opened_on != listed.opened_on:
        yield f"opening date {listed.opened_told or listed.opened_on}; {known.code} has {known.opened_on} and keeps it"


def _why_not_renamed(listed: Listed, known: RelatedOrganisation, on: date) -> str:
    """Missing: empty when it has a new name."""
    if same_words(known.name) == same_words(listed.name):
        return f"{known.code} is spelled “{known.name}” and keeps it"
    return f"{known.code} is closed and stays “{known.name}”" if _is_closed(known, on) else ""


def _is_closed(organisation: RelatedOrganisation, on: date) -> bool:
    return organisation.closed_on is not None and organisation.closed_on < on


@contextmanager
def _at_line(listed: Listed) -> Iterator[None]:
    try:
        yield
    except SettingWrong as fault:
        raise SettingWrong(f"Line {listed.line}: {fault.message}", fault.what_to_do) from fault
