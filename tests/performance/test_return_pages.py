"""Reading returns: the list of who owes what, one return, its versions, its template, its history."""

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.asked import Typed
from goldthread.trail.models import Entry
from tests.factories import NOW, MembershipFactory, principal_with
from tests.performance.builders import Q1, Cast, day, number, share
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]

# The tests' day is 20 May 2026: Q1 of 2025-26 is long over.
LATE, IN_TIME = day("2026-05-01"), day("2026-06-01")


@pytest.fixture
def cast():
    return Cast()


def both(cast, referrals=200, again=40):
    return {
        cast.key("referrals"): number(referrals),
        cast.key("re_referrals_12m"): share(again, referrals),
    }


# --- the list ------------------------------------------------------------------------------------
def test_the_business_unit_sees_who_owes_what_and_how_late(cast):
    cast.asked(due_on=LATE)
    cast.asked(Q1.following(), due_on=IN_TIME)

    said = words(as_(cast.officer).get(at("returns")))

    assert "2 returns are still owed, 1 of them late" in said
    said = words(as_(cast.officer).get(at("returns") + "?state=late"))
    assert "Of those shown below: 1 return is late." in said
    assert "Late by 19 days Not begun" in said


def test_the_late_ones_come_first_and_the_accepted_ones_last(cast):
    cast.accepted(both(cast), Q1.previous())
    cast.asked(Q1.following(), due_on=IN_TIME)
    cast.asked(due_on=LATE)

    page = as_(cast.officer).get(at("returns"))

    shown = [row.record.period for row in page.context["table"].paginated_rows]
    assert shown == ["2025-26 Q1", "2025-26 Q2", "2024-25 Q4"]


@pytest.mark.parametrize(
    ("query", "periods"),
    [
        ("", {"2024-25 Q4", "2025-26 Q1", "2025-26 Q2"}),
        ("state=late", {"2025-26 Q1"}),
        ("state=owed", {"2025-26 Q1", "2025-26 Q2"}),
        ("state=accepted", {"2024-25 Q4"}),
        ("period=2025-26+Q2", {"2025-26 Q2"}),
        ("state=waiting", set()),
        (
            "state=nonsense&period=yesterday&page=999&sort=password",
            {"2024-25 Q4", "2025-26 Q1", "2025-26 Q2"},
        ),
    ],
)
def test_the_list_is_narrowed_by_state_and_period(cast, query, periods):
    cast.accepted(both(cast), Q1.previous())
    cast.asked(Q1.following(), due_on=IN_TIME)
    cast.asked(due_on=LATE)

    page = as_(cast.officer).get(f"{at('returns')}?{query}")

    assert page.status_code == 200
    assert {row.record.period for row in page.context["table"].paginated_rows} == periods


def test_an_agency_sees_its_own_returns_only(cast):
    cast.asked()
    other = principal_with(Role.DATA_SUBMITTER, space=cast.space)

    assert "Nothing has been asked of your agency" in words(as_(other).get(at("returns")))
    assert "2025-26 Q1" in words(as_(cast.submitter).get(at("returns")))


def test_a_partnership_that_asked_for_nothing_is_told_how_to_begin(cast):
    said = words(as_(cast.officer).get(at("returns")))

    assert "No return has been asked for yet" in said
    assert "Ask for a return" in said


def test_a_filter_that_finds_nothing_says_so(cast):
    cast.asked()

    said = words(as_(cast.officer).get(f"{at('returns')}?state=waiting"))

    assert "No return is like this" in said


def test_the_list_asks_the_database_as_much_for_forty_returns_as_for_one(cast):
    client = as_(cast.officer)
    cast.asked()
    one = queries_of(client, at("returns"))
    for back in range(2, 42):
        cast.asked(Q1.and_before(back)[0])

    assert queries_of(client, at("returns")) == one
    assert one <= 25


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        f"page={10**30}",
        "page=x",
        "per_page=0",
        "per_page=-5",
        f"per_page={10**30}",
    ]
    + ["sort=nothing", "page=1&page=2", "state=nobody&page=0"],
)
def test_whatever_number_the_address_names_a_page_of_the_list_opens(cast, query):
    for back in range(2, 32):
        cast.asked(Q1.and_before(back)[0])

    page = as_(cast.officer).get(f"{at('returns')}?{query}")

    assert page.status_code == 200
    assert 1 <= page.content.decode().count('href="/performance/returns/') - 1 <= 27


