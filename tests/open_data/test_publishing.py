"""An indicator becomes open data by one who proposes and another who approves, and stays as it was frozen."""

import csv
import hashlib
import json
from io import StringIO

import pytest

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.open_data import actions
from goldthread.open_data.models import OpenTable, TableDamaged
from goldthread.performance.models import Observation, ReleaseFile
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import NOW, AreaFactory, SpaceAreaFactory, principal_with
from tests.open_data.builders import KEY, Publisher
from tests.performance.builders import published as released
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


def rows(here, name="figures.csv"):
    answer = Client().get(here.address(name=name))
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_what_was_approved_is_open_to_everybody_without_signing_in():
    here = Publisher().with_figures(40, 60)
    here.published()

    for address in ("/open-data/", f"/open-data/{here.space.code.lower()}/", here.address()):
        assert Client().get(address).status_code == 200
    values = {row["area_code"]: row["value"] for row in rows(here) if row["period"] == "2025-26 Q1"}
    assert values == {here.areas[0].code: "40", here.areas[1].code: "60", here.whole.code: "100"}


@pytest.mark.parametrize("state", ["never", "proposed", "declined", "taken back", "withdrawn"])
def test_what_is_not_approved_is_answered_as_what_was_never_there(state):
    here = Publisher().with_figures(40, 60)
    if state != "never":
        table = here.proposed()
    if state == "declined":
        actions.decline(table=table, because_of="Not yet", by=here.partner, at=NOW)
    if state == "taken back":
        actions.take_back(table=table, because_of="Wrong", by=here.officer, at=NOW)
    if state == "withdrawn":
        actions.withdraw(table=here.approved(table), because_of="Wrong", by=here.manager, at=NOW)

    nothing = Client().get("/open-data/nowhere/performance.referrals/")
    for address in (
        f"/open-data/{here.space.code.lower()}/",
        here.address(),
        *(here.address(name=n) for n in ("figures.csv", "figures.json", "other.csv")),
    ):
        answer = Client().get(address)
        assert (answer.status_code, words(answer)) == (404, words(nothing))
    assert Client().get("/api/v1/open-data").json()["items"] == []
    missing = Client().get("/api/v1/open-data/nowhere/performance.referrals")
    answer = Client().get(f"/api/v1{here.address()[:-1]}")
    assert (answer.status_code, answer.content) == (404, missing.content)


def test_nobody_approves_what_they_proposed():
    here = Publisher().with_figures(40, 60)
    both = here.partner
    appointed = principal_with(Role.PERFORMANCE_OFFICER, space=here.space)
    table = here.proposed()
    OpenTable.objects.filter(pk=table.pk).update(proposed_by_id=both.person_id)

    with pytest.raises(Refused, match="Somebody else must decide"):
        here.approved(table)
    with pytest.raises(Refused, match="you need to be"):
        here.approved(table, by=appointed)


def test_only_the_table_that_was_read_is_approved():
    here = Publisher().with_figures(40, 60)
    table = here.proposed()

    with pytest.raises(Refused, match="not the table that you read"):
        actions.approve(table=table, sha256="0" * 64, by=here.partner, at=NOW)


def test_what_is_public_stays_as_it_was_frozen_until_another_is_approved():
    here = Publisher().with_figures(40, 60)
    here.published()
    Observation.objects.filter(area=here.areas[0]).update(value=44)

    assert {row["value"] for row in rows(here)} >= {"40", "100"}
    second = here.proposed()
    assert {row["value"] for row in rows(here)} >= {"40", "100"}
    here.approved(second)
    assert {row["value"] for row in rows(here)} >= {"44", "104"}
    states = OpenTable.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["replaced", "published"]


def test_an_indicator_waits_for_one_decision_at_a_time():
    here = Publisher().with_figures(40, 60)
    here.proposed()

    with pytest.raises(Refused, match="waits for a decision already"):
        here.proposed()


def test_the_hash_on_the_page_is_that_of_the_json_file():
    here = Publisher().with_figures(40, 60)
    table = here.published()

    held = Client().get(here.address(name="figures.json"))

    assert hashlib.sha256(held.content).hexdigest() == table.sha256
    assert table.sha256 in Client().get(here.address()).content.decode()
    assert json.loads(held.content)["about"]["licence"] == "Open Government Licence v3.0"


def test_what_was_altered_since_its_approval_is_not_given_out():
    here = Publisher().with_figures(40, 60)
    table = here.published()
    OpenTable.objects.filter(pk=table.pk).update(held=table.held.replace("40", "41"))

    with pytest.raises(TableDamaged):
        Client().get(here.address())


