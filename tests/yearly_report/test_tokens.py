"""Naming a figure in a text."""

import pytest

from goldthread.house import FigureRequest
from goldthread.yearly_report.tokens import (
    TokenProblem,
    read_token,
    replace_tokens,
    requests_in,
    token,
)

REQUEST = FigureRequest("performance.referrals", "E06000002", "2022-23")


def test_what_is_offered_to_be_copied_is_read_back():
    assert read_token(token(REQUEST).strip("{} ")) == REQUEST


@pytest.mark.parametrize("period", ["2022/23", "2022-2023", " 2022–23 "])
def test_a_period_is_understood_as_people_write_it(period):
    assert read_token(f"performance.referrals|E06000002|{period}") == REQUEST


def test_a_breakdown_is_named_in_the_fourth_place():
    named = read_token("performance.child_protection_plans | E06000002 | 2022-23 | neglect")

    assert named.breakdown == "neglect"


@pytest.mark.parametrize("typed", ["", "referrals", "a | b", "a | | 2022-23", "a | b | c | d | e"])
def test_what_names_no_figure_is_explained(typed):
    with pytest.raises(TokenProblem, match="does not name a figure"):
        read_token(typed)


def test_a_period_that_is_none_is_explained():
    with pytest.raises(TokenProblem, match='“?"?last year.* is not a period'):
        read_token("performance.referrals | E06000002 | last year")


def test_the_figures_of_a_text_are_found_in_order_and_what_is_none_is_passed_over():
    text = f"First {token(REQUEST)}, then {{{{ nonsense }}}}, then {token(REQUEST)}."

    assert requests_in(text) == (REQUEST, REQUEST)


def test_a_figure_can_be_replaced_by_words():
    text = f"There were {token(REQUEST)} referrals."

    assert replace_tokens(text, lambda typed: "[none]") == "There were [none] referrals."
    assert replace_tokens(text, lambda typed: None) == text
