"""`./goldthread records`: exit codes, what leaves the machine, and what it needs of one."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldthread.config.commandline import main
from goldthread.records.form import COLUMNS
from tests.records.lists import plan, referral, write
from tests.records.made_up import MadeUp, census, write_ssda903, write_workbook

HERE = Path(__file__).resolve().parents[2]
PERIODS = ("--from", "2025-10-01", "--to", "2026-03-31", "--by", "quarter")


def run(*words):
    return main([str(word) for word in ("records", *words)])


def lines(path):
    """The lines below the head, as dictionaries by indicator, period and breakdown."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    at = rows.index(list(COLUMNS))
    found = (dict(zip(COLUMNS, row, strict=True)) for row in rows[at + 1 :])
    return {(row["indicator"], row["period"], row["breakdown"]): row for row in found}


def test_a_check_without_errors_ends_with_0_and_one_with_errors_with_1(tmp_path, capsys):
    assert run("check", write(tmp_path / "a.csv", [referral()])) == 0
    assert run("check", write(tmp_path / "b.csv", [referral(on="")])) == 1
    assert (
        "List 3 (Referrals), row 2, Date of referral: This cell is empty" in capsys.readouterr().out
    )


def test_a_check_as_json_has_every_finding_with_its_place(tmp_path, capsys):
    path = write(tmp_path / "a.csv", [referral(f"C{at}", on="") for at in range(20)])

    code = run("check", path, "--json")

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert told["errors"] == len(told["findings"]) == 20
    assert told["findings"][0] == {
        "level": "error",
        "file": "a.csv",
        "list": "List 3 (Referrals)",
        "row": 2,
        "column": "Date of referral",
        "sentence": "This cell is empty, and it is needed.",
    }
    assert len(told["files"][0]["sha256"]) == 64


