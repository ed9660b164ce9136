"""What the gate keeps in, and what it lets out."""

import hashlib

import pytest
from django.db import connection

from goldthread.access.decision import Refused
from goldthread.files.store import read
from goldthread.publication import actions
from goldthread.publication.actions.going_out import content_of
from goldthread.publication.inbox import to_go, to_let_out, to_read
from goldthread.publication.models import Answer, Found, Publication
from goldthread.publication.public_now import NotPublic, content_of_paper, public_papers
from goldthread.sweep import Kind
from goldthread.trail.models import History
from tests.factories import NOW, TODAY
from tests.files.drafts import NAME
from tests.publication.builders import (
    CLEAN,
    NOTICE,
    Gate,
    Way,
    a_registry_that_publishes,
    draft_with,
    later,
)

pytestmark = pytest.mark.django_db
S = Publication.Status


@pytest.fixture(autouse=True)
def _publishes(monkeypatch):
    a_registry_that_publishes(monkeypatch)


def refused(match):
    return pytest.raises(Refused, match=match)


def test_a_name_in_a_tracked_change_is_found_and_the_draft_stays_in():
    gate = Gate()
    version = gate.sent(draft_with(CLEAN, deleted=NAME))
    kinds = {row.kind for row in version.findings.filter(place="deleted")}
    assert kinds == {Kind.TRACKED, Kind.NAME}
    with refused("neither dismissed nor mended"):
        gate.asked()


def test_a_tracked_change_is_mended_and_never_dismissed():
    gate = Gate()
    version = gate.sent(draft_with(CLEAN, deleted="old"))
    with refused("cannot stay"):
        gate.dismissed(version.findings.filter(kind=Kind.TRACKED))


def test_a_finding_is_dismissed_only_with_a_reason():
    gate = Gate()
    version = gate.sent(draft_with("The child was 6 years old."))
    with refused("Say why"):
        gate.dismissed(version.findings.filter(kind=Kind.AGE), because=" ")


def test_what_stands_several_times_is_dismissed_at_once():
    gate = Gate()
    version = gate.sent(draft_with("They were 6 years old.", "The 2nd was 6 years old."))
    assert gate.dismissed([version.findings.filter(kind=Kind.AGE).first()]) == 2


def test_what_was_dismissed_stays_so_in_the_next_version_where_nothing_around_it_changed():
    gate = Gate()
    version = gate.sent(draft_with("The child was 6 years old.", "Another text."))
    gate.dismissed(version.findings.filter(kind=Kind.AGE), because="A band of ages")
    later_one = gate.sent(draft_with("The child was 6 years old.", "A third text."))
    (row,) = later_one.findings.filter(kind=Kind.AGE)
    assert row.because == "A band of ages"
    moved = gate.sent(draft_with("Her brother, 6 years old, was not."))
    assert not moved.findings.get(kind=Kind.AGE).is_dismissed


def test_the_words_of_a_draft_lie_nowhere_in_the_database_or_on_the_disk():
    gate = Gate()
    version = gate.sent(draft_with(f"{NAME} was seen."), name=f"{NAME}.docx")
    gate.dismissed(
        version.findings.filter(kind=Kind.NAME, place="text"), because=f"{NAME} is a river"
    )
    assert version.findings.filter(kind=Kind.NAME).first().text == NAME
    said = b""
    with connection.cursor() as cursor:
        for model in (Found, type(version), Publication, History):
            names = [field.column for field in model._meta.concrete_fields]
            columns = [connection.ops.quote_name(name) for name in names]
            cursor.execute(f"select {', '.join(columns)} from {model._meta.db_table}")
            for row in cursor.fetchall():
                said += b" ".join(
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row
                )
    assert NAME.encode() not in said
    assert b"word/document.xml" not in read(version.file)
    assert hashlib.sha256(content_of(version)).hexdigest() == version.sha256


def test_the_title_on_the_page_is_looked_through_too():
    gate = Gate()
    gate.publication.title = f"About {NAME}"
    gate.publication.save()
    version = gate.sent(draft_with(CLEAN))
    assert version.findings.filter(kind=Kind.NAME).exists()


def test_nobody_reads_what_they_prepared():
    gate = Gate()
    gate.clean()
    with refused("prepared it"):
        gate.asked(gate.manager, gate.officer)


def test_two_different_people_are_asked():
    gate = Gate()
    gate.clean()
    with refused("two different people"):
        gate.asked(gate.officer, gate.officer)


def test_a_reader_sees_no_answer_before_both_have_answered():
    gate = Gate()
    gate.clean()
    gate.asked()
    gate.answered(gate.scrutineer, words="Well done")
    for somebody in (gate.officer, gate.manager, gate.partner):
        assert not Answer.objects.visible_to(somebody).exists()
    assert Answer.objects.visible_to(gate.scrutineer).count() == 1
    gate.answered(gate.officer)
    assert Answer.objects.visible_to(gate.officer).count() == 2
    assert gate.publication.status == S.AGREED


def test_nobody_answers_twice_or_unasked():
    gate = Gate()
    gate.clean()
    gate.asked()
    gate.answered(gate.officer)
    with refused("answered already"):
        gate.answered(gate.officer)
    with refused("not asked"):
        gate.answered(gate.partner)


def test_one_no_sends_it_back_and_the_next_version_is_read_anew():
    gate = Gate()
    gate.clean()
    gate.asked()
    gate.answered(gate.officer, may_go_out=False, words="A street is named")
    gate.answered(gate.scrutineer)
    assert gate.publication.status == S.PREPARING
    gate.clean()
    gate.asked()
    gate.answered(gate.officer)
    gate.answered(gate.scrutineer)
    assert gate.publication.status == S.AGREED


