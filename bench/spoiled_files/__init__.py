"""Record files spoiled as councils' files are, made by somebody who had not read what reads them.

``spoiled()`` gives every try, family by family, always the same: the files that are given together, what a
person would expect to be told of them and where. Children, births and numbers in them are made up.
"""

from collections.abc import Iterator
from dataclasses import replace

from . import census, dates, files, moved, tables
from .model import Spoiled, Told

__all__ = ["Spoiled", "Told", "spoiled"]

FAMILIES = {
    "sound": files.sound,
    "dates in wrong forms": dates.forms,
    "dates as numbers in workbooks": dates.numbers_in_workbooks,
    "dates in a census": dates.in_census,
    "births that cannot be": dates.births,
    "births of merged children": dates.births_repeated,
    "days in an impossible order": dates.order,
    "days to come": dates.future,
    "children's numbers": tables.identifiers,
    "codes of Annex A": tables.annex_codes,
    "codes of a census": census.codes,
    "counts": tables.numbers,
    "headings": tables.headings,
    "rows": tables.row_shapes,
    "lists swapped": tables.swapped,
    "columns moved": moved.columns,
    "noughts and letters of numbers": moved.numbers,
    "looked-after children": tables.care,
    "children and plans twice": census.merged,
    "workbooks": files.books,
    "separators and quotes": files.separators,
    "letters of CSV files": files.encodings,
    "letters of XML": census.encodings,
    "files of another kind": files.containers,
    "census of another year": census.other_years,
    "parts of a census": census.shape,
    "broken XML": census.broken,
    "entities": census.entities,
    "vast parts": census.vast,
}


def spoiled() -> Iterator[Spoiled]:
    """Every try, with its family's name."""
    for family, tries in FAMILIES.items():
        for each in tries():
            yield replace(each, family=family)
