"""What drafts were seen to leave behind beside names: kinds by their shape, and what is none of these."""

import pytest

from goldthread.sweep import Kind, Place
from tests.sweep.case import found_in, kinds_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A letter dated 9 Rhagfyr 2021 came.", Kind.DATE),
        ("It was Monday the twelfth when he rang.", Kind.DATE),
        ("09\t12\t2021", Kind.DATE),
        ("The file is called 04032019 there.", Kind.DATE),
        ("The alarm was raised at 03.12 by a neighbour.", Kind.DATE),
        ("It rang at ten to six.", Kind.DATE),
        ("She was twenty-six months old then.", Kind.AGE),
        ("At six and a half she could not read.", Kind.AGE),
        ("She had her first baby at sixteen.", Kind.AGE),
        ("Grandfather (66) was asked.", Kind.AGE),
        ("They met behind Tanners Row.", Kind.ADDRESS),
        ("They had come from the village of Over Marling.", Kind.PLACE),
        ("She grew up in Colby-under-Fell, a mile away.", Kind.PLACE),
        ("The Beacon Bank ward is poor.", Kind.PLACE),
        ("He was placed at Heron House, a unit.", Kind.PLACE),
        ("Post went to ex4\t9zz.", Kind.POSTCODE),
        ("The area YO62 was named.", Kind.POSTCODE),
        ("Judgment [2024] EWHC 1212 (Fam)", Kind.REFERENCE),
        ("He is A1234BC in the system.", Kind.REFERENCE),
        ("PNC 19/12345K", Kind.REFERENCE),
        ("sort code 10-20-30", Kind.REFERENCE),
        ("card 4000 1234 5678 9010", Kind.REFERENCE),
        ("passport 123456789", Kind.REFERENCE),
        ("An old car, K123 ABC, burnt.", Kind.VEHICLE),
        ("He is mad_max_x online.", Kind.ACCOUNT),
        ("The note says R***n ran.", Kind.NAME),
        ("The note says R*b*n ran.", Kind.NAME),
        ("He drank at the Drover most nights.", Kind.NAME),
        ("There were 2 unborn babies on plans.", Kind.SMALL_NUMBER),
        ("Only one child was on a plan.", Kind.SMALL_NUMBER),
        ("Remanded\t3", Kind.SMALL_NUMBER),
        ("He was the only boy from Chad in his year.", Kind.RARE),
        ("It was the first arson in the town.", Kind.RARE),
        ("Mother is a deaf Ukrainian woman.", Kind.RARE),
        ("Father is a retired jockey.", Kind.RARE),
        ("He was jailed for six years and two months.", Kind.RARE),
    ],
)
def test_what_gives_somebody_away_is_found_by_its_shape(text, kind):
    assert kind in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The results should be reported within six months.",
        "Six months after an audit, one auditor returns.",
        "The High Court and the Crown Court sit there.",
        "Recommendation 3\nTable 2",
        "Gypsy, Roma and Traveller families and deaf children were asked.",
        "Section 4.7 says so, and 83 per cent agree.",
        "There are 412 children, 1,240 referrals and 10 to 17 in a band.",
        "The only way is to ask.",
        "Working Together to Safeguard Children and the Office for National Statistics.",
        "Introduction........ 3",
        "It is for the DSPs to say.",
        "At three agencies the plan was late.",
    ],
)
def test_what_reports_are_full_of_is_left(text):
    assert not kinds_in(text)


def test_a_name_in_the_name_of_a_file_is_no_user():
    assert not found_in("clean_copy.docx", Place.FILE_NAME)


@pytest.mark.parametrize("filler", ["improbable words ", "a ", "un"])
def test_the_words_around_a_find_are_whole(filler):
    before, after = filler * 30, filler * 30

    (found,) = found_in(f"{before} Kayleigh {after}")

    assert {*found.around.split()} <= {*filler.split(), before.strip(), after.strip(), "Kayleigh"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Charley is a deaf Kurdish boy.", Kind.RARE),
        ("Charley had her first child at seventeen.", Kind.AGE),
    ],
)
def test_a_pseudonym_in_it_does_not_excuse_what_tells_who_it_is(text, kind):
    assert kind in kinds_in(text)
