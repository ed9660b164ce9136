"""A council sends its records: switched on with the assessment named, sent, read, and divided in the return."""

from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from goldthread.measures.periods import Period
from goldthread.performance.models import Return
from tests.factories import NOW
from tests.journeys.windows import Windows, faults_of
from tests.performance.builders import Cast
from tests.performance.pages import at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
READ_WITHIN = 120_000  # milliseconds: another process is begun, and shut in
YEAR = Period.parse("2024-25")
HEAD = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>
<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header><Children>"""
CHILD = """<Child><ChildIdentifiers><LAchildID>PLANT{at}</LAchildID><UPNunknown>UN3</UPNunknown>
<PersonBirthDate>{born}-05-02</PersonBirthDate><Sex>{sex}</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>
</ChildCharacteristics><CINdetails><CINreferralDate>{began}-04-12</CINreferralDate>
<ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>
</CINdetails></Child>"""


def census(children=12):
    """A census in which most children have been in need for longer than two years."""
    inside = "".join(
        CHILD.format(at=at, born=2010 + at % 8, sex="MF"[at % 2], began=2021 if at % 4 else 2024)
        for at in range(children)
    )
    return f"{HEAD}{inside}</Children></Message>".encode()


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=True):
        yield Cast(("children_in_need_two_years", "children_in_need"))


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def press(page, name):
    page.get_by_role("button", name=name).click()


def fit(page, windows):
    assert (faults_of(page, Axe()) if windows.script else []) == []


def switch_on(page, windows):
    page.get_by_role("link", name="Change whether records are taken here").click()
    fit(page, windows)
    page.get_by_label("Yes").check()
    press(page, "Save")
    assert "Enter the reference of the assessment" in main(page)
    fit(page, windows)
    page.get_by_label("Yes").check()
    page.get_by_label("Reference of the data protection assessment").fill("DPIA-2026-014")
    for part, said in (("Day", "12"), ("Month", "3"), ("Year", "2025")):
        page.get_by_label(part, exact=True).fill(said)
    page.get_by_label("Who signed it").fill("Ada Marsh")
    press(page, "Save")
    assert "Councils may send records here." in page.locator("body").inner_text()
    assert "Records sent here: taken" in main(page)
    fit(page, windows)


def send(page, windows, name, content):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator('input[type="file"]').set_input_files(file)
    with page.expect_navigation(timeout=READ_WITHIN):
        page.get_by_role("button", name="Make the figures").click(no_wait_after=True)


def test_records_walk_from_the_switch_to_the_divisions_of_a_return(cast, windows):
    asked = cast.asked(YEAR)
    page, _ = windows.open(cast.officer, at("scorecard-set-up"))
    switch_on(page, windows)

    page, _ = windows.open(cast.submitter, at("return-upload", asked.public_id))
    page.get_by_role("link", name="make the figures here from your council’s records").click()
    assert "Reference DPIA-2026-014." in main(page)
    fit(page, windows)
    send(page, windows, "Kezia Plantedname.csv", b"Staff,Grade,Office\nA,4,East\n")
    assert "No list of Annex A, census or table" in main(page)
    assert "Plantedname" not in page.content()
    fit(page, windows)
    send(page, windows, "cin.xml", census())

    assert "Made from 1 file with 12 rows or children" in page.locator("body").inner_text()
    fit(page, windows)
    made = Return.objects.get()
    assert made.status == Return.Status.DRAFT
    assert made.cells.exclude(denominator=None).count() == 21  # the whole, and its divisions
    assert "22 of 22 given" in main(page)
    assert "3 of 6" in main(page)  # boys in need for two years and more
    with page.expect_download() as awaited:
        page.goto(windows.url + at("return-upload", asked.public_id))
        page.get_by_role("link", name="Download the template").click()
    book = load_workbook(BytesIO(Path(awaited.value.path()).read_bytes()))
    assert any("White" in str(cell) for sheet in book for row in sheet.values for cell in row)
