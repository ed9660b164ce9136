"""The sign that keeps a spreadsheet program from taking a text of a CSV file for a formula.

A text whose first letter, blanks aside, is one of = + - @ (or their wide forms) or an apostrophe, or
that begins with a tab, a line break or NUL, gets one apostrophe before it. Taking one apostrophe away
gives the text back. CSV has no other way to say "this is text".
"""

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20'")
_CONTROL = frozenset("\t\r\n\x00")


def guarded(text: str) -> str:
    """A text as it stands in a CSV cell: with an apostrophe before it where it could be a formula."""
    risky = text.lstrip()[:1] in _FORMULA or text[:1] in _CONTROL
    return f"'{text}" if risky else text


def as_it_was(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell.startswith("'") else cell
