"""Figures and periods are picked by name; nobody types a key. All of it works without a script."""

import re

import pytest

from goldthread.house import Rung
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.models import Draft
from goldthread.yearly_report.places import between, periods_to
from tests.yearly_report.conftest import YEAR
from tests.yearly_report.test_pages import at, client_of, text_form, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(desk):
    return client_of(desk.officer)


@pytest.fixture
def section(desk):
    return desk.report().sections.get()


def pick(desk, **more):
    chosen = {"key": "example.re_referrals_12m", "area": desk.east.code, "period": YEAR}
    return {"act": "place"} | {f"picked_{part}": value for part, value in chosen.items()} | more


def test_figures_are_found_by_words_with_areas_and_periods_to_choose(officer, section, desk):
    typed = text_form(text="Half", act="find", sought="re-referrals")

    page = words_of(officer.post(at("add_block", section.public_id, "text"), typed))

    assert '<option value="example.re_referrals_12m">Re-referrals within 12 months' in page
    assert f'<option value="{desk.east.code}">Eastmarch</option>' in page
    assert "<option>2022-23</option>" in page
    assert "Half</textarea>" in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("Re-referrals: {{ }} of all.", "Re-referrals: TOKEN of all."),
        ("First {{}}, then {{ }}.", "First TOKEN, then {{ }}."),
        ("At the end:", "At the end: TOKEN"),
        ("", "TOKEN"),
    ],
)
def test_a_picked_figure_stands_where_its_writer_wants_it(officer, section, desk, typed, stands):
    posted = text_form(**pick(desk, text=typed, sought="re-referrals"))

    officer.post(at("add_block", section.public_id, "text"), posted)

    expected = stands.replace("TOKEN", desk.token("re_referrals_12m", desk.east))
    assert Draft.objects.get().typed["text"] == expected


def test_a_pick_without_a_figure_says_what_to_choose_and_loses_nothing(officer, section, desk):
    posted = text_form(**pick(desk, picked_key="", text="Half"))

    page = words_of(officer.post(at("add_block", section.public_id, "text"), posted))

    assert "Choose the figure, the area and the period." in page
    assert "Half</textarea>" in page


def test_a_figure_that_was_found_is_put_into_a_table_by_name(officer, section):
    typed = {"keys": ["example.referrals"], "take": "example.rapid_reviews", "sought": "rapid"}

    page = words_of(officer.post(at("add_block", section.public_id, "table"), typed))

    assert Draft.objects.get().typed["keys"] == ["example.referrals", "example.rapid_reviews"]
    ticked = re.findall(r'name="keys"[^>]*value="(example[^"]*)"[^>]*checked', page)
    assert ticked == ["example.referrals", "example.rapid_reviews"]
    assert ">example." not in page


def test_a_run_of_periods_is_added_from_its_two_ends(officer, section):
    typed = {"act": "periods", "period_from": "2022-23 Q3", "period_to": "2022-23 Q1"}

    officer.post(at("add_block", section.public_id, "table"), {**typed, "periods": ["2021-22"]})

    quarters = ["2022-23 Q1", "2022-23 Q2", "2022-23 Q3"]
    assert Draft.objects.get().typed["periods"] == ["2021-22", *quarters]


def test_two_ends_of_different_kinds_are_refused_with_a_sentence(officer, section):
    typed = {"act": "periods", "period_from": "2022-23", "period_to": "2022-23 Q1"}

    page = words_of(officer.post(at("add_block", section.public_id, "table"), typed))

    assert "Choose two periods of the same kind." in page


def test_no_period_after_the_report_s_year_is_offered():
    offered = periods_to(YEAR)

    assert [offered[kind][0] for kind in offered] == ["2022-23", "2022-23 Q4", "2023-03"]
    assert between("2020-21", "2022-23") == ["2020-21", "2021-22", "2022-23"]


def test_a_table_is_made_on_a_page(officer, section, desk):
    typed = {
        "title": "Local figures",
        "keys": ["example.referrals", "example.rapid_reviews"],
        "areas": [desk.east.code, desk.west.code],
        "periods": ["2022-23", "2021-22"],
        "change_from": "2021-22",
        "change_to": "2022-23",
        "source": "",
        "row_version": 0,
    }

    officer.post(at("add_block", section.public_id, "table"), typed)

    held = section.blocks.get().content
    assert (held.keys, held.periods) == (
        ("example.referrals", "example.rapid_reviews"),
        ("2021-22", "2022-23"),
    )


def test_a_period_that_is_none_is_refused_beside_its_question(officer, section):
    typed = {"title": "T", "keys": ["example.referrals"], "periods": ["soon"]}

    response = officer.post(at("add_block", section.public_id, "table"), typed)

    assert response.status_code == 422
    assert "is not a period: write a year as 2022-23" in words_of(response)


def test_a_passage_that_is_saved_with_something_wrong_says_so_beside_the_place(officer, section):
    typed = text_form(text="See [this](javascript:alert(1)).")

    response = officer.post(at("add_block", section.public_id, "text"), typed)

    block = section.blocks.get()
    assert response["Location"].endswith(f"#content-{block.public_id}")
    page = words_of(officer.get(section.get_absolute_url()))
    assert "saved, but one thing is to be put right" in page
    assert "govuk-notification-banner--success" not in page
    assert 'class="gt-to-mend"' in page
    assert "must begin with https:// or http://" in page


def test_a_reason_against_freezing_leads_to_its_section(officer, section, desk):
    desk.put(section, Text("There were {{ example.nothing | X | 2022-23 }}.", Rung.ACTIVITY))

    page = words_of(officer.get(section.report.get_absolute_url()))

    link = f'<a class="govuk-link" href="{section.get_absolute_url()}">“The year”, line 1'
    assert link in page


def test_no_person_is_named_in_the_title_of_any_page(desk):
    frozen = desk.frozen()
    names = [desk.manager.name, desk.partner.name]
    reader = client_of(desk.partner)
    for name in ("report", "read", "showings", "approve"):
        page = words_of(reader.get(at(name, frozen.report.public_id)))
        title = page[page.index("<title>") : page.index("</title>")]
        assert not [each for each in names if each in title], name
