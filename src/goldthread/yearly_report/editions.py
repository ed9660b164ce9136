"""What each edition of the guidance asks of a yearly report, and which edition held in which year."""

from dataclasses import dataclass
from datetime import date

from goldthread.measures.periods import Period


@dataclass(frozen=True)
class RequiredContent:
    """Something that the guidance asks a yearly report to hold.

    `confirmed` says whether the wording was found in the source named. Where `beyond_activity`, a
    count of what was done does not answer it: something must show what came of it. `only_where`
    names the partnerships that are asked.
    """

    key: str
    title: str
    source: str
    confirmed: bool
    beyond_activity: bool = False
    only_where: str = ""


@dataclass(frozen=True)
class Edition:
    """One edition of Working Together; `publish_by` is a month and day after the year, if it has one."""

    key: str
    title: str
    holds_from: date
    source: str
    confirmed: bool
    contents: tuple[RequiredContent, ...]
    publish_by: tuple[int, int] | None = None

    def content(self, key: str) -> RequiredContent:
        """The required content of that key; KeyError where this edition asks for none such."""
        for content in self.contents:
            if content.key == key:
                return content
        raise KeyError(key)

    def due_on(self, year: Period) -> date | None:
        """The day by which the report of a year is to be published; None where none is set."""
        if self.publish_by is None:
            return None
        month, day = self.publish_by
        return date(year.ends_on.year, month, day)


SCRUTINEERS_VIEW = "scrutineers_view"
_LIST_2018 = "Working Together 2018, in the words in which Buckinghamshire restated its list"
_OWN_2018 = "Working Together 2018, to be checked against its chapter 3"
_OWN_2023 = "Working Together 2023, to be checked against its chapter on yearly reports"
_IMPACT_2026 = "Working Together 2026, as summed up by Leeds (leedsscp.org.uk) and Community Vision"

_SINCE_2018 = (
    RequiredContent(
        "what_was_done",
        "What was done as a result of the arrangements, practice reviews included",
        "Children Act 2004, section 16G, as restated by Cambridgeshire and Peterborough",
        confirmed=True,
    ),
    RequiredContent(
        "how_effective",
        "How effective the arrangements were in practice",
        "Children Act 2004, section 16G, as restated by Cambridgeshire and Peterborough",
        confirmed=True,
    ),
    RequiredContent(
        "evidence_of_impact",
        "Evidence of impact, training included, on outcomes from early help to children in care"
        " and care leavers",
        _LIST_2018,
        confirmed=True,
        beyond_activity=True,
    ),
    RequiredContent(
        "little_progress",
        "Where there was little or no evidence of progress on the priorities",
        _LIST_2018,
        confirmed=True,
    ),
    RequiredContent(
        "review_decisions",
        "Decisions and actions on the recommendations of local and national practice reviews, with"
        " the improvements that came of them",
        _LIST_2018,
        confirmed=True,
    ),
    RequiredContent(
        "feedback_of_children",
        "How the views of children and families were sought, and what was done with them",
        _LIST_2018,
        confirmed=True,
    ),
    RequiredContent(
        "updates_to_arrangements",
        "Updates to the published arrangements, with their timescale",
        _OWN_2018,
        confirmed=False,
    ),
    RequiredContent(
        "use_of_restraint",
        "Review of the use of restraint in secure establishments",
        _OWN_2018,
        confirmed=False,
        only_where="Where a secure establishment lies in the area",
    ),
)
_SINCE_2023 = (
    RequiredContent(
        SCRUTINEERS_VIEW,
        "What the independent scrutineer says of the report, or contributes to it",
        "Working Together 2023, as read in the published arrangements of South Tees, in force 1"
        " December 2024: independent scrutiny of the annual report",
        confirmed=True,
    ),
    RequiredContent(
        "partner_contributions",
        "What each safeguarding partner contributed to how the partnership works",
        _OWN_2023,
        confirmed=False,
    ),
    RequiredContent(
        "scrutiny_themes",
        "Themes from scrutiny taken together: reviews, the scrutineer, multi-agency audits",
        _OWN_2023,
        confirmed=False,
    ),
    RequiredContent(
        "costs",
        "What the arrangements cost, who paid, and what it was worth",
        _OWN_2023,
        confirmed=False,
    ),
    RequiredContent(
        "education_representation",
        "How education is represented, in daily work and where decisions are made",
        _OWN_2023,
        confirmed=False,
    ),
    RequiredContent(
        "use_of_data",
        "How data is used to learn, and how sharing information improved practice and outcomes",
        _OWN_2023,
        confirmed=False,
    ),
)
_SINCE_2026 = (
    RequiredContent(
        "impact_on_children",
        "Impact on children and families, evidenced explicitly",
        _IMPACT_2026,
        confirmed=True,
        beyond_activity=True,
    ),
)

EDITIONS = (
    Edition(
        "WT2018",
        "Working Together to Safeguard Children 2018",
        date(2018, 7, 4),
        "The edition's own date of publication, to be checked",
        confirmed=False,
        contents=_SINCE_2018,
    ),
    Edition(
        "WT2023",
        "Working Together to Safeguard Children 2023",
        date(2023, 12, 15),
        "Published arrangements of South Tees, in force 1 December 2024",
        confirmed=True,
        contents=_SINCE_2018 + _SINCE_2023,
        publish_by=(9, 30),
    ),
    Edition(
        "WT2026",
        "Working Together to Safeguard Children 2026",
        date(2026, 3, 19),
        "Date inferred from the address of the published file",
        confirmed=False,
        contents=_SINCE_2018 + _SINCE_2023 + _SINCE_2026,
        publish_by=(9, 30),
    ),
)


def edition(key: str) -> Edition:
    """The edition of that key; KeyError where there is none."""
    for row in EDITIONS:
        if row.key == key:
            return row
    raise KeyError(key)


def edition_for(year: Period) -> Edition:
    """The edition that held when a year ended; LookupError for years before the first."""
    held = [row for row in EDITIONS if row.holds_from <= year.ends_on]
    if not held:
        raise LookupError(f"No edition that is kept here held in {year}.")
    return held[-1]
