from datetime import date

import pytest
from django import forms as django_forms
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.ui import forms
from goldthread.ui.dates import DateParts


class Meeting(forms.Form):
    met_on = forms.DateField(label="Day of the meeting")
    closed_on = django_forms.DateField(label="Day of closing (100%)", required=False)


def typed(day="", month="", year="", **others):
    return Meeting({"met_on_day": day, "met_on_month": month, "met_on_year": year, **others})


@given(on=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_survives_the_three_boxes(on):
    form = typed(str(on.day), str(on.month), str(on.year))

    assert form.is_valid()
    assert form.cleaned_data["met_on"] == on


def test_a_year_that_must_be_a_slip_is_not_taken():
    form = typed("1", "1", "1200")

    assert "must lie in a year from 1900 to 2100" in str(form.errors)


@settings(deadline=None)
@given(day=st.text(max_size=5), month=st.text(max_size=9), year=st.text(max_size=5))
def test_nothing_that_is_typed_breaks_the_form(day, month, year):
    form = typed(day, month, year)

    assert form.is_valid() == ("met_on" not in form.errors)
    assert str(form)


@pytest.mark.parametrize("month", ["4", "04", "apr", "April", "APRIL", " april "])
def test_a_month_may_be_a_number_or_a_name(month):
    form = typed("3", month, "2026")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["met_on"] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("parts", "sentence", "wrong"),
    [
        (("", "", ""), "Enter day of the meeting", ()),
        (("3", "4", ""), "Day of the meeting must include a year", ("year",)),
        (("", "4", "2026"), "Day of the meeting must include a day", ("day",)),
        (("", "", "2026"), "Day of the meeting must include a day and month", ("day", "month")),
        *(
            (parts, "Day of the meeting must be a real date, like 3 4 2026", ("day", "month", "year"))
            for parts in [("31", "2", "2026"), ("3", "13", "2026"), ("3", "4", "26"), ("x", "Foo", "²²²²")]
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_its_boxes_marked(parts, sentence, wrong):
    form = typed(*parts)

    assert form.errors["met_on"] == [sentence]
    assert form["met_on"].wrong_parts == wrong
    assert str(form["met_on"]).count("govuk-input--error") == len(wrong)


def test_the_summary_leads_to_the_first_wrong_box():
    assert typed("3", "4", "").error_links[0].target == "id_met_on_year"
    assert typed().error_links[0].target == "id_met_on_day"


def test_what_was_typed_is_still_there_after_a_mistake():
    assert 'value="31"' in str(typed("31", "2", "2026")["met_on"])


def test_an_ordinary_date_field_becomes_three_boxes():
    form = typed("3", "4", "2026", closed_on_day="1")

    assert "closed_on_month" in str(form)
    assert form.errors["closed_on"] == ["Day of closing (100%) must include a month and year"]


def test_a_command_may_give_the_day_as_one_text():
    form = Meeting({"met_on": "2026-04-03", "closed_on": date(2026, 4, 30)})

    assert form.is_valid()
    assert form.cleaned_data == {"met_on": date(2026, 4, 3), "closed_on": date(2026, 4, 30)}


def test_an_initial_day_fills_the_boxes_and_is_no_change():
    data = {"met_on_day": "3", "met_on_month": "4", "met_on_year": "2026"}
    form = Meeting(data, initial={"met_on": date(2026, 4, 3)})

    assert not form.has_changed()
    assert 'value="2026"' in str(Meeting(initial={"met_on": date(2026, 4, 3)}))


@pytest.mark.parametrize("parts", [("2147483648", "10", "2024"), ("1", "9" * 5_000, "2024")])
def test_a_number_that_no_machine_holds_is_no_day(parts):
    with pytest.raises(ValueError):
        DateParts(*parts).to_date()
