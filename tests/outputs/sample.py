"""A short document with one of every block, for the tests of what is made from it."""

from datetime import UTC, datetime

from goldthread.outputs.document import (
    BulletList,
    Chart,
    Column,
    Contents,
    DescriptionList,
    Document,
    FigureRun,
    Heading,
    LinkRun,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from goldthread.ui.charts import Bar, BarChart, LineChart, Point, Series

REFERRALS = FigureRun("4,231", "card-referrals", basis="counted")
STATED = FigureRun("37.6%", "card-re-referrals", basis="stated", note="not for publication")
TABLE = Table(
    "Referrals by council",
    (Column("Council"), Column("2022-23", numeric=True), Column("Change")),
    (("Middlesbrough", (REFERRALS,), "down 8%"), ("Redcar & <Cleveland>", "1,824", "up 1%")),
    notes=("Years end on 31 March.",),
)
LINES = LineChart(
    (Series("Middlesbrough", (Point("2021-22", 4600), Point("2022-23", 4231))),), unit="Referrals"
)
BLOCKS = (
    Contents(),
    PageBreak(),
    Heading(1, "Front door"),
    Paragraph(
        (
            Run("There were "),
            REFERRALS,
            Run(" referrals; "),
            STATED,
            Run(" again.\n"),
            Run("Bold", strong=True),
            Run(" and "),
            LinkRun("the guidance", "https://www.gov.uk/?a=1&b=2", emphasis=True),
        )
    ),
    Heading(2, "Seen early"),
    BulletList((ListItem("one", BulletList((ListItem("inside"),))), ListItem("two")), ordered=True),
    BulletList((ListItem("first"),), ordered=True),
    Quote(("We were asked what we wanted.",), "a young person"),
    TABLE,
    Chart("Referrals", "Referrals fell by 8%.", LINES, TABLE),
    Chart("Council & council", "One bar.", BarChart((Bar("Middlesbrough", 4231),))),
    Heading(1, "Front door"),
    Paragraph((REFERRALS, FigureRun("12", "no-such-card"))),
    Heading(1, "Where the figures come from"),
    DescriptionList(
        "Referrals",
        (("Indicator", "Referrals in the year"), ("Return", "Middlesbrough, row 4")),
        "card-referrals",
    ),
    DescriptionList("Re-referrals", (("Basis", "Stated: parts not given"),), "card-re-referrals"),
)


def sample(**changes):
    """The document; `changes` replace what it says of itself."""
    said = {
        "subtitle": "A partnership that does not exist",
        "marking": "Draft: not for publication",
        "publisher": "Eastmarch and Wellbridge",
    }
    made = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    return Document("Yearly report 2022-23", BLOCKS, made, **(said | changes))
