"""Why a figure is blank: chosen from a list on every road that an answer has, and read back as it was."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.performance import sheets
from goldthread.performance.asked import Asked, LineKey, Typed
from goldthread.performance.blanks import OFFERED, OTHER, Why, answer_of, chosen_in, why_of
from goldthread.performance.models import Return
from goldthread.performance.posted import WHY_OF_ALL
from tests.performance.builders import Q1, Cast
from tests.performance.pages import as_, at, box, seen, today, words
from tests.performance.test_sheets import filled, heads, made

__all__ = ["today"]
database = pytest.mark.django_db
EASTMARCH = LineKey("X06000001", "referrals")


@pytest.fixture
def cast(today):
    return Cast(indicators=("referrals", "re_referrals_12m"))


# --- the answer and the choice -------------------------------------------------------------------
@given(
    st.one_of(st.text(max_size=40), st.sampled_from([*Why, "NOT COLLECTED", "Not collected: no"]))
)
def test_an_answer_is_made_again_of_what_is_chosen_and_said_in_it(answer):
    choice, said = chosen_in(answer)

    assert answer_of(choice, said) == answer.strip()


@given(st.sampled_from([value for value, _ in OFFERED if value != OTHER]), st.text(max_size=40))
def test_a_reason_that_is_chosen_is_the_one_that_is_counted(choice, said):
    assert why_of(answer_of(choice, said)) == choice


@pytest.mark.parametrize("choice", ["", OTHER, "<b>", "late"])
def test_a_choice_that_gives_no_reason_leaves_the_words_as_they_are(choice):
    assert answer_of(choice, " a flood ") == "a flood"


# --- on the page ---------------------------------------------------------------------------------
def post(cast, asked, **fields):
    client = as_(cast.submitter)
    page = client.get(at("return-fill-in", asked.public_id))
    return client.post(at("return-fill-in", asked.public_id), seen(page) | fields, follow=True)


def answers():
    cells = Return.objects.get().cells.exclude(answer="")
    return {(cell.indicator, cell.breakdown): cell.answer for cell in cells}


@database
def test_a_return_not_begun_offers_the_reasons_beside_each_figure(cast):
    page = as_(cast.submitter).get(at("return-fill-in", cast.asked().public_id))

    html = page.content.decode()
    name = box(cast.key("referrals"), "why")
    offered = html.partition(f'name="{name}"')[2].partition("</select>")[0]
    assert [words for _, words in OFFERED] == [
        words for _, words in OFFERED if f">{words}</option>" in offered
    ]


@database
def test_a_reason_that_is_chosen_with_the_first_save_is_asked_for_no_more(cast):
    asked = cast.asked()
    chosen = {box(cast.key("referrals"), "why"): Why.LATE.value, box(cast.key("referrals")): ""}

    said = words(post(cast, asked, **chosen))

    assert answers() == {("referrals", ""): "Late, to follow"}
    assert "Referrals to children's social care: Nothing was entered" not in said


@database
def test_words_beside_a_reason_are_kept_with_it_and_shown_apart_again(cast):
    key = cast.key("re_referrals_12m")
    chosen = {
        box(key, "numerator"): "",
        box(key, "why"): Why.NOT_COLLECTED.value,
        box(key, "answer"): "the new system cannot",
    }

    html = post(cast, cast.asked(), **chosen).content.decode()

    assert answers() == {("re_referrals_12m", ""): "Not collected: the new system cannot"}
    beside = html.partition(f'id="{box(key, "why")}"')[2].partition("</textarea>")[0]
    assert '<option value="Not collected" selected>' in beside
    assert beside.endswith(">the new system cannot")


@database
def test_saving_what_is_shown_again_changes_nothing(cast):
    key = cast.key("referrals")
    asked = cast.asked()
    shown = {box(key): "", box(key, "why"): Why.TOO_SMALL.value, box(key, "answer"): ""}
    post(cast, asked, **shown)
    before = Return.objects.get().row_version

    post(cast, asked, **shown)

    assert Return.objects.get().row_version == before


@database
def test_a_number_stands_above_a_reason_for_a_blank(cast):
    key = cast.key("referrals")

    post(cast, cast.asked(), **{box(key): "12", box(key, "why"): Why.LATE.value})

    assert ("referrals", "") not in answers()


@database
def test_the_return_offers_a_reason_for_each_blank_and_one_for_all(cast):
    asked = cast.asked()
    first = cast.key("referrals")
    second = cast.key("re_referrals_12m")
    post(cast, asked, **{box(first): "", box(second, "numerator"): ""})
    client = as_(cast.submitter)
    page = client.get(at("return", asked.public_id))
    assert "Blank, and no reason given yet" in words(page)
    fields = {
        box(first, "why"): Why.LATE.value,
        box(second, "why"): "",
        WHY_OF_ALL: Why.NOT_COLLECTED.value,
        "to": "return",
    }

    said = client.post(at("return-fill-in", asked.public_id), seen(page) | fields)

    assert answers() == {
        ("referrals", ""): "Late, to follow",
        ("re_referrals_12m", ""): "Not collected",
    }
    after = words(client.get(said.url))
    assert "Blank, and no reason given yet" not in after
    assert "late, to follow, 1 not collected. It is complete: every blank says why." in after


@database
def test_a_reason_given_on_an_older_page_leaves_a_number_that_came_meanwhile(cast):
    asked = cast.asked()
    key = cast.key("referrals")
    post(cast, asked, **{box(key): "", box(cast.key("re_referrals_12m"), "numerator"): ""})
    old = seen(as_(cast.submitter).get(at("return", asked.public_id)))
    post(cast, asked, **{box(key): "12"})

    page = as_(cast.submitter).post(
        at("return-fill-in", asked.public_id), old | {box(key, "why"): Why.LATE.value}
    )

    assert page.status_code == 409
    assert Return.objects.get().cells.get(indicator="referrals", breakdown="").value == 12


# --- in the spreadsheet --------------------------------------------------------------------------
def test_the_template_offers_the_reasons_and_takes_other_words():
    book = openpyxl.load_workbook(io.BytesIO(made()))
    sheet = book[sheets.SHEET]
    column = openpyxl.utils.get_column_letter(heads(sheet)["answer"])
    last = sheets.FIRST_ROW - 1 + len(list(sheets.read(made()).rows))

    offer = next(v for v in sheet.data_validations.dataValidation if v.type == "list")

    assert str(offer.sqref) == f"{column}{sheets.FIRST_ROW}:{column}{last}"
    assert not offer.showErrorMessage
    hidden, _, cells = offer.formula1.partition("!")
    assert hidden == sheets.HIDDEN
    assert [row[0].value for row in book[hidden][cells.replace("$", "")]] == list(Why)


@pytest.mark.parametrize("why", Why)
def test_a_reason_chosen_in_the_template_is_read_back_as_that_reason(why):
    asked = Asked(Q1, (("X06000001", "Eastmarch"),), ("referrals",))
    content = filled({(EASTMARCH, "answer"): why.value}, asked, made(asked))

    read = sheets.lines(sheets.read(content), asked)

    assert read.problems == ()
    assert read.typed[EASTMARCH] == Typed(
        dict.fromkeys(("value", "numerator", "denominator"), ""),
        why.value,
        read.typed[EASTMARCH].row,
    )
    assert why_of(read.typed[EASTMARCH].answer) is why
