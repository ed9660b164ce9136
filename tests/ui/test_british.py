from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from goldthread.house import Rung
from goldthread.ui import british

TODAY = date(2026, 5, 14)  # a Thursday


def drawn(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 5, 12), "Late by 2 days"),
        (date(2026, 5, 13), "Late by 1 day"),
        (date(2026, 5, 14), "Today"),
        (date(2026, 5, 15), "Tomorrow"),
        (date(2026, 5, 22), "Friday 22 May"),
        (date(2026, 5, 28), "Thursday 28 May"),
        (date(2026, 5, 29), "29 May"),
        (date(2027, 1, 9), "9 January 2027"),
    ],
)
def test_a_limit_is_said_as_a_person_would_say_it(due_on, words):
    assert british.due_words(due_on, TODAY) == words
    assert drawn("{{ on|due_words:today }}", on=due_on, today=TODAY) == words


@given(due_on=st.dates(), today=st.dates())
def test_only_a_day_gone_by_is_late(due_on, today):
    assert british.due_words(due_on, today).startswith("Late") == (due_on < today)


def test_days_and_moments_are_written_in_british_order():
    at = datetime(2026, 4, 3, 13, 5, tzinfo=UTC)

    assert (
        drawn("{{ at|day }}, {{ at|full_day }}", at=at.date())
        == "3 April 2026, Friday 3 April 2026"
    )
    assert drawn("{{ at|moment }}", at=at) == "3 April 2026, 2:05pm"
    assert british.moment(datetime(2026, 4, 3, 0, 9)) == "3 April 2026, 12:09am"  # noqa: DTZ001


def test_nothing_is_written_for_nothing():
    assert drawn("{{ x|day }}{{ x|full_day }}{{ x|moment }}{{ x|number }}", x=None) == ""
    assert drawn("{{ x|due_words:today }}", x=None, today=TODAY) == "No date"


def test_numbers_have_commas_and_a_true_minus():
    assert drawn("{{ x|number }}", x=4231) == "4,231"
    assert drawn("{{ x|number:1 }}", x=Decimal("-7.25")) == "\N{MINUS SIGN}7.2"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_reads_as_a_sentence(words, sentence):
    assert drawn("{{ words|listed }}", words=words) == sentence


def test_a_ladder_shows_the_rungs_that_are_held_and_no_other():
    held = Template(
        "{% load ui %}{% for rung, is_reached in x|rungs %}{{ is_reached|yesno:'x,-' }}{% endfor %}"
    )

    assert held.render(Context({"x": Rung.PRACTICE})) == "--x--"
    assert held.render(Context({"x": [Rung.ACTIVITY, Rung.OUTCOME]})) == "x---x"
    assert held.render(Context({"x": []})) == "-----"


def test_a_captured_title_is_escaped_once():
    text = "{% capture title %}\n {{ name }}\n {% endcapture %}[{{ title }}]"

    assert drawn(text, name="Hartlepool & Stockton <b>") == "[Hartlepool &amp; Stockton &lt;b&gt;]"
