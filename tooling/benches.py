"""What a measurement in `bench/` says of itself."""

import ast
from pathlib import Path


def first_line(path: Path) -> str:
    """The first line of a file's docstring; empty where it has none."""
    words = ast.get_docstring(ast.parse(path.read_text())) or ""
    return words.partition("\n")[0]
