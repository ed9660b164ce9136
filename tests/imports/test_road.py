"""Past records: columns told once, every problem seen, a dry run, all or nothing, the same file twice."""

import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.governance.bringing_in import KINDS, STANDINGS
from goldthread.house import ROLES, Outcome, Role, registry
from goldthread.imports import actions, tasks
from goldthread.imports.models import Columns, Import
from goldthread.register.models import Agency, Group, Membership
from goldthread.trail.models import Entry
from goldthread.trail.verify import verify
from tests.factories import AgencyFactory, MembershipFactory, SpaceFactory
from tests.files.books import xls_of
from tests.imports.pages import NOW, bring_in, csv, manager, page, send, sent, space_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


FERRY = "Ferry Company,Other,,,01/04/2024,Minutes"
FOOD = "Food Bank,Voluntary and faith,Other,food-bank,,"


def names_in(space):
    return set(Membership.objects.filter(space=space).values_list("agency__name", flat=True))


# --- the whole road ------------------------------------------------------------------------------
def test_a_spreadsheet_is_sent_looked_at_and_brought_in():
    client, by = manager()
    row = sent(client, csv(FERRY, FOOD))

    before = page(client, row)
    bring_in(client, row)

    assert "2 new, 0 changed, 0 the same" in before
    assert names_in(space_of(by)) == {"Ferry Company", "Food Bank"}
    place = Membership.objects.get(agency__name="Ferry Company")
    assert (place.standing, str(place.starts_on), place.source) == (
        "relevant",
        "2024-04-01",
        "Minutes",
    )
    assert place.agency.code == "ferry-company"
    assert "2 new, 0 changed, 0 the same" in page(client, row)
    assert Entry.objects.filter(kind="governance.agency.added").count() == 2
    assert verify().is_whole


def test_nothing_is_there_before_the_button_is_pressed():
    client, by = manager()

    page(client, sent(client, csv(FERRY)))

    assert names_in(space_of(by)) == set()


def test_the_same_file_twice_changes_nothing():
    client, by = manager()
    bring_in(client, sent(client, csv(FERRY, FOOD)))
    agencies, places = list(Agency.objects.values()), list(Membership.objects.values())
    again = sent(client, csv(FERRY, FOOD))

    said = page(client, again)
    bring_in(client, again)

    assert "All of it is there already" in said
    assert (list(Agency.objects.values()), list(Membership.objects.values())) == (agencies, places)


def test_pressing_twice_brings_in_once():
    client, by = manager()
    row = sent(client, csv(FERRY))

    bring_in(client, row)
    bring_in(client, row)

    assert Membership.objects.filter(space=space_of(by)).count() == 1


def test_a_change_is_shown_before_it_is_made_and_told_to_the_trail():
    client, by = manager()
    bring_in(client, sent(client, csv(FOOD)))
    row = sent(client, csv("Food Bank,,Relevant agency,food-bank,,New minutes"))

    said = page(client, row)
    bring_in(client, row)

    assert "its place “Other” becomes “Relevant agency”" in said
    place = Membership.objects.get(space=space_of(by))
    assert (place.standing, place.source, place.row_version) == ("relevant", "New minutes", 2)
    told = Entry.objects.get(kind="governance.agency.changed").history
    assert told.before == {"standing": "other", "source": ""}


# --- columns -------------------------------------------------------------------------------------
def test_columns_with_other_names_are_told_once_and_known_the_next_time():
    client, by = manager()
    heads = "Who,Sort"
    row = sent(client, csv("Ferry Company,Other", heads=heads))
    asked = client.get(reverse("import-columns", args=[row.public_id])).content.decode()
    client.post(
        reverse("import-columns", args=[row.public_id]),
        {"name": "0", "kind": "1", "row_version": row.row_version},
    )
    bring_in(client, row)

    second = sent(client, csv("Food Bank,Health", heads=heads))

    assert "such as “Ferry Company”" in asked
    assert second.places == {"name": 0, "kind": 1}
    assert Columns.objects.filter(space=space_of(by)).count() == 1
    assert names_in(space_of(by)) == {"Ferry Company"}


def test_one_column_is_not_two_things():
    client, _ = manager()
    row = sent(client, csv("Ferry Company,Other", heads="Who,Sort"))

    answer = client.post(
        reverse("import-columns", args=[row.public_id]),
        {"name": "0", "kind": "0", "row_version": row.row_version},
    )

    assert answer.status_code == 422
    assert "That column is “Name” already" in answer.content.decode()


