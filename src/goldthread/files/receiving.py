"""An upload is counted while it comes in, and what is over the limit never lies on the disk."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

TIMES = 4  # a request longer than so many of the largest uploads is not read at all


class Oversized(UploadedFile):
    """A file that was too large to be kept: its name and true size, and nothing in it."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file, and lets so many bytes of one request through."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._all = 0
        self._is_over = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Refuse at once what says of itself that it is far too long."""
        if content_length > TIMES * settings.GOLDTHREAD_MOST_UPLOAD:
            raise RequestDataTooBig("The request is longer than any upload may be.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._is_over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk for the next handler; None, which ends its way, once there is too much."""
        self._all += len(raw_data)
        self._is_over = self._is_over or self._all > settings.GOLDTHREAD_MOST_UPLOAD
        return None if self._is_over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file in name and size alone, where it was too large: the form says so in words."""
        return Oversized(self.file_name or "", file_size) if self._is_over else None
