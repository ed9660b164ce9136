"""Cases side by side, and what of a year may leave them: arithmetic, small numbers, roles, sight."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.house import registry
from goldthread.measures.suppression import RULE
from goldthread.reviews import actions, inbox
from goldthread.reviews.demonstration_published import days_between
from goldthread.reviews.facts import ChildFact
from goldthread.reviews.keeping import frozen
from goldthread.reviews.looking_across import Case as Counted
from goldthread.reviews.looking_across import across, counted
from goldthread.reviews.models import KeptYear
from tests.clients import Client
from tests.factories import NOW, TODAY
from tests.reviews.builders import AWARE_ON

_numbers = count(1)
YEAR = "2026-27"


def child(**more):
    said = dict.fromkeys(ChildFact.__dataclass_fields__, "")
    return ChildFact(**{**said, "months": None, "plans": (), **more})


def cases(*children, year="2025-26", **more):
    """One case for each child."""
    return [
        Counted(
            **{"year": year, "harm": "A child was seriously harmed", "has_review": True}
            | {"has_local": False, "children": (each,), "themes": frozenset()}
            | more
        )
        for each in children
    ]


def told(seen, key):
    table = next(each for each in seen.tables if each.key == key)
    return {words: counts for words, counts in table.rows if any(counts)}


def kept_of(seen, year="2025-26"):
    """What may be shown: table -> row -> words."""
    tables = frozen(seen, year, "XX", RULE)
    return {each["key"]: dict(each["rows"]) for each in tables}


# --- arithmetic ---------------------------------------------------------------------------------------
def test_counts_stand_by_year_and_what_is_missing_is_said():
    seen = counted(
        [
            *cases(child(ethnicity="White", plans=("Looked after", "Care leaver"))),
            *cases(child(ethnicity="Not recorded"), child()),
            *cases(child(ethnicity="White"), year="2024-25"),
        ]
    )

    assert seen.years == ("2025-26", "2024-25")
    assert (seen.cases, seen.children) == ((3, 1), (3, 1))
    assert told(seen, "ethnicity") == {
        "White": (1, 1),
        "Not recorded": (1, 0),
        "Not answered yet": (1, 0),
    }
    said = {table.key: table.said for table in seen.tables}
    assert said["ethnicity"] == "Not recorded in 1 of 4; not answered yet in 1 of 4."
    assert told(seen, "plans")["Looked after"] == (1, 0)


def test_a_theme_counts_once_for_each_case():
    seen = counted(cases(child(), child(), themes=frozenset({"Neglect", "Chronologies"})))

    assert told(seen, "themes") == {"Chronologies": (2,), "Neglect": (2,)}


def test_days_are_told_by_shortest_middle_and_longest():
    days = [2, 3, 10]
    given = [cases(child(), days={"x": 0} | {_title(0): each})[0] for each in days]

    assert counted(given).days[0].years == ((3, 2, 3, 10),)
    assert counted(given).days[1].years == (None,)


def _title(place):
    return counted([]).days[place].title


# --- what may leave --------------------------------------------------------------------------------------
def test_no_number_from_1_to_5_leaves_nor_what_gives_it_away():
    children = [child(sex="Male")] * 20 + [child(sex="Female")] * 3
    kept = kept_of(counted(cases(*children)))

    shown = {number for table in kept.values() for number in table.values()}
    assert not shown & {"1", "2", "3", "4", "5"}
    assert kept["sex"]["Female"] == "c"
    assert kept["whole"]["Children"] == "c" or kept["sex"]["Male"] == "c"


def test_the_complement_of_a_count_that_adds_up_to_nothing_is_guarded():
    """Of 23 children 20 were looked after: that 3 were not may not be worked out."""
    children = [child(plans=("Looked after",))] * 20 + [child(plans=("Early help",))] * 3
    kept = kept_of(counted(cases(*children)))

    assert kept["plans"]["Early help"] == "c"
    assert "c" in (kept["plans"]["Looked after"], kept["whole"]["Children"])


def test_a_theme_of_few_cases_is_not_even_named():
    few = cases(child(), child(), themes=frozenset({"Neglect"}))
    many = cases(*[child()] * 30, themes=frozenset({"Chronologies"}))

    assert kept_of(counted(few + many))["themes"].keys() <= {"Chronologies"}


def test_numbers_large_enough_are_shown_as_they_are():
    children = [child(sex="Male", ethnicity="White")] * 20 + [
        child(sex="Female", ethnicity="Asian")
    ] * 15

    kept = kept_of(counted(cases(*children)))

    assert kept["sex"]["Male"] == "20"
    assert kept["ethnicity"]["Asian"] == "15"
    assert kept["whole"]["Children"] == "35"


@pytest.mark.parametrize(("number", "shown"), [(5, "c"), (6, "4 days")])
def test_a_median_of_few_cases_is_kept_back(number, shown):
    given = cases(*[child()] * number, days={_title(0): 4})

    assert kept_of(counted(given))["days"][_title(0)] == shown


# --- in the house ------------------------------------------------------------------------------------------
def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


def kept(case, by="officer"):
    return actions.keep_year(by=case.by(by), at=NOW, space=case.space, year=YEAR)


def approved(case, by="manager"):
    year = kept(case)
    return actions.decide_year(
        by=case.by(by), at=NOW, kept=year, approves=True, row_version=year.row_version
    )


def test_what_is_seen_across_agrees_with_the_cases(case):
    incident = case.incident()
    case.known(incident, ethnicity="ethnicity_unknown")
    case.child(incident, pseudonym="Child B", name="Otto Marsh", identifier="")
    case.notified(case.decided(incident), notified_on=AWARE_ON + timedelta(days=4))

    seen = across(case.by("officer"), case.space.pk)

    assert (seen.years, seen.cases, seen.children) == ((YEAR,), (1,), (2,))
    assert told(seen, "age") == {"5 to 9": (2,)}
    assert told(seen, "child_harm") == {"Was seriously harmed": (1,), "Not answered yet": (1,)}
    assert seen.days[0].years == ((1, 4, 4, 4),)


def test_whoever_is_named_to_no_case_sees_no_count(case):
    case.known(case.incident())

    assert across(case.by("reviewer"), case.space.pk).number == 0
    page = signed_in(case, "reviewer").get(reverse("reviews:across")).content.decode()
    assert "You are named to no case" in page
    with pytest.raises(Refused):
        actions.keep_year(by=case.by("reviewer"), at=NOW, space=case.space, year=YEAR)


def test_an_agencys_lead_sees_no_count_of_the_cases_that_they_are_named_to(case):
    case.known(case.asked().review.incident)

    page = signed_in(case, "lead").get(reverse("reviews:across")).content.decode()

    assert "The cases that you are named to" not in page


def test_as_many_questions_are_asked_for_one_case_as_for_many(case):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            across(case.by("officer"), case.space.pk)
        return len(queries)

    case.known(case.incident())
    first = asked()
    for _ in range(3):
        incident = case.incident()
        case.known(incident, case.child(incident, pseudonym=f"Child {next(_numbers)}"))

    assert asked() == first


def test_a_kept_year_holds_no_small_number_and_leads_to_no_case(case):
    incident = case.incident()
    case.known(incident)

    year = kept(case)

    text = str(year.tables)
    assert year.compartment_id is None
    assert incident.reference not in text
    assert incident.public_id not in text
    numbers = {line[1] for table in year.tables for line in table["rows"]}
    assert numbers == {"0", "c"}


def test_another_person_approves_and_reports_use_it_only_then(case):
    case.known(case.incident())
    year = kept(case)
    lead = case.by("lead")
    families = [each for each in registry.passage_families() if each.prefix == "reviews"]

    with pytest.raises(Refused):
        actions.decide_year(by=case.by("officer"), at=NOW, kept=year, approves=True, row_version=1)
    assert not KeptYear.objects.visible_to(lead).exists()
    assert families[0].offers(lead) == []
    actions.decide_year(by=case.by("manager"), at=NOW, kept=year, approves=True, row_version=1)

    assert KeptYear.objects.visible_to(lead).get() == year
    key, title = families[0].offers(lead)[0]
    passage = families[0].read(lead, [key])[0]
    assert title == "Across the cases, 2026-27"
    assert "numbers that are kept back" in passage.text
    with pytest.raises(KeyError):
        families[0].read(lead, ["reviews.kept.none"])


def test_nobody_approves_what_they_kept(case):
    case.known(case.incident())
    year = kept(case, by="manager")

    with pytest.raises(Refused, match="You kept it"):
        actions.decide_year(by=case.by("manager"), at=NOW, kept=year, approves=True, row_version=1)


def test_a_kept_year_waits_in_the_inbox_of_whoever_may_approve_it(case):
    case.known(case.incident())
    year = kept(case)
    manager, officer = case.by("manager"), case.by("officer")

    (item,) = inbox.to_approve(manager, TODAY)
    assert (item.title, item.url) == ("Across the cases, 2026-27", year.get_absolute_url())
    assert inbox.to_approve(officer, TODAY) == []
    actions.decide_year(by=manager, at=NOW, kept=year, approves=True, row_version=1)
    assert inbox.to_approve(manager, TODAY) == []


def test_a_year_is_kept_once_and_anew_after_it_was_declined(case):
    case.known(case.incident())
    year = kept(case)

    with pytest.raises(Refused, match="kept already"):
        kept(case)
    with pytest.raises(Refused, match="Say why"):
        actions.decide_year(by=case.by("manager"), at=NOW, kept=year, approves=False, row_version=1)
    said = {"approves": False, "because_of": "The year is not over", "row_version": 1}
    actions.decide_year(by=case.by("manager"), at=NOW, kept=year, **said)

    assert kept(case).status == KeptYear.Status.PROPOSED


def test_a_year_without_a_case_is_not_kept(case):
    case.incident()

    with pytest.raises(Refused, match="no case of this year"):
        actions.keep_year(by=case.by("officer"), at=NOW, space=case.space, year="2019-20")


def test_what_was_approved_is_told_to_whoever_publishes_next(case):
    case.known(case.incident())
    approved(case)

    told_next = [each.title for each in registry.publications(case.space.pk)]

    assert "Across the cases, 2026-27" in told_next


def test_what_was_published_has_its_source_and_is_checked_by_another(case):
    with pytest.raises(Refused, match="where it was published"):
        actions.take_over_published(
            by=case.by("officer"), at=NOW, space=case.space, year="2022-23", source=" ", tables=[]
        )

    row = actions.take_over_published(
        by=case.by("officer"), at=NOW, space=case.space, year="2022-23", source="A", tables=[]
    )
    assert str(row) == "As published, 2022-23"
    with pytest.raises(Refused):
        actions.take_over_published(
            by=case.by("officer"), at=NOW, space=case.space, year="2022-23", source="A", tables=[]
        )


def test_pages_lead_from_the_cases_to_an_approved_year(case, time_machine):
    time_machine.move_to(NOW, tick=False)
    case.known(case.incident())
    officer, manager = signed_in(case, "officer"), signed_in(case, "manager")

    assert "Keep a year" in officer.get(reverse("reviews:across")).content.decode()
    wrong = officer.post(reverse("reviews:keep-year"), {})
    assert wrong.status_code == 422
    made = officer.post(reverse("reviews:keep-year"), {"year": YEAR}, follow=True)
    assert "You kept it" not in made.content.decode()
    assert "Keep a year" not in officer.get(reverse("reviews:across")).content.decode()
    year = KeptYear.objects.get()
    page = manager.get(year.get_absolute_url()).content.decode()
    assert "Approve this year" in page
    answer = manager.post(
        reverse("reviews:kept-approve", args=[year.public_id]), {"row_version": 1}, follow=True
    )
    assert "The yearly report can use it" in answer.content.decode()
    assert (
        "Across the cases" in signed_in(case, "lead").get(year.get_absolute_url()).content.decode()
    )


def test_declining_asks_for_the_reason(case):
    case.known(case.incident())
    year = kept(case)
    address = reverse("reviews:kept-decline", args=[year.public_id])
    manager = signed_in(case, "manager")

    assert manager.post(address, {"row_version": 1}).status_code == 422
    manager.post(address, {"row_version": 1, "because_of": "Too early"})

    year.refresh_from_db()
    assert year.status == KeptYear.Status.DECLINED


@pytest.mark.parametrize(
    ("month", "published", "days"),
    [
        ("2020-03", "2022-03-31", "730 to 760"),
        ("2020-02", "2020-03-01", "1 to 29"),
        ("", "2021-09-10", "Not known"),
        ("2023-08", "2022-11", "Not known"),
    ],
)
def test_of_a_published_review_the_days_between_are_a_range(month, published, days):
    assert days_between(month, published) == days
