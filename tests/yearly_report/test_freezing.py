"""Freezing fixes a report: what happens to its figures afterwards changes no byte of what is given out."""

import hashlib

import pytest

from goldthread.access.decision import Refused
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.house import Audience, Role, Rung
from goldthread.register.models import Membership
from goldthread.trail.models import Entry
from goldthread.yearly_report import actions, rules
from goldthread.yearly_report.approvals import asked_of
from goldthread.yearly_report.build import OUTPUTS
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.models import FrozenDamaged, Publication, Report
from goldthread.yearly_report.taking import take
from tests.factories import NOW, TODAY, AppointmentFactory, MembershipFactory
from tests.yearly_report.conftest import YEAR

pytestmark = pytest.mark.django_db


def hashes(report) -> dict[str, str]:
    snapshot = report.last_frozen().snapshot()
    made = {output.name: output.make(snapshot, Audience.WORKING) for output in OUTPUTS}
    return {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}


def test_a_figure_that_changes_after_freezing_changes_no_byte_of_any_output(desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)
    before = hashes(report)

    desk.family.put("referrals", desk.east, YEAR, 9999)

    assert len(before) == 4
    assert hashes(report) == before


def test_a_frozen_report_is_not_written_in(desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)

    with pytest.raises(Refused, match="The report is frozen"):
        desk.put(report.sections.get(), Text("More.", Rung.ACTIVITY))


def test_freezing_is_told_in_the_trail_with_the_hash(desk):
    report = desk.written()

    frozen = actions.freeze(report=report, by=desk.manager, at=NOW)

    entry = Entry.objects.get(kind="yearly_report.report.frozen")
    assert entry.history.after == {"number": 1, "sha256": frozen.sha256}


def test_freezing_is_refused_while_a_passage_names_a_figure_that_does_not_exist(desk):
    report = desk.written()
    text = "One line.\n\nAnd {{ example.nonsense | X | 2022-23 }} here."
    desk.put(report.sections.get(), Text(text, Rung.ACTIVITY))

    with pytest.raises(Refused, match="“The year”, line 3: There is no figure “example.nonsense”"):
        actions.freeze(report=report, by=desk.manager, at=NOW)


def test_freezing_is_refused_while_a_sentence_rests_on_a_figure_without_a_value(desk):
    desk.family.put("rapid_reviews", desk.east, YEAR, None)
    report = desk.written()
    text = f"There were {desk.token('rapid_reviews', desk.east)} reviews."
    desk.put(report.sections.get(), Text(text, Rung.ACTIVITY))

    with pytest.raises(Refused, match="There is no value for Rapid reviews, Eastmarch, 2022-23"):
        actions.freeze(report=report, by=desk.manager, at=NOW)


def test_freezing_is_refused_while_required_content_is_empty_without_a_reason(desk):
    report = desk.start()

    with pytest.raises(Refused, match="Write it, or say why there is nothing"):
        actions.freeze(report=report, by=desk.manager, at=NOW)


def test_freezing_is_refused_while_a_section_that_nobody_asks_for_is_empty(desk):
    report = desk.written()
    given = {"report": report, "by": desk.officer, "at": NOW}
    section = actions.add_section(heading="Heard and believed", **given)
    reason = "“Heard and believed” is empty. Write it, say why there is nothing, or take it out."

    (gap,) = rules.against_freezing(take(report, by=desk.manager, at=NOW))
    assert (gap.words, gap.section) == (reason, section.key)
    with pytest.raises(Refused, match="“Heard and believed” is empty"):
        actions.freeze(report=report, by=desk.manager, at=NOW)
    actions.remove_section(section=section, by=desk.officer, at=NOW)
    actions.add_section(heading="Costs", left_empty_because="Not known yet.", **given)
    assert actions.freeze(report=report, by=desk.manager, at=NOW)


def test_only_the_business_manager_freezes(desk):
    report = desk.written()

    with pytest.raises(Refused, match="you need to be: business manager"):
        actions.freeze(report=report, by=desk.officer, at=NOW)


