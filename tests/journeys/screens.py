"""One person's screen on a walk: what is done on it is counted, looked at, and photographed where asked.

GOLDTHREAD_WALKS names a folder that takes a picture before each button is pressed and, at the end of a walk,
one line of JSON about it: `./goldthread bench walks` reads them.
"""

import json
import os
from collections import Counter
from pathlib import Path

from tests.journeys.windows import Windows, faults_of


class Walk:
    """Several people's screens on the way through one matter; counts what they do."""

    def __init__(self, windows: Windows, name: str) -> None:
        self.windows, self.name = windows, name
        self.did: Counter[str] = Counter()
        self.people: set[int] = set()
        self.fields = 0
        folder = os.environ.get("GOLDTHREAD_WALKS")
        self.folder = Path(folder) if folder else None
        self.pictures = 0

    def screen(self, principal, address: str) -> "Screen":
        """The page at an address, as somebody sees it."""
        self.did["pages opened"] += 1
        self.people.add(principal.person_id)
        page, status = self.windows.open(principal, address)
        assert status == 200, f"{address}: {status}"
        return Screen(self, page)

    def picture(self, page) -> None:
        if self.folder is None or not self.windows.script:
            return
        self.pictures += 1
        name = f"{self.name}-{self.windows.viewport['width']}-{self.pictures:02}.png"
        page.screenshot(path=self.folder / name, full_page=True)

    def end(self) -> None:
        """Say what it took, where somebody wants to know."""
        if self.folder is None:
            return
        told = {
            "walk": self.name,
            "width": self.windows.viewport["width"],
            "script": self.windows.script,
            "people": len(self.people),
            "fields": self.fields,
            **self.did,
        }
        with (self.folder / "walks.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")


class Screen:
    """A page in somebody's window; every button that is pressed is looked at before and after."""

    def __init__(self, walk: Walk, page) -> None:
        self.walk, self.page = walk, page

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.walk.windows.url)

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def follow(self, name: str) -> "Screen":
        self.walk.did["links followed"] += 1
        self.page.locator("main a", has_text=name).first.click()
        self.page.wait_for_load_state()
        return self

    def press(self, name: str) -> "Screen":
        self.walk.did["buttons pressed"] += 1
        self.fits()
        self.walk.picture(self.page)
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.fits()
        return self

    def write(self, label: str, text: str) -> "Screen":
        self.walk.fields += 1
        self.page.get_by_label(label).first.fill(text)
        return self

    def pick(self, label: str) -> "Screen":
        """Check a box or a radio button."""
        self.walk.fields += 1
        self.page.get_by_label(label, exact=True).first.check()
        return self

    def choose(self, label: str, option: str) -> "Screen":
        self.walk.fields += 1
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def day(self, legend: str, on) -> "Screen":
        self.walk.fields += 1
        boxes = self.page.get_by_role("group", name=legend)
        for part in ("day", "month", "year"):
            boxes.get_by_label(part.capitalize()).fill(str(getattr(on, part)))
        return self

    def send(self, name: str, content: bytes, media: str) -> "Screen":
        """Choose the one file that a page asks for."""
        self.walk.fields += 1
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": media, "buffer": content}
        )
        return self

    def fits(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        if self.walk.windows.script:
            assert faults_of(self.page, Axe()) == []
