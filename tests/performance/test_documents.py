"""Figures copied from a document, and checked by another person."""

from decimal import Decimal

import pytest

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.actions.documents import Copied
from goldthread.performance.models import Document, Observation, Transcription
from goldthread.performance.transcribing import COLUMNS, read_copied, written_out
from tests.factories import NOW, principal_with
from tests.performance.builders import Cast
from tests.performance.pages import as_, at, row_version, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def checker(cast):
    return principal_with(Role.PARTNERSHIP_OFFICER, space=cast.space)


def document(cast, title="Annual report"):
    return actions.keep_document(
        space=cast.space,
        title=title,
        publisher="The partnership",
        year="2022-23",
        by=cast.officer,
        at=NOW,
    )


def transcribed(cast, **more):
    given = {
        "area_code": cast.area.code,
        "indicator": "re_referrals_12m",
        "period": Period.parse("2022-23"),
        "value": Decimal("20.55"),
        "row": "table 3, row 2",
    }
    return actions.transcribe(
        document=document(cast),
        section="Section 5",
        figures=[Copied(**given | more)],
        by=cast.officer,
        at=NOW,
    )


def pasted(*rows, heads="area_code\tindicator\tperiod\tvalue\tnumerator\tdenominator\trow"):
    return "\n".join((heads, *rows))


# --- the walk ------------------------------------------------------------------------------------
def test_a_document_is_added_a_section_transcribed_and_checked_by_pages_alone(cast, checker):
    writer = as_(cast.officer)
    about = {"title": "Annual report", "publisher": "The partnership", "year": "2022-23"}
    page = writer.post(at("document-new"), about, follow=True)
    assert "Transcribe a section" in words(page)
    row = f"{cast.area.code}\tre_referrals_12m\t2022-23\t20.55%\t\t\trow 2"
    sent = {"section": "Section 5", "figures": pasted(row), "row_version": "0"}

    page = writer.post(page.redirect_chain[-1][0], sent, follow=True)

    said = words(page)
    assert "Transcribed from Annual report Section 5" in said
    assert "20.55% stated" in said
    assert "You transcribed these figures: another person checks them." in said
    assert not Observation.objects.filter(is_current=True).exists()

    address = at("transcription", Transcription.objects.get().public_id)
    page = as_(checker).get(address)
    check = at("transcription-check", Transcription.objects.get().public_id)
    said = words(as_(checker).post(check, {"row_version": row_version(page)}, follow=True))
    assert "Checked. The figures count from now on." in said
    assert Observation.objects.get(is_current=True).basis == "stated"


def test_the_list_shows_who_transcribed_and_who_checked(cast, checker):
    transcription = transcribed(cast)
    reader = as_(principal_with(Role.INDEPENDENT_SCRUTINEER, space=cast.space))
    assert f"Section 5 1 {cast.officer.name} Not yet checked" in words(reader.get(at("documents")))

    actions.check_transcription(transcription=transcription, by=checker, at=NOW)

    said = words(reader.get(at("documents")))
    assert f"{cast.officer.name} {checker.name}" in said
    assert "Add a document" not in said


def test_an_empty_list_says_what_to_do(cast):
    assert "Add a document" in words(as_(cast.officer).get(at("documents")))
    reader = principal_with(Role.INDEPENDENT_SCRUTINEER, space=cast.space)
    assert "No document has been added" in words(as_(reader).get(at("documents")))


# --- what was pasted -----------------------------------------------------------------------------
def test_of_very_many_faults_two_hundred_are_told(cast):
    sent = {"section": "5", "figures": pasted(*["X\tnone\t2022-23\t1"] * 300), "row_version": "0"}

    page = as_(cast.officer).post(at("transcribe", document(cast).public_id), sent)

    told = page.context["form"].errors["figures"]
    assert len(told) == 201
    assert told[-1] == "And 100 more like these"


def test_every_fault_of_what_was_pasted_is_told_with_its_row_and_the_text_kept(cast):
    area = cast.area.code
    text = pasted(
        f"{area}\treferrals\t2022-23\t12o\t\t\t",
        f"{area}\tmade_up\t2022-23\t12\t\t\t",
        "X\treferrals\t2022-23\t12\t\t\t",
        f"{area}\treferrals\tlast year\t12\t\t\t",
        f"{area}\treferrals\t2022-23\t\t\t\t",
        f"{area}\tre_referrals_12m\t2022-23\t\t30\t20\t",
        f"{area}\tre_referrals_12m\t2022-23\t\t30\t\t",
        f"{area}\treferrals\t2022-23\t12\t\t\t",
        f"{area}\treferrals\t2022-23\t13\t\t\t",
    )
    sent = {"section": "5", "figures": text, "row_version": "0"}

    page = as_(cast.officer).post(at("transcribe", document(cast).public_id), sent)

    assert page.status_code == 422
    assert [str(error) for error in page.context["form"].errors["figures"]] == [
        "Row 2: In value: 12o is not a number",
        "Row 3: There is no indicator made_up",
        "Row 4: There is no area X here",
        'Row 5: "last year" is not a period: write a year as 2022-23, a quarter as 2022-23 Q1'
        " or a month as 2023-03",
        "Row 6: There is no number in this row",
        "Row 7: 30 is more than the 20 that it is part of",
        "Row 8: A numerator and a denominator go together: one of them is missing",
        "Row 10: This figure stands twice: also in row 9",
    ]
    assert "12o" in page.content.decode()
    assert not Transcription.objects.exists()


