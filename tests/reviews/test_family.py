"""The family of a case: what is drawn, what is said in words, and what is not guessed."""

import re

import pytest
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.reviews import actions
from goldthread.reviews.family.ecomap import ecomap
from goldthread.reviews.family.genogram import genogram
from goldthread.reviews.family.placing import household, placed
from goldthread.reviews.family.reading import family_of
from goldthread.reviews.family.shapes import Bond, Drawn, Outside, Sex
from goldthread.reviews.models import Tie
from tests.clients import Client
from tests.factories import NOW
from tests.reviews.builders import MOTHER, NAME

CHILD, MUM, DAD, GRAN, SISTER, FRIEND = range(1, 7)
PEOPLE = [
    Drawn(CHILD, "Child A", Sex.MALE, is_subject=True),
    Drawn(MUM, "Mother", Sex.FEMALE),
    Drawn(DAD, "Father", Sex.MALE),
    Drawn(GRAN, "Grandmother", Sex.FEMALE, has_died=True),
    Drawn(SISTER, "Child B"),
    Drawn(FRIEND, "Lodger", Sex.MALE),
]
BONDS = [
    Bond(MUM, "mother", CHILD),
    Bond(DAD, "father", CHILD),
    Bond(MUM, "mother", SISTER),
    Bond(GRAN, "mother", MUM),
    Bond(MUM, "separated", DAD),
    Bond(MUM, "lives_with", CHILD),
    Bond(FRIEND, "lives_with", MUM),
]


def test_generations_stand_in_rows_and_couples_together():
    where = placed(PEOPLE, BONDS)

    assert [set(row) for row in where.rows] == [{GRAN}, {MUM, DAD}, {CHILD, SISTER}]
    assert where.household == {CHILD, MUM, FRIEND}


def test_what_no_tie_says_is_told_and_not_guessed():
    unclear = placed(PEOPLE, BONDS).unclear

    assert unclear == (
        "Not drawn, since no tie says in which generation they stand: Lodger.",
        "The sex of Child B is not recorded: drawn as a diamond.",
    )


def test_ties_in_a_circle_are_told_and_end():
    circle = [Bond(CHILD, "parent", MUM), Bond(MUM, "parent", CHILD)]
    where = placed(PEOPLE[:2], circle)

    assert where.unclear == (
        "What is written of Child A and Mother contradicts other ties: look at their generation.",
    )
    assert genogram(PEOPLE[:2], circle, where)


def test_the_symbols_are_those_of_a_genogram():
    drawing = genogram(PEOPLE, BONDS, placed(PEOPLE, BONDS))

    assert drawing.count("<circle") == 2
    assert drawing.count("<polygon") == 1
    assert drawing.count('data-kind="died"') == 1
    assert drawing.count("<rect") == 3 + 2  # the father, the child doubly; two of the household
    assert drawing.count('data-kind="household"') == 2
    assert "style=" not in drawing


def test_nobody_stands_upon_somebody_else():
    many = [Drawn(key, f"Person {key}", Sex.FEMALE) for key in range(40)]
    bonds = [Bond(key // 3, "mother", key) for key in range(1, 40)]
    drawing = genogram(many, bonds, placed(many, bonds))

    places = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing)
    assert len(places) == len(set(places)) == 40


def test_an_ecomap_draws_each_tie_by_its_strength():
    outside = [
        Outside("Mother", each, each) for each in ("strong", "ordinary", "weak", "stressful")
    ]
    drawing = ecomap(("Child A", "Mother"), outside)

    assert [drawing.count(f'data-kind="{each.to}"') for each in outside] == [1, 1, 1, 1]
    assert ecomap(("Child A",), []) == ""


def test_a_household_is_whoever_lives_with_the_child():
    assert household(PEOPLE, [Bond(GRAN, "lives_with", DAD)]) == frozenset()


def test_words_in_a_drawing_are_never_markup():
    assert "<b>" not in ecomap(("<b>",), [Outside("Mother", "<b>", "weak")])


@pytest.fixture
def family(case):
    incident = case.incident()
    child, mother = case.child(incident), case.mother(incident)
    case.tied(incident, child, "subject")
    case.tied(incident, mother, "mother", child)
    case.tied(incident, mother, "lives_with", child)
    case.tied(
        incident,
        mother,
        "in_touch",
        to_agency=case.trust,
        strength="stressful",
        words="Missed calls",
    )
    return incident


def page(case, who, incident):
    client = Client()
    client.force_login(case.people[who])
    return client.get(reverse("reviews:family", args=[incident.public_id]))


def test_the_page_draws_and_says_the_same_under_pseudonyms(case, family):
    body = page(case, "officer", family).content.decode()

    assert body.count("<svg") >= 2
    assert "Mother is the mother of Child A" in body
    assert f"Mother is in touch with {case.trust}" in body
    assert "Stressful. Missed calls" in body
    assert not any(part in body for name in (NAME, MOTHER) for part in name.split())


def test_an_agencys_lead_does_not_see_the_family(case, family):
    case.asked(case.notified(case.decided(family)).rapid_review)

    assert page(case, "lead", family).status_code in (403, 404)
    assert not Tie.objects.visible_to(case.by("lead")).exists()
    assert page(case, "scrutineer", family).status_code == 200


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("died", {"to_other": "A neighbour"}, "holds of one person"),
        ("mother", {}, "Say to whom"),
        ("mother", {"to_other": "A neighbour"}, "to a person of the case"),
        ("in_touch", {"to_other": "A neighbour"}, "how strong"),
        ("in_touch", {"to_other": NAME, "strength": "weak"}, "A name"),
        ("loves", {"to_other": "A neighbour"}, "Choose"),
    ],
)
def test_a_tie_that_says_nothing_clear_is_refused(case, kind, more, why):
    incident = case.incident()
    child = case.child(incident)

    with pytest.raises(Refused, match=why):
        case.tied(incident, child, kind, **more)


def test_nobody_of_another_case_is_tied_in(case):
    incident, other = case.incident(), case.incident()

    with pytest.raises(Refused, match="nobody of this case"):
        case.tied(incident, case.child(other), "died")


def test_a_tie_that_was_wrong_is_taken_out_and_kept(case, family):
    tie = Tie.objects.get(kind="mother")
    actions.take_tie_out(by=case.by("officer"), at=NOW, tie=tie, row_version=tie.row_version)

    told = [words for _, words, _ in family_of(family, by=case.by("officer")).told]
    assert "Mother is the mother of Child A" not in told
    assert Tie.objects.filter(pk=tie.pk).exists()


def test_the_form_writes_a_tie_to_a_person_and_tells_what_is_wrong(case, family):
    client = Client()
    client.force_login(case.people["officer"])
    address = reverse("reviews:tie-new", args=[family.public_id])
    mother, child = Tie.objects.get(kind="mother").who, Tie.objects.get(kind="subject").who
    given = {"who": mother.public_id, "kind": "carer", "to": f"person {child.public_id}"}

    assert client.post(address, given).status_code == 302
    assert Tie.objects.filter(kind="carer", to_person=child).count() == 1
    assert client.post(address, given).status_code == 422


def test_ties_of_who_lives_elsewhere_are_told_beside_the_ecomap(case, family):
    father = case.child(
        family, kind="relative", pseudonym="Father", name="Ade Oduya", identifier="", other_names=""
    )
    case.tied(family, father, "in_touch", to_other="His sister", strength="weak")
    found = family_of(family, by=case.by("officer"))

    assert found.beside == ("Father is in touch with His sister",)
    assert "sister" not in found.ecomap
