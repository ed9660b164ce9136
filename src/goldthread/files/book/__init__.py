"""The one road for a spreadsheet that somebody sent: what it is, what it may be, and its plain cells."""

from goldthread.files.book.cells import Book, Formula, Sheet, Value, address, as_text
from goldthread.files.book.kinds import Kind
from goldthread.files.book.most import Most
from goldthread.files.book.opening import open_book

__all__ = [
    "Book",
    "Formula",
    "Kind",
    "Most",
    "Sheet",
    "Value",
    "address",
    "as_text",
    "open_book",
]
