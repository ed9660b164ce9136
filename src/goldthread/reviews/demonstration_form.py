"""The demonstration's own form in the place of the Panel's: made, sent and mapped as the partnership would."""

import tomllib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as new_document

from goldthread.access.principal import Principal
from goldthread.files.word.blanks import read_blanks
from goldthread.register.models import Space
from goldthread.reviews import actions

DOTS = " ______________"


def keep_form(path: Path, *, space: Space, by: Principal, at: datetime) -> None:
    """Keep the written form as a Word file, each blank of it mapped as written."""
    written = tomllib.loads(path.read_text())
    content = _word(written)
    blanks = read_blanks(content)
    template = actions.send_template(
        by=by, at=at, space=space, name=written["name"], content=content, blanks=blanks
    )
    takes = _takes(written)
    actions.map_template(
        by=by,
        at=at,
        template=template,
        takes={blank.place: takes[blank.words] for blank in blanks},
        row_version=template.row_version,
    )


def _word(written: dict[str, Any]) -> bytes:
    file = new_document()
    file.core_properties.author = ""
    file.add_heading(written["title"], 0)
    file.add_paragraph(written["note"])
    for part in written["parts"]:
        file.add_heading(part["heading"], 1)
        _table(file, part)
        for line in part.get("lines", ()):
            file.add_paragraph(f"{line['label']}:{DOTS}")
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def _table(file: Any, part: dict[str, Any]) -> None:
    """A table of questions, or of children: one a row, under the names of its columns."""
    rows, columns = part.get("rows", ()), part.get("columns", ())
    table = file.add_table(
        rows=len(rows) or part["children"] + 1, cols=len(columns) or 2, style="Table Grid"
    )
    for at, row in enumerate(rows):
        table.cell(at, 0).text = row["label"]
        table.cell(at, 0).paragraphs[0].runs[0].bold = True
    for at, column in enumerate(columns):
        table.cell(0, at).text = column["label"]
        table.cell(0, at).paragraphs[0].runs[0].bold = True


def _takes(written: dict[str, Any]) -> dict[str, str]:
    """What goes beside which words."""
    takes = {}
    for part in written["parts"]:
        for row in (*part.get("rows", ()), *part.get("lines", ())):
            takes[row["label"]] = row["takes"]
        for number in range(1, part.get("children", 0) + 1):
            for column in part["columns"]:
                words = column["label"] if number == 1 else f"{column['label']} (row {number + 1})"
                takes[words] = f"child_{number}.{column['takes']}"
    return takes
