"""Names of the watched people, in every shape that a draft may leave them in."""

import pytest

from goldthread.sweep import Kind, Place, Sure
from tests.sweep.case import found_in


def names_in(text: str) -> list:
    return [each for each in found_in(text) if each.kind is Kind.NAME]


@pytest.mark.parametrize(
    "name",
    [
        "Kayleigh",
        "KAYLEIGH",
        "kayleigh",
        "Kayleigh's",
        "Kayleigh’s",
        "the Thornburys",
        "Kayleigh-Anne",
        "Kay-\nleigh",
        "Kay leigh",
        "Kay\tleigh",
        "K a y l e i g h",
        "Kay\u00adleigh",
        "Kay\u200bleigh",
        "Кayleigh",  # the first letter is Cyrillic
        "Kayleïgh",
        "Ｋayleigh",
        "kayleighthornbury",
        "KThornbury",
        "Thornbury_v3",
        "Thornbury, Kayleigh",
        "O'Neill",
        "O’Neill",
        "ONeill",
        "O Neill",
        "Nunez Carter",
        "Núñez",
        "Jose",
    ],
)
def test_a_name_is_found_however_it_is_written(name):
    found = names_in(f"It was said that {name} had been seen.")
    assert [each.sure for each in found if each.sure >= Sure.LIKELY]


@pytest.mark.parametrize(
    "name", ["Kayliegh", "Kaleigh", "Thornbery", "Thornburry", "Thombury", "Kayleihg", "Kateherine"]
)
def test_a_misspelt_name_is_found(name):
    assert names_in(f"It was said that {name} had been seen.")


@pytest.mark.parametrize(
    "name", ["Kay", "Kaylee", "Katie", "Kath", "Kit", "Kiki", "Annie", "William", "Billy"]
)
def test_a_nickname_is_found(name):
    assert names_in(f"It was said that {name} had been seen.")


@pytest.mark.parametrize("name", ["K.T.", "KT", "K. T.", "K.A.T.", "KAT", "K T"])
def test_initials_are_found(name):
    assert names_in(f"It was said that {name} had been seen.")


def test_a_given_name_goes_with_a_surname_that_is_watched():
    (found,) = names_in("The father was Jordan Thornbury.")
    assert found.text == "Jordan Thornbury"


@pytest.mark.parametrize(
    "text",
    [
        "It will rain on the marsh, and a mark was seen.",
        "Children in Need plans were in place before the Rapid Review.",
        "The carer was parking near the charter school in May.",
        "Charley is not the child's name.",
        "Jane Reviewer was commissioned by the Eastmarch Safeguarding Children Partnership.",
        "The GP, the SW and the DSL met; Dr A spoke, and PC B.",
        "Brandon et al. (2020) and Sarah's Law are well known.",
        "Working Together to Safeguard Children 2023 applies, as does the Children Act 1989.",
        "They lived near Victoria Road and St Charlotte.",
    ],
)
def test_plain_words_are_no_names(text):
    assert not names_in(text)


@pytest.mark.parametrize(
    "name",
    ["Mr Hollis", "Dr Patel", "PC J. Adeyemi", "Darren Whitlock", "Cllr Unwin", "Auntie Bev"],
)
def test_a_name_that_nobody_gave_us_is_told_by_its_shape(name):
    assert [each.text for each in names_in(f"This was seen by {name} at home.")] == [name]


def test_what_is_told_of_a_finding_never_gives_a_name_of_the_case():
    found = found_in(
        "Kayliegh, Katie, K.T. and O'Neill of 14 Larch Close were seen on 4 March 2019."
    )
    said = " ".join(f"{each.why} {each.where}" for each in found).lower()
    for name in ("kayleigh", "thornbury", "katherine", "neill", "larch"):
        assert name not in said


def test_what_a_file_carries_is_a_finding_and_is_swept():
    kinds = [each.kind for each in found_in("Ask Kayleigh's mum", Place.COMMENT)]
    assert kinds == [Kind.COMMENT, Kind.NAME]
    assert Kind.TRACKED in {each.kind for each in found_in("Kayleigh", Place.DELETED)}


def test_a_cell_is_told_by_its_column():
    (found,) = names_in("seen\tby\tKayleigh")
    assert found.where == "paragraph 1, column 3"
