"""What is known of each child: answers from lists, what is recorded nowhere, and ages."""

from datetime import date

import pytest
from django.urls import reverse

from goldthread.access.decision import Overtaken, Refused
from goldthread.reviews.facts import age_in_words, band_of, facts_of, months_at, told_missing
from goldthread.reviews.models import ChildFacts
from tests.clients import Client
from tests.reviews.builders import NAME


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


@pytest.mark.parametrize(
    ("born", "months", "words", "band"),
    [
        ("2026-05-16", -1, "Not born yet", "Unborn"),
        ("2026-05-15", 0, "0 months", "Under 1"),
        ("2025-05-16", 11, "11 months", "Under 1"),
        ("2025-05-15", 12, "1 year", "1 to 4"),
        ("2021-03-07", 62, "5 years 2 months", "5 to 9"),
        ("2009-01-01", 208, "17 years 4 months", "16 and over"),
    ],
)
def test_an_age_is_counted_in_whole_months_to_the_day_of_the_incident(born, months, words, band):
    found = months_at(date(2026, 5, 15), born)

    assert (found, age_in_words(found), band_of(found)) == (months, words, band)


def test_what_is_known_is_told_in_words_under_the_pseudonym(case):
    incident = case.incident()
    case.known(incident, religion="None", recorded_nowhere=["legal_status"])

    child = facts_of(incident)[0]

    assert (child.pseudonym, child.sex, child.ethnicity) == ("Child A", "Female", "White")
    assert (child.age, child.plans) == ("5 years 2 months", ("Child in need plan",))
    assert (child.religion, child.legal_status) == ("None", "Not recorded")
    assert child.unanswered == ["first language", "immigration status"]


def test_not_recorded_is_an_answer_and_blank_is_none(case):
    incident = case.incident()
    case.known(incident, ethnicity="ethnicity_unknown")
    case.child(incident, pseudonym="Child B", name="Otto Marsh", identifier="")

    said = told_missing(facts_of(incident))

    assert "1 of 2 children: ethnicity not recorded" in said
    assert "2 of 2 children: not everything is answered yet" in said
    assert facts_of(incident)[1].ethnicity == ""


def test_no_answer_is_told_and_recorded_nowhere_at_once(case):
    incident = case.incident()
    wrong = {"religion": "None", "recorded_nowhere": ["religion"], "age_months": 50}
    wrong |= {"plans_then": ["not_known", "looked_after"], "disability_kinds": "Hearing"}

    with pytest.raises(Refused) as refused:
        case.known(incident, **wrong)

    assert len(refused.value.decision.reasons) == 4
    assert not ChildFacts.objects.exists()


def test_words_about_a_child_hold_no_name(case):
    incident = case.incident()

    with pytest.raises(Refused, match="write Child A"):
        case.known(incident, legal_status=f"{NAME} was under an order")


def test_a_child_of_another_case_is_refused(case):
    one, other = case.incident(), case.incident()

    with pytest.raises(Refused, match="no child of the case"):
        case.known(one, case.child(other))


def test_what_somebody_else_wrote_is_not_overwritten(case):
    incident = case.incident()
    child = case.child(incident)
    case.known(incident, child)

    with pytest.raises(Overtaken):
        case.known(incident, child, by=case.by("manager"))

    later = case.known(incident, child, row_version=1, by=case.by("manager"), sex="sex_male")
    assert later.row_version == 2


def test_the_scrutineer_writes_nothing_down(case):
    incident = case.incident()
    child = case.child(incident)

    with pytest.raises(Refused):
        case.known(incident, child, by=case.by("scrutineer"))


def test_words_lie_sealed_in_the_table(case):
    facts = case.known(case.incident(), religion="Quaker")

    assert ChildFacts.objects.get(pk=facts.pk).religion == "Quaker"
    with pytest.raises(TypeError):
        ChildFacts.objects.filter(pk=facts.pk).update(religion="Other")


def test_the_form_tells_everything_that_is_wrong_at_once(case):
    incident = case.incident()
    child = case.child(incident, born_on=None)
    address = reverse("reviews:child", args=[child.public_id])
    wrong = {"row_version": 0, "sex": "purple", "years": "99", "religion": "None"}
    wrong |= {"recorded_nowhere": ["religion"], "plans_then": ["not_known", "care_leaver"]}

    answer = signed_in(case, "officer").post(address, wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is told, and said to be not recorded" in page
    assert "cannot be true beside another plan" in page
    assert page.count("govuk-error-summary__list") == 1
    assert "years" in page
    assert not ChildFacts.objects.exists()


def test_the_page_of_a_case_says_what_is_known_and_leads_to_the_form(case):
    incident = case.incident()
    child = case.child(incident)
    client = signed_in(case, "officer")
    address = reverse("reviews:child", args=[child.public_id])
    sent = {"row_version": 0, "sex": "sex_male", "ethnicity": "ethnicity_unknown"}

    answer = client.post(address, sent, follow=True)

    page = answer.content.decode()
    assert "1 of 1 child: ethnicity not recorded" in page
    assert "Not answered yet" in page
    assert address in page
    assert NAME not in page


def test_an_agencys_lead_reads_nothing_of_the_children(case):
    request = case.asked()
    incident = request.review.incident
    case.known(incident, religion="Quaker")

    answer = signed_in(case, "lead").get(incident.get_absolute_url())

    assert answer.status_code == 200
    assert "The children" not in answer.content.decode()
    assert not ChildFacts.objects.visible_to(case.by("lead")).exists()