def test_a_no_says_what_has_to_change():
    gate = Gate()
    gate.clean()
    gate.asked()
    with refused("what has to change"):
        gate.answered(gate.officer, may_go_out=False)


def test_a_next_version_takes_the_agreement_back():
    gate = Gate().agreed()
    gate.clean()
    assert gate.publication.status == S.PREPARING


def test_it_stays_in_until_everybody_is_prepared_and_the_notice_was_given():
    gate = Gate().agreed()
    with refused("Family, Legal"):
        gate.let_out()
    gate.confirmed("family", "legal", "media")
    with refused("Staff briefing"):
        gate.let_out()
    gate.confirmed("staff")
    with refused("have not been told"):
        gate.let_out()


def test_the_notice_comes_seven_working_days_before():
    gate = Gate().agreed()
    gate.confirmed()
    gate.told(on=TODAY)
    gate.publication.refresh_from_db()
    with refused("had to be told by"):
        gate.let_out()
    assert gate.let_out(at=later(14)).status == S.PUBLIC


def test_a_notice_is_told_after_it_was_given():
    with refused("still to come"):
        Gate().told(on=later(1).date())


def test_who_proposed_it_does_not_let_it_out():
    gate = Gate().ready()
    with refused("Delegated|delegated"):
        gate.let_out(by=gate.manager)
    gate.publication.proposed_by_id = gate.partner.person_id
    gate.publication.save()
    with refused("Somebody else must"):
        gate.let_out()


def test_only_the_draft_that_was_looked_at_goes_out():
    gate = Gate().ready()
    with refused("not the draft"):
        actions.publish(publication=gate.publication, sha256="0" * 64, by=gate.partner, at=NOW)


def test_what_goes_out_is_the_very_file_for_twelve_months():
    gate = Gate().ready()
    row = gate.let_out()
    assert content_of_paper(row) == content_of(row.newest())
    assert row.kept_until.isoformat() == "2027-05-20"
    with public_papers(gate.space.code, TODAY) as (_, papers):
        assert papers == [row]
    with pytest.raises(NotPublic), public_papers(gate.space.code, later(366).date()):
        pass


def test_withdrawn_it_is_public_no_more():
    gate = Gate().ready()
    row = gate.let_out()
    actions.withdraw(publication=row, because_of="A name was left", by=gate.manager, at=NOW)
    with pytest.raises(NotPublic), public_papers(gate.space.code, TODAY):
        pass


def test_a_later_one_takes_its_place():
    gate = Gate().ready()
    first = gate.let_out()
    gate.publication = gate.proposed(title="A better review", replaces=first)
    gate.ready()
    gate.let_out()
    first.refresh_from_db()
    assert first.status == S.REPLACED
    with public_papers(gate.space.code, TODAY) as (_, papers):
        assert [paper.title for paper in papers] == ["A better review"]


def test_it_is_kept_longer_with_a_reason():
    gate = Gate().ready()
    row = gate.let_out()
    with refused("already"):
        actions.keep_longer(publication=row, until=TODAY, because_of="So", by=gate.manager, at=NOW)
    longer = later(500).date()
    row = actions.keep_longer(
        publication=row, until=longer, because_of="It is still used", by=gate.manager, at=NOW
    )
    assert row.is_public_on(longer)


def test_learning_only_is_told_and_never_on_the_public_page():
    gate = Gate(way=Way.LEARNING).agreed()
    gate.confirmed()
    with refused("not for the public page"):
        gate.let_out()
    row = actions.give(publication=gate.publication, to="All schools", by=gate.partner, at=NOW)
    assert row.status == S.GIVEN
    with pytest.raises(NotPublic), public_papers(gate.space.code, TODAY):
        pass


def test_through_the_repository_the_notice_is_needed_too():
    gate = Gate(way=Way.REPOSITORY).agreed()
    gate.confirmed()
    with refused("have not been told"):
        actions.give(publication=gate.publication, to="R-1", by=gate.partner, at=NOW)
    gate.told(NOTICE)
    actions.give(publication=gate.publication, to="R-1", by=gate.partner, at=NOW)


def test_what_is_of_a_case_is_for_those_named_to_it():
    gate = Gate(in_a_case=True)
    gate.clean()
    assert Publication.objects.visible_to(gate.manager).exists()
    assert Found.objects.visible_to(gate.manager).exists()
    for outside in (gate.officer, gate.partner, gate.scrutineer):
        assert not Publication.objects.visible_to(outside).exists()
        assert not Found.objects.visible_to(outside).exists()
    with refused("cannot see this"):
        gate.asked()


def test_each_is_asked_for_what_waits_for_them():
    gate = Gate()
    gate.clean()
    gate.asked()
    assert len(to_read(gate.officer, TODAY)) == 1
    assert not to_read(gate.manager, TODAY)
    gate.answered(gate.officer)
    assert not to_read(gate.officer, TODAY)
    gate.answered(gate.scrutineer)
    gate.confirmed()
    gate.told()
    assert len(to_let_out(gate.partner, TODAY)) == 1
    gate.publication.refresh_from_db()
    gate.let_out()
    assert not to_go(gate.manager, TODAY)
    (warned,) = to_go(gate.manager, later(340).date())
    assert not warned.late
    (over,) = to_go(gate.manager, later(400).date())
    assert over.late
