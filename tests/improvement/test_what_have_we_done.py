"""What have we done? From a document outside to each agency's answer, one page, and findings from the gaps."""

from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.improvement import actions
from goldthread.improvement.answering import stands_whole
from goldthread.improvement.inbox_benchmarks import to_answer, to_end, to_judge
from goldthread.improvement.models import Benchmark, Finding, Standing
from tests.clients import Client
from tests.factories import NOW, TODAY, AgencyFactory, MembershipFactory
from tests.improvement.builders import LATER, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return Cast()


def browser(cast, principal):
    client = Client()
    client.force_login(cast.person(principal))
    return client


def url(name, row=None, *more):
    return reverse(f"improvement:{name}", args=[row.public_id, *more] if row else [])


def everything_answered(cast, *stands):
    asked = cast.asked()
    for standing, how in zip(Standing.objects.order_by("point__number"), stands, strict=True):
        cast.answered(standing, how)
    return asked


def ended(cast, benchmark, by=None):
    return actions.end_asking(
        by=by or cast.officer,
        at=NOW,
        benchmark=benchmark,
        because_of="The executive is told",
        row_version=benchmark.row_version,
    )


def test_what_somebody_recorded_another_finds_relevant(cast):
    recorded = cast.benchmark(by=cast.manager)

    with pytest.raises(Refused, match="another person decides"):
        cast.asked(recorded, by=cast.manager)


def test_what_recommends_nothing_is_not_recorded(cast):
    with pytest.raises(Refused, match="what it recommends"):
        cast.benchmark(points=[(" ", 1)])


def test_each_agency_is_asked_about_each_point(cast):
    other = AgencyFactory()

    asked = cast.asked(agencies=[cast.agency, other], ourselves=True)

    assert asked.status == Benchmark.Status.ASKED
    assert Standing.objects.filter(stands="").count() == 2 * 3


def test_nobody_is_asked_about_what_is_not_relevant(cast):
    recorded = cast.benchmark()

    aside = actions.lay_aside(
        by=cast.manager, at=NOW, benchmark=recorded, because_of="No prison here", row_version=1
    )

    assert aside.status == Benchmark.Status.ASIDE
    assert not Standing.objects.exists()


def test_what_was_asked_by_mistake_is_called_off_and_what_was_said_stays(cast):
    asked = cast.asked()
    first = Standing.objects.order_by("pk").first()
    cast.answered(first)

    with pytest.raises(Refused, match="You recorded it"):
        actions.lay_aside(
            by=cast.officer, at=NOW, benchmark=asked, because_of="A mistake", row_version=2
        )
    aside = actions.lay_aside(
        by=cast.manager, at=NOW, benchmark=asked, because_of="A mistake", row_version=2
    )

    assert aside.status == Benchmark.Status.ASIDE
    assert Standing.objects.exclude(stands="").get() == first
    assert to_answer(cast.officer, TODAY) == []
    with pytest.raises(Refused, match="It is over"):
        cast.answered(Standing.objects.filter(stands="").first())


def test_an_answer_needs_what_shows_it(cast):
    cast.asked()

    with pytest.raises(Refused, match="Say what shows it"):
        cast.answered(Standing.objects.first(), evidence=" ")


def test_the_agency_answers_or_the_business_unit_for_it(cast):
    cast.asked()
    first, second = Standing.objects.order_by("pk")

    cast.answered(first)
    cast.answered(second, by=cast.officer)

    assert not Standing.objects.filter(stands="").exists()


def test_another_agency_neither_sees_nor_gives_an_answer(cast):
    cast.asked()
    other = Cast(cast.space, AgencyFactory()).lead

    with pytest.raises(Refused, match="agency that is asked"):
        cast.answered(Standing.objects.first(), by=other)

    assert not Standing.objects.visible_to(other).exists()
    assert Standing.objects.visible_to(cast.lead).count() == 2


def test_the_asking_does_not_end_while_an_answer_is_missing(cast):
    asked = cast.asked()
    cast.answered(Standing.objects.first())

    with pytest.raises(Refused, match="One answer is missing"):
        ended(cast, asked)


def test_who_sees_one_agency_alone_does_not_end_the_asking(cast):
    asked = everything_answered(cast, "met", "met")

    with pytest.raises(Refused, match="your own agency only"):
        ended(cast, asked, cast.of_agency(Role.EXPLOITATION_CHAIR))


def test_each_gap_becomes_a_finding_of_one_source(cast):
    asked = everything_answered(cast, "met", "partly")

    ended(cast, asked)

    finding = Finding.objects.get()
    assert finding.title == "Not met in full: Chronologies are kept"
    assert "partly. Seen in 28 of 30 files" in finding.evidence
    assert finding.sources.get().kind == "national_review"
    assert finding.sources.get().record_id == asked.public_id


def test_an_answer_without_gaps_opens_no_line(cast):
    asked = everything_answered(cast, "met", "not_ours")

    ended(cast, asked)

    assert not Finding.objects.exists()


