"""What the yearly report asks of whom."""

from datetime import date

import pytest

from goldthread.house import Role, Rung
from goldthread.inbox.due import due_from
from goldthread.yearly_report import actions
from goldthread.yearly_report.contents import Kind, Text
from tests.factories import NOW, MembershipFactory

pytestmark = pytest.mark.django_db


def asked_of(principal) -> list[str]:
    kind = "yearly_report."
    due = due_from(principal, on=NOW.date())
    return [item.title for item in due if item.kind.startswith(kind)]


def test_partners_are_asked_to_approve_what_is_frozen(desk):
    actions.freeze(report=desk.written(), by=desk.manager, at=NOW)

    assert asked_of(desk.partner) == ["Approve the yearly report of 2022-23"]
    assert asked_of(desk.officer) == []


def test_a_frozen_report_waits_on_the_managers_home_with_those_who_have_not_approved(desk):
    MembershipFactory(space=desk.space, agency__name="Eastmarch Council")
    frozen = desk.frozen()
    given = {"sha256": frozen.sha256, "by": desk.partner, "at": NOW}
    actions.approve(report=frozen.report, partner=desk.police, **given)

    (item,) = due_from(desk.manager, on=NOW.date())

    assert item.title == "The yearly report of 2022-23 waits for its partners"
    assert item.why == "Not approved yet by Eastmarch Council."
    assert asked_of(desk.partner) == []


def test_the_manager_is_asked_to_publish_what_all_approved_until_it_was(desk):
    report = desk.approved().report

    assert asked_of(desk.manager) == ["Publish the yearly report of 2022-23"]
    actions.publish(report=report, by=desk.manager, at=NOW)
    assert asked_of(desk.manager) == []


def test_a_withdrawn_report_stays_on_the_managers_home_with_the_reason(desk):
    report = desk.approved().report
    actions.publish(report=report, by=desk.manager, at=NOW)
    actions.withdraw(report=report, because_of="A wrong name", by=desk.manager, at=NOW)

    (item,) = due_from(desk.manager, on=NOW.date())
    assert (
        item.title == "The yearly report of 2022-23 is withdrawn: put it right, or publish it again"
    )
    assert item.why == "It was withdrawn because: A wrong name"
    actions.open_again(report=report, because_of="A wrong name", by=desk.manager, at=NOW)
    assert asked_of(desk.manager) == []


def test_the_reason_of_a_partner_who_says_not_yet_reaches_the_manager(desk):
    frozen = desk.frozen()
    given = {"report": frozen.report, "partner": desk.police, "by": desk.partner, "at": NOW}
    actions.hold_back(sha256=frozen.sha256, because_of="The costs are last year’s", **given)

    (item,) = due_from(desk.manager, on=NOW.date())

    assert item.title == "The yearly report of 2022-23 waits for its partners"
    assert item.why == (
        "Not approved yet by Quillshire Police. Quillshire Police says why: The costs are last year’s"
    )
    assert asked_of(desk.partner) == []


def test_a_partner_who_was_asked_today_is_not_late(desk):
    report = desk.start(year="2025-26")
    for section in report.sections.all():
        by = desk.person(Role.INDEPENDENT_SCRUTINEER) if section.of_scrutineer else desk.officer
        desk.put(section, Text("It was done.", Rung.PRACTICE), by=by)
    actions.freeze(report=report, by=desk.manager, at=NOW)

    (item,) = due_from(desk.partner, on=date(2026, 11, 22))

    assert (item.due_on, item.late) == (None, False)
    assert item.came_on == NOW.date()
    assert item.why == (
        "It is frozen, and waits for your agency."
        " The day set for its publication: 30 September 2026."
    )


def test_the_manager_is_asked_to_finish_by_the_end_of_september(desk):
    desk.start(year="2025-26")

    (item,) = due_from(desk.manager, on=date(2026, 9, 30))
    assert (item.due_on, item.late) == (date(2026, 9, 30), False)
    (item,) = due_from(desk.manager, on=date(2026, 10, 1))
    assert item.late


def test_no_day_is_asked_for_where_the_edition_sets_none(desk):
    desk.start()

    assert asked_of(desk.manager) == []


def test_the_scrutineer_is_asked_for_their_view_until_it_is_written(desk):
    section = desk.start().sections.get(of_scrutineer=True)
    scrutineer = desk.person(Role.INDEPENDENT_SCRUTINEER)

    assert asked_of(scrutineer) == ["Write your view for the yearly report of 2022-23"]
    desk.put(section, Text("My view.", Rung.PRACTICE), by=scrutineer)
    assert asked_of(scrutineer) == []


def test_what_was_begun_and_not_saved_is_remembered_for_its_writer(desk):
    section = desk.report().sections.get()
    actions.keep_draft(
        section=section, block=None, kind=Kind.TEXT, typed={"text": "H"}, by=desk.officer, at=NOW
    )

    assert asked_of(desk.officer) == ["Finish what you began in “The year”"]
    assert asked_of(desk.manager) == []