@pytest.mark.parametrize("number", ["0", "-1", str(10**30), "x", "9" * 5000])
def test_whatever_number_the_address_names_a_page_of_the_history_opens(cast, number):
    asked = cast.asked()
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)

    page = as_(manager).get(at("return-history", asked.public_id), {"page": number})

    assert page.status_code == 200
    assert "Asked for" in words(page)


def test_each_link_of_the_list_says_which_return_it_opens(cast):
    asked = cast.asked()

    page = as_(cast.officer).get(at("returns")).content.decode()

    link = page.partition(f'href="{at("return", asked.public_id)}">')[2].partition("</a>")[0]
    assert re.sub("<[^>]*>", "", link) == f"{cast.agency.name}, 2025-26 Q1"


# --- one return ----------------------------------------------------------------------------------
def test_a_return_says_what_is_asked_and_offers_its_agency_to_begin(cast):
    asked = cast.asked()

    said = words(as_(cast.submitter).get(at("return", asked.public_id)))

    assert "Return for April to June 2025 (quarter 1 of 2025-26)" in said
    assert "The 2 indicators that are asked for" in said
    assert "Fill it in on the page" in said
    assert f"Asked by {cast.officer.name}" in said


def test_nobody_but_its_agency_is_offered_to_fill_it_in(cast):
    asked = cast.asked()

    said = words(as_(cast.officer).get(at("return", asked.public_id)))

    assert "Fill it in" not in said
    assert f"It waits for {cast.agency.name} to begin it" in said


def test_a_draft_with_an_open_question_cannot_be_signed_and_says_why(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(200, answer="")})

    said = words(as_(cast.submitter).get(at("return", return_.request.public_id)))

    assert "It cannot be signed yet 1 question is still without an answer." in said
    assert "Check and sign" not in said


def test_a_signed_return_is_offered_to_the_one_who_accepts_and_to_nobody_else(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    address = at("return", return_.request.public_id)

    assert "Check and accept" in words(as_(cast.officer).get(address))
    assert "Check and accept" not in words(as_(cast.submitter).get(address))
    partnership_officer = principal_with(Role.PARTNERSHIP_OFFICER, space=cast.space)
    assert "It waits for the business unit to accept it" in words(
        as_(partnership_officer).get(address)
    )


def test_an_old_version_stays_readable_with_the_reason_of_the_new_one(cast):
    first = cast.accepted(both(cast))
    second = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="Twins were counted once"
    )
    actions.save_answers(return_=second, typed=both(cast, 202, 41), by=cast.submitter, at=NOW)
    actions.submit(return_=second, by=cast.submitter, at=NOW)
    actions.accept(return_=second, by=cast.officer, at=NOW)
    client = as_(cast.officer)

    said = words(client.get(at("return", first.request.public_id)))
    assert "Version 2 Accepted" in said
    assert "Version 1 Replaced by a later version" in said
    assert "Twins were counted once" in said
    assert "202" in said

    old = words(client.get(at("return-version", first.request.public_id, first.public_id)))
    assert "Replaced by a later version" in old
    assert "Referrals to children's social care 200" in old


def test_what_differs_from_the_version_before_stands_beside_each_figure(cast):
    first = cast.accepted(both(cast))
    second = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="Twins were counted once"
    )
    actions.save_answers(return_=second, typed=both(cast, 202, 40), by=cast.submitter, at=NOW)

    said = words(as_(cast.submitter).get(at("return", first.request.public_id)))

    assert "Referrals to children's social care 202 200" in said


def test_the_page_asks_the_database_as_much_for_thirty_lines_as_for_two():
    few = Cast(indicators=("re_referrals_12m",))
    many = Cast(
        indicators=("referrals", "contacts", "children_in_care", "re_referrals_12m"), areas=3
    )
    counts = []
    for cast in (few, many):
        lines = {
            cast.key(i, area=area): share(1, 5) if i == "re_referrals_12m" else number(7)
            for i in cast.indicators
            for area in cast.areas
        }
        cast.accepted(lines, Q1.previous())
        return_ = cast.filled_in(lines)
        client = as_(cast.submitter)
        public_id = return_.request.public_id
        counts.append(
            [
                queries_of(client, at(name, public_id))
                for name in ("return", "return-fill-in", "return-sign")
            ]
        )

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 35