def test_another_person_approves_the_very_text_that_was_read(desk):
    frozen = desk.frozen()
    given = {"report": frozen.report, "partner": desk.police, "by": desk.partner, "at": NOW}

    with pytest.raises(Refused, match="frozen anew"):
        actions.approve(sha256="0" * 64, **given)
    actions.approve(sha256=frozen.sha256, **given)

    frozen.report.refresh_from_db()
    assert frozen.report.status == Report.Status.APPROVED


def test_nobody_approves_for_two_partners(desk):
    council = MembershipFactory(space=desk.space, agency__name="Eastmarch Council").agency
    frozen = desk.frozen()
    both = desk.person(Role.LEAD_SAFEGUARDING_PARTNER, agency=council)
    AppointmentFactory(
        space=desk.space,
        person_id=both.person_id,
        role=Role.LEAD_SAFEGUARDING_PARTNER,
        agency=desk.police,
    )
    both = principal_for(Person.objects.get(pk=both.person_id), on=TODAY, chosen=desk.space.code)
    given = {"report": frozen.report, "sha256": frozen.sha256, "by": both, "at": NOW}
    actions.approve(partner=council, **given)

    with pytest.raises(Refused, match="You have approved it for Eastmarch Council"):
        actions.approve(partner=desk.police, **given)


def test_a_report_is_approved_when_every_statutory_partner_has_approved_it(desk):
    council = MembershipFactory(space=desk.space, agency__name="Eastmarch Council").agency
    MembershipFactory(space=desk.space, standing="relevant")
    frozen = desk.frozen()
    report, text = frozen.report, frozen.sha256
    leads = {"by": desk.person(Role.LEAD_SAFEGUARDING_PARTNER, agency=council), "at": NOW}

    assert [a.partner for a in asked_of(frozen)] == [council, desk.police]
    actions.approve(report=report, partner=council, sha256=text, **leads)
    report.refresh_from_db()
    assert report.status == Report.Status.FROZEN
    with pytest.raises(Refused, match="Your agency has approved it already"):
        actions.approve(report=report, partner=council, sha256=text, **leads)
    with pytest.raises(Refused, match="You cannot approve it for Eastmarch Council"):
        actions.approve(report=report, partner=council, sha256=text, by=desk.partner, at=NOW)
    actions.approve(report=report, partner=desk.police, sha256=text, by=desk.partner, at=NOW)

    report.refresh_from_db()
    assert report.status == Report.Status.APPROVED
    assert [a.approved_by_id for a in asked_of(frozen)] == [
        leads["by"].person_id,
        desk.partner.person_id,
    ]


def test_an_agency_that_is_no_statutory_partner_is_not_asked(desk):
    frozen = desk.frozen()
    other = desk.partner_of(MembershipFactory(space=desk.space, standing="relevant").agency)

    reasons = rules.can_be_approved(frozen.report, other).reasons

    assert reasons == ("You are appointed for no statutory partner who was asked to approve it.",)


def test_a_report_that_nobody_could_approve_is_not_frozen(desk):
    Membership.objects.filter(space=desk.space).delete()

    with pytest.raises(Refused, match="The register names no statutory partner"):
        desk.frozen()


def test_opening_again_asks_every_partner_again(desk):
    MembershipFactory(space=desk.space)
    frozen = desk.frozen()
    given = {"sha256": frozen.sha256, "by": desk.partner, "at": NOW}
    actions.approve(report=frozen.report, partner=desk.police, **given)
    actions.open_again(report=frozen.report, because_of="A name", by=desk.manager, at=NOW)

    again = actions.freeze(report=frozen.report, by=desk.manager, at=NOW)

    assert not any(approval.is_given for approval in asked_of(again))


def test_a_report_opened_again_says_why_and_keeps_what_was_frozen(desk):
    report = desk.written()
    first = actions.freeze(report=report, by=desk.manager, at=NOW)

    with pytest.raises(Refused, match="Say why"):
        actions.open_again(report=report, because_of=" ", by=desk.manager, at=NOW)
    actions.open_again(report=report, because_of="A wrong name", by=desk.manager, at=NOW)
    again = actions.freeze(report=report, by=desk.manager, at=NOW)

    first.refresh_from_db()
    assert (first.opened_again_because, again.number) == ("A wrong name", 2)


