"""What is too large is counted as it comes in, is said in words, and never lies on the disk."""

import io

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.multipartparser import MultiPartParser
from django.test import Client, RequestFactory
from django.urls import reverse

from goldthread.files.fields import SpreadsheetField
from goldthread.files.limits import MEGABYTE
from goldthread.files.receiving import Oversized


@pytest.fixture(autouse=True)
def _one_megabyte_at_most(settings):
    settings.GOLDTHREAD_MOST_UPLOAD = MEGABYTE
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # so that what is kept at all is kept on the disk


def posted(*files, **fields):
    return RequestFactory().post("/", {**{f"file{n}": f for n, f in enumerate(files)}, **fields})


def file_of(size, name="table.csv"):
    return SimpleUploadedFile(name, b"a" * size)


def test_a_file_within_the_limit_comes_through_whole():
    request = posted(file_of(MEGABYTE), after="said")

    assert len(request.FILES["file0"].read()) == MEGABYTE
    assert request.POST["after"] == "said"


def test_of_a_file_over_the_limit_name_and_size_are_kept_and_nothing_else():
    request = posted(file_of(MEGABYTE + 1), after="said")

    file = request.FILES["file0"]
    assert isinstance(file, Oversized)
    assert (file.name, file.size, file.read()) == ("table.csv", MEGABYTE + 1, b"")
    assert request.POST["after"] == "said"


def test_what_lies_on_the_disk_is_never_more_than_the_limit(monkeypatch):
    written = []
    write = "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk"
    monkeypatch.setattr(write, lambda self, chunk, start: written.append(len(chunk)))

    posted(file_of(3 * MEGABYTE)).FILES  # noqa: B018 -- reads the request

    assert sum(written) <= MEGABYTE


def test_several_files_of_one_request_share_the_limit():
    request = posted(file_of(MEGABYTE // 2), file_of(MEGABYTE // 2), file_of(MEGABYTE // 2))

    assert [isinstance(f, Oversized) for f in request.FILES.values()] == [False, False, True]


def test_a_request_that_says_it_is_far_too_long_is_not_read():
    request = RequestFactory().post("/", {"file": file_of(1)})
    request.META["CONTENT_LENGTH"] = str(100 * MEGABYTE)
    stream = io.BytesIO()

    with pytest.raises(RequestDataTooBig):
        MultiPartParser(request.META, stream, request.upload_handlers).parse()


@pytest.mark.django_db
def test_a_request_that_is_far_too_long_gets_a_page_in_words():
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))

    answer = client.post(reverse("account_login"), {"file": file_of(5 * MEGABYTE)})

    assert answer.status_code == 413
    assert "larger than this service takes" in answer.content.decode()


@pytest.mark.parametrize("size", [MEGABYTE + 1, 3 * MEGABYTE])
def test_a_form_says_of_a_file_that_is_too_large_what_is_taken(size):
    field = SpreadsheetField(most=2 * MEGABYTE, required=False)

    with pytest.raises(Exception, match="larger than 1 MB: send only its own table"):
        field.clean(Oversized("table.csv", size))
