"""The Panel's form: mapped once, filled from a review, in pseudonyms unless it asks for a name."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from goldthread.access.decision import Refused
from goldthread.reviews import actions
from goldthread.reviews.family.reading import family_of
from goldthread.reviews.models import PanelTemplate, RapidReview, TemplateCell
from goldthread.reviews.panel.catalogue import catalogue, proposed
from goldthread.reviews.panel.values import VALUES
from goldthread.trail.models import Entry
from goldthread.vault.models import Identity, Reveal
from tests.clients import Client
from tests.factories import NOW
from tests.reviews.builders import BORN_ON, MOTHER, NAME, NUMBER
from tests.reviews.word_files import a_form, hostile

MAPPED = {
    "Local authority": "authority",
    "Notification reference": "notification.reference",
    "Date of incident": "incident.happened_on",
    "Child": "child_1.pseudonym",
    "Date of meeting": "meeting.met_on",
    "Voice of the child:": "childs_voice",
    "Rationale": "decision.because",
    "Two or more agencies": "criterion.together",
    "partners": "partners",
}


@pytest.fixture(autouse=True)
def _at_that_time(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def agreed(case):
    """A review with everything that the mapped form asks for."""
    incident = case.incident()
    case.child(incident)
    case.mother(incident)
    review = case.notified(case.decided(incident)).rapid_review
    case.for_panel(review, childs_voice="Child A said little.\nNobody asked alone.")
    review.refresh_from_db()
    return case.agreed(case.proposed(review))


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


def made(case, review, **given):
    address = reverse("reviews:panel-file", args=[review.public_id])
    return signed_in(case, "officer").post(address, given)


def cells(content):
    file = Document(BytesIO(content))
    return [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]


def test_each_blank_of_the_filled_file_holds_what_it_was_mapped_to(case, agreed):
    case.mapped(**MAPPED)
    answer = made(case, agreed)
    file = Document(BytesIO(answer.content))
    lines = [paragraph.text for paragraph in file.paragraphs]

    assert cells(answer.content)[:4] == [
        ["Local authority", str(case.council)],
        ["Notification reference", "SIN-4471"],
        ["Date of incident", "15 May 2026"],
        ["Child", "Age", "Ethnicity"],
    ]
    assert cells(answer.content)[4] == ["Child A", "", ""]
    assert "Date of meeting: 20 May 2026" in lines
    at = lines.index("Child A said little.")
    assert lines[at + 1] == "Nobody asked alone."
    assert {file.paragraphs[place].style.name for place in (at, at + 1)} == {"Quote"}
    body = file.element.xml
    assert "Two agencies did not speak" in body
    assert 'w14:checked w14:val="1"' in body
    assert f"{case.council}: agrees. {case.people['director'].name}, 20 May 2026." in body


def test_a_form_that_asks_for_no_name_has_none_and_reveals_nobody(case, agreed):
    case.mapped(**MAPPED | {"Age": "children.all", "Ethnicity": "facts"})
    answer = made(case, agreed)
    body = Document(BytesIO(answer.content)).element.xml

    secret = (*NAME.split(), *MOTHER.split(), NUMBER, "7 March 2021")
    assert [word for word in secret if word in body] == []
    assert not Reveal.objects.exists()
    assert Entry.objects.filter(kind="reviews.panel_form.exported").count() == 1


def test_a_form_that_asks_for_names_keeps_each_as_seen_with_the_reason(case, agreed):
    case.mapped(Child="child_1.name", Age="child_1.born_on", Ethnicity="child_1.nhs_number")

    assert made(case, agreed).status_code == 422
    answer = made(case, agreed, because="To send it to the Panel")

    assert cells(answer.content)[4] == [NAME, f"7 March {BORN_ON.year}", NUMBER]
    seen = Reveal.objects.get()
    assert (str(seen.identity), seen.because) == ("Child A", "To send it to the Panel")
    assert "Oduya" not in cells(answer.content)[5]


def test_the_page_says_what_is_missing_and_where_to_write_it_and_gives_no_name(case):
    review = case.review()
    case.child(review)
    case.mapped(**MAPPED | {"Ethnicity": "child_1.name"})
    address = reverse("reviews:panel-form", args=[review.public_id])
    body = signed_in(case, "officer").get(address).content.decode()

    missing = body.split("Missing</h2>")[1].split("What goes into it")[0]
    assert reverse("reviews:for-panel", args=[review.public_id]) in missing
    assert reverse("reviews:meeting", args=[review.public_id]) in missing
    assert "SIN-4471" not in missing
    assert "SIN-4471" in body
    assert not any(part in body for part in NAME.split())


def test_who_sees_the_form_and_who_makes_the_file(case, agreed):
    case.mapped(**MAPPED)
    page = reverse("reviews:panel-form", args=[agreed.public_id])
    file = reverse("reviews:panel-file", args=[agreed.public_id])
    template = reverse("reviews:template")

    found = {
        who: [signed_in(case, who).get(each).status_code for each in (page, file, template)]
        for who in ("officer", "scrutineer", "director", "lead")
    }
    assert found["officer"] == [200, 200, 200]
    assert found["scrutineer"] == [200, 403, 403]
    assert found["director"] == [200, 403, 403]
    assert all(status in (403, 404) for status in found["lead"])


def test_a_form_is_sent_its_blanks_are_proposed_and_nothing_is_taken_silently(case):
    officer = signed_in(case, "officer")
    file = SimpleUploadedFile("form.docx", a_form())
    answer = officer.post(reverse("reviews:template-new"), {"file": file})
    template = PanelTemplate.objects.get()
    page = officer.get(answer["Location"]).content.decode()

    assert answer["Location"] == template.get_absolute_url()
    assert not template.cells.exclude(takes="").exists()
    assert template.mapped_at is None
    assert "Proposed from the words: check it." in page
    given = {"row_version": template.row_version, "cell_1": "authority"}
    officer.post(answer["Location"], given)
    assert template.cells.get(number=1).takes == "authority"


@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_hostile_form_is_refused_and_nothing_is_kept(case, name):
    file = SimpleUploadedFile("form.docx", hostile()[name])
    answer = signed_in(case, "officer").post(reverse("reviews:template-new"), {"file": file})

    assert answer.status_code == 422
    assert "send that" in answer.content.decode()
    assert not PanelTemplate.objects.exists()


def test_a_new_version_keeps_what_still_fits_and_says_what_does_not(case):
    case.mapped(case.template(a_form("Old question")), **MAPPED | {"Old question": "facts"})
    later = case.template(a_form("New question"))
    takes = dict(TemplateCell.objects.filter(template=later).values_list("words", "takes"))
    page = signed_in(case, "officer").get(later.get_absolute_url()).content.decode()

    assert takes["Local authority"] == "authority"
    assert takes["New question"] == ""
    assert later.mapped_at is None
    assert "Old question" in page


def test_nothing_goes_into_a_blank_that_is_not_in_the_list(case):
    with pytest.raises(Refused, match="from the list"):
        case.mapped(Child="vault.everything")


def test_what_the_panel_asks_for_is_in_pseudonyms_and_ends_when_it_is_sent(case):
    review = case.review()
    case.child(review)
    with pytest.raises(Refused, match="A name"):
        case.for_panel(review, equality=f"{NAME} is of mixed heritage")

    case.for_panel(review)
    review = case.sent(case.proposed(RapidReview.objects.get()))
    with pytest.raises(Refused, match="sent to the panel"):
        case.for_panel(review)


def test_everything_in_the_list_can_be_worked_out(case, agreed):
    from goldthread.reviews.models.rapid import FOR_THE_PANEL
    from goldthread.reviews.panel.values import PanelCase

    of_a_review = PanelCase(agreed, case.by("officer"), NOW)
    for key, named in catalogue().items():
        of_a_review.said(named)
        assert named.child or named.ticks or key in VALUES or key in FOR_THE_PANEL


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Local Authority:", "authority"),
        ("Voice of the child", "childs_voice"),
        ("Age (row 3)", "child_2.age"),
        ("Date of birth", ""),
        ("Full name", ""),
        ("Anything else?", ""),
    ],
)
def test_a_blank_is_proposed_what_its_words_say_and_never_a_name(words, key):
    assert proposed(words) == key


def test_an_action_takes_no_text_that_the_form_does_not_have(case):
    review = case.review()
    with pytest.raises(TypeError):
        actions.write_for_panel(
            by=case.by("officer"), at=NOW, review=review, row_version=1, minutes="Over there"
        )


def test_what_is_recorded_of_a_child_goes_into_the_form_and_the_drawing(case, agreed):
    child = Identity.objects.get(pseudonym="Child A")
    case.known(agreed.incident, child, ethnicity="ethnicity_unknown")
    case.mapped(Child="child_1.sex", Age="child_1.age", Ethnicity="child_1.ethnicity")
    answer = made(case, agreed)

    assert cells(answer.content)[4] == ["Female", "5 years 2 months", "Not recorded"]
    drawn = family_of(agreed.incident, by=case.by("officer"))
    assert not [each for each in drawn.unclear if "Child A" in each]


def test_a_name_that_was_written_before_it_was_known_becomes_the_pseudonym_and_is_told(case):
    incident = case.incident(account=f"{NAME} was brought in by {MOTHER}")
    case.child(incident)
    case.mother(incident)
    review = case.notified(case.decided(incident)).rapid_review
    case.mapped(Child="facts", Age="child_1.pseudonym")
    page = signed_in(case, "officer").get(reverse("reviews:panel-form", args=[review.public_id]))

    assert cells(made(case, review).content)[4][0] == "Child A was brought in by Mother"
    assert "the pseudonym stands instead" in page.content.decode()
    assert NAME not in page.content.decode()
