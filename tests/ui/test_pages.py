import pytest
from django.template import Context, Template
from django.test import RequestFactory

from goldthread.ui import examples
from goldthread.ui.tables import MomentColumn, Table
from goldthread.ui.views.pages import gallery
from tests.ui.pages import BUSINESS_MANAGER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("look")]


def body(client, path, status=200, **data):
    response = client.post(path, data) if data else client.get(path)
    assert response.status_code == status
    return response.content.decode()


def include(name, **context):
    text = f'{{% include "ui/{name}.html" %}}'
    return " ".join(Template(text).render(Context(context)).split())


def test_frame_says_who_is_asking_and_where(client):
    page = body(client, "/")

    assert "Eastmarch and Wellbridge Safeguarding Children Partnership" in page
    assert '<form method="post" action="/account/logout/">' in page
    assert 'href="/partnership/">change' in page
    assert "<strong>Demonstration.</strong> This partnership does not exist" in page


def test_messages_are_banners(client):
    page = body(client, "/")

    assert 'govuk-notification-banner--success" role="alert"' in page
    # Two of a kind are told apart by what they say.
    assert 'role="region" aria-labelledby="gt-message-2 gt-message-2-says"' in page


def test_gallery_shows_every_component():
    request = RequestFactory().get("/gallery/?page=2&sort=-due_on")
    request.principal = BUSINESS_MANAGER

    page = gallery(request).content.decode()

    assert page.startswith("\n<!doctype html>") or page.lstrip().startswith("<!doctype html>")
    assert 'aria-sort="descending"' in page
    assert 'aria-label="Page 2" aria-current="page"' in page
    assert "?sort=due_on" in page


def test_a_form_with_mistakes_is_a_422_with_a_summary_that_leads_to_them(client):
    page = body(client, "/form/", status=422, children="many")

    assert "<title>Error: Record what was found – Goldthread</title>" in page
    assert '<a href="#id_children">Number of children must be a whole number, like 15</a>' in page


def test_a_refusal_gives_its_reasons(client):
    assert "To accept a return you need to be: performance officer." in body(
        client, "/forbidden/", 403
    )


def test_a_page_that_is_missing_and_one_that_is_hidden_look_the_same(client):
    missing = body(client, "/missing/", 404)
    nowhere = body(client, "/missing/other/", 404)

    assert "missing" not in missing
    assert "Page not found" in nowhere


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/bad/", 400, "This could not be understood"),
        ("/expired/", 403, "This page had been open too long"),
        ("/broken/", 500, "Something went wrong on our side"),
    ],
)
def test_an_error_is_told_in_plain_words(client, path, status, words):
    assert f'<h1 class="govuk-heading-l">{words}</h1>' in body(client, path, status)


def test_the_page_for_a_fault_asks_nothing_of_the_frame(client, monkeypatch):
    def broken(request):
        raise RuntimeError

    monkeypatch.setattr("goldthread.ui.context.frame", broken)

    assert "Something went wrong" in body(client, "/broken/", 500)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("counted", ""), ("derived", "worked out"), ("stated", "stated")],
)
def test_the_basis_of_a_figure_is_said_beside_it(kind, words):
    html = include("figure", figure=examples.figures()[kind], url="/source/")

    assert f"gt-figure--{kind}" in html
    assert ("gt-figure__basis" in html) == bool(words)
    assert words in html
    assert "Referrals, Eastmarch, 2025-26: where this comes from" in html


def test_a_missing_figure_says_why_and_leads_nowhere():
    html = include("figure", figure=examples.figures()["missing"], url="/source/")

    assert "not yet returned" in html
    assert "href" not in html


def test_a_suppressed_figure_still_leads_to_its_source():
    html = include("figure", figure=examples.figures()["suppressed"], url="/source/")

    assert "fewer than 5" in html
    assert 'href="/source/"' in html


def test_a_change_asks_for_an_answer_only_where_one_is_needed():
    assert "needs an answer" not in include("change", words="down 8%")
    assert 'href="/answer/"' in include(
        "change", words="up 46%", needs_answer=True, answer_url="/answer/"
    )


def test_one_reason_is_a_sentence_and_several_are_a_list():
    assert "<li>" not in include("why_not", reasons=["Nobody has signed."])
    assert include("why_not", reasons=["One.", "Two."]).count("<li>") == 2


def test_long_work_asks_again_until_it_is_finished():
    shown = examples.examples(RequestFactory().get("/"))

    assert 'hx-trigger="every 2s"' in include("progress", progress=shown["under_way"])
    assert "hx-trigger" not in include("progress", progress=shown["finished"])


def test_an_empty_list_says_so(rf):
    empty = Template("{% load django_tables2 %}{% render_table table %}").render(
        Context({"table": examples.ExampleTable([]), "request": rf.get("/")})
    )

    assert "There is nothing here yet." in empty
    assert "<table" not in empty


def test_a_moment_in_a_list_is_told_in_london_time():
    from datetime import UTC, datetime

    column = MomentColumn()

    assert column.render(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "1 July 2026, 1:00pm"
    assert Table.Meta.template_name == "ui/table.html"


def test_the_header_survives_a_reader_who_is_nobody(client):
    page = body(client, "/nobody/")

    assert ">Sign in</a>" in page
    assert "Sign out" not in page
