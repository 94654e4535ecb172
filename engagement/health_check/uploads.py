"""An upload that stays in memory, whatever its size, and ends at a limit."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 16 << 20  # bytes; a busy calendar of ten years


class InMemoryOnly(FileUploadHandler):
    """Keeps a file in memory and gives up on one that is too large; nothing is ever written to a disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next piece."""
        self.size += len(raw_data)
        if self.size > LARGEST:
            self.file = BytesIO()
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the whole file."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, "calendar.ics", self.content_type, file_size, self.charset
        )
