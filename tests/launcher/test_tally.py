"""Counting tests from the reports that pytest leaves."""

import pytest
from tooling.browser_marks import pytest_collection_modifyitems
from tooling.tally import Count, Tally, count

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">
<testcase classname="tests.a" name="passes"/>
<testcase classname="tests.a" name="fails"><failure message="no"/></testcase>
<testcase classname="tests.a" name="breaks"><error message="no"/></testcase>
<testcase classname="tests.a" name="waits"><skipped message="not here"/></testcase>
<testcase classname="tests.b" name="opens">
  <properties><property name="browser" value="yes"/></properties>
</testcase>
</testsuite></testsuites>
"""


def test_each_kind_is_counted_and_the_browsers_apart(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)

    counted = count(tmp_path / "report.xml")

    assert counted == Count(plain=Tally(1, 2, 1), browser=Tally(passed=1))
    assert counted.all == Tally(2, 2, 1)


@pytest.mark.parametrize("text", [None, "", "<testsuites><testsuite>"])
def test_a_run_that_broke_off_counts_as_none(tmp_path, text):
    report = tmp_path / "report.xml"
    if text is not None:
        report.write_text(text)

    assert count(report) == Count()


def test_a_test_that_was_skipped_did_not_run():
    assert Tally(skipped=3).ran == 0


def test_the_line_is_the_plain_one_that_any_reader_knows():
    assert str(Tally(12, 0, 0)) == "12 passed, 0 failed"
    assert str(Tally(12, 1, 2)) == "12 passed, 1 failed, 2 skipped"


class Item:
    def __init__(self, *marks):
        self.marks, self.user_properties = marks, []

    def get_closest_marker(self, name):
        return name if name in self.marks else None


def test_browser_tests_are_marked_in_the_report():
    driven, plain = Item("browser"), Item("slow")

    pytest_collection_modifyitems([driven, plain])

    assert driven.user_properties == [("browser", "yes")]
    assert plain.user_properties == []
