"""What is frozen is read back as it was: not a digit, a day or a kind is lost on the way."""

import json
from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldthread.house import Basis, Figure, FigureRequest, Origin, OriginKind, Rung
from goldthread.yearly_report.contents import (
    Content,
    FigureChart,
    FigureTable,
    PrintedChange,
    PrintedChanges,
    Shape,
    Text,
)
from goldthread.yearly_report.plain import from_plain, read, to_plain, written
from goldthread.yearly_report.snapshot import Answer, SectionCopy, Snapshot
from tests.factories import LONDON

numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=6)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
origins = st.builds(Origin, kind=st.sampled_from(OriginKind), title=words, row=words)
leaves = st.builds(
    Figure,
    key=words,
    indicator=words,
    area=words,
    area_name=words,
    period=words,
    unit=words,
    value=numbers,
    shown=words,
    basis=st.sampled_from(Basis),
    origin=origins,
    definition=words,
    definition_version=words,
    numerator=numbers,
    denominator=numbers,
    rung=st.sampled_from(Rung),
)
figures = st.builds(
    lambda figure, parents: Figure(**(vars(figure) | {"parents": tuple(parents)})),
    leaves,
    st.lists(leaves, max_size=3),
)
CONTENTS = (
    Text("A *passage*", Rung.VOICE, "A source"),
    FigureTable("A table", ("a.b",), ("X",), ("2022-23",), "2021-22", "2022-23"),
    FigureChart("A chart", ("a.b",), ("X",), ("2022-23",), Shape.BAR),
    PrintedChanges("Changes", (PrintedChange("a.b", "X", "Up 8%"),), "2021-22", "2022-23"),
)


@given(figures)
def test_a_figure_comes_back_with_its_whole_road(figure):
    assert read(Figure, written(figure)) == figure


@given(figures)
def test_the_same_figure_is_written_as_the_same_text(figure):
    again = read(Figure, written(figure))

    assert written(again) == written(figure)


def test_each_kind_of_content_comes_back_as_itself():
    assert [from_plain(Content, to_plain(content)) for content in CONTENTS] == list(CONTENTS)


def test_a_whole_snapshot_comes_back():
    request = FigureRequest("a.b", "X", "2022-23")
    figure = Figure(
        key="a.b",
        indicator="A",
        area="X",
        area_name="X",
        period="2022-23",
        unit="",
        value=Decimal("4231"),
        shown="4,231",
        basis=Basis.COUNTED,
        origin=Origin(OriginKind.RETURN, "A return"),
        definition="",
        definition_version="1",
    )
    snapshot = Snapshot(
        space_code="EX",
        space_name="Example",
        is_fictional=True,
        title="A report",
        year="2022-23",
        edition="WT2018",
        taken_at=datetime(2023, 9, 12, 14, 5, tzinfo=LONDON),
        is_frozen=True,
        sections=(SectionCopy("a", "A", contents=CONTENTS),),
        answers=(Answer(request, figure),),
    )

    assert Snapshot.from_text(snapshot.text()) == snapshot


def test_what_a_later_version_has_gained_or_lost_does_not_keep_an_old_report_shut():
    old = to_plain(CONTENTS[0]) | {"a_field_that_is_gone": 1}
    del old["source"]

    assert from_plain(Content, json.loads(json.dumps(old))) == Text("A *passage*", Rung.VOICE)
