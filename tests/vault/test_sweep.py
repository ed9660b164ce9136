"""Names of the case are found in their variants, and what is not a name of the case is left alone."""

from datetime import date

import pytest

from goldthread.vault.sweep import Known, replaced, sweep

CHILD = Known("Child A", ("Kayden Marsh-Oduya", "Kaydie"), date(2021, 3, 7), "485 777 3456")
MOTHER = Known("Mother", ("Shanelle Oduya",))
WORKER = Known("Health visitor 1", ("Rose Will",))
CASE = [CHILD, MOTHER, WORKER]


def swept(text, people=CASE):
    return replaced(text, sweep(text, people))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kayden Marsh-Oduya was seen", "Child A was seen"),
        ("KAYDEN MARSH ODUYA was seen", "Child A was seen"),
        ("Marsh-Oduya, Kayden (3)", "Child A (3)"),
        ("Kayden's bruise, Kayden’s arm", "Child A's bruise, Child A’s arm"),
        ("kaydie slept", "Child A slept"),
        ("K. Oduya rang", "Child A rang"),
        ("KMO attended with SO", "Child A attended with Mother"),
        ("Kaydan was collected", "Child A was collected"),
        ("born 07/03/2021, or 7 March 2021", "born [date of birth of Child A], or [date of birth of Child A]"),
        ("NHS 4857773456", "NHS [number of Child A]"),
        ("Ms Oduya rang", "Ms [family name] rang"),
        ("Rose visited", "Health visitor 1 visited"),
    ],
)  # fmt: skip
def test_a_variant_of_a_name_is_proposed_for_its_pseudonym(text, expected):
    assert swept(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose and the visit will be repeated",
        "A referral on 7 March 2022 about somebody else",
        "The hospital discharged the patient",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert swept(text) == text


def test_a_full_name_is_certain_and_a_misspelling_is_not():
    full, near = sweep("Shanelle Oduya and Kaydan", CASE)

    assert (full.certain, near.certain) == (True, False)
    assert near.why == "like a name of Child A, one letter different"


def test_a_first_name_that_is_no_ordinary_word_is_certain_and_one_that_is_is_not():
    unusual, ordinary = sweep("Then Kayden and Rose left", CASE)

    assert (unusual.certain, ordinary.certain) == (True, False)


def test_a_full_name_of_ordinary_words_is_certain():
    (found,) = sweep("Then Rose Will left", CASE)

    assert (found.instead, found.certain) == ("Health visitor 1", True)


def test_names_side_by_side_stand_for_each_of_their_people():
    assert swept("Kayden, Shanelle and Rose") == "Child A, Mother and Health visitor 1"


def test_nobody_is_found_where_nobody_is_known():
    assert swept("Kayden was seen", []) == "Kayden was seen"
