"""What is received is kept for ever, once, and shown only within the caller's scope."""

from __future__ import annotations

from datetime import timedelta

import pytest
from handmade import A_QUERY, ALL, Q1, Q2, accepted, document, figures, query

from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.kept import SubjectSum

DAY = timedelta(days=1)
HARBOURS_ONLY = Scope("ferries", frozenset({"harbours"}))


def test_a_document_comes_back_byte_for_byte(archive: Archive) -> None:
    sent = accepted(note="  spaces, é and \u2028 stay  ")
    archive.keep(sent)
    assert archive.document(ALL, sent.return_id) == sent.raw


def test_a_receipt_says_what_was_received(archive: Archive) -> None:
    sent = accepted()
    kept = archive.keep(sent).receipt_facts
    assert kept == archive.return_(ALL, sent.return_id)
    assert (kept.version, kept.current, kept.supersedes) == (1, True, None)
    assert (kept.sha256, kept.bytes, kept.sent_by) == (sent.sha256, len(sent.raw), "client-1")
    assert kept.received_at == kept.first_accepted_at == sent.received_at
    assert kept.findings == tuple(sent.findings)


def test_another_document_for_the_same_period_is_the_next_version(archive: Archive) -> None:
    first = archive.keep(accepted()).receipt_facts
    second = archive.keep(accepted(note="corrected", after=DAY)).receipt_facts
    assert (second.version, second.supersedes, second.current) == (2, first.id, True)
    assert [kept.current for kept in archive.versions(ALL, "harbours", Q1.name)] == [False, True]


def test_a_correction_does_not_make_a_return_late(archive: Archive) -> None:
    first = archive.keep(accepted()).receipt_facts
    archive.keep(accepted(note="corrected", after=DAY))
    third = archive.keep(accepted(note="corrected again", after=2 * DAY)).receipt_facts
    assert third.first_accepted_at == first.received_at
    assert [kept.first_accepted_at for kept in archive.figures(ALL, [Q1.name])] == [first.received_at]


def test_the_same_document_sent_again_is_a_replay(archive: Archive) -> None:
    first = archive.keep(accepted())
    again = archive.keep(accepted(after=DAY))
    assert (first.replayed, again.replayed) == (False, True)
    assert again.receipt_facts == first.receipt_facts


def test_a_replay_with_a_new_key_remembers_the_key(archive: Archive) -> None:
    first = archive.keep(accepted())
    assert archive.keep(accepted(key="monday")).replayed
    archive.keep(accepted(note="corrected"))
    assert archive.keep(accepted(key="monday")).receipt_facts.id == first.receipt_facts.id


def test_a_key_brings_back_its_own_return_even_when_a_newer_one_is_current(archive: Archive) -> None:
    first = archive.keep(accepted(key="monday")).receipt_facts
    archive.keep(accepted(note="corrected", key="tuesday"))
    again = archive.keep(accepted(key="monday"))
    assert again.replayed
    assert (again.receipt_facts.id, again.receipt_facts.current) == (first.id, False)


def test_a_key_that_comes_with_another_document_is_a_conflict_and_nothing_is_kept(archive: Archive) -> None:
    archive.keep(accepted(key="monday"))
    with pytest.raises(Conflict, match="used before, for another document"):
        archive.keep(accepted(note="another", key="monday"))
    assert len(archive.returns(ALL)) == 1


def test_two_organisations_may_choose_the_same_key(archive: Archive) -> None:
    archive.keep(accepted(key="monday"))
    assert not archive.keep(accepted(organisation="lights", note="ours", key="monday")).replayed


def test_going_back_to_an_earlier_document_is_a_new_version(archive: Archive) -> None:
    archive.keep(accepted())
    archive.keep(accepted(note="corrected"))
    back = archive.keep(accepted())
    assert (back.replayed, back.receipt_facts.version) == (False, 3)


def test_figures_are_those_of_the_current_version(archive: Archive) -> None:
    archive.keep(accepted(figures(10)))
    second = archive.keep(accepted(figures(12), after=DAY)).receipt_facts
    (kept,) = archive.figures(ALL, [Q1.name, Q2.name])
    assert kept.figures == figures(12)
    assert (kept.organisation, kept.period_name, kept.return_id, kept.version) == ("harbours", Q1.name, second.id, 2)


def test_figures_come_by_period_and_organisation(archive: Archive) -> None:
    for organisation in ("wrecks", "harbours"):
        for period in (Q2, Q1):
            archive.keep(accepted(organisation=organisation, period=period, note=f"{organisation} {period.name}"))
    places = [(kept.period_name, kept.organisation) for kept in archive.figures(ALL, [Q1.name, Q2.name])]
    assert places == [(Q1.name, "harbours"), (Q1.name, "wrecks"), (Q2.name, "harbours"), (Q2.name, "wrecks")]


def test_subjects_are_summed_over_bodies(archive: Archive) -> None:
    archive.keep(accepted(figures(subjects={"delay": (3, 1), "conduct": (4, None)})))
    archive.keep(accepted(figures(subjects={"delay": (5, None)}), organisation="lights"))
    assert archive.subject_sums(ALL, [Q1.name]) == [
        SubjectSum(Q1.name, "conduct", count=4, bodies=1, went_wrong=None, went_wrong_of=0),
        SubjectSum(Q1.name, "delay", count=8, bodies=2, went_wrong=1, went_wrong_of=3),
    ]


