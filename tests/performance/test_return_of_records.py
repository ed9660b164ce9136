"""A file made from a council's records, taken in as its return."""

import json

import pytest

from goldthread.config.commandline import main
from goldthread.measures.periods import Period
from goldthread.performance.models import Return
from tests.performance.builders import Cast
from tests.performance.pages import today
from tests.performance.test_return_import import email, run
from tests.records.lists import referral, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
Q2 = Period.parse("2025-26 Q2")


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def of_records(tmp_path):
    """The file that `records indicators` makes of a year of referrals, for two quarters."""
    rows = [
        referral("C1", "14/08/2024"),
        referral("C1", "14/04/2025"),
        referral("C2", "15/06/2025"),
    ]
    path, out = write(tmp_path / "list 3.csv", rows), tmp_path / "out.csv"
    words = (
        "--from",
        "2025-04-01",
        "--to",
        "2025-09-30",
        "--since",
        "2024-04-01",
        "--out",
        str(out),
    )
    assert main(["records", "indicators", str(path), *words]) == 0
    return out


def test_a_return_takes_its_own_lines_and_leaves_the_others_aside(cast, of_records, capsys):
    asked = cast.asked()
    capsys.readouterr()

    run(of_records, "--as", email(cast.submitter), "--return", asked.public_id, "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == []
    made = Return.objects.get()
    cells = {(cell.indicator, cell.breakdown): cell for cell in made.cells.all()}
    assert cells["referrals", ""].value == 2
    assert cells["referrals", "police"].value == 2
    assert cells["re_referrals_12m", ""].numerator == 1
    assert cells["re_referrals_12m", ""].denominator == 2
    assert not any(breakdown.startswith("sex_") for _, breakdown in cells)


def test_what_was_left_aside_is_said(cast, of_records, capsys):
    asked = cast.asked()

    run(of_records, "--as", email(cast.submitter), "--return", asked.public_id, "--check-only")

    said = capsys.readouterr().out
    assert "Lines made from records that this return does not ask for were left aside: " in said
    for what in ("divided by age", "divided by sex", "divided by ethnicity", "of other indicators"):
        assert what in said


def test_a_file_of_two_quarters_goes_into_the_return_of_each(cast, of_records, capsys):
    first, second = cast.asked(), cast.asked(Q2)
    capsys.readouterr()

    run(of_records, "--as", email(cast.submitter), "--json")

    told = json.loads(capsys.readouterr().out)
    assert [each["return"] for each in told["returns"]] == [first.public_id, second.public_id]
    assert told["not_asked"] == []
    assert {made.request_id for made in Return.objects.all()} == {first.pk, second.pk}


def test_a_quarter_that_is_not_asked_for_is_said_in_one_sentence(cast, of_records, capsys):
    asked = cast.asked()
    capsys.readouterr()

    run(of_records, "--as", email(cast.submitter), "--json")

    told = json.loads(capsys.readouterr().out)
    assert [each["return"] for each in told["returns"]] == [asked.public_id]
    assert len(told["not_asked"]) == 1
    assert told["not_asked"][0].startswith("No return for 2025-26 Q2 is asked: its ")


def test_where_one_quarter_is_refused_nothing_of_any_is_kept(cast, of_records, capsys):
    cast.asked()
    cast.asked(Q2)
    text = of_records.read_text(encoding="utf-8-sig")
    assert ",2025-26 Q2,referrals,,0," in text
    of_records.write_text(text.replace(",2025-26 Q2,referrals,,0,", ",2025-26 Q2,referrals,,many,"))
    capsys.readouterr()

    assert run(of_records, "--as", email(cast.submitter)) == 1

    assert not Return.objects.exists()
    said = capsys.readouterr().out
    assert said.count("Refused: nothing was kept.") == 2


def test_a_file_of_which_no_quarter_is_asked_for_is_wrong_use(cast, of_records, capsys):
    assert run(of_records, "--as", email(cast.submitter)) == 2
    assert "No return for 2025-26 Q1, 2025-26 Q2 is asked" in capsys.readouterr().err


def test_a_file_that_says_another_area_gives_it_nothing(cast, of_records, capsys):
    asked = cast.asked()
    text = of_records.read_text(encoding="utf-8-sig")
    of_records.write_text(text.replace("\n,2025", "\nX99,2025"))

    run(
        of_records,
        "--as",
        email(cast.submitter),
        "--return",
        asked.public_id,
        "--check-only",
        "--json",
    )

    assert json.loads(capsys.readouterr().out)["lines"] == 0
