"""The four files of a report for one audience, made from a snapshot: the same bytes every time."""

from collections.abc import Callable
from dataclasses import dataclass

from goldthread.house import Audience
from goldthread.outputs.document import Document
from goldthread.outputs.html import page
from goldthread.outputs.pdf import pdf
from goldthread.outputs.word import word
from goldthread.yearly_report.compose import document
from goldthread.yearly_report.figures_csv import figures_csv
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import Snapshot


@dataclass(frozen=True)
class Output:
    """One of the files that a report is given out as."""

    name: str
    title: str
    content_type: str
    make: Callable[[Snapshot, Audience], bytes]


def _of_document(make: Callable[[Document], bytes]) -> Callable[[Snapshot, Audience], bytes]:
    return lambda snapshot, audience: make(document(snapshot, audience))


def _page(made: Document) -> bytes:
    return page(made).encode()


def _figures(snapshot: Snapshot, audience: Audience) -> bytes:
    return figures_csv(Release(snapshot, audience))


OUTPUTS = (
    Output("report.html", "Web page", "text/html; charset=utf-8", _of_document(_page)),
    Output("report.pdf", "PDF", "application/pdf", _of_document(pdf)),
    Output(
        "report.docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _of_document(word),
    ),
    Output("figures.csv", "Figures as a table", "text/csv; charset=utf-8", _figures),
)


def output(name: str) -> Output:
    """The output of that file name; KeyError where there is none."""
    for each in OUTPUTS:
        if each.name == name:
            return each
    raise KeyError(name)
