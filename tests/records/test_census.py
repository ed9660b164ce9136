"""The children in need census: a stream of children, checked and counted one after another."""

import tracemalloc
from datetime import date

import pytest

from goldthread.records.given_files import named, open_files
from tests.records.lists import ON, opened, told
from tests.records.made_up import census

CHILD = """<Child><ChildIdentifiers><LAchildID>{id}</LAchildID><UPN>A123456789012</UPN>
<PersonBirthDate>{born}</PersonBirthDate><Sex>M</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
{episode}</Child>"""
EPISODE = """<CINdetails><CINreferralDate>2025-05-01</CINreferralDate>
<ReferralSource>6</ReferralSource><ReferralNFA>0</ReferralNFA>{more}</CINdetails>"""
WHOLE = """<?xml version="1.0"?>{doctype}<Message><Header><CollectionDetails><Collection>CIN</Collection>
<Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails></Header>
<Children>{children}</Children></Message>"""


def write(tmp_path, children=None, year=2026, doctype="", more=""):
    child = CHILD.format(id="C1", born="2015-05-02", episode=EPISODE.format(more=more))
    path = tmp_path / "census.xml"
    path.write_text(WHOLE.format(year=year, doctype=doctype, children=children or child))
    return path


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_census_of_each_year_is_read_without_findings(tmp_path, year):
    census(tmp_path / "a.xml", 30, year=year)

    found = open_files(named([tmp_path / "a.xml"]), on=date(2026, 11, 22), keep=True)

    assert list(found.findings) == []
    assert found.children == 30
    assert found.gathered.events().table("referrals").num_rows == 45


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("<CINclosureDate>2025-04-01</CINclosureDate>", "before 'CINreferralDate'"),
        ("<CINclosureDate>2025-06-01</CINclosureDate>", "has a date and a reason"),
        ("<PrimaryNeed>N1</PrimaryNeed>", "The nearest is 'PrimaryNeedCode'"),
        ("<PrimaryNeedCode>N11</PrimaryNeedCode>", "no code of 'PrimaryNeedCode'"),
        ("<ReferralNFA>1</ReferralNFA>", "stands twice"),
        ("<Section47><ICPCnotRequired>0</ICPCnotRequired></Section47>", "is missing"),
        ("<DateOfInitialCPC>2027-02-01</DateOfInitialCPC>", "in the future"),
        ("<DateOfInitialCPC>01/02/26</DateOfInitialCPC>", "two figures"),
    ],
)
def test_what_is_wrong_with_a_child_is_told_with_its_line(tmp_path, more, sentence):
    found = told(write(tmp_path, more=more))

    assert any(sentence in said and row > 0 for _, row, _, said in found)


def test_an_element_of_another_years_census_is_told_of(tmp_path):
    found = told(write(tmp_path, year=2024))

    assert any("The census of 2024 has no such element" in said for *_, said in found)


def test_the_same_identifier_twice_is_told_of(tmp_path):
    child = CHILD.format(id="C1", born="2015-05-02", episode=EPISODE.format(more=""))

    found = told(write(tmp_path, children=child * 2))

    assert [said for *_, said in found if "same identifier" in said][0].endswith("see line 3.")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Message [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE Message SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_file_with_instructions_is_refused_before_any_is_followed(tmp_path, doctype):
    found = told(write(tmp_path, doctype=doctype))

    assert len(found) == 1
    assert "document type or entities" in found[0][3]


def test_a_child_that_never_ends_is_refused(tmp_path):
    found = told(write(tmp_path, children="<Child>" + "<Extra/>" * 200_000 + "</Child>"))

    assert len(found) == 1
    assert "more than a child's record can" in found[0][3]


def test_memory_does_not_grow_with_the_census(tmp_path):
    peaks = []
    for children in (2_000, 6_000):
        census(tmp_path / "a.xml", children)
        tracemalloc.start()
        open_files(named([tmp_path / "a.xml"]), on=ON, keep=False)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    # Of a child its two identifiers are remembered, to find them again, in sets that grow by leaps:
    # some 400 bytes. Its elements would take 20 kB.
    assert peaks[1] - peaks[0] < 4_000 * 1_000


def test_the_first_assessment_is_counted_from_the_referral_and_a_later_from_its_start(tmp_path):
    more = "".join(
        f"<Assessments><AssessmentActualStartDate>2025-{start}</AssessmentActualStartDate>"
        f"<AssessmentAuthorisationDate>2025-{end}</AssessmentAuthorisationDate></Assessments>"
        for start, end in (("05-03", "06-01"), ("09-01", "10-01"))
    )

    table = opened(write(tmp_path, more=more)).gathered.events().table("assessments")

    assert table["counted_from"].to_pylist() == [date(2025, 5, 1), date(2025, 9, 1)]
