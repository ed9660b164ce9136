"""A return that the business unit enters for an agency: marked, kept, and accepted by somebody else."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldthread.access.decision import Refused
from goldthread.access.policy import may
from goldthread.house import Role
from goldthread.performance import actions, steps
from goldthread.performance.models import Return
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, principal_with
from tests.performance.builders import Cast, number
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    cast = Cast(indicators=("referrals",))
    cast.manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    return cast


def entered(cast, request, how=Return.Heard.TELEPHONE) -> Return:
    begun = actions.enter_for_agency(
        request=request, how=how, heard_from="Jo Smith", heard_on=TODAY, by=cast.officer, at=NOW
    )
    typed = {cast.key("referrals"): number(40)} | cast.undivided()
    actions.save_answers(return_=begun, typed=typed, by=cast.officer, at=NOW)
    return begun


def told(how, content=None, name="their letter.pdf"):
    """The answers of the form, with a letter where there is one."""
    answers = {
        "how": how,
        "heard_from": "Jo Smith",
        "heard_on_day": str(TODAY.day),
        "heard_on_month": str(TODAY.month),
        "heard_on_year": str(TODAY.year),
    }
    return answers | ({"letter": SimpleUploadedFile(name, content)} if content else {})


def packed(members):
    """A packed document with these members."""
    there = BytesIO()
    with ZipFile(there, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return there.getvalue()


def test_what_is_entered_says_so_wherever_its_source_stands(cast):
    begun = entered(cast, cast.asked())

    signed = actions.submit(return_=begun, by=cast.officer, at=NOW)

    assert signed.signed_words == (
        f"{cast.officer.name}, entered by the business unit on behalf of {cast.agency}, "
        f"by telephone with Jo Smith, {TODAY.day} {TODAY:%B %Y}"
    )
    page = words(as_(cast.manager).get(at("return", begun.request.public_id)))
    assert "on behalf of" in page


def test_who_entered_a_return_does_not_accept_it(cast):
    signed = actions.submit(return_=entered(cast, cast.asked()), by=cast.officer, at=NOW)

    with pytest.raises(Refused, match="another person"):
        actions.accept(return_=signed, by=cast.officer, at=NOW)
    assert actions.accept(return_=signed, by=cast.manager, at=NOW).accepted_by_id


def test_a_file_that_the_agency_sent_is_kept_before_it_is_signed(cast):
    begun = entered(cast, cast.asked(), how=Return.Heard.FILE)

    with pytest.raises(Refused, match="Send the file"):
        actions.submit(return_=begun, by=cast.officer, at=NOW)


def test_the_business_unit_touches_nothing_that_the_agency_began(cast):
    begun = cast.started()

    assert not steps.may_fill_in(begun.request, cast.officer)
    with pytest.raises(Refused, match="has begun"):
        entered(cast, begun.request)
    with pytest.raises(Refused):
        actions.submit(return_=begun, by=cast.officer, at=NOW)


def test_the_agency_does_not_sign_what_was_entered_for_it(cast):
    begun = entered(cast, cast.asked())

    with pytest.raises(Refused, match="entered this on its behalf"):
        actions.submit(return_=begun, by=cast.submitter, at=NOW)


def test_a_link_is_not_made_for_what_is_being_entered(cast):
    from goldthread.performance.errands import RETURN_BY_LINK

    begun = entered(cast, cast.asked())

    assert "The business unit is entering this return on its behalf." in (
        RETURN_BY_LINK.may_ask(begun.request, TODAY).reasons
    )


def test_once_it_is_signed_the_business_unit_fills_in_no_more(cast):
    begun = entered(cast, cast.asked())
    actions.submit(return_=begun, by=cast.officer, at=NOW)

    assert not steps.may_fill_in(begun.request, cast.officer)


def test_the_letter_that_figures_were_told_in_is_kept_and_handed_out_as_it_came(cast):
    request = cast.asked()
    client = as_(cast.officer)
    letter = b"%PDF-1.7\nforty referrals"

    page = client.post(
        at("return-on-behalf", request.public_id), told("letter", letter), follow=True
    )

    assert page.wsgi_request.path == at("return-fill-in", request.public_id)
    begun = request.returns.get()
    assert begun.letter.name == "their letter.pdf"
    there = at("return-letter", request.public_id, begun.public_id)
    assert there in client.get(at("return", request.public_id)).content.decode()
    given = as_(cast.manager).get(there)
    assert given.content == letter
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(kind="performance.return.letter.exported").count() == 1


@pytest.mark.parametrize(
    ("how", "content", "name", "sentence"),
    [
        ("letter", None, "", "Choose the letter or e-mail"),
        ("letter", b"MZ\x90 a program", "letter.pdf", "neither a PDF"),
        ("letter", b"%PDF-1.7", "letter.exe", "neither a PDF"),
        (
            "letter",
            packed({"word/document.xml": b"<w/>", "word/vbaProject.bin": b""}),
            "l.docx",
            "macros",
        ),
        ("file", b"%PDF-1.7", "letter.pdf", "on the next page"),
    ],
)
def test_a_letter_that_cannot_be_kept_is_refused_and_nothing_is_begun(
    cast, how, content, name, sentence
):
    request = cast.asked()

    page = as_(cast.officer).post(
        at("return-on-behalf", request.public_id), told(how, content, name)
    )

    assert page.status_code == 422
    assert sentence in words(page)
    assert "Jo Smith" in page.content.decode()
    assert not request.returns.exists()


@pytest.mark.parametrize("role", [Role.LEARNING_OFFICER, Role.INDEPENDENT_SCRUTINEER])
def test_others_enter_nothing(cast, role):
    assert not may(principal_with(role, space=cast.space), FILL_IN_RETURN, cast.asked())


def test_the_page_leads_to_the_boxes(cast):
    request = cast.asked()
    client = as_(cast.officer)
    there = at("return-on-behalf", request.public_id)

    assert "on behalf of" in words(client.get(at("return", request.public_id)))
    page = client.post(there, told("telephone"), follow=True)

    assert page.wsgi_request.path == at("return-fill-in", request.public_id)
    assert page.status_code == 200
