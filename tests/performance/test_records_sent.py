"""Records that a council sends for its return: off until switched on, read behind walls, no row kept."""

import io
import re

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from goldthread.files.receiving import HELD
from goldthread.performance import record_files
from goldthread.performance.forms_records import RecordsForm
from goldthread.performance.models import Return
from goldthread.register.models import Setting
from goldthread.trail.models import Entry
from tests.factories import TODAY
from tests.performance.builders import Cast
from tests.performance.pages import as_, at, seen, today, words
from tests.records.lists import referral, write
from tests.records.test_planted import planted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
ASSESSED = {
    "is_on": "on",
    "reference": "DPIA-2026-014",
    "assessed_on_day": "12",
    "assessed_on_month": "3",
    "assessed_on_year": "2026",
    "assessed_by": "Ada Marsh",
}


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def on(cast):
    """The partnership takes records."""
    page = as_(cast.officer).post(at("scorecard-records"), {"row_version": "0", **ASSESSED})
    assert page.status_code == 302
    return cast


def sent(name, content):
    return SimpleUploadedFile(name, content, "text/csv")


def referrals(tmp_path):
    rows = [
        referral("C1", "14/08/2024"),
        referral("C1", "14/04/2025"),
        referral("C2", "15/06/2025"),
    ]
    return write(tmp_path / "list 3 of Kezia Plantedname.csv", rows)


def send(cast, asked, *paths, **more):
    browser = as_(cast.submitter)
    address = at("return-records", asked.public_id)
    files = [sent(path.name, path.read_bytes()) for path in paths]
    since = {"since_day": "1", "since_month": "4", "since_year": "2024"}
    posted = {**seen(browser.get(address)), **since, HELD: files, **more}
    return browser.post(address, posted, follow=True)


def test_nothing_is_taken_until_the_partnership_switches_it_on(cast, tmp_path):
    asked = cast.asked()
    browser = as_(cast.submitter)

    page = browser.get(at("return-records", asked.public_id))

    assert page.status_code == 403
    assert "This partnership takes no records" in page.content.decode()
    posted = {HELD: [sent("list 3.csv", referrals(tmp_path).read_bytes())]}
    assert browser.post(at("return-records", asked.public_id), posted).status_code == 403
    assert at("return-records", asked.public_id) not in (
        browser.get(at("return-upload", asked.public_id)).content.decode()
    )


def test_it_is_switched_on_with_the_assessment_named_and_the_trail_says_by_whom(on):
    (row,) = Setting.objects.filter(name=record_files.SWITCH.name)
    assert row.source == "DPIA-2026-014"
    assert row.reason == "Data protection assessment of 12 March 2026, signed by Ada Marsh."
    (entry,) = Entry.objects.filter(kind="performance.limit.set")
    assert entry.person_id == on.officer.person_id
    said = words(as_(on.officer).get(at("scorecard-set-up")))
    assert "Records sent here: taken" in said
    assert "Reference DPIA-2026-014" in said


@pytest.mark.parametrize("missing", ["reference", "assessed_by", "assessed_on_day"])
def test_without_the_assessment_it_is_not_switched_on(cast, missing):
    posted = {"row_version": "0", **ASSESSED, missing: ""}

    assert as_(cast.officer).post(at("scorecard-records"), posted).status_code == 422

    assert not Setting.objects.filter(name=record_files.SWITCH.name).exists()


def test_it_is_switched_off_again_at_any_time(on):
    page = as_(on.officer).get(at("scorecard-records"))
    version = re.search(r'name="row_version" value="(\d+)"', page.content.decode())[1]

    as_(on.officer).post(at("scorecard-records"), {"row_version": version, "is_on": "off"})

    assert record_files.assessment(on.asked(), on=TODAY) is None


def test_the_figures_fill_in_the_draft_as_a_file_of_figures_would(on, tmp_path):
    asked = on.asked()

    page = send(on, asked, referrals(tmp_path))

    made = Return.objects.get()
    cells = {(cell.indicator, cell.breakdown): cell for cell in made.cells.all()}
    assert cells["referrals", ""].value == 2
    assert cells["re_referrals_12m", ""].numerator == 1
    assert made.status == Return.Status.DRAFT
    said = words(page)
    assert "Made from 1 file with 3 rows or children: 0 errors and 0 warnings" in said
    assert "this return does not ask for were left aside" in said


def test_what_is_kept_is_the_file_of_figures_with_the_fingerprints_in_its_head(
    on, tmp_path, settings
):
    import hashlib

    path = referrals(tmp_path)
    asked = on.asked()

    send(on, asked, path)

    kept = Return.objects.get().file
    assert kept.name == record_files.NAME
    content = (settings.GOLDTHREAD_HOME / "files" / kept.path).read_text(encoding="utf-8-sig")
    assert content.startswith("# Goldthread records,")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in content


