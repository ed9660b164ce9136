"""Hostile uploads, made afresh and always the same, for testing whatever reads agency files.

Call ``make(folder)``; it writes one subfolder for each family and returns a record of every file.
``wants`` is "refused" (must not be accepted), "defused" (refused, or read without harm) or "read".
``sent_as`` is None, or the name the upload must claim where no disk could hold such a name.
Addresses all point at ``CANARY_URL`` on this machine and local files at ``CANARY_FILE``, so any
request there, any text of that file in an answer, or any ``/tmp/hostile-*`` file is a finding.

Families:

bombs -- bomb-flat, bomb-nested, bomb-overlap, bomb-quine, bomb-xml-ratio, zip-entry-count
XML -- xml-external-entity, xml-external-dtd, xml-entity-growth, xml-shape
active -- macros, ole, ods-active, embedded
formulas -- formula-calls, formula-lies, csv-injection, external-links
shapes -- vast-sheet, shared-strings, styles, hidden, extra-parts, merges-and-names
contents -- numbers, dates, characters, headers
plain text -- encodings, vast-csv, csv-shape
containers -- zip-fields, zip-slip, package-shape, relationships, zip-truncated, bit-flips,
    foreign-archives
other kinds -- pictures, pdf, word, web-pages, polyglots, eicar
names -- wrong-ending, file-names, sent-names, tiny, sparse
honest -- control
"""

from __future__ import annotations

from pathlib import Path

from . import (
    active,
    bombs,
    containers,
    contents,
    controls,
    corners,
    entities,
    formulas,
    names,
    papers,
    pictures,
    plaintext,
    shapes,
)
from .model import CANARY_FILE, CANARY_URL, Kit, Made, Wants

__all__ = ["CANARY_FILE", "CANARY_URL", "Made", "Wants", "make"]

SEED = 20_260
MAKERS = (
    controls,
    bombs,
    entities,
    active,
    formulas,
    shapes,
    corners,
    contents,
    plaintext,
    containers,
    pictures,
    papers,
    names,
)


def make(folder: Path, seed: int = SEED) -> list[Made]:
    """Write every file into a folder and give their records in a steady order."""
    kit = Kit(folder, seed)
    for maker in MAKERS:
        maker.make(kit)
    return kit.made
