"""Papers that are kept beside records, for the matrix."""

from io import BytesIO

from pypdf import PdfWriter


def a_page() -> bytes:
    """A PDF that programs can open."""
    there, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(there)
    return there.getvalue()