def test_each_column_of_the_file_is_described():
    here = Publisher().with_figures(40, 60)
    here.published()

    answer = Client().get(here.address(name="figures.csv-metadata.json"))
    described = json.loads(answer.content)

    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert list(rows(here)[0]) == names
    assert all(column["dc:description"] for column in described["tableSchema"]["columns"])
    assert described["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")


def test_the_api_gives_the_same_without_a_token_and_says_so():
    here = Publisher().with_figures(40, 60)
    here.published()

    (listed,) = Client().get("/api/v1/open-data").json()["items"]
    one = Client().get(f"/api/v1/open-data/{listed['code']}/{listed['key']}?limit=2").json()
    document = Client().get("/api/v1/openapi.json").json()

    assert listed["key"] == KEY
    assert one["total"] == len(rows(here))
    assert one["next"] == 2
    for address, asked in document["paths"].items():
        assert (asked.get("get", {}).get("security") == []) == ("open-data" in address)
    assert document["security"] == [{"token": []}]


def test_whoever_sees_some_areas_alone_proposes_nothing():
    here = Publisher().with_figures(40, 60)
    only = principal_with(Role.PERFORMANCE_OFFICER, space=here.space, area=here.areas[0])

    with pytest.raises(Refused, match="some areas alone"):
        here.proposed(by=only)


@pytest.mark.parametrize("since", ["2039-40", "2025-06", "soon", "2008-15"])
def test_a_period_that_cannot_be_is_said_to_be_so(since):
    here = Publisher().with_figures(40, 60)

    with pytest.raises(Refused):
        here.proposed(since=since)


def test_a_figure_that_nobody_checked_is_not_published():
    here = Publisher(areas=1)
    released(here.area, "referrals", "2024-25", 50)
    taken_by = here.officer.person_id
    ReleaseFile.objects.update(status="waiting", space=here.space, taken_by_id=taken_by)

    with pytest.raises(Refused, match="no figure"):
        here.published(level="councils", since="2024-25")


def test_withdrawing_asks_for_a_reason_and_each_act_stands_in_the_trail():
    here = Publisher().with_figures(40, 60)
    table = here.published()
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(table=table, because_of=" ", by=here.manager, at=NOW)

    actions.withdraw(table=table, because_of="A wrong figure", by=here.manager, at=NOW)

    kinds = Entry.objects.filter(kind__startswith="open_data").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "open_data.table.proposed",
        "open_data.table.published",
        "open_data.table.withdrawn",
    ]


def test_the_licence_is_the_partnerships_choice_and_stays_with_what_was_approved():
    here = Publisher().with_figures(40, 60)
    here.published()
    actions.choose_licence(
        space=here.space,
        title="Another licence",
        url="https://example.org/l",
        source="Executive, May 2026",
        by=here.manager,
        at=NOW,
    )

    assert "Open Government Licence" in words(Client().get(here.address()))
    here.published()
    assert "Another licence" in words(Client().get(here.address()))


def test_a_proposal_waits_in_the_inbox_of_who_may_decide():
    here = Publisher().with_figures(40, 60)
    here.proposed()

    assert "Open data: Referrals" in words(as_(here.partner).get("/"))
    assert "Open data: Referrals" not in words(as_(here.officer).get("/"))


def test_proposing_and_deciding_go_by_their_pages():
    here = Publisher().with_figures(40, 60)
    asked = {"key": KEY, "level": "both", "from_period": "2024-25 Q1", "why": "So"}
    proposed = as_(here.officer).post(at("open_data:propose"), asked, follow=True)
    assert "Nothing is public before" in proposed.content.decode()
    table = OpenTable.objects.get()

    page = as_(here.partner).get(table.get_absolute_url())
    assert "Approve it" in words(page)
    given = {"sha256": table.sha256}
    as_(here.partner).post(at("open_data:approve", table.public_id), given)

    assert Client().get(here.address()).status_code == 200


def test_what_is_wrong_with_a_proposal_stands_beside_its_form():
    here = Publisher()
    asked = {"key": KEY, "level": "both", "from_period": "2024-25 Q1", "why": "So"}

    answer = as_(here.officer).post(at("open_data:propose"), asked)

    assert answer.status_code == 422
    assert "There is no figure of these areas since then." in answer.content.decode()


def test_another_partnerships_areas_are_not_published():
    here, other = Publisher().with_figures(40, 60), Publisher().with_figures(7, 8)
    SpaceAreaFactory(space=here.space, area=other.areas[0], is_comparator=True)
    AreaFactory()

    here.published()

    assert {row["area_code"] for row in rows(here)} == {
        *(area.code for area in here.areas),
        here.whole.code,
    }
