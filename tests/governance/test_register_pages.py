import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldthread.house import Role
from goldthread.register.models import Agency, Area, Membership
from tests.clients import Client
from tests.factories import (
    AppointmentFactory,
    GroupFactory,
    MembershipFactory,
    PriorityFactory,
    SpaceAreaFactory,
    SpaceFactory,
    collaboration_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return SpaceFactory(code="HERE", name="Partnership of Here")


@pytest.fixture
def reader(space):
    return signed_in(space, Role.PRACTITIONER)


def signed_in(space, role=Role.PRACTITIONER):
    client = Client()
    client.force_login(AppointmentFactory(space=space, role=role).person)
    return client


def read(client, page, /, *arguments, **asked):
    answer = client.get(reverse(page, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def picture(page):
    """The drawing in a page, read as XML."""
    return ElementTree.fromstring(re.search(r"<svg class=\"gt-structure.*?</svg>", page, re.S)[0])


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def test_the_partnership_shows_partners_areas_and_priorities(reader, space):
    MembershipFactory(space=space, agency__name="Council of Here")
    MembershipFactory(space=space, standing=Membership.Standing.RELEVANT)
    SpaceAreaFactory(space=space, area__name="Hereshire")
    SpaceAreaFactory(
        space=space, area__name="England", area__kind=Area.Kind.COUNTRY, is_comparator=True
    )
    PriorityFactory(space=space, name="Neglect seen early", aim="Before it harms")

    page = read(reader, "partnership")

    for words in ("Council of Here", "1 relevant agency", "Hereshire", "Neglect seen early"):
        assert words in page
    assert "country, to compare with" in page
    assert "Before it harms" in page


def test_a_partnership_with_nothing_entered_says_what_will_stand_there(reader):
    assert "None is entered yet" in read(reader, "partnership")
    assert "No group is entered yet" in read(reader, "structure")


def test_what_a_partnership_took_the_place_of_is_told(reader, space):
    space.succeeds.add(SpaceFactory(name="The Old Board"))

    assert "The Old Board" in read(reader, "partnership")


def test_a_collaboration_shows_its_member_partnerships():
    one, two = SpaceFactory(name="Partnership One"), SpaceFactory(name="Partnership Two")
    client = signed_in(collaboration_of(one, two, name="All Together"))

    page = read(client, "partnership")

    assert "Partnership One and Partnership Two" in page
    assert "Those of its partnerships" in page


def test_a_partnership_shows_what_it_works_in_with_others(reader, space):
    together = collaboration_of(space, SpaceFactory(), name="All Together")
    GroupFactory(space=together, name="Shared Panel")

    assert "All Together" in read(reader, "partnership")
    assert "Shared Panel" in read(reader, "structure")


def test_the_structure_is_a_list_of_who_reports_to_whom(reader, space):
    executive = GroupFactory(
        space=space, name="Executive", cadence="every 2 months", chair="Chief nurse"
    )
    GroupFactory(space=space, name="Quality Group", parent=executive, purpose="Looks at figures")
    GroupFactory(space=space, name="Adults Board", is_outside=True)

    page = read(reader, "structure")

    for words in ("meets every 2 months", "chaired by: Chief nurse", "Looks at figures"):
        assert words in page
    assert "Adults Board" in page


def test_the_picture_has_a_title_and_words_for_those_who_do_not_see_it(reader, space):
    MembershipFactory(space=space, agency__name="Council of Here")
    executive = GroupFactory(space=space, name="Executive")
    GroupFactory(space=space, name="Quality Group", parent=executive)

    drawing = picture(read(reader, "structure"))

    title, words = drawing[0], drawing[1]
    assert drawing.attrib["role"] == "img"
    assert drawing.attrib["aria-labelledby"] == f"{title.attrib['id']} {words.attrib['id']}"
    assert title.text == "The structure of Partnership of Here"
    assert "Council of Here stand over Executive" in words.text


def test_the_picture_is_drawn_from_the_groups_that_hold_today(reader, space):
    executive = GroupFactory(space=space, name="Executive")
    GroupFactory(space=space, name="Quality Group", parent=executive)
    GroupFactory(space=space, name="Ended Group", parent=executive, ends_on=yesterday())

    drawn = "".join(picture(read(reader, "structure")).itertext())

    assert "Quality Group" in drawn
    assert "Ended Group" not in drawn


def test_the_picture_carries_no_style_of_its_own(reader, space):
    GroupFactory(space=space)

    assert "style=" not in read(reader, "structure")


def test_a_group_whose_parent_has_ended_stands_at_the_top(reader, space):
    ended = GroupFactory(space=space, name="Ended Group", ends_on=yesterday())
    GroupFactory(space=space, name="Left Behind", parent=ended)

    assert "Left Behind" in read(reader, "structure")


def test_groups_of_another_partnership_are_not_there(reader):
    GroupFactory(name="Their Group")

    assert "Their Group" not in read(reader, "structure")


def test_the_structure_asks_the_same_however_many_groups_there_are(reader, space):
    def queries(count):
        top = GroupFactory(space=space)
        for _ in range(count):
            GroupFactory(space=space, parent=top)
            MembershipFactory(space=space)
        with CaptureQueriesContext(connection) as caught:
            read(reader, "structure")
        return len(caught)

    assert queries(1) == queries(25)


def test_agencies_are_listed_with_what_they_are_and_their_place(reader, space):
    MembershipFactory(
        space=space,
        agency__name="Homes of Here",
        agency__kind=Agency.Kind.HOUSING,
        standing=Membership.Standing.RELEVANT,
    )

    page = read(reader, "agencies")

    for words in ("Homes of Here", "Housing", "Relevant agency"):
        assert words in page


def test_agencies_are_narrowed_by_name_kind_and_place(reader, space):
    MembershipFactory(space=space, agency__name="Council of Here")
    MembershipFactory(
        space=space,
        agency__name="School of Here",
        agency__kind=Agency.Kind.EDUCATION,
        standing=Membership.Standing.RELEVANT,
    )

    for asked in ({"name": "school"}, {"kind": "education"}, {"standing": "relevant"}):
        page = read(reader, "agencies", **asked)
        assert "School of Here" in page
        assert "Council of Here" not in page


def test_agencies_of_another_partnership_are_not_listed_and_not_found(reader):
    theirs = MembershipFactory(agency__name="Council of Elsewhere").agency

    assert "Council of Elsewhere" not in read(reader, "agencies")
    assert reader.get(reverse("agency", args=[theirs.public_id])).status_code == 404


def test_the_list_of_agencies_asks_the_same_however_many_there_are(reader, space):
    def queries(count):
        for _ in range(count):
            MembershipFactory(space=space)
        with CaptureQueriesContext(connection) as caught:
            read(reader, "agencies")
        return len(caught)

    assert queries(2) == queries(40)


def test_the_page_of_an_agency_names_people_only_to_those_who_see_people(reader, space):
    appointment = AppointmentFactory(space=space, role=Role.AGENCY_LEAD, person__name="Ada Example")
    MembershipFactory(space=space, agency=appointment.agency)
    manager = signed_in(space, Role.BUSINESS_MANAGER)

    assert "Ada Example" in read(manager, "agency", appointment.agency.public_id)
    assert "Ada Example" not in read(reader, "agency", appointment.agency.public_id)


def test_an_agency_that_has_left_still_has_its_page(reader, space):
    place = MembershipFactory(space=space, agency__name="Council of Before", ends_on=yesterday())

    assert "Council of Before" not in read(reader, "agencies")
    assert "until" in read(reader, "agency", place.agency.public_id)


def test_an_agency_without_dates_is_shown_without_them(reader, space):
    MembershipFactory(space=space, agency__name="Council of Old", starts_on=None)

    assert "Not stated" in read(reader, "agencies")
