import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from goldthread.ui import forms
from goldthread.ui.examples import ExampleFilter, ExampleForm
from goldthread.ui.responses import invalid


def drawn(field, *, data=None, **attributes):
    """One question of a form, drawn; `data` answers it."""
    form_class = type("Asked", (forms.Form,), {"asked": field, **attributes})
    return str(form_class(data)["asked"].as_field_group())


def mistakes(field, **data):
    form_class = type("Asked", (forms.Form,), {"asked": field})
    return form_class(data).errors.get("asked", [])


def test_a_text_box_is_described_by_its_hint_and_its_error():
    html = drawn(django_forms.CharField(help_text="For example, EW-07"), data={})

    assert 'aria-describedby="id_asked-hint id_asked-error"' in html
    assert '<div id="id_asked-hint" class="govuk-hint">For example, EW-07</div>' in html
    assert '<span class="govuk-visually-hidden">Error:</span> Enter asked' in html
    assert "govuk-form-group--error" in html
    assert 'class="govuk-input govuk-input--error"' in html


def test_a_question_without_mistake_shows_none():
    html = drawn(django_forms.CharField(help_text="For example, EW-07"))

    assert "error" not in html
    assert 'aria-describedby="id_asked-hint"' in html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\x0btwo", "one\ntwo"),  # a line break as Word copies it
        ("one\x00two\x1b", "onetwo"),
        ("one\ufffe\uffff", "one"),
        ("tab\tand\r\nline", "tab\tand\r\nline"),
        ("héllo \U0001f600", "héllo \U0001f600"),
    ],
)
def test_what_no_document_can_hold_is_taken_out(typed, kept):
    form = type("Asked", (forms.Form,), {"asked": django_forms.CharField()})({"asked": typed})

    assert form.is_valid()
    assert form.cleaned_data["asked"] == form["asked"].value() == kept


def test_nothing_is_cut_while_it_is_typed():
    assert "maxlength" not in drawn(django_forms.CharField(max_length=5))


def test_a_long_answer_is_counted():
    html = drawn(django_forms.CharField(max_length=200, widget=django_forms.Textarea))

    assert 'data-module="govuk-character-count" data-maxlength="200"' in html
    assert 'id="id_asked-info"' in html
    assert 'aria-describedby="id_asked-info"' in html


def test_a_long_answer_without_limit_is_not_counted():
    html = drawn(django_forms.CharField(widget=django_forms.Textarea))

    assert "govuk-character-count__message" not in html


@pytest.mark.parametrize(
    ("field", "mode"),
    [
        (django_forms.IntegerField(min_value=0), "numeric"),
        (django_forms.DecimalField(decimal_places=1), "decimal"),
        (django_forms.FloatField(), "decimal"),
    ],
)
def test_a_number_is_typed_as_text(field, mode):
    html = drawn(field)

    assert f'inputmode="{mode}"' in html
    assert 'type="text"' in html
    assert " min=" not in html
    assert " step=" not in html


def test_radios_are_a_fieldset_with_hints():
    widget = forms.Radios(hints={"partly": "Say what is missing"})
    field = django_forms.ChoiceField(choices=[("yes", "Yes"), ("partly", "Partly")], widget=widget)

    html = drawn(field, data={"asked": "partly"})

    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Asked' in html
    assert 'aria-describedby="id_asked_1-hint"' in html
    assert 'id="id_asked_1-hint" class="govuk-hint govuk-radios__hint">Say what is missing' in html
    assert html.count("checked") == 1


def test_a_single_tick_has_its_label_beside_it():
    html = drawn(django_forms.BooleanField(label="I have checked the figures"), data={})

    assert "govuk-checkboxes__label" in html
    assert "Tick “I have checked the figures” to go on" in html


def test_a_password_can_be_shown():
    html = drawn(django_forms.CharField(widget=django_forms.PasswordInput))

    assert 'data-module="govuk-password-input"' in html
    assert 'aria-controls="id_asked"' in html