def test_a_new_version_takes_the_old_ones_subjects_away(archive: Archive) -> None:
    archive.keep(accepted(figures(subjects={"delay": (3, 1), "conduct": (4, 0)})))
    archive.keep(accepted(figures(subjects={"delay": (2, 2)})))
    assert archive.subject_sums(ALL, [Q1.name]) == [SubjectSum(Q1.name, "delay", 2, 1, 2, 2)]


def test_who_sees_some_bodies_sees_the_sums_of_those(archive: Archive) -> None:
    archive.keep(accepted(figures(subjects={"delay": (3, 1)})))
    archive.keep(accepted(figures(subjects={"delay": (5, 5)}), organisation="lights"))
    assert archive.subject_sums(HARBOURS_ONLY, [Q1.name]) == [SubjectSum(Q1.name, "delay", 3, 1, 1, 3)]


@pytest.mark.parametrize(
    "scope", [Scope("ferries", frozenset({"lights"})), Scope("canals"), Scope("ferries", frozenset())]
)
def test_what_is_not_in_scope_looks_as_if_it_did_not_exist(archive: Archive, scope: Scope) -> None:
    kept = archive.keep(accepted(figures(subjects={"delay": (3, 1)}))).receipt_facts
    for return_id in (kept.id, "no-such-return"):
        for read in (archive.return_, archive.document):
            with pytest.raises(NotFound) as refusal:
                read(scope, return_id)
            assert refusal.value.message == "There is no such return, or it is not one that you may see."
    assert archive.returns(scope) == archive.versions(scope, "harbours", Q1.name) == []
    assert archive.figures(scope, [Q1.name]) == archive.subject_sums(scope, [Q1.name]) == []
    with pytest.raises(NotFound):
        archive.returns(scope, before=kept.id)


def test_returns_are_listed_newest_first_and_page_by_page(archive: Archive) -> None:
    sent = [archive.keep(accepted(note=str(day // 2), after=(day // 2) * DAY, organisation=body)).receipt_facts.id
            for day, body in enumerate(["harbours", "lights"] * 3)]  # fmt: skip
    pages, before = [], None
    while page := archive.returns(ALL, limit=4, before=before):
        pages.append([kept.id for kept in page])
        before = page[-1].id
    assert [len(page) for page in pages] == [4, 2]
    assert [*pages[0], *pages[1]] == sent[::-1]


def test_a_list_can_be_of_one_period_and_one_organisation(archive: Archive) -> None:
    for organisation in ("harbours", "lights"):
        for period in (Q1, Q2):
            archive.keep(accepted(organisation=organisation, period=period, note=f"{organisation} {period.name}"))
    assert [kept.period for kept in archive.returns(ALL, period=Q2.name)] == [Q2, Q2]
    (one,) = archive.returns(ALL, period=Q1.name, organisation="lights")
    assert (one.period, one.organisation) == (Q1, "lights")


def test_one_page_reads_one_moment(archive: Archive, database: Database) -> None:
    first = archive.keep(accepted(figures(10))).receipt_facts
    with database.read() as moment:
        then = archive.at(moment)
        assert then.return_(ALL, first.id).current
        archive.keep(accepted(figures(12)))
        assert [kept.figures.received for kept in then.figures(ALL, [Q1.name])] == [figures(10).received]
        assert then.return_(ALL, first.id).current
    assert not archive.return_(ALL, first.id).current


def test_a_count_may_be_larger_than_32_bits(archive: Archive) -> None:
    told = figures(9_000_000_000, subjects={"delay": (9_000_000_000, 8_000_000_000)})
    kept = archive.keep(accepted(told)).receipt_facts
    assert archive.figures(ALL, [Q1.name])[0].figures == told
    assert archive.subject_sums(ALL, [Q1.name])[0].count == 9_000_000_000
    assert archive.document(ALL, kept.id) == document(told)


def test_periods_of_which_something_came_are_told_from_those_of_which_nothing_did(archive: Archive) -> None:
    archive.keep(accepted(period=Q1))
    assert archive.told_periods(ALL, [Q2.name, Q1.name]) == [Q1.name]
    assert archive.told_periods(Scope("ferries", frozenset({"wrecks"})), [Q1.name]) == []
    assert archive.told_periods(ALL, []) == []


def test_what_one_rule_found_is_read_of_current_returns_alone(archive: Archive) -> None:
    first, second = query(received=9), query(received=12)
    archive.keep(accepted(organisation="lights", queries=[first, A_QUERY]))
    archive.keep(accepted(organisation="harbours", queries=[second], note="another"))
    archive.keep(accepted(organisation="harbours", queries=[], note="corrected"))
    assert archive.findings(ALL, Q1.name, "Q02") == [("lights", first)]
    assert archive.findings(ALL, Q2.name, "Q02") == []
    assert archive.findings(Scope("ferries", frozenset({"harbours"})), Q1.name, "Q02") == []
