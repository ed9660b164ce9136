"""Made-up record files in the layouts of Annex A, the census and SSDA903: nobody in them lives."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import xlsxwriter
from stdnum.gb import upn

from goldthread.records.layout import Layout, annex_a, ssda903

AS_AT = date(2026, 3, 31)
Rows = list[list[Any]]

SEXES = ("a) Male", "b) Female", "M", "Female", "c) Not stated/recorded")
ETHNICITIES = (
    "a) WBRI",
    "A1 - White - British",
    "MWAS",
    "APKN",
    "BCRB",
    "OOTH",
    "NOBT",
    "White British",
)
SOURCES = ("6", "Police", "2A", "b) Schools", "3A", "1C", "d) Health Services", "9", "8", "5B")
CATEGORIES = ("NEG", "a) Neglect", "EMO", "PHY", "SAB")
FACTORS = ("1B", "3A", "4B", "16A", "24A", "21", "2C", "7A", "15A")
ETHNIC_CODES = ("WBRI", "WIRI", "MWBC", "AIND", "BAFR", "CHNE", "NOBT")


class MadeUp:
    """Children and what happened to them, the same for the same seed."""

    def __init__(self, children: int, seed: int = 1, as_at: date = AS_AT) -> None:
        self.as_at = as_at
        self.since = as_at - timedelta(days=181)
        self.many = children
        self.random = Random(seed)

    def between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def child(self, number: int) -> tuple[str, str, str, date, int]:
        """Identifier, sex, ethnicity, birth, age: always the same of one child."""
        born = date(2009, 1, 1) + timedelta(days=number * 37 % 6000)
        age = (
            self.as_at.year
            - born.year
            - ((self.as_at.month, self.as_at.day) < (born.month, born.day))
        )
        own = (SEXES[number % len(SEXES)], ETHNICITIES[number % len(ETHNICITIES)])
        return f"MADEUP{number:07}", *own, born, age

    def lists(self) -> dict[str, Rows]:
        """All eleven lists of Annex A, one row a child and list."""
        return {key: list(self._rows(layout)) for key, layout in annex_a().lists.items()}

    def _rows(self, layout: Layout) -> Iterator[list[Any]]:
        for number in range(1, self.many + 1):
            yield self._row(layout, number)

    def _row(self, layout: Layout, number: int) -> list[Any]:
        identifier, sex, ethnicity, born, age = self.child(number)
        told = {"child": identifier, "adopter": identifier, "sex": sex, "ethnicity": ethnicity}
        told |= {"born_on": born, "age": age}
        told |= self._happened(layout.key, born)
        if layout.key == "care_leavers":
            told["child"] = identifier.replace("MADEUP", "LEAVER")
        return [self._cell(column, told) for column in layout.columns]

    def _cell(self, column: Any, told: dict[str, Any]) -> Any:
        if column.key in told:
            return told[column.key]
        if column.kind == "code":
            return next(iter(column.codes)) if column.needed else None
        if column.kind == "number":
            return self.random.randrange(3)
        if column.kind == "text":
            return "Team 1"
        return None

    def _happened(self, key: str, born: date) -> dict[str, Any]:
        """What the list is about, in an order that can be; the rest of its days stay empty."""
        first = max(born, self.since)
        begun = self.between(first, self.as_at)
        earlier = self.between(max(born, self.since - timedelta(days=900)), begun)
        later = self.between(begun, self.as_at)
        ended = later if self.random.random() < 0.4 and later >= self.since else None
        return {
            "contacts": {"contacted_on": begun, "source": self.random.choice(SOURCES)},
            "early_help": {"started_on": earlier, "completed_on": begun},
            "referrals": {
                "referred_on": begun,
                "source": self.random.choice(SOURCES),
                "no_further_action": self.random.choice(("Y", "N", "No", "a) Yes")),
            },
            "assessments": {
                "started_on": earlier,
                "authorised_on": begun,
                "child_seen": self.random.choice(("Yes", "N", "Seen")),
                "disability": self.random.choice(("Y", "N", "None", "AUT")),
            },
            "enquiries": {
                "started_on": begun,
                "conference_on": later if ended else None,
                "conference_unnecessary": "N" if ended else "Y",
                "led_to_plan": "Y" if ended else None,
            },
            "children_in_need": {
                "started_on": earlier,
                "ended_on": ended,
                "closure_reason": "RC7" if ended else None,
                "primary_need": "N1",
                "status": "e) Closed episode" if ended else "c) Child in need plan",
            },
            "protection": {
                "started_on": earlier,
                "ended_on": ended,
                "first_category": "NEG",
                "category": self.random.choice(CATEGORIES),
                "previous_plans": self.random.choice((0, 0, 0, 1, 2)),
            },
            "care": {
                "started_on": earlier,
                "ended_on": ended,
                "ceased_reason": "a) Adopted" if ended else None,
                "placed_on": earlier,
                "legal_status_on": earlier,
                "placements_12m": self.random.choice((1, 1, 2, 3, 4)),
                "placement_location": self.random.choice(("In", "b) Out")),
                "last_health_on": begun,
                "last_dental_on": earlier,
            },
            "care_leavers": {
                "born_on": date(self.as_at.year - 20, 5, 1),
                "age": 19,
                "activity": "F2",
            }
            | {"eligibility": "b) Former relevant", "suitability": "a) Suitable"},
            "adoption": {"entered_care_on": earlier, "decided_on": begun},
            "adopters": {"enquired_on": earlier},
        }[key]


def headings(layout: Layout) -> list[str]:
    return [column.name for column in layout.columns]


def write_workbook(path: Any, lists: dict[str, Rows]) -> None:
    """The lists as one workbook, a sheet each."""
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    )
    for key, rows in lists.items():
        layout = annex_a().lists[key]
        sheet = book.add_worksheet(f"List {layout.number}")
        for at, row in enumerate([headings(layout), *rows]):
            sheet.write_row(at, 0, row)
    book.close()


def write_csv(path: Any, layout: Layout, rows: Rows) -> None:
    """One list as a CSV file, its days as councils write them."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(headings(layout))
        for row in rows:
            write([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])


