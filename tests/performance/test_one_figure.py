"""One figure of a return: what stands beside it, from the boxes and from the return, and for whom."""

import pytest

from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.asked import Typed
from goldthread.performance.models import Cell, Return
from tests.factories import NOW, principal_with
from tests.performance.builders import Q1, Cast, number
from tests.performance.pages import as_, at, box, seen, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast(indicators=("referrals",))


def figure(cast, asked, *, by=None, **more):
    query = {"figure": cast.key("referrals").name} | more
    return as_(by or cast.submitter).get(at("return-figure", asked.public_id), query)


def accepted_quarters(cast, values):
    """Accepted returns of the quarters before Q1, the last value for the quarter just before it."""
    period = Q1
    periods = [period := period.previous() for _ in values][::-1]
    for each, value in zip(periods, values, strict=True):
        cast.accepted({cast.key("referrals"): number(value)}, each)
    return periods


def test_the_last_twelve_values_stand_beside_the_figure_with_the_range_of_the_checks(cast):
    accepted_quarters(cast, [100 + place for place in range(14)])
    request = cast.filled_in({cast.key("referrals"): number(110)}).request

    page = figure(cast, request)

    found = page.context["found"]
    assert [value.figure for value in found.values] == ["110", *map(str, range(113, 101, -1))]
    assert "The checks ask about a value outside" in words(page)
    assert found.checks.endswith("the range of the last 12.")
    assert "<svg" in found.drawing


def test_control_limits_stand_only_where_the_series_is_long_enough(cast):
    accepted_quarters(cast, [100, 101, 102])
    short = figure(cast, cast.asked()).context["found"]
    many = Cast(indicators=("referrals",))
    accepted_quarters(many, [100 + place % 3 for place in range(13)])

    long = figure(many, many.asked()).context["found"]

    assert short.sentence == "3 values stand under this definition: control limits need 12."
    assert "By chance alone it would lie between" in long.sentence


def test_a_figure_with_nothing_before_it_says_so(cast):
    said = words(figure(cast, cast.asked()))

    assert "Left empty in" in said
    assert "No value was accepted before: the checks ask about none." in said
    assert "None is given yet, and none was accepted before." in said
    assert "Nobody has entered anything here yet." in said


def test_each_version_tells_who_changed_the_figure_and_when(cast):
    first = cast.accepted({cast.key("referrals"): number(200)})
    second = actions.start_return(
        request=first.request, by=cast.lead, at=NOW, reason="A team was left out"
    )
    taken_over = figure(cast, first.request).context["found"].hands
    typed = {cast.key("referrals"): number(220, "a team was left out")}
    actions.save_answers(return_=second, typed=typed, by=cast.lead, at=NOW)

    hands = figure(cast, first.request).context["found"].hands

    assert [(hand.number, hand.is_same) for hand in taken_over] == [(2, True), (1, False)]
    assert [(hand.number, hand.figure, hand.who) for hand in hands] == [
        (2, "220", cast.lead.name),
        (1, "200", cast.submitter.name),
    ]


def test_a_figure_saved_before_hands_were_kept_says_that_it_is_not_known(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(200)})
    Cell.objects.filter(of=return_).update(changed_by=None, changed_at=None)

    assert "by whom is not known" in words(figure(cast, return_.request))


def test_a_definition_that_changed_cuts_the_values_with_its_reason(cast):
    periods = accepted_quarters(cast, [100, 101])
    actions.define(
        by=cast.officer,
        at=NOW,
        space=cast.space,
        indicator="referrals",
        text="children referred, each once",
        holds_from=Q1.starts_on,
        reason="Contacts were counted twice.",
    )
    request = cast.filled_in({cast.key("referrals"): number(80)}).request

    page = figure(cast, request)

    found, said = page.context["found"], words(page)
    assert [value.began is not None for value in found.values] == [True, False, False]
    assert "Definition changed, version 1.1. Contacts were counted twice." in said
    assert "Children referred, each once The partnership’s own wording since 1 April 2025." in said
    assert "1 value stands under this definition" in found.sentence
    assert str(periods[-1]) in said


def test_a_panel_is_a_piece_of_page_and_the_page_leads_back_to_the_boxes(cast):
    asked = cast.asked()
    client = as_(cast.submitter)
    address = at("return-figure", asked.public_id)
    query = {"figure": cast.key("referrals").name}

    panel = client.get(address, query, headers={"HX-Request": "true"}).content.decode()
    page = client.get(address, query | {"from": "fill-in"})

    assert "<html" not in panel
    assert 'id="gt-beside-title"' in panel
    back = at("return-fill-in", asked.public_id)
    assert f'href="{back}?section=A#referrals-{cast.area.code}-"' in page.content.decode()


def test_the_last_values_asked_for_from_the_boxes_save_what_was_typed(cast):
    asked = cast.asked()
    client = as_(cast.submitter)
    page = client.get(at("return-fill-in", asked.public_id))
    name = cast.key("referrals").name
    typed = {box(cast.key("referrals")): "120", "figure": name}

    answer = client.post(at("return-fill-in", asked.public_id), seen(page) | typed)

    assert answer.url == f"{at('return-figure', asked.public_id)}?figure={name}&from=fill-in"
    cell = Return.objects.get().cells.get(indicator="referrals", breakdown="")
    assert cell.value == 120


def test_the_first_button_of_the_boxes_saves_so_that_enter_does(cast):
    page = as_(cast.submitter).get(at("return-fill-in", cast.asked().public_id)).content.decode()

    form = page[page.index("data-gt-guard") :]
    assert form.index(">Save</button>") < form.index('name="figure"')


def test_a_figure_that_is_not_asked_for_is_not_there(cast):
    asked = cast.asked()

    for name in ("", "referrals", "plans-X-", cast.key("referrals").name + "-"):
        address = at("return-figure", asked.public_id)
        assert as_(cast.submitter).get(address, {"figure": name}).status_code == 404


def test_what_another_partnership_accepted_stands_beside_no_figure_here(cast):
    other = Cast(indicators=("referrals",))
    other.area = cast.area
    accepted_quarters(cast, [100])
    stranger = principal_with(Role.PERFORMANCE_OFFICER, space=other.space)

    assert figure(cast, cast.asked(), by=stranger).status_code == 404


def test_changed_figures_and_figures_of_the_return_lead_to_what_stands_beside_them(cast):
    first = cast.accepted({cast.key("referrals"): number(200)})
    again = actions.start_return(request=first.request, by=cast.submitter, at=NOW, reason="A team")
    typed = {cast.key("referrals"): number(220), cast.key("referrals", "individual"): Typed({})}
    actions.save_answers(return_=again, typed=typed, by=cast.submitter, at=NOW)

    page = as_(cast.officer).get(at("return", first.request.public_id)).content.decode()

    link = f"{at('return-figure', first.request.public_id)}?figure={cast.key('referrals').name}"
    assert page.count(f'href="{link}"') == 2
