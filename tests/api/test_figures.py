"""What programs read: the same figures as the pages, with where they came from, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.api.builders import Partnership
from tests.factories import principal_with
from tests.performance.builders import number
from tests.performance.pages import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


def filled(count=250, areas=1):
    here = Partnership(indicators=("referrals",), areas=areas)
    here.accepted({here.key("referrals", area=area): number(count) for area in here.areas})
    return here


def read(bearer, address, **asked):
    response = bearer.get(f"/api/v1/{address}", asked)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_figure_comes_with_its_basis_origin_definition_and_audience():
    here = filled()

    found = read(here.program(here.officer), "figures", indicator="referrals", period="2025-26 Q1")

    (figure,) = found["items"]
    assert figure["value"] == 250
    assert figure["basis"] == "counted"
    assert figure["origin"] == "return"
    assert figure["definition_version"] == "1"
    assert figure["audience"] == "working"
    assert figure["area_code"] == here.area.code


def test_a_small_number_bears_its_marking_for_the_board():
    here = filled(count=3)
    scrutineer = principal_with(Role.INDEPENDENT_SCRUTINEER, space=here.space)

    (figure,) = read(
        here.program(scrutineer), "figures", indicator="referrals", period="2025-26 Q1"
    )["items"]

    assert figure["marking"] == "not for publication"
    assert figure["audience"] == "board"


def test_another_partnerships_area_is_not_there():
    here, elsewhere = filled(), filled()

    response = here.program(here.officer).get(
        f"/api/v1/figures?indicator=referrals&area={elsewhere.area.code}"
    )

    assert response.status_code == 404


def test_whoever_is_appointed_for_one_area_reads_that_one():
    here = filled(areas=2)
    only = principal_with(Role.PERFORMANCE_OFFICER, space=here.space, area=here.areas[1])

    found = read(here.program(only), "figures", indicator="referrals")

    assert {figure["area_code"] for figure in found["items"]} == {here.areas[1].code}


def test_the_scorecard_has_a_row_for_each_of_its_cells():
    here = filled()

    found = read(here.program(here.officer), "scorecard", period="2025-26 Q1")

    values = {(row["indicator"], row["area_code"]): row["value"] for row in found["items"]}
    assert values["referrals", here.area.code] == 250


def test_pages_join_to_the_whole_in_one_order():
    here = Partnership()
    bearer = here.program(here.officer)
    whole = read(bearer, "indicators", limit=500)

    rows, offset = [], 0
    while offset is not None:
        page = read(bearer, "indicators", limit=40, offset=offset)
        rows, offset = rows + page["items"], page["next"]

    assert rows == whole["items"]
    assert len(rows) == whole["total"]


def test_figures_that_are_read_stand_in_the_trail():
    here = filled()

    read(here.program(here.officer), "figures", indicator="referrals")

    entry = Entry.objects.get(kind="performance.figures.read_by_token")
    assert entry.person_id == here.officer.person_id


@pytest.mark.parametrize("address", ["figures?indicator=referrals", "scorecard", "returns"])
def test_questions_to_the_database_do_not_grow_with_rows(address):
    asked = []
    for areas in (1, 6):
        here = filled(areas=areas)
        bearer = here.program(here.officer)
        bearer.get(f"/api/v1/{address}")
        with CaptureQueriesContext(connection) as queries:
            bearer.get(f"/api/v1/{address}")
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "offset=-1", "offset=x", "indicator="])
def test_what_is_wrong_in_a_request_is_told_by_its_place(query):
    here = Partnership()

    response = here.program(here.officer).get(f"/api/v1/figures?{query}")

    assert response.status_code in (404, 422)
    assert response.json()["error"]["sentence"]
