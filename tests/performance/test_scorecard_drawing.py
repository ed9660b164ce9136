"""The scorecard's cells as HTML: nothing that was typed becomes a mark of the page."""

from decimal import Decimal

import pytest

from goldthread.house import Basis
from goldthread.measures.catalogue import catalogue
from goldthread.measures.values import Measured
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.working_out import Worked
from goldthread.performance.owed import Waiting
from goldthread.performance.scorecard import Cell, Column, Earlier, Row
from goldthread.performance.scorecard_drawing import cells

NAUGHTY = "<b>&\"'"
PLACE = Place("referrals", "E06000002", "2025-26 Q1")


def worked(value, basis=Basis.COUNTED):
    return Worked(PLACE, Measured(value, None, None), basis)


def drawn(cell, **more):
    return cells(Row(catalogue()["referrals"], "headline", own=(cell,), **more), 1)


@pytest.mark.parametrize("value", [Decimal(7), None])
def test_whatever_is_text_is_escaped(value):
    column = Column("E06000002", NAUGHTY)
    earlier = Earlier(worked(Decimal(8)), NAUGHTY, NAUGHTY, NAUGHTY)
    cell = Cell(
        column,
        worked(value),
        f"7 {NAUGHTY}" if value else "",
        marking=NAUGHTY,
        line=(Decimal(1), Decimal(7)),
        line_from=NAUGHTY,
        waiting=Waiting(NAUGHTY),
        earlier=earlier,
    )

    text = drawn(cell, comparators=(cell, None))

    assert "<b>" not in text
    assert '&"' not in text


def test_a_stated_value_says_so_wherever_it_stands():
    stated = worked(Decimal(7), Basis.STATED)
    column = Column("E06000002", "Eastmarch")
    here = Cell(column, stated, "7%")
    before = Cell(column, worked(None), "", earlier=Earlier(stated, "7%", "2024-25"))

    assert ">stated<" in drawn(here)
    assert drawn(here, comparators=(here,)).count(">stated<") == 2
    assert "stated, 2024-25" in drawn(before)
