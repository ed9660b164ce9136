"""What the executive saw: frozen as plain data, and given out as the same file ever after."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from goldthread.access.decision import Refused
from goldthread.house import Role
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.models import Pack
from goldthread.performance.packs import chart_from, document_of
from goldthread.trail.models import Entry
from tests.factories import NOW, principal_with
from tests.performance.boards import Board

KEY = "re_referrals_12m"
YEARS = [str(Period.year(first)) for first in range(2008, 2024)]
QUIET = [20, 22, 19, 21, 20, 18, 21, 22, 19, 20, 21, 20]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    board = Board()
    board.place(KEY)
    for period, value in zip(YEARS, [*QUIET, 40], strict=False):
        board.published(Period.parse(period), (KEY, board.east, value))
    return board


def freeze(board, period=YEARS[12]):
    answer = board.browser(Role.PERFORMANCE_OFFICER).post(
        reverse("pack-freeze"), {"period": period}
    )
    assert answer.status_code == 302
    return Pack.objects.get()


def test_a_pack_holds_each_figure_and_a_chart_of_what_asks_for_attention(board):
    pack = freeze(board)

    (row,) = pack.content["rows"]
    assert (row["value"], row["variation"]) == ("40%", "concerning_high")
    chart = chart_from(row["chart"])
    assert [dot.mark.value for dot in chart.dots][-1] == "concerning"
    assert len(row["table"]) == 14  # thirteen points, and the limits


def test_a_pack_of_an_earlier_period_knows_nothing_of_later_ones(board):
    pack = freeze(board, YEARS[11])

    (row,) = pack.content["rows"]
    assert row["variation"] == "common"
    assert row["chart"] is None


def test_a_pack_stays_as_it_was_when_figures_come_in(board):
    pack = freeze(board)
    before = document_of(pack.content, space="X", frozen_at=NOW)

    board.published(Period.parse(YEARS[13]), (KEY, board.east, 12))

    pack.refresh_from_db()
    assert document_of(pack.content, space="X", frozen_at=NOW) == before


def test_the_file_is_made_once_and_says_who_took_it(board):
    pack = freeze(board)
    client = board.browser(Role.LEAD_SAFEGUARDING_PARTNER)

    first = client.get(reverse("pack-file", args=[pack.public_id]))
    pack.refresh_from_db()
    kept = pack.file
    client.get(reverse("pack-file", args=[pack.public_id]))
    pack.refresh_from_db()

    assert first["Content-Type"] == "application/pdf"
    assert pack.file == kept
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(first.content)).pages)
    assert "What asks for attention" in text
    assert "Re-referrals within 12 months" in text
    assert Entry.objects.filter(kind="performance.pack.exported").count() == 2


def test_freezing_is_told_to_the_trail_and_not_for_the_scrutineer(board):
    pack = freeze(board)

    assert Entry.objects.filter(kind="performance.pack.frozen").count() == 1
    scrutineer = principal_with(Role.INDEPENDENT_SCRUTINEER, space=board.space)
    with pytest.raises(Refused):
        actions.freeze_pack(by=scrutineer, at=NOW, space=board.space, content=pack.content)


def test_a_period_without_a_figure_is_not_frozen(board):
    empty = {"period": "2009-10", "rows": [], "changes": []}

    with pytest.raises(Refused, match="no figure"):
        actions.freeze_pack(by=board.cast.officer, at=NOW, space=board.space, content=empty)