def census(path: Any, children: int, seed: int = 1, year: int = 2026) -> None:
    """A census of so many children, written as it goes."""
    random = Random(seed)
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    sex = ("Sex", ("M", "F", "U")) if year >= 2025 else ("GenderCurrent", ("1", "2", "9"))
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<Message>\n<Header><CollectionDetails>')
        file.write(f"<Collection>CIN</Collection><Year>{year}</Year>")
        file.write(f"<ReferenceDate>{last}</ReferenceDate></CollectionDetails>")
        file.write(
            "<Source><SourceLevel>L</SourceLevel><LEA>999</LEA></Source></Header>\n<Children>\n"
        )
        for number in range(1, children + 1):
            file.write(_child(random, number, sex, first, last))
        file.write("</Children>\n</Message>\n")


def _child(
    random: Random, number: int, sex: tuple[str, tuple[str, ...]], first: date, last: date
) -> str:
    born = date(2010, 1, 1) + timedelta(days=number * 37 % 5000)
    element, values = sex
    figures = f"{number:011}0"
    disability = random.choice(("NONE", "AUT", "LD"))
    episodes = "".join(_episode(random, first, last, half) for half in range(1 + number % 2))
    return (
        f"<Child>\n<ChildIdentifiers><LAchildID>MADEUP{number:07}</LAchildID>\n"
        f"<UPN>{upn.calc_check_digit(figures)}{figures}</UPN>\n<PersonBirthDate>{born}</PersonBirthDate>\n"
        f"<{element}>{values[number % len(values)]}</{element}></ChildIdentifiers>\n"
        f"<ChildCharacteristics><Ethnicity>{random.choice(ETHNIC_CODES)}</Ethnicity>"
        f"<Disabilities><Disability>{disability}</Disability></Disabilities></ChildCharacteristics>\n"
        f"{episodes}</Child>\n"
    )


