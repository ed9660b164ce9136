"""Counting what a test run did, from the report that pytest leaves."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tally:
    """How many tests passed, failed (or broke) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"

    @property
    def ran(self) -> int:
        """How many came to an answer."""
        return self.passed + self.failed


@dataclass(frozen=True)
class Count:
    """The tests on one database: those that drive a browser, and the others."""

    plain: Tally = Tally()
    browser: Tally = Tally()

    @property
    def all(self) -> Tally:
        return self.plain + self.browser


def count(report: Path) -> Count:
    """Read a JUnit report; all nought where the run broke off before it wrote one."""
    try:
        cases = ET.parse(report).iter("testcase")  # noqa: S314 - our own pytest has just written it
    except (OSError, ET.ParseError):
        return Count()
    counted = Count()
    for case in cases:
        one = _tally_of(case)
        if _drives_a_browser(case):
            counted = Count(counted.plain, counted.browser + one)
        else:
            counted = Count(counted.plain + one, counted.browser)
    return counted


def _tally_of(case: ET.Element) -> Tally:
    if case.find("failure") is not None or case.find("error") is not None:
        return Tally(failed=1)
    if case.find("skipped") is not None:
        return Tally(skipped=1)
    return Tally(passed=1)


def _drives_a_browser(case: ET.Element) -> bool:
    """As `tooling/browser_marks.py` notes it in the report."""
    return any(each.get("name") == "browser" for each in case.iter("property"))