def test_nothing_of_a_child_and_no_name_of_a_file_is_kept(on, tmp_path, settings, caplog):
    asked = on.asked()
    given = [path for path in planted(tmp_path) if path.stat().st_size]

    page = send(on, asked, *given, referrals(tmp_path))

    hidden = [b"PLANT00", b"H80120000900", b"Plantedname", b"Kezia"]
    kept = [path.read_bytes() for path in (settings.GOLDTHREAD_HOME / "files").glob("*")]
    assert Return.objects.get().file is not None
    assert kept
    for word in hidden:
        assert not any(word in content for content in (*kept, page.content, caplog.text.encode()))
        assert not list(_cells_with(word.decode()))


def _cells_with(word):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select * from "{table}"')  # noqa: S608 - a name from the database itself
            for row in cursor.fetchall():
                yield from (cell for cell in row if word in str(cell))


def test_what_holds_no_records_is_refused_in_a_sentence(on, tmp_path):
    path = tmp_path / "letter.csv"
    path.write_text("Dear Kezia,\nyour appointment\n")

    page = send(on, on.asked(), path)

    assert page.status_code == 422
    assert "No list of Annex A, census or table" in words(page)
    assert not Return.objects.exists()


def test_what_is_too_large_is_refused_in_a_sentence(on, tmp_path, settings):
    settings.GOLDTHREAD_MOST_RECORDS = 1024
    path = tmp_path / "list 3.csv"
    path.write_bytes(b"x" * 2_000)

    page = send(on, on.asked(), path)

    assert page.status_code == 422
    assert "The files are larger than 0 MB together" in words(page)


def test_files_of_records_never_reach_the_temporary_folder(on, tmp_path, monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a temporary file was opened")

    rows = [referral(f"C{at}", "14/04/2025") for at in range(60_000)]
    path = write(tmp_path / "list 3.csv", rows)
    assert path.stat().st_size > django_settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    asked = on.asked()
    browser = as_(on.submitter)
    address = at("return-records", asked.public_id)
    posted = {**seen(browser.get(address)), HELD: [sent(path.name, path.read_bytes())]}
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", refuse)

    assert browser.post(address, posted).status_code == 302


def test_the_question_for_records_is_the_one_whose_files_lie_in_memory():
    assert HELD in RecordsForm.base_fields


def test_how_far_a_reading_is_stands_in_words(on):
    asked = on.asked()
    whose = f"{asked.public_id}.{on.submitter.person_id}"
    address = at("return-records", asked.public_id) + "?reached="
    browser = as_(on.submitter)

    assert browser.get(address).content == b""
    record_files._say_reached(whose, "read", 12_000)
    assert browser.get(address).content == b"12,000 rows or children read so far."
    record_files._say_reached(whose, "figures", 40_000)
    assert b"working out the figures" in browser.get(address).content
    assert as_(on.officer).get(address).content == b""


def test_records_that_cannot_be_shut_in_are_not_read(monkeypatch, on, tmp_path):
    monkeypatch.setattr("goldthread.files.apart.WALLS", {"network", "files", "calls", "a moat"})

    page = send(on, on.asked(), referrals(tmp_path))

    assert "This server cannot shut in what reads such a file" in words(page)


def test_one_reading_of_records_runs_at_a_time(on, tmp_path, monkeypatch):
    monkeypatch.setattr(record_files, "_one_at_a_time", Taken())

    assert "Other records are being read just now" in words(
        send(on, on.asked(), referrals(tmp_path))
    )


def test_who_presses_twice_hears_that_the_first_sending_is_being_read(on, tmp_path, monkeypatch):
    asked = on.asked()
    whose = f"{asked.public_id}.{on.submitter.person_id}"
    record_files._say_reached(whose, "read", 12_000)
    monkeypatch.setattr(record_files, "_one_at_a_time", Taken())

    page = send(on, asked, referrals(tmp_path))

    assert "Records that you sent for this return are being read just now" in words(page)
    assert record_files.reached(whose) == "12,000 rows or children read so far."


class Taken:
    def acquire(self, timeout):
        return False


def test_only_lines_of_a_word_and_a_number_are_heard_from_behind_the_walls():
    from goldthread.files.apart import _REACHED

    assert _REACHED.fullmatch(b"read 4000\n")
    for line in (b"read Kezia\n", b"Kezia Plantedname 4\n", b"read 4000", io.BytesIO().read()):
        assert _REACHED.fullmatch(line) is None
