"""The Department's table of statistical neighbours."""

from tests.performance.published_files import read_rows

HEADING = ["old_la_code", "la_name", "region_name", "SN_1", "SN_1P", "SN_2", "SN_2P"]


def test_neighbours_are_read_nearest_first_whatever_the_order_of_columns():
    cells = ["806", "Middlesbrough", "North East", "890", "Very close", "805", "Close "]

    for step in (1, -1):
        table = read_rows(HEADING[::step], cells[::step], release="2025", encoding="utf-8-sig")

        assert table.layout == "statistical_neighbours"
        assert table.release == "Statistical neighbours 2025"
        assert [(n.position, n.neighbour_old_area_code, n.closeness) for n in table.neighbours] == [
            (1, "890", "Very close"),
            (2, "805", "Close"),
        ]
        assert {n.old_area_code for n in table.neighbours} == {"806"}


def test_what_is_no_authority_is_told():
    table = read_rows(
        HEADING,
        ["806", "Middlesbrough", "North East", "890", "Close", "nobody", "Close"],
        ["807", "Redcar and Cleveland"],
    )

    assert len(table.neighbours) == 1
    assert [str(finding) for finding in table.not_understood] == [
        "Row 2: “nobody” is not the number of an authority",
        "Row 3: this row has 2 cells and the heading 7",
    ]
