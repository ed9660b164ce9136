"""What everybody may open, from when a partnership publishes its report until it withdraws it."""

import pytest
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.register.models import Setting
from goldthread.register.small_numbers import setting_of
from goldthread.yearly_report import actions
from goldthread.yearly_report.given_out import make_all
from goldthread.yearly_report.models import Frozen, Publication, Report
from goldthread.yearly_report.published import address_of
from tests.clients import Client
from tests.factories import NOW
from tests.yearly_report.conftest import YEAR

pytestmark = pytest.mark.django_db


def published(desk) -> Frozen:
    frozen = desk.approved()
    actions.publish(report=frozen.report, by=desk.manager, at=NOW)
    frozen.report.refresh_from_db()
    return frozen


def everybodys_view(address):
    return Client().get(address)


def addresses(report) -> list[str]:
    code = report.space.code.lower()
    return [
        address_of(report),
        reverse("yearly_report:public_figure", args=[code, report.year, "figure-1"]),
        reverse("yearly_report:public_file", args=[code, report.year, "report.html"]),
    ]


def test_an_approved_report_is_published_by_the_manager_and_by_nobody_else(desk):
    report = desk.approved().report

    with pytest.raises(Refused, match="you need to be: business manager"):
        actions.publish(report=report, by=desk.partner, at=NOW)
    publication = actions.publish(report=report, by=desk.manager, at=NOW)

    report.refresh_from_db()
    assert report.status == Report.Status.PUBLISHED
    assert (publication.published_by_id, publication.published_at) == (desk.manager.person_id, NOW)


def test_a_report_that_a_partner_has_not_approved_is_not_published(desk):
    with pytest.raises(Refused, match="It is frozen, waiting for approval"):
        actions.publish(report=desk.frozen().report, by=desk.manager, at=NOW)


def test_everybody_reads_a_published_report_with_its_figures_and_files(desk):
    frozen = published(desk)
    make_all(frozen, by=desk.manager, at=NOW)

    for address in addresses(frozen.report):
        assert everybodys_view(address).status_code == 200, address
    page = everybodys_view(address_of(frozen.report)).content.decode()
    assert "There were" in page
    assert 'href="figures/figure-1/"' in page
    assert "/files/report.pdf" in page


def test_a_public_source_card_names_nobody(desk):
    frozen = published(desk)

    card = everybodys_view(addresses(frozen.report)[1]).content.decode()

    assert "Referrals, Eastmarch, 2022-23" in card
    assert "Return of Eastmarch Council" in card
    for secret in ("A data submitter", "A performance officer", "return.xlsx"):
        assert secret not in card


def test_a_small_number_is_on_no_public_page(desk):
    desk.family.put("rapid_reviews", desk.east, YEAR, 2)
    report = desk.written()
    desk.put(report.sections.get(), desk.table("rapid_reviews", areas=(desk.east.code,)))
    frozen = actions.freeze(report=report, by=desk.manager, at=NOW)
    given = {"sha256": frozen.sha256, "by": desk.partner, "at": NOW}
    actions.approve(report=report, partner=desk.police, **given)
    actions.publish(report=report, by=desk.manager, at=NOW)

    page = everybodys_view(address_of(report)).content.decode()

    assert "so that no child can be recognised" in page
    assert "not for publication" not in page


@pytest.mark.parametrize("state", ["draft", "frozen", "approved", "withdrawn"])
def test_what_is_not_published_answers_as_if_it_were_not_there(desk, state):
    if state == "draft":
        report = desk.written()
    elif state == "frozen":
        report = desk.frozen().report
    elif state == "approved":
        report = desk.approved().report
    else:
        report = published(desk).report
        actions.withdraw(report=report, because_of="A wrong name", by=desk.partner, at=NOW)
    missing = reverse("yearly_report:public", args=["nowhere", report.year])

    for address in addresses(report):
        answer = everybodys_view(address)
        assert answer.status_code == 404, address
        assert answer.content == everybodys_view(missing).content


def test_a_file_that_was_never_made_is_not_made_for_a_passer_by(desk):
    frozen = published(desk)

    assert everybodys_view(addresses(frozen.report)[2]).status_code == 404
    assert "Take it with you" not in everybodys_view(address_of(frozen.report)).content.decode()


def test_a_report_is_withdrawn_with_a_reason_and_can_be_published_again(desk):
    report = published(desk).report

    with pytest.raises(Refused, match="Say why it is withdrawn"):
        actions.withdraw(report=report, because_of=" ", by=desk.manager, at=NOW)
    actions.withdraw(report=report, because_of="A wrong name", by=desk.manager, at=NOW)
    report.refresh_from_db()
    actions.publish(report=report, by=desk.manager, at=NOW)

    reasons = Publication.objects.order_by("pk").values_list("withdrawn_because", flat=True)
    assert list(reasons) == ["A wrong name", ""]
    assert everybodys_view(address_of(report)).status_code == 200


def test_publishing_and_withdrawing_are_confirmed_on_pages(desk):
    report = desk.approved().report
    manager = Client()
    manager.force_login(desk.person_of(desk.manager))
    to_publish, to_withdraw = (
        reverse(f"yearly_report:{act}", args=[report.public_id]) for act in ("publish", "withdraw")
    )

    assert address_of(report) in manager.get(to_publish).content.decode()
    manager.post(to_publish)
    assert address_of(report) in manager.get(report.get_absolute_url()).content.decode()
    assert manager.post(to_withdraw, {"reason": ""}).status_code == 422
    manager.post(
        to_withdraw,
        {"reason": "A wrong name", "row_version": Report.objects.get().row_version},
    )
    assert "A wrong name" in manager.get(report.get_absolute_url()).content.decode()


def test_the_address_of_a_published_report_does_not_mind_capital_letters(desk):
    report = published(desk).report
    shouted = reverse("yearly_report:public", args=[report.space.code.upper(), report.year])

    assert everybodys_view(shouted).status_code == 200


def test_only_partners_and_the_manager_withdraw(desk):
    report = published(desk).report
    officer = desk.person(Role.PARTNERSHIP_OFFICER)

    with pytest.raises(Refused, match="you need to be"):
        actions.withdraw(report=report, because_of="A wrong name", by=officer, at=NOW)


def test_a_report_takes_the_limit_that_its_partnership_has_set(desk):
    Setting.objects.create(
        space=desk.space,
        name=setting_of(),
        value=10,
        holds_from=NOW.date(),
        reason="The executive agreed it",
        source="Minutes of the executive",
    )

    (limit,) = desk.frozen().snapshot().rule.stricter

    assert (limit.smallest_shown, limit.source) == (10, "Minutes of the executive")