def test_a_title_above_and_an_old_workbook_are_no_hindrance():
    client, by = manager()
    content = xls_of(
        {
            "Notes": [["About this list"]],
            "List": [["Our agencies"], ["Agency name", "Sector"], ["Ferry Company", "Other"]],
        }
    )

    row = sent(client, content)
    client.post(
        reverse("import-columns", args=[row.public_id]),
        {"name": "0", "kind": "1", "row_version": row.row_version},
    )
    bring_in(client, row)

    assert row.sheet == "List"
    assert names_in(space_of(by)) == {"Ferry Company"}


# --- what is wrong -------------------------------------------------------------------------------
def test_every_problem_is_told_with_its_row_cell_and_column_and_nothing_is_brought_in():
    client, by = manager()
    row = sent(
        client,
        csv(
            FERRY,
            "=A1,Health,,,,",
            "Boats,Ships,,,31/31/2024,",
            "Unknown agency,,,,,",
            ",Health,,,,",
            "ferry company,Other,,,,",
        ),
    )

    said = page(client, row)
    bring_in(client, row)

    for words in (
        "A3</td>",
        "There is a formula here: type what it comes to.",
        "B4</td>",
        "“Ships” is none of",
        "E4</td>",
        "“31/31/2024” is not a date",
        "It is not known here yet: say what it is.",
        "Name is empty.",
        "This one stands twice: also in row 2.",
    ):
        assert words in said
    assert names_in(space_of(by)) == set()
    assert Import.objects.get(pk=row.pk).status == "sent"


def test_what_changed_meanwhile_is_seen_when_the_button_is_pressed():
    client, by = manager()
    row = sent(client, csv("Food Bank,Health,,,,"))
    page(client, row)
    AgencyFactory(name="Food Bank", kind="voluntary")

    answer = bring_in(client, row)

    assert names_in(space_of(by)) == set()
    assert answer.status_code == 409
    assert "This changed nothing" in answer.content.decode()
    assert "It is kept as “Voluntary and faith”" in page(client, row)


def test_a_failure_half_way_leaves_nothing_behind(monkeypatch):
    client, by = manager()
    row = sent(client, csv(FERRY, FOOD))
    client.raise_request_exception = False

    def fail(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("goldthread.governance.bringing_in.agencies.record_many", fail)
    bring_in(client, row)

    assert names_in(space_of(by)) == set()
    assert not Agency.objects.filter(name="Ferry Company").exists()
    assert Import.objects.get(pk=row.pk).status == "sent"


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 photo", b"", b"one column\r\nof text"])
def test_what_is_no_table_is_refused_beside_the_question(content):
    client, _ = manager()

    assert send(client, content).status_code == 422
    assert not Import.objects.exists()


# --- what a spreadsheet may not do ---------------------------------------------------------------
def test_a_statutory_partner_is_not_made_nor_unmade_by_a_spreadsheet():
    client, by = manager()
    police = AgencyFactory(name="The Police", kind="police")
    MembershipFactory(space=space_of(by), agency=police)

    unmade = page(client, sent(client, csv("The Police,,Relevant agency,,,")))
    made = page(client, sent(client, csv("Ferry Company,Other,Statutory safeguarding partner,,,")))

    assert "It is a statutory safeguarding partner: that stays as it is." in unmade
    assert "is none of: Relevant agency, Other" in made


def test_an_agency_of_another_partnership_is_joined_and_not_changed():
    theirs = MembershipFactory(agency__name="Theirs", agency__code="theirs", agency__kind="health")
    client, by = manager()
    renamed = page(client, sent(client, csv("Renamed,Health,,theirs,,")))

    bring_in(client, sent(client, csv("Theirs,Health,,theirs,,")))

    assert "It is kept as “Theirs” for every partnership" in renamed
    assert names_in(space_of(by)) == {"Theirs"}
    theirs.refresh_from_db()
    assert (theirs.standing, theirs.row_version) == ("statutory", 1)


def test_a_spreadsheet_of_another_partnership_is_not_there():
    row = sent(manager()[0], csv(FERRY))
    client, _ = manager(SpaceFactory())

    for name in ("import", "import-columns", "bring-in", "drop-import"):
        address = reverse(name, args=[row.public_id])
        assert client.post(address).status_code in (404, 405)
        assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (Role.PERFORMANCE_OFFICER, "There is nothing that your role brings in"),
        (Role.SERVICE_ADMINISTRATOR, "People and their roles"),
    ],
)
def test_who_may_not_keep_the_register_brings_no_agencies_in(role, says):
    client, _ = manager(role=role)
    listed = client.get(reverse("imports")).content.decode()

    assert send(client, csv(FERRY)).status_code == 403
    assert says in listed
    assert "Schools" not in listed


