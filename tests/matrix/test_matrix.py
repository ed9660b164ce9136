"""The permission matrix: nobody reaches what the table does not give them, and everybody what it does."""

import pytest
import time_machine

from tests.factories import NOW
from tests.matrix.run import run


@pytest.mark.slow
@pytest.mark.django_db
def test_every_address_answers_everybody_as_the_table_says():
    with time_machine.travel(NOW, tick=False):
        report = run()

    assert report.not_in_table == [], "addresses that the table does not know"
    assert report.not_there == [], "the table knows addresses that are gone"
    assert report.errors == []
    assert report.leaks == []
    assert report.told == [], "pages that name a row hidden from who reads them"
    assert report.wrong_denials == []
    assert report.sight == [], "rows seen or missed against sight.toml"
    assert report.never_opened == [], "nobody ever reached these"
