"""The columns of an open table, each with what it means: for the page, the files and the API."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column; `datatype` in the words of CSV on the Web."""

    name: str
    title: str
    words: str
    datatype: str = "string"


COLUMNS = (
    Column("indicator", "Indicator", "By which the API knows the indicator."),
    Column(
        "area_code",
        "Area code",
        "The area's code; of a council, that of the Office for National Statistics.",
    ),
    Column("area", "Area", "The area's name."),
    Column("period", "Period", "2022-23 is April 2022 to March 2023; Q1 of it, April to June."),
    Column("starts_on", "First day", "The first day of the period.", "date"),
    Column("ends_on", "Last day", "The last day of the period.", "date"),
    Column("value", "Value", "The figure, empty where a sign stands for it.", "decimal"),
    Column("sign", "Sign", "c: kept back, so that no child can be recognised. z: there is none."),
    Column("numerator", "Numerator", "What was counted, where it is known.", "decimal"),
    Column("denominator", "Denominator", "Out of what, where it is known.", "decimal"),
    Column("unit", "Unit", "What the value is counted in."),
    Column("basis", "Basis", "Counted, derived from other figures, or stated by a document."),
    Column("definition_version", "Definition", "Which version of the definition it was given by."),
    Column("source", "Source", "Where the figure, or what it was worked out from, comes from."),
    Column("note", "Note", "What is to be known of this figure, such as why there is none."),
)
NAMES = tuple(column.name for column in COLUMNS)
