"""Days, ages, numbers and places, as people in England write them, and what is none of these."""

import pytest

from goldthread.sweep import Badly, Kind, Sure, read_watched
from tests.sweep.case import found_in, kinds_in


@pytest.mark.parametrize(
    "day",
    [
        "4 March 2019", "4th March 2019", "4th of March, 2019", "March 4th, 2019", "March 4", "4 Mar '19", "04/03/2019", "4/3/19", "04.03.19",
        "4-3-2019", "2019-03-04", "fourth of March", "the 4th of March", "04/03", "4th March", "March 2019", "4 MARCH 2019",
    ],
)  # fmt: skip
def test_the_date_of_birth_is_found_in_any_writing(day):
    found = [each for each in found_in(f"This was on {day} at home.") if each.kind is Kind.DATE]
    assert found
    assert "date of birth of Child A" in found[0].why


@pytest.mark.parametrize(
    "day",
    [
        "12 May 2024",
        "12/05/24",
        "Monday 12th",
        "12th of May",
        "Christmas Day 2024",
        "twenty-first of June",
    ],
)
def test_another_exact_day_is_found(day):
    assert Kind.DATE in kinds_in(f"This was on {day} at home.")


@pytest.mark.parametrize(
    "text",
    ["In March 2024 a plan was made.", "Between 2019 and 2023.", "Section 4.3.2 of the report", "A third may march on.", "1 in 4 cases", "page 12 of 30"],
)  # fmt: skip
def test_what_is_no_exact_day_is_left(text):
    assert Kind.DATE not in kinds_in(text)


@pytest.mark.parametrize(
    "age",
    ["aged 6", "6 years old", "six-year-old", "a 6-year-old girl", "9 weeks old", "aged 3 years and 2 months", "her sixth birthday", "had turned 14", "6yrs", "14 y/o", "age of seven", "was in Year 9", "born in 2019", "11 months of age"],
)  # fmt: skip
def test_an_exact_age_is_found(age):
    assert Kind.AGE in kinds_in(f"The child, {age}, was seen.")


@pytest.mark.parametrize(
    "age",
    [
        "aged 10 to 15",
        "aged 16 and over",
        "under 5",
        "over 16 years old",
        "16 and 17 year olds",
        "aged 5-9",
        "aged 18 or over",
    ],
)
def test_a_band_of_ages_is_left(age):
    assert Kind.AGE not in kinds_in(f"Children {age} were seen.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("EX4 7QQ", Kind.POSTCODE), ("ex47qq", Kind.POSTCODE), ("TS1 2AB", Kind.POSTCODE),
        ("14 Larch Close", Kind.ADDRESS), ("14 Larch Cl", Kind.ADDRESS), ("Larch Close", Kind.ADDRESS), ("Flat 2, 9 High Street", Kind.ADDRESS),
        ("St Aidan's Primary School", Kind.SCHOOL), ("Saint Aidans", Kind.SCHOOL), ("St. Aidan’s", Kind.SCHOOL), ("Northfield Primary School", Kind.SCHOOL),
        ("Northfield General Hospital", Kind.PLACE), ("Larch Park", Kind.PLACE),
        ("07700 900123", Kind.TELEPHONE), ("07700900456", Kind.TELEPHONE), ("+44 7700 900456", Kind.TELEPHONE), ("01632 960961", Kind.TELEPHONE), ("(01632) 960961", Kind.TELEPHONE),
        ("a.b@example.org", Kind.EMAIL), ("a.b at example dot org", Kind.EMAIL), ("a.b [at] example.org", Kind.EMAIL), ("@kiki_x", Kind.ACCOUNT),
        ("943 476 5919", Kind.NHS_NUMBER), ("943-476-5919", Kind.NHS_NUMBER), ("9434765919", Kind.NHS_NUMBER), ("987 654 3210", Kind.NHS_NUMBER),
        ("AB 12 34 56 C", Kind.NATIONAL_INSURANCE), ("A801200001001", Kind.PUPIL_NUMBER),
        ("EW/2026/014", Kind.REFERENCE), ("EW 2026 014", Kind.REFERENCE), ("case number 1234567", Kind.REFERENCE), ("crime ref 42/1234/25", Kind.REFERENCE),
        ("ZE24C50123", Kind.REFERENCE), ("AB12 CDE", Kind.VEHICLE), ("C:\\Users\\jpike\\draft.docx", Kind.PATH),
        ("two siblings", Kind.SMALL_NUMBER), ("twins", Kind.SMALL_NUMBER), ("the eldest of five", Kind.SMALL_NUMBER),
    ],
)  # fmt: skip
def test_each_kind_of_identifier_is_found(text, kind):
    assert kind in kinds_in(f"It was said: {text}, and then more.")


@pytest.mark.parametrize(
    "text",
    ["Call 999 or Childline on 0800 1111.", "The Primary School and a college.", "Working Together 2023", "Ref 2023-24", "It cost 12,345,678 pounds.", "Section 47", "of 120 children, 45 were seen"],
)  # fmt: skip
def test_what_belongs_to_nobody_is_left(text):
    assert not kinds_in(text)


def test_an_age_a_month_and_a_place_in_one_sentence_are_told_together():
    text = "In March 2024 a 14-year-old boy drowned in Eastmarch. A plan was made."
    (found,) = [each for each in found_in(text) if each.kind is Kind.RARE]
    assert found.sure is Sure.LIKELY
    assert found.text == "In March 2024 a 14-year-old boy drowned in Eastmarch."


def test_the_same_facts_in_sentences_of_their_own_are_not():
    text = "A plan was made in March 2024. The child was seen in Eastmarch."
    assert Kind.RARE not in kinds_in(text)


def test_a_file_of_watched_people_says_where_it_is_wrong():
    with pytest.raises(Badly, match="people 1"):
        read_watched('[[people]]\nname = "one"')
    with pytest.raises(Badly, match="born_on"):
        read_watched('[[people]]\nborn_on = "2019-03-04"')
