"""Whatever leaves goes one road: stamped, told in the trail; and every page of a sensitive record is told."""

import ast
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from pypdf import PdfReader

from goldthread.access.opened import watching
from goldthread.access.rows import Row
from goldthread.files.handing_out import HandedOut
from goldthread.performance.history import ref
from goldthread.trail.models import Entry, History
from tests.clients import Client
from tests.factories import NOW
from tests.matrix.forms import address_of, openable, readers
from tests.matrix.rows import rows_of
from tests.matrix.run import data_for
from tests.matrix.world import build

SOURCE = Path(__file__).parents[2] / "src" / "goldthread"
THE_ROAD = "files/handing_out.py"
PAGES = ("text/html", "application/json", "text/plain", "image/svg+xml")
# As they came in, or for everybody: what they are must not change with who takes them.
UNSTAMPED = {
    "improvement:evidence-file",
    "publication:file",
    "return-file",
    "return-letter",
    "reviews:draft-file",
    "yearly_report:public_file",
}


def test_no_other_file_of_the_code_hands_out_a_file():
    words = ("Content-Disposition", "as_attachment=", "FileResponse", "StreamingHttpResponse")
    others = [
        f"{path.relative_to(SOURCE)}: {word}"
        for path in SOURCE.rglob("*.py")
        if str(path.relative_to(SOURCE)) != THE_ROAD
        for word in words
        if word in path.read_text()
    ]

    assert others == []


def test_no_other_file_of_the_code_writes_csv_or_workbooks():
    allowed = {
        "outputs/spreadsheet.py": {"xlsxwriter"},
        # Workbooks to be filled in: each text in them is written as text.
        "performance/sheets/making.py": {"xlsxwriter"},
        "imports/template.py": {"xlsxwriter"},
        # The installation's own file of published figures, for its own command.
        "performance/published/own_format.py": {"csv.writer"},
        # Sums that a council's analyst makes on a machine of the council's: our words and numbers, guarded.
        "records/writing.py": {"csv.writer"},
    }
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        found = {
            f"csv.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in ("writer", "DictWriter")
            and getattr(node.value, "id", "") == "csv"
        }
        found |= {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
            if alias.name == "xlsxwriter"
        }
        assert found <= allowed.get(str(path.relative_to(SOURCE)), set()), path


def test_texts_of_a_workbook_are_written_as_text_and_never_guessed_at():
    guessing = [
        f"{path.relative_to(SOURCE)}, line {node.lineno}"
        for path in SOURCE.rglob("*.py")
        if "xlsxwriter" in path.read_text()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "")
        in ("write", "write_row", "write_column", "write_formula")
        and getattr(getattr(node.func, "value", None), "id", "") != "file"
    ]

    assert guessing == []


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_leaves_is_stamped_and_told_and_who_looked_at_a_person_is_too():
    wrong, handed, shown = [], set(), set()
    with time_machine.travel(NOW, tick=False):
        world = build()
        rows_of(world)
        for expected in openable():
            who = readers(expected)[0]
            if expected.method != "GET":
                continue
            person = world.people[who]
            client = Client(raise_request_exception=False)
            if person is not None:
                client.force_login(person)
            with transaction.atomic(), watching(()):
                last = Entry.objects.order_by("pk").last()
                answer = client.get(address_of(expected, world), data_for(expected, world))
                told = Entry.objects.filter(pk__gt=last.pk if last else 0)
                if "Content-Disposition" in answer or not _is_page(answer):
                    handed.add(expected.name)
                    wrong += _export_faults(expected, answer, list(told), person)
                elif answer.status_code == 200 and person is not None:
                    for row in _sensitive(expected, world):
                        shown.add(expected.name)
                        if not _is_told(row, told):
                            wrong.append(f"{expected.name} as {who}: {row._meta.label} is not told")
                transaction.set_rollback(True)

    assert wrong == []
    assert len(handed) >= 6
    assert len(shown) >= 3


def _is_page(answer):
    return answer.status_code != 200 or answer["Content-Type"].startswith(PAGES)


def _export_faults(expected, answer, told, person):
    name = expected.name
    if not isinstance(answer, HandedOut):
        return [f"{name}: did not come down the road"]
    if person is None or expected.everybody:
        return []
    faults = []
    exports = [entry for entry in told if entry.kind.endswith(".exported")]
    facts = History.objects.filter(entry__in=exports).first()
    if facts is None or set(facts.after) != {"file", "rows", "marking"}:
        faults.append(f"{name}: the trail does not say what was taken")
    is_public = facts is not None and facts.after["marking"] == "Public"
    must_be_stamped = not (is_public or name in UNSTAMPED)
    if must_be_stamped and person.name not in _words(answer.content):
        faults.append(f"{name}: the file does not say who took it")
    return faults


def _words(content):
    """All words of a file, whatever it is."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return " ".join(packed.read(n).decode(errors="replace") for n in packed.namelist())
    return content.decode()


def _sensitive(expected, world):
    """The rows of sensitive models that an address names."""
    ids = set(world.rows.get((expected.row, "ours"), {}).values())
    return [
        row
        for model in apps.get_models()
        if issubclass(model, Row) and model.is_sensitive()
        for row in model.objects.filter(public_id__in=ids)
    ]


def _is_told(row, told):
    return told.filter(subject_ref=ref(row)).exists()
