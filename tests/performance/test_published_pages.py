"""Importing published statistics on the page, the second person's check, and taking an import back."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.access.spaces import working_in
from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.house import Audience, FigureRequest, OriginKind, Role
from goldthread.performance import actions, inbox
from goldthread.performance.figures.family import read
from goldthread.performance.models import PublishedValue, Release, ReleaseFile
from goldthread.performance.published.fitting import LONGEST, LONGEST_FILE_NAME
from goldthread.performance.published.reading import read as read_table
from goldthread.register.models import Area
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, AppointmentFactory, AreaFactory, SpaceAreaFactory
from tests.performance.boards import Board
from tests.performance.published_files import (
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals,
    referrals_row,
)
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ASKED = FigureRequest("performance.referrals", "E06000002", "2023-24")


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """What reading in a process of its own does has its own tests; here it would only take long."""

    def here(content, *, file, release="", areas=None):
        return read_table(io.BytesIO(content), file=file, release=release)

    monkeypatch.setattr("goldthread.performance.views.published.read_apart", here)


def table(*areas, year="2024"):
    return csv_bytes([[*GEOGRAPHY, *REFERRALS], *(referrals_row(area, year) for area in areas)])


def upload(browser, content=None, name="c1.csv", release=""):
    return browser.post(
        reverse("import-published-statistics"),
        {
            "file": SimpleUploadedFile(name, content or table(MIDDLESBROUGH), "text/csv"),
            "release": release,
        },
        follow=True,
    )


class Council(Board):
    """A partnership about Middlesbrough, of which published tables speak."""

    def __post_init__(self):
        super().__post_init__()
        there = Area.objects.filter(code=MIDDLESBROUGH[-2]).first()
        town = there or AreaFactory(code=MIDDLESBROUGH[-2], name="Middlesbrough")
        SpaceAreaFactory(space=self.space, area=town)

    def imported(self, year="2024"):
        """What one officer imported."""
        self.importer = self.principal(Role.PERFORMANCE_OFFICER)
        actions.take_tables(
            tables=[referrals(referrals_row(MIDDLESBROUGH, year))], by=self.importer, at=NOW
        )
        return ReleaseFile.objects.get(space=self.space)

    def figure(self, role=Role.PERFORMANCE_OFFICER):
        principal = self.principal(role)
        with working_in(principal.spaces):
            return read(principal, [ASKED], Audience.WORKING)[0]


@pytest.fixture
def council():
    return Council()


# --- importing -----------------------------------------------------------------------------------
def test_a_table_is_imported_by_page_and_listed_with_who_and_how_far():
    browser = Board().browser()

    response = upload(browser)

    assert "figures imported" in Page.of(response).one("h1").text
    listed = Page.of(browser.get(reverse("published-statistics"))).one("tbody").text
    assert "C1 Referrals and re-referrals, 2024" in listed
    assert "c1.csv" in listed
    assert "Not yet checked" in listed


def test_what_came_of_an_import_has_its_own_address_and_the_form_keeps_its():
    browser = Board().browser()
    told = upload(browser).redirect_chain[-1][0]

    form = browser.get(reverse("import-published-statistics")).content.decode()
    assert 'name="file"' in form
    for _ in range(2):
        assert "figures imported" in Page.of(browser.get(told)).one("h1").text


def test_a_strange_table_is_refused_beside_the_question():
    response = upload(Board().browser(), b"a,b\r\n1,2\r\n", "strange.csv")

    assert response.status_code == 422
    shown = Page.of(response)
    assert "strange.csv is not a published table that is known" in shown.text
    assert shown.all("div", "govuk-error-summary")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": "t" * 200 + ".csv"}, "name of the file has 204 letters"),
        ({"release": "2024 " * 20}, "40 characters"),
    ],
)
def test_names_that_are_too_long_are_told_beside_the_question(more, said):
    response = upload(Board().browser(), **more)

    assert response.status_code == 422
    assert said in Page.of(response).text
    assert not ReleaseFile.objects.exists()


def test_a_reader_sees_what_counts_and_no_way_to_import_more():
    browser = Board().browser(Role.INDEPENDENT_SCRUTINEER)

    shown = Page.of(browser.get(reverse("published-statistics")))

    assert "No statistics have been imported yet" in shown.text
    assert not shown.all("a", href=reverse("import-published-statistics"))
    assert upload(browser).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_table_is_read_while_no_transaction_keeps_others_waiting(monkeypatch):
    seen = []

    def reading(content, **more):
        seen.append(connection.in_atomic_block)
        return referrals(referrals_row(MIDDLESBROUGH))

    monkeypatch.setattr("goldthread.performance.views.published.read_apart", reading)

    assert upload(Board().browser()).status_code == 200
    assert seen == [False]


def test_there_is_room_for_as_many_letters_as_are_allowed():
    room = {name: PublishedValue._meta.get_field(name).max_length for name in LONGEST}
    room["release"] = Release._meta.get_field("name").max_length

    assert room == LONGEST
    assert ReleaseFile._meta.get_field("name").max_length == LONGEST_FILE_NAME


# --- what it is worth until it was checked --------------------------------------------------------
def test_an_import_is_shown_where_it_was_made_marked_and_nowhere_else(council):
    elsewhere = Council()
    council.imported()

    here, there = council.figure(), elsewhere.figure()

    assert here.value == 4229
    assert "not yet checked by a second person" in here.origin.title
    assert here.already_published is False
    assert there.value is None


def test_a_scorecard_marks_what_was_not_checked_and_what_is_made_of_it(council):
    council.place("referrals")
    council.imported()
    address = reverse("scorecard")

    assert "not yet checked by a second person" in Page.of(council.browser().get(address)).text


def test_what_counts_stands_before_what_was_not_checked_yet(council):
    actions.take_tables(tables=[referrals(referrals_row(MIDDLESBROUGH, "2024"))], by=None, at=NOW)
    forged = referrals_row(MIDDLESBROUGH, "2024")
    forged[len(GEOGRAPHY) + REFERRALS.index("Referrals")] = "1"
    actions.take_tables(
        tables=[referrals(forged, release="2025")],
        by=council.principal(Role.PERFORMANCE_OFFICER),
        at=NOW,
    )

    figure = council.figure()

    assert figure.value == 4229
    (beside,) = figure.others
    assert beside.value == 1
    assert "not yet checked" in beside.origin.title


def test_once_checked_it_counts_in_its_own_partnership_alone(council):
    elsewhere = Council()
    file = council.imported()

    actions.check_release(file=file, by=council.principal(Role.PARTNERSHIP_OFFICER), at=NOW)

    here, there = council.figure(), elsewhere.figure()
    assert (here.value, there.value) == (4229, None)
    assert here.origin.kind == OriginKind.RELEASE
    assert "not yet checked" not in here.origin.title
    assert here.origin.file == file.name
    page = Page.of(elsewhere.browser().get(reverse("published-statistics"))).text
    assert "Children in need 2024" not in page
    assert council.importer.name not in page


def test_the_same_figures_from_two_partnerships_are_told_once(council):
    elsewhere = Council()
    files = [(each, each.imported()) for each in (council, elsewhere)]
    for each, file in files:
        actions.check_release(file=file, by=each.principal(Role.BUSINESS_MANAGER), at=NOW)

    assert council.figure().value == 4229
    assert council.figure().others == ()


# --- the second person ----------------------------------------------------------------------------
def test_whoever_imported_a_table_does_not_check_it(council):
    file = council.imported()

    with pytest.raises(Refused, match="You imported this table"):
        actions.check_release(file=file, by=council.importer, at=NOW)


def test_nobody_of_another_partnership_checks_it(council):
    file, other = council.imported(), Council()

    with pytest.raises(Refused):
        actions.check_release(file=file, by=other.principal(Role.PERFORMANCE_OFFICER), at=NOW)
    page = other.browser().get(reverse("published-import", args=[file.public_id]))
    assert page.status_code == 404


def test_it_waits_in_the_list_of_the_second_person_and_not_of_the_first(council):
    council.imported()
    second = council.principal(Role.PARTNERSHIP_OFFICER)

    (item,) = inbox.imports_to_check(second, TODAY)

    assert "C1 Referrals and re-referrals, 2024" in item.title
    assert inbox.imports_to_check(council.importer, TODAY) == []
    assert inbox.imports_to_check(council.principal(Role.DATA_SUBMITTER), TODAY) == []
    assert inbox.imports_to_check(Council().principal(Role.BUSINESS_MANAGER), TODAY) == []


def test_the_second_person_sees_the_figures_beside_those_that_count_and_says_yes(council):
    older = referrals_row(MIDDLESBROUGH, "2024")
    older[len(GEOGRAPHY) + REFERRALS.index("Referrals")] = "4200"
    actions.take_tables(tables=[referrals(older, release="2023")], by=None, at=NOW)
    file = council.imported()
    browser = council.browser(Role.PARTNERSHIP_OFFICER)
    address = reverse("published-import", args=[file.public_id])

    shown = Page.of(browser.get(address))

    assert "4,229" in shown.text
    assert "4,200" in shown.text
    assert "Download the table from its publisher yourself" in shown.text
    answer = browser.post(
        reverse("published-import-check", args=[file.public_id]),
        {"row_version": file.row_version},
        follow=True,
    )
    assert "Checked. The figures count in this partnership from now on." in Page.of(answer).text
    kinds = Entry.objects.filter(space_id=council.space.pk).values_list("kind", flat=True)
    assert {
        "performance.release.taken",
        "performance.release.read",
        "performance.release.checked",
    } <= set(kinds)


def test_an_import_about_other_areas_alone_is_shown_all_the_same():
    board = Board()
    importer = board.principal(Role.PERFORMANCE_OFFICER)
    actions.take_tables(tables=[referrals(referrals_row(MIDDLESBROUGH))], by=importer, at=NOW)
    address = reverse("published-import", args=[ReleaseFile.objects.get().public_id])

    shown = Page.of(board.browser(Role.PARTNERSHIP_OFFICER).get(address))

    assert "Middlesbrough" in shown.one("tbody").text


def test_a_page_that_is_out_of_date_checks_nothing(council):
    file = council.imported()

    answer = council.browser(Role.PARTNERSHIP_OFFICER).post(
        reverse("published-import-check", args=[file.public_id]), {"row_version": 9}
    )

    assert answer.status_code == 409
    file.refresh_from_db()
    assert file.status == ReleaseFile.Status.WAITING


def test_who_imported_is_told_why_another_checks(council):
    council.imported()
    person = Appointment.objects.get(person_id=council.importer.person_id).person
    browser = council.browser()
    browser.force_login(person)

    shown = Page.of(
        browser.get(reverse("published-import", args=[ReleaseFile.objects.get().public_id]))
    )

    assert "You imported this table: another person checks it." in shown.text
    assert not shown.all("button", text="They are as published")


# --- taking back ----------------------------------------------------------------------------------
@pytest.mark.parametrize("is_checked", [False, True])
def test_what_is_taken_back_counts_nowhere_and_can_be_imported_again(council, is_checked):
    elsewhere, file = Council(), council.imported()
    if is_checked:
        actions.check_release(file=file, by=council.principal(Role.BUSINESS_MANAGER), at=NOW)
        file.refresh_from_db()

    answer = council.browser().post(
        reverse("published-import-take-back", args=[file.public_id]),
        {"row_version": file.row_version, "reason": "It was a draft."},
        follow=True,
    )

    assert "Taken back. The figures count no more." in Page.of(answer).text
    assert "It was a draft." in Page.of(answer).text
    assert council.figure().value is None
    assert elsewhere.figure().value is None
    assert PublishedValue.objects.filter(file=file).exists()
    again = actions.take_tables(
        tables=[referrals(referrals_row(MIDDLESBROUGH, "2024"))], by=council.importer, at=NOW
    )
    assert again.taken > 0


def test_nothing_is_taken_back_without_a_reason_or_twice(council):
    file = council.imported()

    with pytest.raises(Refused, match="Say why"):
        actions.take_back(file=file, reason=" ", by=council.importer, at=NOW)
    actions.take_back(file=file, reason="A slip.", by=council.importer, at=NOW)
    with pytest.raises(Refused, match="It is taken back"):
        actions.take_back(file=file, reason="Again.", by=council.importer, at=NOW)
    with pytest.raises(Refused, match="It is taken back"):
        actions.check_release(file=file, by=council.principal(Role.BUSINESS_MANAGER), at=NOW)


def test_whoever_only_checks_cannot_take_back(council):
    file = council.imported()

    with pytest.raises(Refused, match="import published statistics"):
        actions.take_back(
            file=file, reason="No.", by=council.principal(Role.PARTNERSHIP_OFFICER), at=NOW
        )


def test_the_database_itself_hides_what_another_partnership_imported(council):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no row-level security")
    council.imported()
    other = AppointmentFactory(role=Role.PERFORMANCE_OFFICER)
    principal = principal_for(other.person, on=TODAY)

    with working_in(principal.spaces):
        assert not PublishedValue.objects.exists()
        assert not ReleaseFile.objects.exists()
