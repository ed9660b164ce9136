"""An upload is counted while it comes in, and what is over the limit never lies on the disk."""

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from goldthread.files.memory import nameless

TIMES = 4  # a request longer than so many of the largest uploads is not read at all
HELD = "records"  # the name of a question whose files lie in memory alone


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
        self._most = settings.GOLDTHREAD_MOST_UPLOAD

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Refuse at once what says of itself that it is far too long."""
        longest = TIMES * settings.GOLDTHREAD_MOST_UPLOAD
        if _is_signed_in(self.request):
            longest = max(
                longest, settings.GOLDTHREAD_MOST_RECORDS + settings.GOLDTHREAD_MOST_UPLOAD
            )
        if content_length > longest:
            raise RequestDataTooBig("The request is longer than any upload may be.")

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        is_large = field_name == HELD and _is_signed_in(self.request)
        most = settings.GOLDTHREAD_MOST_RECORDS if is_large else settings.GOLDTHREAD_MOST_UPLOAD
        self._most, self._is_over = most, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk for the next handler; None, which ends its way, once there is too much."""
        self._all += len(raw_data)
        self._is_over = self._is_over or self._all > self._most
        return None if self._is_over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file in name and size alone, where it was too large: the form says so in words."""
        return Oversized(self.file_name or "", file_size) if self._is_over else None


class HeldInMemory(FileUploadHandler):
    """Keeps the files of the question `records` in memory, without the names that they came under.

    No other handler sees them, so that nothing of them is written to the temporary folder.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held: IO[bytes] | None = None
        self._many = 0

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._held = nameless() if field_name == HELD else None
        if self._held is not None:
            self._many += 1
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._held is None:
            return raw_data
        self._held.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self._held is None:
            return None
        size = self._held.tell()
        self._held.seek(0)
        return UploadedFile(file=self._held, name=f"file {self._many}", size=size)


def _is_signed_in(request: Any) -> bool:
    return bool(getattr(getattr(request, "principal", None), "is_signed_in", False))
