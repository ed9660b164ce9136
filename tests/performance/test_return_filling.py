"""Filling in a return on the page and by file, with what is wrong beside its cell, and signing it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from goldthread.accounts.models import Appointment
from goldthread.house import Role
from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions, sheets
from goldthread.performance.answers import asked_of
from goldthread.performance.models import Observation, Return
from goldthread.trail.models import Entry
from tests.factories import NOW, STAMP, AppointmentFactory, principal_with
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import as_, at, box, row_version, seen, seen_of, today, words
from tests.performance.test_sheets import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def both(cast, referrals=200, again=40):
    return {
        cast.key("referrals"): number(referrals),
        cast.key("re_referrals_12m"): share(again, referrals),
    }


def typed(cast, referrals="", above="", below="", **more):
    """What is posted: the boxes of the test, and why no referral has its source."""
    by_source = cast.key("referrals", "individual")
    return {
        box(by_source): "",
        box(by_source, "answer"): "not recorded",
        box(cast.key("referrals")): referrals,
        box(cast.key("re_referrals_12m"), "numerator"): above,
        box(cast.key("re_referrals_12m"), "denominator"): below,
    } | more


def fill_in(cast, client, asked, *, follow=True, **what):
    page = client.get(at("return-fill-in", asked.public_id))
    given = typed(cast, **what) | seen(page)
    return client.post(at("return-fill-in", asked.public_id), given, follow=follow)


def csv(cast, *rows, name="return.csv"):
    heads = "area_code,period,indicator,breakdown,value,numerator,denominator,answer"
    text = "\r\n".join((heads, *(row.format(area=cast.area.code) for row in rows)))
    return SimpleUploadedFile(name, text.encode())


def send(client, asked, file, version=None):
    address = at("return-upload", asked.public_id)
    was = seen(client.get(address)) if version is None else version
    return client.post(address, {"file": file} | was, follow=True)


def values(return_):
    return {
        (cell.indicator, part): getattr(cell, part)
        for cell in return_.cells.all()
        for part in ("value", "numerator", "denominator")
        if getattr(cell, part) is not None
    }


# --- the whole walk, without JavaScript ----------------------------------------------------------
def test_a_return_walks_from_asked_to_accepted_by_pages_alone(cast):
    asked = cast.asked()
    submitter, officer = as_(cast.submitter), as_(cast.officer)

    said = words(fill_in(cast, submitter, asked, referrals="200", below="200"))
    assert (
        "“Referrals within 12 months of a previous referral of the same child” is missing" in said
    )

    said = words(fill_in(cast, submitter, asked, referrals="200"))
    assert "Saved. 1 question needs an answer before it can be signed." in said
    assert "Nothing was entered: say why" in said

    answer = {box(cast.key("re_referrals_12m"), "answer"): "The system was replaced"}
    said = words(fill_in(cast, submitter, asked, referrals="200", **answer))
    assert "Saved. Nothing is left to answer" in said

    sign = at("return-sign", asked.public_id)
    page = submitter.get(sign)
    assert f"I have checked these figures. They are what {cast.agency.name} holds" in words(page)
    said = words(submitter.post(sign, {"row_version": row_version(page)}, follow=True))
    assert "Waiting to be accepted" in said

    accept = at("return-accept", asked.public_id)
    page = officer.get(accept)
    assert "Nothing was entered: say why The system was replaced" in words(page)
    said = words(officer.post(accept, {"row_version": row_version(page)}, follow=True))
    assert f"Accepted by {cast.officer.name}" in said
    assert Observation.objects.get().value == 200


def test_an_answer_is_read_beside_the_question_that_it_answers(cast):
    asked, client = cast.asked(), as_(cast.submitter)
    fill_in(cast, client, asked, referrals="200")
    answer = {box(cast.key("re_referrals_12m"), "answer"): "The system was replaced"}
    fill_in(cast, client, asked, referrals="", **answer)

    html = client.get(at("return-fill-in", asked.public_id)).content.decode()

    beside = html.partition(f'for="{box(cast.key("re_referrals_12m"), "answer")}"')[2]
    assert "Nothing was entered: say why" in beside.partition("</label>")[0]


def test_nothing_is_said_to_be_done_above_an_error(cast):
    page = fill_in(cast, as_(cast.submitter), cast.asked(), referrals="12o")

    assert "12o is not a number" in words(page)
    assert "Saved." not in words(page)


# --- the grid ------------------------------------------------------------------------------------
def test_a_draft_keeps_what_is_wrong_and_says_so_beside_each_box(cast):
    return_ = cast.filled_in(both(cast))

    page = fill_in(
        cast, as_(cast.submitter), return_.request, referrals="12o", above="300", below="200"
    )

    assert page.status_code == 200
    html = page.content.decode()
    name = box(cast.key("referrals"))
    assert f'href="#{name}"' in html  # the summary leads to the box
    assert re.search(rf'id="{name}-error">.*?12o is not a number', html, re.DOTALL)
    assert f'aria-describedby="{name}-hint {name}-error"' in html
    assert "300 is more than the 200 that it is part of" in html
    assert html.count('class="govuk-error-message"') == 2
    assert page.content.decode().count("<title>Error: ") == 1
    assert values(return_) == {}
    said = words(as_(cast.officer).get(at("return", return_.request.public_id)))
    assert "Referrals to children's social care 12o has an error 12o is not a number." in said


def test_what_was_typed_is_there_tomorrow_after_an_error(cast):
    asked = cast.asked()
    answer = {box(cast.key("re_referrals_12m"), "answer"): "It is <b>new</b>"}
    fill_in(cast, as_(cast.submitter), asked, referrals="12o", above="7", below="9", **answer)

    page = as_(cast.lead).get(at("return-fill-in", asked.public_id))

    html = page.content.decode()
    for text in ('value="12o"', 'value="7"', 'value="9"', "It is &lt;b&gt;new&lt;/b&gt;"):
        assert text in html


def test_a_return_with_an_error_is_not_signed_until_it_is_put_right(cast):
    asked = cast.asked()
    client = as_(cast.submitter)
    fill_in(cast, client, asked, referrals="12o", above="40", below="200")

    said = words(client.get(at("return-sign", asked.public_id)))
    assert "It cannot be signed yet 1 line has an error: put it right first." in said

    said = words(fill_in(cast, client, asked, referrals="200", above="40", below="200"))
    assert "Saved. Nothing is left to answer: the return can be signed." in said


def test_an_unanswered_question_is_kept_as_a_draft_and_asked_beside_its_box(cast):
    asked = cast.asked()
    client = as_(cast.submitter)

    page = fill_in(cast, client, asked, referrals="1,234")

    assert page.status_code == 200
    html = page.content.decode()
    name = box(cast.key("re_referrals_12m"), "answer")
    assert f'href="#{name}"' in html
    assert f'<textarea class="govuk-textarea" id="{name}"' in html
    assert values(Return.objects.get()) == {("referrals", "value"): 1234}


def test_a_return_not_begun_asks_nothing_back_yet(cast):
    said = words(as_(cast.submitter).get(at("return-fill-in", cast.asked().public_id)))

    assert "say why" not in said.replace("say later why", "")


def test_a_page_with_letters_that_no_database_keeps_is_taken(cast):
    asked = cast.asked()
    answer = {box(cast.key("re_referrals_12m"), "answer"): "bad\x00 letter"}

    fill_in(cast, as_(cast.submitter), asked, referrals="5", **answer)

    assert Return.objects.get().cells.get(indicator="re_referrals_12m").answer == "bad letter"


def test_a_return_with_several_areas_has_a_box_for_each(cast):
    cast = Cast(areas=2)
    asked = cast.asked()
    first, second = (box(cast.key("referrals", area=area)) for area in cast.areas)
    client = as_(cast.submitter)

    client.post(
        at("return-fill-in", asked.public_id), {"row_version": "0", first: "5", second: "6"}
    )

    stored = Return.objects.get().cells.filter(value__isnull=False)
    assert sorted(cell.value for cell in stored) == [5, 6]


# --- two people at once --------------------------------------------------------------------------
def test_a_stale_save_shows_both_values_of_each_line_and_keeps_what_was_typed(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    actions.save_answers(return_=return_, typed=both(cast, 210, 41), by=cast.lead, at=NOW)

    address = at("return-fill-in", return_.request.public_id)
    page = as_(cast.submitter).post(address, typed(cast, "190", "40", "190") | was)

    assert page.status_code == 409
    said = words(page)
    assert f"Saved by {cast.lead.name}: 210 Typed by you: 190" in said
    assert f"Saved by {cast.lead.name}: 41 of 210 Typed by you: 40 of 190" in said
    assert 'value="190"' in page.content.decode()
    assert values(return_)["referrals", "value"] == 210


def test_after_a_conflict_ones_own_text_can_be_saved_knowingly(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    actions.save_answers(return_=return_, typed=both(cast, 210, 41), by=cast.lead, at=NOW)
    client, address = as_(cast.submitter), at("return-fill-in", return_.request.public_id)

    page = client.post(address, typed(cast, "190", "40", "190") | was)
    client.post(address, typed(cast, "190", "40", "190") | seen(page))

    assert values(return_)["referrals", "value"] == 190


def test_two_people_on_different_lines_do_not_meet(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    other = both(cast) | {cast.key("referrals"): number(210)}
    actions.save_answers(return_=return_, typed=other, by=cast.lead, at=NOW)

    address, share_of = (
        at("return-fill-in", return_.request.public_id),
        cast.key("re_referrals_12m"),
    )
    lines = {box(share_of, "numerator"): "41", box(share_of, "denominator"): "200"}
    page = as_(cast.submitter).post(address, lines | was)

    assert page.status_code == 302
    assert values(return_) == {
        ("referrals", "value"): 210,
        ("re_referrals_12m", "numerator"): 41,
        ("re_referrals_12m", "denominator"): 200,
    }


def test_of_two_people_the_second_keeps_what_only_they_changed(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    other = both(cast) | {cast.key("referrals"): number(210)}
    actions.save_answers(return_=return_, typed=other, by=cast.lead, at=NOW)

    address = at("return-fill-in", return_.request.public_id)
    page = as_(cast.submitter).post(address, typed(cast, "190", "41", "200") | was)

    assert page.status_code == 409
    assert "Everything else that you typed is saved." in words(page)
    assert box(cast.key("re_referrals_12m"), "numerator") not in page.content.decode()
    assert values(return_)["referrals", "value"] == 210
    assert values(return_)["re_referrals_12m", "numerator"] == 41


def test_a_page_of_the_version_before_asks_before_it_overwrites(cast):
    first = cast.accepted(both(cast))
    actions.start_return(request=first.request, by=cast.lead, at=NOW, reason="Counted twice")

    address = at("return-fill-in", first.request.public_id)
    page = as_(cast.submitter).post(address, typed(cast, "190", "40", "200") | seen_of(first))

    assert page.status_code == 409


def test_pressing_save_twice_says_saved_and_not_conflict(cast):
    asked = cast.asked()
    client, address = as_(cast.submitter), at("return-fill-in", asked.public_id)
    first = typed(cast, "200", "40", "200", row_version="0")

    client.post(address, first)
    page = client.post(address, first, follow=True)

    assert "Saved. Nothing is left to answer" in words(page)
    assert Return.objects.count() == 1


def test_what_was_typed_is_shown_also_where_the_return_was_signed_meanwhile(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    actions.submit(return_=return_, by=cast.lead, at=NOW)

    address = at("return-fill-in", return_.request.public_id)
    page = as_(cast.submitter).post(address, typed(cast, "190", "40", "190") | was)

    assert page.status_code == 409
    assert "This return is waiting to be accepted." in words(page)
    assert "190" in words(page)
    assert values(return_)["referrals", "value"] == 200


def test_what_was_typed_is_shown_also_where_the_request_was_withdrawn_meanwhile(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    actions.withdraw(request=return_.request, reason="A mistake", by=cast.officer, at=NOW)

    address = at("return-fill-in", return_.request.public_id)
    page = as_(cast.submitter).post(address, typed(cast, "190", "40", "190") | was)

    assert page.status_code == 409
    assert "The partnership has withdrawn its request." in words(page)
    assert "190" in words(page)


# --- a long return -------------------------------------------------------------------------------
def long_return():
    cast = Cast(indicators=[row.key for row in catalogue().values() if row.is_asked], areas=3)
    return cast, cast.asked()


def test_a_long_return_is_typed_section_by_section(cast):
    cast, asked = long_return()
    client, address = as_(cast.submitter), at("return-fill-in", asked.public_id)
    page = client.get(address)
    referrals, plans = cast.key("referrals"), cast.key("child_protection_plans")

    assert f'name="{box(referrals)}"' in page.content.decode()
    assert f'name="{box(plans)}"' not in page.content.decode()
    assert len(page.content) < 200_000

    given = {box(referrals): "12o", "go_on": "B"} | seen(page)
    page = client.post(address, given, follow=True)

    assert page.request["QUERY_STRING"] == "section=B"
    assert "Front door 1 of 111 1 error" in words(page)
    assert "say why" not in words(page).replace("say later why", "")  # nothing was saved here yet


def test_a_section_that_is_not_there_opens_the_first(cast):
    cast, asked = long_return()

    page = as_(cast.submitter).get(at("return-fill-in", asked.public_id) + "?section=nothing")

    assert box(cast.key("referrals")) in page.content.decode()


def test_a_long_return_is_signed_and_accepted_section_by_section():
    cast, asked = long_return()
    page = as_(cast.submitter).get(at("return-sign", asked.public_id))
    assert page.status_code == 302  # nothing is there yet

    referrals, plans = cast.key("referrals"), cast.key("child_protection_plans")
    typed = {referrals: number(200), plans: number(70)}
    version = actions.start_return(request=asked, by=cast.submitter, at=NOW)
    actions.save_answers(return_=version, typed=typed, by=cast.submitter, at=NOW)
    later = catalogue()["child_protection_plans"].section
    for browser, name in (
        (as_(cast.submitter), "return-sign"),
        (as_(cast.officer), "return-accept"),
    ):
        first = browser.get(at(name, asked.public_id))
        plans_there = browser.get(at(name, asked.public_id) + f"?section={later}")

        assert "Front door" in words(first)
        assert ">200</td>" in first.content.decode().replace("\n", "")
        assert ">200</td>" not in plans_there.content.decode()
        assert ">70</td>" in plans_there.content.decode()
    assert len(as_(cast.submitter).get(at("return-sign", asked.public_id)).content) < 120_000


# --- by file -------------------------------------------------------------------------------------
def test_the_template_goes_out_is_filled_in_and_comes_back(cast):
    asked = cast.asked()
    client = as_(cast.submitter)
    template = client.get(at("return-template", asked.public_id, "xlsx")).content
    changes = {
        (cast.key("referrals"), "value"): 200,
        (cast.key("re_referrals_12m"), "numerator"): 40,
        (cast.key("re_referrals_12m"), "denominator"): 200,
        (cast.key("referrals", "individual"), "answer"): "not recorded",
    }
    file = SimpleUploadedFile("r.xlsx", filled(changes, asked_of(asked), template))

    said = words(send(client, asked, file))

    assert "Saved. Nothing is left to answer" in said
    return_ = Return.objects.get()
    assert values(return_) == {
        ("referrals", "value"): 200,
        ("re_referrals_12m", "numerator"): 40,
        ("re_referrals_12m", "denominator"): 200,
    }
    assert return_.file.name == "r.xlsx"
    assert return_.cells.get(indicator="referrals", breakdown="").row.startswith("row ")


def test_a_refused_file_tells_each_row_and_keeps_the_answers_there_were(cast):
    return_ = cast.filled_in(both(cast))
    before = values(return_)
    rows = ("{area},,referrals,,12o,,,", "{area},,re_referrals_12m,,,50,12,", "X,,referrals,,5,,,")

    page = send(as_(cast.submitter), return_.request, csv(cast, *rows))

    assert page.status_code == 422
    said = words(page)
    assert "The file was not taken: nothing of it is saved" in said
    assert "3 problems are told below, each with its row" in said
    assert said.count("12o is not a number") == 1
    assert "Download the template" in said
    assert "2 Referrals to children's social care value 12o is not a number" in said
    assert "3 Re-referrals within 12 months numerator 50 is more than the 12" in said
    assert "4 not a line of this return area_code The area X is not asked for" in said
    assert values(return_) == before


def test_a_refused_file_also_tells_what_will_be_asked(cast):
    page = send(as_(cast.submitter), cast.asked(), csv(cast, "{area},,referrals,,12o,,,"))

    assert "1 line will need an answer as well" in words(page)
    assert "Not in the file Re-referrals within 12 months" in words(page)
    assert not Return.objects.exists()


def test_a_query_is_answered_in_the_files_answer_column(cast):
    rows = (
        "{area},,referrals,,200,,,",
        "{area},,referrals,individual,,,,not recorded",
        "{area},,re_referrals_12m,,,,,The system was replaced",
    )

    said = words(send(as_(cast.submitter), cast.asked(), csv(cast, *rows)))

    assert "Saved. Nothing is left to answer" in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "The file cannot be read as a spreadsheet"),
        (b"PK\x03\x04 broken", "The file cannot be read as a spreadsheet"),
        (b"MZ\x90\x00\x03", "This is a program and not a spreadsheet"),
        (b"", "The file chosen for “Filled-in file” is empty"),
        (b"a,b\r\n1,2", "The file has no line of column names"),
    ],
)
def test_a_file_that_is_no_return_gets_one_sentence(cast, content, sentence):
    page = send(as_(cast.submitter), cast.asked(), SimpleUploadedFile("../../etc/x.csv", content))

    assert page.status_code == 422
    assert sentence in words(page)
    assert "Traceback" not in page.content.decode()
    assert "/etc" not in words(page)


def test_a_file_over_five_megabytes_is_refused_without_being_read(cast, monkeypatch):
    reads = "goldthread.performance.views.filling.read_apart"
    monkeypatch.setattr(reads, lambda content: pytest.fail("it was read"))
    file = SimpleUploadedFile("r.csv", b"a" * (sheets.MOST_BYTES + 1))

    page = send(as_(cast.submitter), cast.asked(), file)

    assert page.status_code == 422
    assert "The file is larger than 5 MB" in words(page)


def test_of_very_many_problems_two_hundred_are_shown_and_the_rest_counted(cast):
    rows = [f"X{number},banana,referrals,,abc,,," for number in range(1, 19_001)]

    page = send(as_(cast.submitter), cast.asked(), csv(cast, *rows))

    said = words(page)
    assert "38,000 problems are told below" in said
    assert "And 37,800 more like these" in said
    assert len(page.content) < 200_000


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_while_no_transaction_keeps_others_waiting(cast, monkeypatch):
    asked, seen = cast.asked(), []

    def reading(content):
        seen.append(connection.in_atomic_block)
        return sheets.read(content)

    monkeypatch.setattr("goldthread.performance.views.filling.read_apart", reading)
    rows = ("{area},,referrals,,200,,,", "{area},,re_referrals_12m,,,40,200,")

    said = words(send(as_(cast.submitter), asked, csv(cast, *rows)))

    assert "Saved." in said
    assert seen == [False]


def test_nothing_is_read_of_whoever_may_not_send_it(cast, monkeypatch):
    reads = "goldthread.performance.views.filling.read_apart"
    monkeypatch.setattr(reads, lambda content: pytest.fail("it was read"))
    asked = cast.asked()
    address = at("return-upload", asked.public_id)
    elsewhere = as_(Cast().submitter)

    assert as_(cast.officer).post(address, {"file": csv(cast)}).status_code == 403
    assert elsewhere.post(address, {"file": csv(cast)}).status_code == 404
    assert not asked.returns.exists()


def test_whoever_was_let_go_while_the_file_was_read_changes_nothing(cast, monkeypatch):
    asked, client = cast.asked(), as_(cast.submitter)

    def reading(content):
        Appointment.objects.filter(person_id=cast.submitter.person_id).update(
            ends_on=NOW.date() - timedelta(days=1)
        )
        return sheets.read(content)

    monkeypatch.setattr("goldthread.performance.views.filling.read_apart", reading)

    page = send(client, asked, csv(cast, "{area},,referrals,,200,,,"))

    assert page.status_code in (403, 404)
    assert not asked.returns.exists()


def test_no_file_at_all_is_asked_for_in_words(cast):
    asked = cast.asked()

    page = as_(cast.submitter).post(at("return-upload", asked.public_id), {"row_version": "0"})

    assert page.status_code == 422
    assert "Filled-in file" in words(page)


def test_the_template_of_another_return_is_refused(cast):
    asked, other = cast.asked(), cast.asked(Q1.following())
    content = sheets.template(
        asked_of(other), request_id=other.public_id, agency="A", due="tomorrow", stamp=STAMP
    )

    page = send(as_(cast.submitter), asked, SimpleUploadedFile("r.xlsx", content))

    assert "This file was made for another return" in words(page)


def test_a_file_over_what_somebody_else_saved_meanwhile_shows_both(cast):
    return_ = cast.filled_in(both(cast))
    was = seen_of(return_)
    actions.save_answers(return_=return_, typed=both(cast, 210, 41), by=cast.lead, at=NOW)
    rows = ("{area},,referrals,,190,,,", "{area},,re_referrals_12m,,,40,190,")

    page = send(as_(cast.submitter), return_.request, csv(cast, *rows), version=was)

    assert page.status_code == 409
    assert "210 Typed by you: 190" in words(page)
    assert values(return_)["referrals", "value"] == 210


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["return-fill-in", "return-upload", "return-sign", "return-new-version"]
)
def test_filling_in_is_for_the_agency_that_was_asked(cast, name):
    return_ = cast.filled_in(both(cast))
    address = at(name, return_.request.public_id)

    assert (
        as_(principal_with(Role.DATA_SUBMITTER, space=cast.space)).get(address).status_code == 404
    )
    assert as_(Cast().submitter).get(address).status_code == 404
    for ask in ("get", "post"):
        page = getattr(as_(cast.officer), ask)(address)
        assert page.status_code == 403
        assert "This is the return of" in words(page)


def test_one_who_sees_every_return_fills_in_their_own_agencys_only(cast):
    officer = principal_with(Role.PARTNERSHIP_OFFICER, space=cast.space)
    AppointmentFactory(space=cast.space, role=Role.DATA_SUBMITTER, person_id=officer.person_id)

    page = as_(officer).get(at("return-fill-in", cast.asked().public_id))

    assert page.status_code == 403
    assert f"This is the return of {cast.agency.name}." in words(page)


def test_a_signed_return_is_not_filled_in(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    page = as_(cast.submitter).get(at("return-fill-in", return_.request.public_id))

    assert page.status_code == 403
    assert "This return is waiting to be accepted." in words(page)


# --- signing and new versions --------------------------------------------------------------------
def test_what_changed_since_the_page_was_read_is_not_signed(cast):
    return_ = cast.filled_in(both(cast))
    client, sign = as_(cast.submitter), at("return-sign", return_.request.public_id)
    seen = row_version(client.get(sign))
    actions.save_answers(return_=return_, typed=both(cast, 210, 41), by=cast.lead, at=NOW)

    page = client.post(sign, {"row_version": seen})

    assert page.status_code == 409
    assert "Somebody else changed this return since you opened it" in words(page)
    assert "210" in words(page)
    return_.refresh_from_db()
    assert return_.status == Return.Status.DRAFT


def test_a_return_with_an_open_question_is_not_signed(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(200, answer="")})
    client, sign = as_(cast.submitter), at("return-sign", return_.request.public_id)

    assert "Sign and submit" not in words(client.get(sign))
    page = client.post(sign, {"row_version": str(return_.row_version)})

    assert page.status_code == 403
    assert "1 question is still without an answer." in words(page)


def test_a_new_version_begins_with_the_figures_and_a_reason(cast):
    first = cast.accepted(both(cast))
    client, address = as_(cast.submitter), at("return-new-version", first.request.public_id)

    assert client.post(address, {"reason": "  "}).status_code == 422
    page = client.post(address, {"reason": "Twins were counted once"}, follow=True)

    assert 'value="200"' in page.content.decode()
    assert Return.objects.get(number=2).reason == "Twins were counted once"


def test_no_new_version_is_made_of_what_is_not_accepted(cast):
    return_ = cast.filled_in(both(cast))
    address = at("return-new-version", return_.request.public_id)

    page = as_(cast.submitter).post(address, {"reason": "Why not"}, follow=True)

    assert Return.objects.count() == 1
    assert "Being filled in" in words(page)


# --- the file again ------------------------------------------------------------------------------
def test_the_file_that_was_sent_is_handed_out_as_it_came_to_whoever_reads_the_return(cast):
    asked = cast.asked()
    rows = ("{area},,referrals,,200,,,", "{area},,re_referrals_12m,,,40,200,")
    file = csv(cast, *rows, name='the "first" <quarter>.csv')
    content = file.read()
    file.seek(0)
    send(as_(cast.submitter), asked, file)
    version = asked.returns.get()
    address = at("return-file", asked.public_id, version.public_id)

    given = as_(cast.officer).get(address)

    assert given.content == content
    assert given["Content-Type"].startswith("text/csv")
    assert given["Content-Disposition"].startswith("attachment; filename=")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]
    entry = Entry.objects.get(kind="performance.return.file.exported")
    assert entry.person_id == cast.officer.person_id
    assert as_(Cast().officer).get(address).status_code == 404
    page = as_(cast.officer).get(at("return-version", asked.public_id, version.public_id))
    assert address in page.content.decode()


def test_a_return_that_was_typed_has_no_file(cast):
    return_ = cast.filled_in(both(cast))

    page = as_(cast.officer).get(at("return-file", return_.request.public_id, return_.public_id))

    assert page.status_code == 404
