"""What a body must add to its returns to use a newer version of the contract, computed from the two schemas.

For a whole version, and for one document. Nothing here is written by hand: a version that is added is compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from hub.contract.codelists import Code, codelist
from hub.contract.findings import Finding
from hub.contract.members import EACH, Member, members
from hub.contract.model import Document
from hub.contract.shape import shape_faults
from hub.contract.versions import VERSIONS, ContractVersion, newer_versions

MISSING = "E16"


@dataclass(frozen=True, slots=True)
class ToAdd:
    """A member that a newer version asks for, or allows; `within` is what it must, or may, hold in turn.

    Shapes: `pointer` is the place in one document, or the pattern of the member's places. Between versions, `within` is
    empty for a member that could be left out before: what is new in it has a place of its own.
    """

    pointer: str
    member: Member
    within: tuple[Member, ...]

    def as_json(self) -> dict[str, Any]:
        """As the API and the command line give it."""
        return {**self.member.as_json(), "pointer": self.pointer, "within": [inner.as_json() for inner in self.within]}


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From one version of a contract to a newer one.

    Shapes: `must_add` are members that may not be left out, wherever the part is that they belong to: new ones, and
    such as could be left out before; `may_add` are new ones that may be left out; `changed` are otherwise of another
    kind; `deprecated` should be sent no longer; `codes` maps a code list to its codes that came in between,
    `deprecated_codes` to those that went out of use.
    """

    contract: str
    from_version: str
    to_version: str
    must_add: tuple[ToAdd, ...]
    may_add: tuple[ToAdd, ...]
    changed: tuple[Member, ...]
    deprecated: tuple[Member, ...]
    codes: dict[str, tuple[Code, ...]]
    deprecated_codes: dict[str, tuple[Code, ...]]

    def as_json(self) -> dict[str, Any]:
        """As the API and the command line give it."""
        return {
            "contract": self.contract,
            "from": self.from_version,
            "to": self.to_version,
            "must_add": [one.as_json() for one in self.must_add],
            "may_add": [one.as_json() for one in self.may_add],
            "changed": [member.as_json() for member in self.changed],
            "deprecated": [
                {"pointer": member.place, "from": member.deprecated_from, "replaced_by": list(member.replaced_by)}
                for member in self.deprecated
            ],
            "codes": {name: [code.code for code in codes] for name, codes in self.codes.items()},
            "deprecated_codes": {
                name: {code.code: code.replaced_by or None for code in codes}
                for name, codes in self.deprecated_codes.items()
            },
        }


def upgrade(contract: str, from_version: str, to_version: str) -> Upgrade:
    """What the newer version asks beyond the older one.

    Raises: KeyError when one of them does not exist.
    """
    before, after = members(contract, from_version), members(contract, to_version)
    both = [(before[place], member) for place, member in after.items() if place in before]
    new = [place for place in after if place not in before]
    tops = [after[place] for place in new if _parent(place) not in new]
    asked = {now.place for was, now in both if now.required and not was.required}
    must_add = asked.union(top.place for top in tops if top.required)
    between = _between(contract, from_version, to_version)
    lists = sorted({_list_of(member) for member in after.values() if member.codelist})
    return Upgrade(
        contract=contract,
        from_version=from_version,
        to_version=to_version,
        must_add=tuple(_whole(member, new, after) for place, member in after.items() if place in must_add),
        may_add=tuple(_whole(top, new, after) for top in tops if not top.required),
        changed=tuple(now for was, now in both if now.required == was.required and _is_another(was, now)),
        deprecated=tuple(now for was, now in both if now.deprecated_from and not was.deprecated_from),
        codes=_codes(lists, lambda code: code.since in between),
        deprecated_codes=_codes(lists, lambda code: code.deprecated_from in between),
    )


def _parent(place: str) -> str:
    """The member that a place is inside of."""
    return place.rpartition("/")[0].removesuffix(f"/{EACH}")


def _whole(member: Member, new: Collection[str], after: dict[str, Member]) -> ToAdd:
    """A member; a new one with those that it holds."""
    inside = f"{member.place}/"
    within = tuple(after[place] for place in new if place.startswith(inside)) if member.place in new else ()
    return ToAdd(member.place, member, within)


def _is_another(was: Member, now: Member) -> bool:
    return (was.kind, was.or_status) != (now.kind, now.or_status)


def _list_of(member: Member) -> str:
    return member.codelist.removeprefix("codelists/").removesuffix(".csv")


def _between(contract: str, from_version: str, to_version: str) -> tuple[str, ...]:
    """The versions after the one up to the other, oldest first; none when the other is not newer."""
    versions = [known.version for known in VERSIONS if known.contract == contract]
    return tuple(versions[versions.index(from_version) + 1 : versions.index(to_version) + 1])


def _codes(lists: Iterable[str], wanted: Callable[[Code], bool]) -> dict[str, tuple[Code, ...]]:
    found = {name: tuple(code for code in codelist(name).values() if wanted(code)) for name in lists}
    return {name: codes for name, codes in found.items() if codes}


def upgrades(known: ContractVersion) -> dict[str, Upgrade | None]:
    """What the next and the newest version ask beyond this one. Missing: None twice for the newest itself."""
    newer = [one.version for one in newer_versions(known)]
    ends = {"next": newer[0], "newest": newer[-1]} if newer else {"next": None, "newest": None}
    return {end: upgrade(known.contract, known.version, to) if to else None for end, to in ends.items()}


def to_add(document: Document, contract: str, to_version: str) -> tuple[tuple[ToAdd, ...], tuple[Finding, ...]]:
    """What this document must add to be of a newer version's shape, and what else is wrong with it there.

    Raises: KeyError when there is no such version.
    """
    known = members(contract, to_version)
    _, faults = shape_faults({**document, "contract_version": to_version}, contract, to_version)
    lacking = [fault for fault in faults if fault.code == MISSING and _place(fault) in known]
    return (
        tuple(_to_add(fault.pointers[0], known[_place(fault)], known) for fault in lacking),
        tuple(fault for fault in faults if fault not in lacking),
    )


def _place(fault: Finding) -> str:
    """Where a fault is, as a pattern: the part of a count that lacks its mark is no member of the contract."""
    return "/".join(EACH if part.isdecimal() else part for part in fault.pointers[0].split("/"))


def _to_add(pointer: str, member: Member, known: dict[str, Member]) -> ToAdd:
    inside = tuple(one for one in known.values() if one.place.startswith(f"{member.place}/") and one.required)
    return ToAdd(pointer, member, inside)