def test_what_is_alike_is_printed_a_few_times_and_counted(tmp_path, capsys):
    run("check", write(tmp_path / "a.csv", [referral(f"C{at}", on="") for at in range(20)]))

    out = capsys.readouterr().out
    assert out.count("This cell is empty") == 5
    assert "and 15 more like it" in out


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nowhere.csv"),
        ("indicators", "nowhere.csv", *PERIODS, "--out", "out.csv"),
        ("indicators", __file__, "--from", "2025-10-02", "--to", "2026-03-31", "--out", "out.csv"),
        ("indicators", __file__, "--from", "2026-10-01", "--to", "2026-03-31", "--out", "out.csv"),
        ("indicators", __file__, *PERIODS, "--out", "nowhere/out.csv"),
        ("indicators", __file__, *PERIODS, "--out", __file__),
    ],
)
def test_a_command_that_cannot_be_meant_ends_with_2_and_one_sentence(
    words, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)

    assert run(*words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_engine_that_is_not_there_ends_with_3_and_what_mends_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    path = write(tmp_path / "a.csv", [referral()])

    assert run("indicators", path, *PERIODS, "--engine", "spark", "--out", tmp_path / "o.csv") == 3
    assert "requirements/spark.txt" in capsys.readouterr().err


def test_indicators_of_annex_a_say_what_was_counted_and_what_could_not_be(tmp_path):
    rows = [
        referral("C1", "14/10/2025"),
        referral("C1", "14/01/2026", **{"Referral NFA?": "Y"}),
        referral("C2", "15/01/2026", **{"Referral Source": "2A"}),
        referral("C3", "31/03/2026", **{"Referral NFA?": "Not known"}),
    ]
    out = tmp_path / "out.csv"

    code = run("indicators", write(tmp_path / "a.csv", rows), *PERIODS, "--out", out)

    found = lines(out)
    assert code == 0
    assert found["referrals", "2025-26 Q3", ""]["value"] == "1"
    assert found["referrals", "2025-26 Q4", ""]["value"] == "3"
    assert found["referrals", "2025-26 Q4", "schools"]["value"] == "1"
    assert found["referrals", "2025-26 Q4", "sex_male"]["value"] == "3"
    nfa = found["referrals_no_further_action", "2025-26 Q4", ""]
    assert (nfa["numerator"], nfa["denominator"]) == ("1", "3")
    assert "1 of the denominator do not say" in nfa["note"]
    again = found["re_referrals_12m", "2025-26 Q4", ""]
    assert (again["value"], again["numerator"], again["denominator"]) == ("", "", "")
    assert "Not computed" in again["note"]
    assert "six months" in again["note"]
    assert "no list of contacts" in found["contacts", "2025-26 Q4", ""]["note"]


def test_two_uploads_together_know_what_one_does_not(tmp_path):
    first = [
        referral(f"C{at}", f"{at:02}/0{month}/2025") for at in (1, 9) for month in (1, 4, 7, 9)
    ]
    old = write(tmp_path / "old.csv", [*first, referral("C7", "30/09/2025")])
    new = write(tmp_path / "new.csv", [referral("C1", "14/10/2025"), referral("C9", "31/03/2026")])
    out = tmp_path / "out.csv"

    run(
        *("indicators", old, new, "--from", "2026-01-01", "--to", "2026-03-31", "--out", out),
        *("--as-at", "2025-09-30", "--as-at", "2026-03-31", "--since", "2025-01-01"),
    )

    again = lines(out)["re_referrals_12m", "2025-26 Q4", ""]
    assert (again["numerator"], again["denominator"]) == ("1", "1")


def test_a_period_beyond_what_the_list_knows_is_not_computed(tmp_path):
    path = write(tmp_path / "a.csv", [referral("C1", "14/01/2026")])
    out = tmp_path / "out.csv"

    run("indicators", path, "--from", "2025-04-01", "--to", "2026-03-31", "--out", out)

    found = lines(out)
    assert found["referrals", "2025-26 Q4", ""]["value"] == "1"
    note = found["referrals", "2025-26 Q2", ""]["note"]
    assert (
        "known for 01/10/2025 to 31/03/2026 only, and this needs 01/07/2025 to 30/09/2025" in note
    )


def test_what_is_known_of_one_day_is_computed_for_that_day_only(tmp_path):
    path = write(tmp_path / "a.csv", [plan("C1", "14/10/2025"), plan("C2", "15/10/2025")])
    out = tmp_path / "out.csv"

    run("indicators", path, *PERIODS, "--out", out)

    found = lines(out)
    assert found["child_protection_plans", "2025-26 Q3", ""]["value"] == "2"
    assert ("child_protection_plans", "2025-26 Q3", "neglect") not in found
    assert found["child_protection_plans", "2025-26 Q4", "neglect"]["value"] == "2"
    assert found["cp_plans_neglect", "2025-26 Q4", ""]["numerator"] == "2"
    assert "latest category of the day" in found["cp_plans_neglect", "2025-26 Q3", ""]["note"]


def test_the_head_says_version_options_and_fingerprints_and_no_file_name(tmp_path):
    path = write(tmp_path / "Kezia Plantedname.csv", [referral()])
    out = tmp_path / "out.csv"

    run("indicators", path, *PERIODS, "--out", out)

    head = out.read_text(encoding="utf-8-sig").split("area_code")[0]
    fingerprint = subprocess.check_output(["sha256sum", path], text=True).split()[0]
    assert fingerprint in head
    assert "version 0" in head
    assert "by quarter" in head
    assert "Kezia" not in head


def test_all_kinds_of_record_are_made_into_indicators_together(tmp_path, capsys):
    write_workbook(tmp_path / "annex.xlsx", MadeUp(40).lists())
    census(tmp_path / "census.xml", 40)
    paths = write_ssda903(tmp_path, 40)
    out = tmp_path / "out.csv"

    code = run(
        *("indicators", tmp_path / "annex.xlsx", tmp_path / "census.xml", *paths, *PERIODS),
        *("--out", out, "--json"),
    )

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["computed"] > 70
    found = lines(out)
    assert "census" in found["referrals", "2025-26 Q4", ""]["note"]
    assert "SSDA903" in found["children_in_care", "2025-26 Q4", ""]["note"]
    assert "Annex A" in found["contacts", "2025-26 Q4", ""]["note"]


WITHOUT = """
import sys
for name in ("django", "fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
from goldthread.config.commandline import main
sys.exit(main(sys.argv[1:]))
"""


def test_records_need_no_django_no_settings_and_nothing_that_only_unix_has(tmp_path):
    path = write(tmp_path / "a.csv", [referral()])
    out = tmp_path / "out.csv"
    variables = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("GOLDTHREAD", "DJANGO"))
    }
    variables["PYTHONPATH"] = f"{HERE / 'src'}{os.pathsep}{HERE}"

    for words in (["check", path], ["indicators", path, *PERIODS, "--out", out]):
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT, "records", *map(str, words)],
            env=variables,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        assert (said.returncode, "Traceback" in said.stderr) == (0, False), said.stderr
