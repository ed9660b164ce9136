"""`./goldthread report build` writes four files, for one audience."""

import csv
import json
from argparse import ArgumentParser
from io import StringIO

import pytest

from goldthread.house import registry
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.trail.models import Entry
from goldthread.yearly_report import actions, build
from goldthread.yearly_report.commands import build_report
from goldthread.yearly_report.figures_csv import COLUMNS
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """The command, as the command line calls it."""
    parser = ArgumentParser()
    (command,) = registry.module("yearly_report").commands
    command.arguments(parser)
    return build_report(parser.parse_args(words))


def test_a_frozen_report_is_built_into_four_files(desk, tmp_path, capsys):
    actions.freeze(report=desk.written(), by=desk.manager, at=NOW)

    code = run("EXSCP", "2022/23", "--out", str(tmp_path), "--json")

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "figures.csv",
        "report.docx",
        "report.html",
        "report.pdf",
    ]
    assert (told["audience"], told["status"], told["not_written"]) == ("public", "frozen", [])


def test_a_draft_is_built_too_and_says_so_on_each_page(desk, tmp_path):
    desk.written()

    assert run("EXSCP", "2022-23", "--out", str(tmp_path), "--audience", "working") == 0

    page = (tmp_path / "report.html").read_text()
    assert "DRAFT" in page
    assert "4,231" in page


def test_the_table_of_figures_has_the_columns_that_were_agreed(desk, tmp_path):
    desk.written()

    run("EXSCP", "2022-23", "--out", str(tmp_path), "--audience", "working")

    rows = list(csv.reader(StringIO((tmp_path / "figures.csv").read_text())))
    assert tuple(rows[0]) == COLUMNS
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert (first["key"], first["area"], first["shown"], first["raw"]) == (
        "example.referrals",
        "Eastmarch",
        "4,231",
        "4231",
    )
    assert (first["file"], first["row"], first["audience"]) == ("return.xlsx", "7", "working")


def test_where_no_pdf_can_be_made_the_rest_is_written_and_the_exit_says_so(
    desk, tmp_path, monkeypatch, capsys
):
    desk.written()

    def refuse(document):
        raise PdfNotPossible("No PDF can be made here because Pango is missing.")

    broken = build.Output("report.pdf", "PDF", "application/pdf", build._of_document(refuse))
    outputs = tuple(broken if o.name == "report.pdf" else o for o in build.OUTPUTS)
    monkeypatch.setattr("goldthread.yearly_report.commands.OUTPUTS", outputs)

    assert run("EXSCP", "2022-23", "--out", str(tmp_path)) == 3
    assert len(list(tmp_path.iterdir())) == 3
    assert "Pango is missing" in capsys.readouterr().err


def test_a_report_that_is_not_there_is_wrong_use_and_those_that_are_there_are_named(
    desk, tmp_path, capsys
):
    desk.written()

    assert run("EXSCP", "2019-20", "--out", str(tmp_path)) == 2
    assert "There are: EXSCP 2022-23." in capsys.readouterr().err


def test_building_is_told_in_the_trail(desk, tmp_path):
    desk.written()

    run("EXSCP", "2022-23", "--out", str(tmp_path))

    assert Entry.objects.filter(kind="yearly_report.report.built.exported").count() == 1
