"""A definition that changes breaks the series wherever it is shown, and says why."""

import csv
import io

import pytest

from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.models import LocalDefinition
from tests.factories import NOW, principal_with
from tests.performance.builders import Q1, Cast, number
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
WHY = "Contacts were counted twice"
TEXT = "children referred, each of them once"


@pytest.fixture
def cast():
    """Two quarters under the first definition, and Q1 under another."""
    made = Cast(indicators=("referrals",))
    for period, value in ((Q1.previous().previous(), 400), (Q1.previous(), 410)):
        made.accepted({made.key("referrals"): number(value)}, period)
    changed(made)
    return made


def changed(cast, **more):
    given = {"text": TEXT, "from_period": str(Q1), "reason": WHY} | more
    return as_(cast.officer).post(at("indicator-definition", "referrals"), given, follow=True)


def test_the_officer_changes_a_definition_from_a_period_on_with_the_reason(cast):
    kept = LocalDefinition.objects.get()

    assert (kept.version, kept.holds_from, kept.reason) == ("1.1", Q1.starts_on, WHY)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": TEXT}, "Word it another way"),
        ({"text": "another thing"}, "choose a later period"),
        ({"text": "another", "from_period": "2025-26 Q2", "reason": " "}, "Why it changes"),
    ],
)
def test_a_change_that_changes_nothing_or_goes_back_is_refused(cast, wrong, said):
    page = changed(cast, **wrong)

    assert page.status_code == 422
    assert said in words(page)
    assert LocalDefinition.objects.count() == 1


def test_an_officer_of_an_agency_changes_no_definition(cast):
    page = as_(cast.submitter).get(at("indicator-definition", "referrals"))

    assert page.status_code == 403


def test_whoever_fills_in_the_return_reads_what_is_counted_now_and_why(cast):
    said = words(as_(cast.submitter).get(at("return-fill-in", cast.asked().public_id)))
    after = words(
        as_(cast.submitter).get(at("return-fill-in", cast.asked(Q1.following()).public_id))
    )

    assert f"Definition changed from 1 April 2025: {WHY}. Now counted: {TEXT}" in said
    assert "Definition changed" not in after


def test_no_change_on_the_last_value_is_told_across_the_break(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(200)})
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    said = words(as_(cast.officer).get(at("return-accept", return_.request.public_id)))

    assert (
        f"not compared: the definition changed from 1 April 2025: {WHY} 410 in 2024-25 Q4" in said
    )
    assert "down 51" not in said


def test_the_indicators_page_tells_the_reason_beside_the_break(cast):
    cast.accepted({cast.key("referrals"): number(200)})

    said = words(as_(cast.officer).get(at("indicator", "referrals"), {"by": "quarter"}))

    assert f"definition changed ({WHY})" in said
    assert "Definition changed: version 1.1" in said


def test_a_file_of_figures_tells_the_reason_with_the_definition(cast):
    cast.accepted({cast.key("referrals"): number(200)})

    answer = as_(cast.officer).get(at("indicator-file", "referrals", "csv"), {"by": "quarter"})

    text = (
        b"".join(answer).decode("utf-8-sig")
        if answer.streaming
        else answer.content.decode("utf-8-sig")
    )
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = {
        row["period"]: row["definition"] for row in csv.DictReader(io.StringIO("\n".join(lines)))
    }
    assert rows[str(Q1)] == f"{TEXT} (version 1.1, changed from 1 April 2025: {WHY})"
    assert WHY not in rows[str(Q1.previous())]


def test_the_source_card_tells_the_reason(cast):
    cast.accepted({cast.key("referrals"): number(200)})
    query = {"key": "performance.referrals", "area": cast.area.code, "period": str(Q1)}

    said = words(as_(cast.officer).get(at("source-card"), query))

    assert f"{TEXT} Version 1.1, changed from 1 April 2025: {WHY}." in said


def test_the_scorecard_tells_which_definitions_changed_and_why(cast):
    cast.accepted({cast.key("referrals"): number(390)}, Q1.year_before())
    cast.accepted({cast.key("referrals"): number(200)})
    actions.place(
        by=cast.officer,
        at=NOW,
        space=cast.space,
        indicator="referrals",
        priority=None,
        standing="headline",
        order=0,
    )
    reader = principal_with(Role.BUSINESS_MANAGER, space=cast.space)

    said = words(as_(reader).get(at("scorecard"), {"period": str(Q1)}))

    assert "definition changed" in said
    assert "Definitions that changed within the year" in said
    assert f"Referrals to children's social care: changed from 1 April 2025: {WHY}." in said