def test_text_without_column_names_is_refused_in_words(cast):
    sent = {"section": "5", "figures": "twenty referrals", "row_version": "0"}

    page = as_(cast.officer).post(at("transcribe", document(cast).public_id), sent)

    assert "What you pasted has no line of column names" in words(page)


def test_a_section_is_transcribed_once(cast):
    transcription = transcribed(cast)
    row = f"{cast.area.code}\treferrals\t2022-23\t5\t\t\t"
    sent = {"section": "Section 5", "figures": pasted(row), "row_version": "0"}

    page = as_(cast.officer).post(at("transcribe", transcription.document.public_id), sent)

    assert page.status_code == 422
    assert "Section “Section 5” has been transcribed already." in words(page)


def test_a_document_is_added_once(cast):
    document(cast)
    about = {"title": "Annual report", "publisher": "The partnership", "year": "2022-23"}

    page = as_(cast.officer).post(at("document-new"), about)

    assert page.status_code == 422
    assert "Annual report, 2022-23, is in the list already." in words(page)
    assert Document.objects.count() == 1


def test_printed_parts_give_a_value_that_was_worked_out(cast):
    transcribed(cast, value=None, numerator=Decimal(37), denominator=Decimal(180))

    seen = Observation.objects.get()

    assert (round(seen.value, 1), seen.basis) == (Decimal("20.6"), "derived")


def test_what_is_written_out_is_read_back_unchanged(cast):
    transcription = transcribed(cast)
    areas = {cast.area.code: cast.area.name}

    found = read_copied(written_out(transcription), areas)

    assert found.faults == ()
    (copied,) = found.figures
    assert (copied.value, copied.row) == (Decimal("20.55"), "table 3, row 2")
    assert set(COLUMNS) >= {"value", "row", "note"}


# --- putting right -------------------------------------------------------------------------------
def test_a_wrong_figure_is_put_right_before_it_is_checked(cast, checker):
    transcription = transcribed(cast)
    address = at("transcription-correct", transcription.public_id)
    client = as_(checker)
    page = client.get(address)
    right = written_out(transcription).replace("20.55", "20.65")

    page = client.post(
        address, {"figures": right, "row_version": row_version_of(page)}, follow=True
    )

    assert "20.65% stated" in words(page)
    assert Observation.objects.get().value == Decimal("20.65")
    # Whoever put it right has copied it now: somebody else checks it.
    with pytest.raises(Refused, match="another person checks them"):
        actions.check_transcription(transcription=transcription, by=checker, at=NOW)
    actions.check_transcription(transcription=transcription, by=cast.officer, at=NOW)


def row_version_of(page):
    return str(page.context["transcription"].row_version)


def test_a_checked_figure_is_not_put_right(cast, checker):
    transcription = transcribed(cast)
    actions.check_transcription(transcription=transcription, by=checker, at=NOW)

    page = as_(cast.officer).get(at("transcription-correct", transcription.public_id))

    assert page.status_code == 403
    assert "It is checked." in words(page)


def test_what_changed_meanwhile_is_shown_beside_what_was_typed(cast, checker):
    transcription = transcribed(cast)
    seen = str(transcription.row_version)
    mine = written_out(transcription).replace("20.55", "99.9")
    actions.transcribe_again(
        transcription=transcription,
        figures=read_copied(
            written_out(transcription).replace("20.55", "20.65"), {cast.area.code: ""}
        ).figures,
        by=cast.officer,
        at=NOW,
    )

    page = as_(checker).post(
        at("transcription-correct", transcription.public_id),
        {"figures": mine, "row_version": seen},
    )
    assert page.status_code == 409
    assert "20.65" in words(page)
    assert "99.9" in words(page)

    check = at("transcription-check", transcription.public_id)
    assert as_(checker).post(check, {"row_version": seen}).status_code == 409
    assert not Observation.objects.filter(is_current=True).exists()


# --- who may -------------------------------------------------------------------------------------
def test_transcribing_is_for_those_who_hold_it(cast):
    transcription = transcribed(cast)
    scrutineer = as_(principal_with(Role.INDEPENDENT_SCRUTINEER, space=cast.space))
    public_id = transcription.public_id

    assert scrutineer.get(at("transcription", public_id)).status_code == 200
    for name in ("transcription-check", "transcription-correct"):
        page = scrutineer.post(at(name, public_id))
        assert page.status_code == 403
        assert "To transcribe figures from a document, or check them you need to be" in words(page)
    assert as_(Cast().officer).get(at("transcription", public_id)).status_code == 404


def test_a_figure_without_any_copied_is_refused(cast):
    with pytest.raises(Refused, match="There is no figure to transcribe"):
        actions.transcribe(
            document=document(cast), section="5", figures=[], by=cast.officer, at=NOW
        )