def _episode(random: Random, first: date, last: date, half: int) -> str:
    begins = first + timedelta(days=183 * half + random.randrange(90))
    days = [begins + timedelta(days=step) for step in (10, 20, 30, 45, random.randrange(50, 90))]
    is_closed = half == 0 or random.random() < 0.3
    closed = (
        f"<CINclosureDate>{days[4]}</CINclosureDate>"
        f"<ReasonForClosure>{random.choice(('RC7', 'RC8'))}</ReasonForClosure>"
    )
    plan_end = f"<CPPendDate>{days[4]}</CPPendDate>" if is_closed else ""
    return (
        f"<CINdetails><CINreferralDate>{begins}</CINreferralDate>"
        f"<ReferralSource>{random.choice(('6', '2A', '3A', '1A', '10'))}</ReferralSource>"
        f"<PrimaryNeedCode>N1</PrimaryNeedCode>{closed if is_closed else ''}\n"
        f"<Assessments><AssessmentActualStartDate>{begins}</AssessmentActualStartDate>"
        f"<AssessmentAuthorisationDate>{days[3]}</AssessmentAuthorisationDate>"
        f"<FactorsIdentifiedAtAssessment><AssessmentFactors>{random.choice(FACTORS)}"
        f"</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>\n"
        f"<Section47><S47ActualStartDate>{days[0]}</S47ActualStartDate>"
        f"<DateOfInitialCPC>{days[2]}</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>\n"
        f"<ReferralNFA>0</ReferralNFA>\n"
        f"<ChildProtectionPlans><CPPstartDate>{days[2]}</CPPstartDate>{plan_end}"
        f"<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        f"<LatestCategoryOfAbuse>{random.choice(('NEG', 'EMO'))}</LatestCategoryOfAbuse>"
        f"<NumberOfPreviousCPP>{random.choice('001')}</NumberOfPreviousCPP>"
        f"<Reviews><CPPreviewDate>{days[3]}</CPPreviewDate></Reviews></ChildProtectionPlans>"
        f"</CINdetails>\n"
    )


def write_ssda903(folder: Any, children: int, seed: int = 1) -> list[Any]:
    """The return of 2025-26 as one CSV file a table; gives their paths."""
    made = _ssda903(children, Random(seed))
    paths = []
    for key, rows in made.items():
        layout = ssda903().lists[key]
        paths.append(folder / f"{key}.csv")
        columns = [column.key for column in layout.columns]
        write_csv(paths[-1], layout, [[row.get(column, "") for column in columns] for row in rows])
    return paths


def _ssda903(children: int, random: Random) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("header", "episodes", "missing", "oc2", "oc3", "social_worker")
    }
    for number in range(1, children + 1):
        who = {
            "child": f"MADEUP{number:07}",
            "born_on": date(2010, 1, 1) + timedelta(days=number % 4000),
        }
        tables["header"].append(
            {**who, "sex": "MF"[number % 2], "ethnicity": ETHNIC_CODES[number % 7]}
        )
        start = date(2025, 4, 1) - timedelta(days=random.randrange(800))
        is_over = random.random() < 0.3
        for at in range(1 + number % 4):
            begins = start if at == 0 else date(2025, 4, 20) + timedelta(days=at * 60)
            ends = date(2025, 4, 20) + timedelta(days=(at + 1) * 60) if at < number % 4 else None
            is_last = at == number % 4
            tables["episodes"].append(
                {
                    **who,
                    "started_on": begins,
                    "reason_new": "P" if at else "S",
                    "legal_status": "C2",
                }
                | {"primary_need": "N1", "placement": "U1", "provider": "PR1", "ended_on": ends}
                | {"reason_ceased": "" if is_last else "X1"}
            )
        if is_over:
            tables["episodes"][-1] |= {"ended_on": date(2026, 2, 1), "reason_ceased": "E4A"}
        if number % 5 == 0:
            tables["missing"].append({**who, "missing": "M", "started_on": date(2025, 6, 1)})
        tables["oc2"].append(
            {**who, "score": number % 40, "health_check": "1", "teeth_check": "01"[number % 2]}
            | {"immunisations": "1", "convicted": "0", "substance_misuse": "0"}
        )
        for at in range(1 + number % 3):
            begins = date(2025, 5, 1) + timedelta(days=30 * at)
            tables["social_worker"].append(
                {
                    **who,
                    "worker": f"W{number % 50 + at}",
                    "started_on": begins,
                    "reason_changed": "MANAGE",
                }
            )
        tables["oc3"].append(
            {"child": f"LEAVER{number:06}", "born_on": date(2026 - 20, 6, 1), "in_touch": "YES"}
            | {
                "activity": random.choice(("F2", "G5")),
                "accommodation": random.choice(("U1", "U2")),
            }
        )
    return tables