def test_only_what_may_be_left_out_is_marked():
    optional = django_forms.CharField(required=False)

    assert "Asked (optional)" in drawn(optional)
    assert "(optional)" not in drawn(django_forms.CharField())
    assert "(optional)" not in drawn(optional, marks_optional=False)


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        (django_forms.CharField(label="Reference"), "", "Enter reference"),
        (django_forms.CharField(label="NHS number"), "", "Enter NHS number"),
        (django_forms.CharField(label="What was found?"), "", "Answer “What was found?”"),
        (django_forms.ChoiceField(label="Area"), "", "Choose area"),
        (django_forms.ChoiceField(label="Area"), "x", "Choose one of the answers offered for area"),
        (django_forms.FileField(label="Return"), "", "Choose a file for “Return”"),
        (
            django_forms.IntegerField(label="Children"),
            "x",
            "Children must be a whole number, like 15",
        ),
        (
            django_forms.IntegerField(label="Children", min_value=0),
            "-1",
            "Children must be 0 or more",
        ),
        (django_forms.DecimalField(label="% seen"), "x", "% seen must be a number, like 15.2"),
        (
            django_forms.DecimalField(label="% seen", max_value=100),
            "101",
            "% seen must be 100 or less",
        ),
        (
            django_forms.CharField(label="Name", max_length=2),
            "abc",
            "Name must be 2 characters or fewer",
        ),
        (
            django_forms.EmailField(label="Mailbox"),
            "x",
            "Mailbox must be an email address, like name@example.org",
        ),
    ],
)
def test_a_mistake_is_told_in_plain_words(field, answer, sentence):
    assert mistakes(field, asked=answer) == [sentence]


def test_the_author_s_own_words_stand():
    field = django_forms.CharField(error_messages={"required": "Say who was told"})

    assert mistakes(field) == ["Say who was told"]


def test_an_empty_file_is_told():
    form_class = type("Asked", (forms.Form,), {"asked": django_forms.FileField(label="Return")})
    form = form_class({}, {"asked": SimpleUploadedFile("return.csv", b"")})

    assert form.errors["asked"] == ["The file chosen for “Return” is empty"]


def test_the_summary_has_a_link_for_each_mistake_in_the_order_of_the_page():
    form = ExampleForm({})
    form.add_error(None, "The record was changed by somebody else")

    links = form.error_links

    assert links[0] == forms.ErrorLink("The record was changed by somebody else")
    assert [link.target for link in links[1:]] == [
        "id_reference",
        "id_notes",
        "id_aware_on_day",
        "id_verdict_0",
        "id_areas_0",
        "id_children",
        "id_is_checked",
    ]
    html = str(form)
    assert all(f'id="{link.target}"' in html for link in links[1:])


def test_forms_and_formsets_of_one_page_share_a_summary():
    formset_class = django_forms.formset_factory(ExampleFilter, extra=0)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-status": "accepted"}
    formset = formset_class(data)

    links = forms.error_links(ExampleForm({}, prefix="top"), formset)

    assert links[0].target == "id_top-reference"
    assert links[-1] == forms.ErrorLink("Choose area", "id_form-0-area")


def test_the_version_that_the_writer_saw_goes_round_with_the_form():
    form = forms.VersionedForm(initial={"row_version": 3})

    assert '<input type="hidden" name="row_version" value="3"' in str(form)
    assert forms.VersionedForm({}).error_links == [forms.ErrorLink(forms.OUT_OF_DATE)]


def test_a_library_s_form_takes_our_look():
    class Theirs(django_forms.Form):
        login = django_forms.EmailField()

    class Ours(forms.GovukForm, Theirs):
        pass

    assert "govuk-input" in str(Ours())
    assert "govuk-input" not in str(Theirs())


def test_an_invalid_form_is_not_a_success(look):
    request = RequestFactory().get("/")

    response = invalid(request, "look/form.html", {"form": ExampleForm({})})

    assert isinstance(response, HttpResponse)
    assert response.status_code == 422
    assert "<title>Error: Record what was found – Goldthread</title>" in response.content.decode()