def test_what_is_answered_takes_no_more_answers(cast):
    ended(cast, everything_answered(cast, "met", "met"))

    with pytest.raises(Refused, match="It is over: answered"):
        cast.answered(Standing.objects.first(), "not")


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (["met", "met"], "met"),
        (["met", "not_ours"], "met"),
        (["met", "not"], "partly"),
        (["not", "not"], "not"),
        (["not_ours"], "not_ours"),
        (["met", ""], ""),
        ([], ""),
    ],
)
def test_a_recommendation_is_met_when_everybody_whom_it_concerns_meets_it(said, whole):
    assert stands_whole(said) == whole


def test_each_finds_among_what_is_due_what_is_theirs(cast):
    recorded = cast.benchmark()

    assert [each.title for each in to_judge(cast.manager, TODAY)] == [
        "What have we done? A national review"
    ]
    assert to_judge(cast.officer, TODAY) == []

    cast.asked(recorded)
    [item] = to_answer(cast.lead, TODAY)

    assert "2 still to answer" in item.why
    assert item.due_on == LATER
    assert to_end(cast.officer, TODAY) == []

    for standing in Standing.objects.all():
        cast.answered(standing)

    assert to_answer(cast.lead, TODAY) == []
    assert len(to_end(cast.officer, TODAY)) == 1


def test_it_is_recorded_with_a_recommendation_on_each_line(cast):
    day = {"published_on": TODAY, "due_on": LATER}
    typed = {
        f"{name}_{part}": getattr(on, part)
        for name, on in day.items()
        for part in ("day", "month", "year")
    }
    typed |= {"kind": "letter", "title": "A letter", "address": "", "points": "One\n\n Two \n"}

    browser(cast, cast.officer).post(url("benchmark-new"), typed)

    points = Benchmark.objects.get().points.order_by("number")
    assert [(each.number, each.text) for each in points] == [(1, "One"), (2, "Two")]


def test_one_answer_leads_to_the_next_and_the_last_to_the_page(cast):
    asked = cast.asked()
    first, second = Standing.objects.order_by("point__number")
    client, typed = (
        browser(cast, cast.lead),
        {"stands": "met", "evidence": "Seen", "row_version": 1},
    )

    to_second = client.post(url("standing", first), typed)
    to_the_page = client.post(url("standing", second), typed)

    assert to_second.url == second.get_absolute_url()
    assert to_the_page.url == asked.get_absolute_url()


def test_relevance_is_decided_and_the_answer_ended_on_their_pages(cast):
    row = cast.benchmark()
    MembershipFactory(space=cast.space, agency=AgencyFactory())
    typed = {"because": "It happens here", "agencies": [cast.agency.public_id], "row_version": 1}

    browser(cast, cast.manager).post(url("benchmark-relevant", row), typed)
    for standing in Standing.objects.all():
        cast.answered(standing, "not")
    browser(cast, cast.officer).post(url("benchmark-end", row), {"because": "", "row_version": 2})

    row.refresh_from_db()
    assert row.status == Benchmark.Status.ANSWERED
    assert Finding.objects.count() == 2


def test_the_page_counts_what_a_point_stands_for(cast):
    row = cast.benchmark(points=[("Twelve of them", 12), ("Three of them", 3)])
    cast.asked(row)
    first, second = Standing.objects.order_by("point__number")
    cast.answered(first)
    cast.answered(second, "partly")

    page = browser(cast, cast.officer).get(url("benchmark", row)).content.decode()

    assert "15: 12 met, 3 partly" in page


def test_an_agency_is_told_that_it_sees_its_own_answers_alone(cast):
    row = cast.asked()

    page = browser(cast, cast.lead).get(url("benchmark", row)).content.decode()

    assert "the answers of your own agency only" in page


def test_the_answer_to_fifteen_recommendations_is_one_page_of_pdf_and_word(cast):
    points = [(f"Recommendation {number} about what children say", 1) for number in range(15)]
    row = cast.asked(cast.benchmark(points=points))
    client = browser(cast, cast.officer)

    printed = client.get(url("benchmark-page", row, "pdf"))
    written = client.get(url("benchmark-page", row, "docx"))

    assert len(PdfReader(BytesIO(printed.content)).pages) == 1
    words = Document(BytesIO(written.content))
    cells = [cell.text for table in words.tables for each in table.rows for cell in each.cells]
    assert "15. Recommendation 14 about what children say" in cells
    assert client.get(url("benchmark-page", row, "exe")).status_code == 404


def test_the_page_asks_no_more_of_the_database_for_more_points(cast):
    few, many = cast.asked(), cast.asked(cast.benchmark(points=[(f"No {n}", 1) for n in range(9)]))
    client = browser(cast, cast.officer)
    client.get(url("benchmark", few))

    def asked(row):
        with CaptureQueriesContext(connection) as queries:
            client.get(url("benchmark", row))
        return len(queries)

    assert asked(few) == asked(many)


def test_until_all_have_answered_the_page_says_how_those_stand_who_did(cast):
    benchmark = cast.asked()
    first = Standing.objects.order_by("pk").first()
    page = browser(cast, cast.manager)
    assert "Answers so far" not in page.get(benchmark.get_absolute_url()).content.decode()

    cast.answered(first, "partly")

    told = f"Answers so far: 1 partly; waiting for {cast.agency}."
    assert told in page.get(benchmark.get_absolute_url()).content.decode()
