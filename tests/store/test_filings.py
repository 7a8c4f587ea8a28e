"""What is sent beside returns is kept version by version, within its scope, and held against the ledger."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from itertools import count

import orjson
import pytest
from assessment_documents import assessment
from handmade import ALL, by
from sqlalchemy import text

from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store.assessments import Assessments
from hub.store.database import Database
from hub.store.filed import Filed, ToFile
from hub.store.filings import Filings
from hub.store.ledger import Head
from hub.store.verify import Asked, verify

CONTRACT = "self-assessment"
OF_LIGHTS = Scope("ferries", frozenset({"lights"}))
OF_ANOTHER = Scope("bridges")
_numbers = count(1)


@pytest.fixture
def filings(database: Database) -> Filings:
    return Filings(database)


def to_file(
    organisation: str = "harbours", on: str = "2026-05-29", *, about: str = "person-centred", key: str | None = None,
    note: str = "", after: int = 0, contract: str = CONTRACT,
) -> ToFile:  # fmt: skip
    members = {"conclusions": note} if note else {}
    raw = orjson.dumps(assessment(organisation=organisation, completed_on=on, **members))
    return ToFile(
        id=f"filing-{next(_numbers):04}", department="ferries", organisation=organisation, contract=contract,
        contract_version="1.0", about=about, as_at=date.fromisoformat(on), raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(), idempotency_key=key, findings=[{"code": "Q17"}],
        by=by("client-1", "organisation", timedelta(minutes=after)), seal=lambda filing, entry: f"sealed {entry}",
    )  # fmt: skip


def keep(filings: Filings, one: ToFile) -> Filed:
    return filings.keep_judged(lambda: one)


def test_a_document_is_kept_as_it_was_sent_with_its_digest(filings: Filings) -> None:
    sent = to_file()
    kept = keep(filings, sent)
    assert not kept.replayed
    assert filings.one(ALL, CONTRACT, sent.id) == kept.filing
    assert filings.document(ALL, CONTRACT, sent.id) == sent.raw
    assert kept.filing.sha256 == hashlib.sha256(sent.raw).hexdigest()
    assert (kept.filing.version, kept.filing.supersedes, kept.filing.current) == (1, None, True)
    assert kept.filing.findings == ({"code": "Q17"},)


def test_the_next_one_about_the_same_is_the_next_version_and_the_one_before_stays_readable(filings: Filings) -> None:
    first, second = to_file(), to_file(on="2027-05-28", after=1)
    keep(filings, first)
    newer = keep(filings, second).filing
    assert (newer.version, newer.supersedes) == (2, first.id)
    assert [(one.id, one.current) for one in filings.of(ALL, CONTRACT)] == [(second.id, True), (first.id, False)]
    assert filings.document(ALL, CONTRACT, first.id) == first.raw


def test_each_framework_and_each_organisation_has_versions_of_its_own(filings: Filings) -> None:
    told = [to_file(), to_file(about="uk-complaint-standards"), to_file("lights")]
    assert [keep(filings, one).filing.version for one in told] == [1, 1, 1]
    assert len(filings.of(ALL, CONTRACT)) == 3


def test_the_same_document_sent_again_is_kept_once(filings: Filings) -> None:
    first = keep(filings, to_file())
    again = keep(filings, to_file(after=5, key="monday"))
    assert (again.filing, again.replayed) == (first.filing, True)
    assert keep(filings, to_file(key="monday")).replayed
    assert len(filings.of(ALL, CONTRACT)) == 1


def test_a_key_stands_for_one_document(filings: Filings) -> None:
    first = keep(filings, to_file(key="monday")).filing
    keep(filings, to_file(note="More was found.", key="tuesday"))
    assert keep(filings, to_file(key="monday")) == Filed(filings.one(ALL, CONTRACT, first.id), replayed=True)
    with pytest.raises(Conflict):
        keep(filings, to_file(note="Another one.", key="monday"))
    assert keep(filings, to_file("lights", key="monday")).filing.version == 1


def test_what_is_outside_the_scope_looks_like_what_does_not_exist(filings: Filings) -> None:
    kept = keep(filings, to_file()).filing
    said = set()
    for scope, contract, id_ in (
        (OF_LIGHTS, CONTRACT, kept.id), (OF_ANOTHER, CONTRACT, kept.id), (ALL, "another-contract", kept.id),
        (ALL, CONTRACT, "filing-0"), (ALL, CONTRACT, "\0"),
    ):  # fmt: skip
        for read in (filings.one, filings.document):
            with pytest.raises(NotFound) as refused:
                read(scope, contract, id_)
            said.add(refused.value.message)
        with pytest.raises(NotFound):
            filings.of(scope, contract, before=id_)
    assert len(said) == 1
    assert filings.of(OF_LIGHTS, CONTRACT) == filings.of(OF_ANOTHER, CONTRACT) == []


def test_a_list_goes_on_where_its_last_page_ended(filings: Filings) -> None:
    sent = [to_file(note=f"Number {number}.", after=number) for number in range(3)]
    for one in sent:
        keep(filings, one)
    first = filings.of(ALL, CONTRACT, limit=2)
    assert [one.id for one in first] == [sent[2].id, sent[1].id]
    assert [one.id for one in filings.of(ALL, CONTRACT, before=first[-1].id)] == [sent[0].id]


def test_the_former_one_is_the_last_that_tells_of_an_earlier_day(filings: Filings) -> None:
    first, second, mended = to_file(), to_file(on="2027-05-28"), to_file(on="2027-05-28", note="With a word mended.")
    for one in (first, second, mended):
        keep(filings, one)
    find = filings.former
    assert find(CONTRACT, "harbours", "person-centred", date(2026, 5, 29)) is None
    assert find(CONTRACT, "harbours", "person-centred", date(2027, 5, 28)) == first.raw
    assert find(CONTRACT, "harbours", "person-centred", date(2028, 1, 1)) == mended.raw
    assert find(CONTRACT, "harbours", "uk-complaint-standards", date(2028, 1, 1)) is None
    assert find(CONTRACT, "lights", "person-centred", date(2028, 1, 1)) is None


def test_self_assessments_are_read_with_what_they_tell_and_only_within_the_scope(
    filings: Filings, database: Database
) -> None:
    keep(filings, to_file())
    keep(filings, to_file(on="2027-05-28"))
    kept = Assessments(database).of(ALL, "harbours")
    assert [(one.filing.version, one.assessment.completed_on) for one in kept] == [(1, "2026-05-29"), (2, "2027-05-28")]
    assert len(kept[0].assessment.scores) == 41
    assert Assessments(database).of(OF_LIGHTS, "harbours") == []


CHANGES = {
    "a document": ("UPDATE filings SET raw = {blob} WHERE version = 1", "document, length"),
    "a digest": ("UPDATE filings SET sha256 = 'x' WHERE version = 1", "digest"),
    "whose it is": ("UPDATE filings SET organisation = 'lights' WHERE version = 1", "organisation"),
    "its day": ("UPDATE filings SET as_at = '2020-01-01' WHERE version = 1", "as_at"),
    "what was found": ("UPDATE filings SET findings = '[]' WHERE version = 1", "findings"),
    "which is current": ("UPDATE filings SET current = {no} WHERE version = 2", "current"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_past_the_hub_is_found(filings: Filings, database: Database, change: str) -> None:
    keep(filings, to_file())
    keep(filings, to_file(on="2027-05-28"))
    assert verify(database).faults == ()
    statement, what = CHANGES[change]
    sqlite = database.is_sqlite
    statement = statement.format(blob="x'7b7d'" if sqlite else "'\\x7b7d'::bytea", no="0" if sqlite else "false")
    database.write(lambda connection: connection.execute(text(statement)))
    (fault,) = verify(database).faults
    assert fault.startswith("The filing filing-")
    assert fault.endswith(f"is not as the ledger has it: {what}.") or change == "a document"


def test_a_filing_that_was_taken_away_or_put_in_is_found(filings: Filings, database: Database) -> None:
    kept = keep(filings, to_file()).filing
    database.write(lambda connection: connection.execute(text("DELETE FROM filings")))
    assert verify(database).faults == (f"The filing {kept.id} is in the ledger, but not in the database.",)


def test_a_seal_that_does_not_hold_is_told(filings: Filings, database: Database) -> None:
    kept = keep(filings, to_file()).filing

    def faults(one: object, entry: Head | None) -> list[str]:
        return [] if getattr(one, "seal", "") == f"sealed {entry}" else ["it says another entry"]

    assert verify(database, Asked(seal_faults=faults)).faults == ()
    database.write(lambda connection: connection.execute(text("UPDATE filings SET seal = 'sealed anew'")))
    told = verify(database, Asked(seal_faults=faults)).faults
    assert told == (f"The receipt of filing {kept.id} is not as it was sealed: it says another entry.",)