def test_what_is_dropped_is_forgotten():
    client, by = manager()
    row = sent(client, csv(FERRY))

    client.post(reverse("drop-import", args=[row.public_id]))

    row.refresh_from_db()
    assert (row.status, row.rows) == ("dropped", None)
    assert names_in(space_of(by)) == set()


# --- many rows -----------------------------------------------------------------------------------
def many(number):
    return csv(*(f"{100000 + n},School {n}" for n in range(number)), heads="URN,Name")


def test_many_rows_are_for_the_worker_and_come_in_whole():
    client, by = manager()
    row = sent(client, many(400), "schools")
    client.post(
        reverse("import-columns", args=[row.public_id]),
        {"urn": "0", "name": "1", "row_version": row.row_version},
    )
    bring_in(client, row)
    waiting = page(client, row)

    tasks.take_in.call(row.pk, by.person_id, by.space.code)
    tasks.take_in.call(row.pk, by.person_id, by.space.code)  # a worker that is asked again

    assert "Waiting for the worker" in waiting
    assert Membership.objects.filter(space=space_of(by)).count() == 400
    assert "400 new" in page(client, row)


def test_what_the_worker_cannot_bring_in_comes_back_with_the_reason():
    client, by = manager()
    row = sent(client, many(400), "schools")
    actions.tell_columns(row=row, places={"urn": 0, "name": 1}, by=by, at=NOW)
    bring_in(client, row)
    AgencyFactory(code="urn-100000", name="Another name")

    tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert row.status == "sent"
    assert "There are problems in it" in row.why
    assert names_in(space_of(by)) == set()


def test_the_queries_grow_with_the_hundreds_of_rows_and_not_with_the_rows():
    counts = []
    for number in (20, 200):
        client, by = manager()
        row = sent(client, many(number), "schools")
        actions.tell_columns(row=row, places={"urn": 0, "name": 1}, by=by, at=NOW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.take_in(row=row, by=by, at=NOW)
        counts.append(len(queries))

    assert counts[1] - counts[0] < 20  # some for each insert of many rows, none for each row


# --- groups --------------------------------------------------------------------------------------
def test_groups_find_the_groups_that_they_report_to_in_any_order():
    client, by = manager()
    heads = "Group,Reports to,Frequency"
    row = sent(client, csv("Small,Large,Monthly", "Large,,", heads=heads), "groups")
    actions.tell_columns(row=row, places={"name": 0, "parent": 1, "cadence": 2}, by=by, at=NOW)

    bring_in(client, row)

    small = Group.objects.get(space=space_of(by), name="Small")
    assert (small.parent.name, small.cadence) == ("Large", "Monthly")


def test_groups_that_would_report_to_themselves_are_told():
    client, by = manager()
    row = sent(client, csv("A,B", "B,A", heads="Name,Reports to"), "groups")
    actions.tell_columns(row=row, places={"name": 0, "parent": 1}, by=by, at=NOW)

    assert "A group would report to itself" in page(client, row)


# --- for every kind ------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", registry.imports(), ids=lambda kind: kind.kind)
def test_the_template_of_each_kind_is_known_without_telling_its_columns(kind):
    client, _ = manager()
    answer = client.get(reverse("import-template", args=[kind.kind]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    book.worksheets[0].append([column.example or "x" for column in kind.columns])
    filled = io.BytesIO()
    book.save(filled)

    row = sent(client, filled.getvalue(), kind.kind)

    assert row.places == {column.name: place for place, column in enumerate(kind.columns)}
    assert all(column.words for column in kind.columns)


def test_what_may_be_chosen_is_what_the_register_knows():
    assert dict(Agency.Kind.choices) == KINDS
    assert set(STANDINGS) == set(Membership.Standing.values) - {Membership.Standing.STATUTORY}
    assert {outcome.value for outcome in Outcome} == {"new", "same", "changed", "wrong"}


def test_what_may_be_chosen_in_a_template_stands_in_a_sheet_of_its_own():
    client, _ = manager()
    answer = client.get(reverse("import-template", args=["people"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    (offered,) = book.worksheets[0].data_validations.dataValidation

    titles = [cell.value for cell in book["Choices"]["A"]]

    assert offered.formula1 == f"Choices!$A$2:$A${len(titles)}"
    assert titles == ["Role", *(card.title for card in ROLES.values())]
