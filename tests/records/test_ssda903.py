"""The looked-after children return: a CSV file a table, laid together."""

from datetime import date

import pytest

from goldthread.records.layout import ssda903
from goldthread.records.sources.ssda903 import events
from tests.records.lists import ON, opened, told, write
from tests.records.made_up import write_ssda903

EPISODE = {
    **{"CHILD": "C1", "DECOM": "01/05/2024", "RNE": "S", "LS": "C2", "CIN": "N1", "PLACE": "U1"},
    **{"PLACE_PROVIDER": "PR1", "DEC": "", "REC": "", "REASON_PLACE_CHANGE": ""},
    **{"HOME_POST": "", "PL_POST": "", "URN": ""},
}


def episode(**other):
    return {**EPISODE, **other}


def of(*rows, path):
    tables = opened(write(path / "episodes.csv", list(rows))).tables
    return events(tables, to=date(2025, 3, 31), on=ON)


def test_a_return_without_faults_is_told_nothing_of(tmp_path):
    assert told(*write_ssda903(tmp_path, 40)) == []


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"DEC": "01/04/2024", "REC": "X1"}, "before 'DECOM'"),
        ({"DEC": "01/06/2024"}, "'DEC' is filled in, and this is not"),
        ({"REC": "E4A"}, "'REC' is filled in, and this is not"),
        ({"PLACE": "Q1"}, "no code of 'PLACE'"),
        ({"LS": ""}, "is needed"),
        ({"HOME_POST": "nowhere"}, "no postcode"),
    ],
)
def test_what_is_wrong_with_an_episode_is_told(tmp_path, other, sentence):
    found = told(write(tmp_path / "episodes.csv", [episode(**other)]))

    assert any(sentence in said for *_, said in found)


def test_episodes_that_overlap_are_told_of(tmp_path):
    rows = [episode(), episode(DECOM="01/07/2024", RNE="P")]

    assert any(
        said.startswith("This episode has not ended")
        for *_, said in told(write(tmp_path / "e.csv", rows))
    )


def test_a_period_of_care_runs_over_its_episodes_and_leaves_short_breaks_out(tmp_path):
    found = of(
        episode(DEC="01/07/2024", REC="X1"),
        episode(DECOM="01/07/2024", RNE="P", DEC="01/09/2024", REC="E4A"),
        episode(DECOM="01/12/2024"),
        episode(CHILD="C2", LS="V4"),
        episode(CHILD="C3", RNE="L"),
        path=tmp_path,
    )

    rows = [
        (row["started_on"], row["ended_on"], row["began"])
        for row in found.table("care").to_pylist()
    ]
    assert rows == [
        (date(2024, 5, 1), date(2024, 9, 1), True),
        (date(2024, 12, 1), None, True),
        (date(2024, 5, 1), None, False),
    ]


def test_the_year_of_a_return_is_the_one_of_its_latest_day(tmp_path):
    found = of(episode(), episode(CHILD="C2", DECOM="15/02/2025"), path=tmp_path)

    assert found.as_at["care"] == date(2025, 3, 31)
    assert found.covers("care", date(2024, 4, 1), date(2025, 3, 31))
    assert not found.covers("care", date(2024, 3, 31), date(2025, 3, 31))


def test_every_table_of_the_return_is_known_by_its_own_headings(tmp_path):
    for key, layout in ssda903().lists.items():
        headings = [column.name for column in layout.columns]
        row = {name: "" for name in headings}

        tables = opened(write(tmp_path / f"{key}.csv", [row | {"CHILD": "C1"}])).tables

        assert [table.layout.key for table in tables] == [key]
