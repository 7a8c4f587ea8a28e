"""The learning library: what is found joined with what became of it, for one viewer.

Part of the composition root: it passes values from floor to floor and computes nothing itself. What is found past the
viewer's scope, and what became of that, comes from the picture that other bodies have of the whole department: with
every count protected, whoever looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.auth.permissions import Viewer
from hub.dashboards.library_read import LibraryRead, Wanted
from hub.oversight.disclosure.audience import Audience
from hub.oversight.learning.evidenced import Evidenced, Piece, evidenced
from hub.oversight.once import once_for_each
from hub.oversight.picture import Picture
from hub.pictures import Pictures
from hub.store.database import Database
from hub.store.library import Library, Readers, Sought
from hub.store.reach import scope_of
from hub.store.register import Register


@dataclass(frozen=True, slots=True)
class Learnt:
    """Reads for the learning library."""

    database: Database
    pictures: Pictures

    def search(self, who: Viewer, audience: Audience, wanted: Wanted) -> tuple[LibraryRead, Picture]:
        """What is found, and the picture that says what became of it. Raises: Unavailable."""
        whole = scope_of(self.database, who.scope.department)
        readers = Readers(None if audience.protected else who.scope, whole)
        evidence, picture = self._evidence(readers, audience)
        with self.database.read() as moment:
            library = Library(self.database, moment)
            shelved = library.shelved(readers)
            read = LibraryRead(
                department_name=picture.department_name,
                found=library.search(readers, _sought(wanted, evidence), wanted.first, wanted.most),
                shelved=shelved,
                names=_names(Register(self.database, moment), shelved.organisations),
                evidence=evidence,
                each=picture.period.kind,
            )
        return read, picture

    def _evidence(self, readers: Readers, audience: Audience) -> tuple[dict[Piece, Evidenced], Picture]:
        """What became of learning: of other bodies as other bodies may know it, of the reader's own as it is."""
        own = None if readers.all_of is None else self.pictures.of(readers.all_of, None, audience)
        if own is not None and readers.all_of == readers.shared_in:
            return _of(own), own
        others = self.pictures.of(readers.shared_in, None, audience if audience.protected else Audience.FORUM)
        return {**_of(others), **(_of(own) if own else {})}, own or others


@once_for_each
def _of(picture: Picture) -> dict[Piece, Evidenced]:
    return evidenced(picture.meaning.learning, picture.meaning.effects)


def _sought(wanted: Wanted, evidence: dict[Piece, Evidenced]) -> Sought:
    verdict = wanted.verdict
    among = None if verdict is None else [piece for piece, one in evidence.items() if one.verdict is verdict]
    return Sought(wanted.words, wanted.organisation, wanted.subject, among)


def _names(register: Register, codes: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(codes, register.names(codes), strict=True))