# --- who may -------------------------------------------------------------------------------------
def test_a_role_without_returns_is_refused_with_the_reason(cast):
    asked = cast.asked()
    scrutineer = as_(principal_with(Role.INDEPENDENT_SCRUTINEER, space=cast.space))

    for address in (at("returns"), at("return", asked.public_id)):
        page = scrutineer.get(address)
        assert page.status_code == 403
        assert "To see returns you need to be" in words(page)


def test_the_return_of_another_agency_or_partnership_does_not_exist(cast):
    return_ = cast.filled_in(both(cast))
    other_agency = principal_with(Role.DATA_SUBMITTER, space=cast.space)
    elsewhere = Cast().officer
    public_id = return_.request.public_id

    for stranger in (other_agency, elsewhere):
        for address in (
            at("return", public_id),
            at("return-template", public_id, "xlsx"),
            at("return-version", public_id, return_.public_id),
        ):
            assert as_(stranger).get(address).status_code == 404


def test_a_version_of_one_return_is_not_found_under_another(cast):
    return_ = cast.filled_in(both(cast))
    other = cast.asked(Q1.following())

    page = as_(cast.officer).get(at("return-version", other.public_id, return_.public_id))

    assert page.status_code == 404


# --- the template --------------------------------------------------------------------------------
def test_the_template_is_a_spreadsheet_of_just_what_is_asked(cast):
    asked = cast.asked()

    file = as_(cast.submitter).get(at("return-template", asked.public_id, "xlsx"))

    assert "attachment" in file["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(file.content))["Return"]
    assert cast.agency.name in sheet["A1"].value
    assert as_(cast.submitter).get(at("return-template", asked.public_id, "csv")).status_code == 200
    assert as_(cast.submitter).get(at("return-template", asked.public_id, "exe")).status_code == 404


def test_the_template_of_a_draft_holds_what_was_saved_and_asked_back(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(217, answer="")})

    file = as_(cast.submitter).get(at("return-template", return_.request.public_id, "csv"))

    said = file.content.decode("utf-8-sig")
    assert "217" in said
    assert "Nothing was entered: say why" in said


# --- the trail -----------------------------------------------------------------------------------
def test_whoever_opens_a_return_or_takes_its_template_is_in_the_trail(cast):
    asked = cast.asked()
    client = as_(cast.submitter)

    client.get(at("return", asked.public_id))
    client.get(at("return-template", asked.public_id, "xlsx"))

    kinds = Entry.objects.filter(person_id=cast.submitter.person_id).order_by("number")
    assert list(kinds.values_list("kind", flat=True)) == [
        "performance.return.read",
        "performance.return.template.exported",
    ]


def test_the_business_manager_reads_who_did_what_and_who_looked(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    actions.send_back(return_=return_, question="Is it the month?", by=cast.officer, at=NOW)
    as_(cast.officer).get(at("return", return_.request.public_id))
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)

    said = words(as_(manager).get(at("return-history", return_.request.public_id)))

    assert f"{cast.officer.name} Read" in said
    assert f"{cast.officer.name} Sent back, version 1 Is it the month?" in said
    assert "I have checked these figures" in said


def test_the_history_is_not_for_those_who_may_not_read_the_trail(cast):
    asked = cast.asked()

    page = as_(cast.officer).get(at("return-history", asked.public_id))

    assert page.status_code == 403
    assert "To read the trail you need to be" in words(page)


def test_a_deliberate_blank_is_read_with_its_answer(cast):
    lines = both(cast) | {cast.key("re_referrals_12m"): Typed({}, "The system was replaced")}
    return_ = cast.filled_in(lines)

    said = words(as_(cast.officer).get(at("return", return_.request.public_id)))

    assert "left empty Nothing was entered: say why. The system was replaced" in said


def test_an_agency_of_several_partnerships_sees_those_of_the_one_chosen(cast):
    asked = cast.asked()
    other = Cast()
    MembershipFactory(space=other.space, agency=cast.agency)
    theirs = principal_with(Role.DATA_SUBMITTER, space=other.space, agency=cast.agency)

    assert as_(theirs).get(at("return", asked.public_id)).status_code == 404