def test_an_approved_report_is_opened_again_before_anybody_reads_it(desk):
    first = desk.approved()

    actions.open_again(report=first.report, because_of="A figure", by=desk.manager, at=NOW)
    again = actions.freeze(report=first.report, by=desk.manager, at=NOW)

    assert again.number == 2
    assert not any(approval.is_given for approval in asked_of(again))
    assert all(approval.is_given for approval in asked_of(first))


def test_a_published_report_is_withdrawn_before_it_is_opened_again(desk):
    report = desk.approved().report
    actions.publish(report=report, by=desk.manager, at=NOW)

    with pytest.raises(Refused, match="It is published"):
        actions.open_again(report=report, because_of="A figure", by=desk.manager, at=NOW)


def test_a_withdrawn_report_is_put_right_approved_anew_and_published_again(desk):
    first = desk.approved()
    report = first.report
    actions.publish(report=report, by=desk.manager, at=NOW)
    actions.withdraw(report=report, because_of="A wrong figure", by=desk.manager, at=NOW)
    report.refresh_from_db()
    assert report.get_status_display() == "Withdrawn"

    actions.open_again(report=report, because_of="A wrong figure", by=desk.manager, at=NOW)
    desk.family.put("referrals", desk.east, YEAR, 4230)
    again = actions.freeze(report=report, by=desk.manager, at=NOW)
    with pytest.raises(Refused, match="waiting for approval"):
        actions.publish(report=report, by=desk.manager, at=NOW)
    given = {"sha256": again.sha256, "by": desk.partner, "at": NOW}
    actions.approve(report=report, partner=desk.police, **given)
    actions.publish(report=report, by=desk.manager, at=NOW)

    kept = Publication.objects.filter(frozen__report=report).order_by("pk")
    assert [row.frozen for row in kept] == [first, again]
    assert hashlib.sha256(first.held.encode()).hexdigest() == first.sha256 != again.sha256


def test_a_partner_says_not_yet_with_a_reason_and_may_approve_later(desk):
    frozen = desk.frozen()
    given = {"report": frozen.report, "partner": desk.police, "by": desk.partner, "at": NOW}

    with pytest.raises(Refused, match="Say why not yet"):
        actions.hold_back(sha256=frozen.sha256, because_of=" ", **given)
    with pytest.raises(Refused, match="frozen anew"):
        actions.hold_back(sha256="0" * 64, because_of="The costs are last year’s", **given)
    actions.hold_back(sha256=frozen.sha256, because_of="The costs are last year’s", **given)

    (answer,) = asked_of(frozen)
    assert (answer.is_given, answer.not_yet_because) == (False, "The costs are last year’s")
    assert answer.not_yet_by_id == desk.partner.person_id
    entry = Entry.objects.get(kind="yearly_report.report.held_back")
    assert entry.history.after["because"] == "The costs are last year’s"
    actions.approve(sha256=frozen.sha256, **given)
    frozen.report.refresh_from_db()
    assert frozen.report.status == Report.Status.APPROVED


def test_a_frozen_text_that_was_altered_is_not_opened(desk):
    report = desk.written()
    frozen = actions.freeze(report=report, by=desk.manager, at=NOW)
    frozen.held = frozen.held.replace("4231", "4230")

    with pytest.raises(FrozenDamaged):
        frozen.snapshot()


def test_whoever_froze_a_report_does_not_approve_it(desk):
    report = desk.written()
    person = AppointmentFactory(space=desk.space, role=Role.BUSINESS_MANAGER).person
    AppointmentFactory(
        space=desk.space,
        role=Role.DELEGATED_SAFEGUARDING_PARTNER,
        person=person,
        agency=desk.police,
    )
    both = principal_for(person, on=TODAY, chosen=desk.space.code)
    actions.freeze(report=report, by=both, at=NOW)

    decision = rules.can_be_approved(report, both)

    assert decision.reasons == ("You froze this report. Somebody else must approve it.",)
