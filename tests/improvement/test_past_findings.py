"""Findings of past reviews and audits come in by the one road, each under its source."""

import pytest

from goldthread.access.decision import Refused
from goldthread.house import ImportedRow, Outcome
from goldthread.improvement.actions.findings_brought_in import take_findings
from goldthread.improvement.findings_brought_in import compare_findings
from goldthread.improvement.importing import STRENGTHS
from goldthread.improvement.models import Finding, Source, Theme
from tests.factories import NOW, TODAY
from tests.improvement.builders import Cast

pytestmark = pytest.mark.django_db
BLANK = dict.fromkeys(
    ("source_kind", "reference", "happened_on", "is_strength", "themes", "text", "evidence"), None
)


@pytest.fixture
def cast():
    return Cast()


def row(number=2, **said):
    values = BLANK | {"source": "Review “Alder”", "finding": "Nobody asked"}
    return ImportedRow(number, values | said)


def taken(cast, *rows):
    compared = compare_findings(by=cast.officer, on=TODAY, rows=rows)
    take_findings(by=cast.officer, at=NOW, rows=rows, compared=compared)
    return [each.outcome for each in compared]


def test_the_choices_of_the_column_are_those_of_the_model():
    assert dict(Finding.Kind.choices).keys() == STRENGTHS.keys()


def test_findings_of_one_review_come_under_one_source(cast):
    told = {"source_kind": "practice_review", "reference": "LCSPR-2", "happened_on": TODAY}

    taken(cast, row(**told), row(3, finding="The ward rang", is_strength="strength", **told))

    source = Source.objects.get()
    assert (source.kind, source.reference, source.happened_on) == (
        "practice_review",
        "LCSPR-2",
        TODAY,
    )
    assert {each.title: each.kind for each in source.findings.all()} == {
        "Nobody asked": "concern",
        "The ward rang": "strength",
    }


def test_the_same_sheet_again_changes_nothing(cast):
    first, second = taken(cast, row()), taken(cast, row())

    assert (first, second) == ([Outcome.NEW], [Outcome.SAME])
    assert Finding.objects.count() == 1


def test_themes_are_known_by_their_names(cast):
    theme = Theme.objects.create(space=cast.space, name="Neglect")
    taken(cast, row(themes=" neglect "))

    assert list(Finding.objects.get().themes.all()) == [theme]
    (compared,) = compare_findings(by=cast.officer, on=TODAY, rows=[row(themes="Elsewhere")])
    assert compared.problems == (("themes", "No theme of the partnership is called “Elsewhere”."),)


def test_a_finding_that_stands_twice_is_told_by_its_row(cast):
    compared = compare_findings(by=cast.officer, on=TODAY, rows=[row(), row(3)])

    assert compared[1].problems == (("finding", "This finding stands twice: also in row 2."),)


def test_a_finding_that_came_meanwhile_is_not_made_twice(cast):
    rows = [row()]
    compared = compare_findings(by=cast.officer, on=TODAY, rows=rows)
    taken(cast, *rows)

    with pytest.raises(Refused, match="changed since"):
        take_findings(by=cast.officer, at=NOW, rows=rows, compared=compared)
