"""What is to be done by pages while the machine dies: each act, and by what it is known to be done."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import Role, Rung
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.models import (
    Cell,
    Observation,
    PublishedValue,
    ReleaseFile,
    Return,
    ReturnRequest,
)
from goldthread.trail import seals
from goldthread.trail.models import Entry
from goldthread.yearly_report import actions as report_actions
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.editions import edition_for
from goldthread.yearly_report.models import Approval, Frozen, Report
from goldthread.yearly_report.snapshot import SectionCopy
from tests.clients import Client
from tests.factories import (
    NOW,
    AgencyFactory,
    AreaFactory,
    MembershipFactory,
    SpaceAreaFactory,
    principal_with,
)
from tests.performance.builders import Cast, number
from tests.performance.published_files import (
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals_row,
)

INDICATOR = "referrals"
EVERY = 6  # acts of each kind
FIRST_YEAR = 2019


@dataclass(frozen=True, kw_only=True)
class Act:
    """One form that somebody sends.

    `signs` asks the database for each trace that the act leaves: all of them, or none. `typed` is added
    to what the page's form holds; `file` is (field, name, content).
    """

    kind: str
    cookie: str
    address: str
    signs: Callable[[], dict[str, bool]]
    typed: dict[str, str] = field(default_factory=dict)
    file: tuple[str, str, bytes] | None = None


def told(kind: str, subject) -> bool:
    """Whether the trail tells of this kind of act on this record."""
    from django.conf import settings

    label = subject._meta.label_lower
    reference = seals.pseudonym(settings.GOLDTHREAD_TRAIL_KEY, label, subject.public_id)
    return Entry.objects.filter(kind=kind, subject_ref=reference).exists()


class World:
    """A partnership with returns, reports and statistics, each waiting for one act."""

    def __init__(self) -> None:
        self.cast = Cast(indicators=(INDICATOR,))
        town = AreaFactory(code=MIDDLESBROUGH[-2], name="Middlesbrough")
        SpaceAreaFactory(space=self.cast.space, area=town)
        self.police = AgencyFactory(name="Police")
        MembershipFactory(space=self.cast.space, agency=self.police)
        self.manager = principal_with(Role.BUSINESS_MANAGER, space=self.cast.space)
        self.writer = principal_with(Role.PARTNERSHIP_OFFICER, space=self.cast.space)
        role = Role.DELEGATED_SAFEGUARDING_PARTNER
        self.partner = principal_with(role, space=self.cast.space, agency=self.police)
        self.cookies: dict[int, str] = {}
        self.periods = iter(
            Period.parse(f"{year}-{(year + 1) % 100:02} Q{quarter}")
            for year in range(FIRST_YEAR, FIRST_YEAR + 6)
            for quarter in (1, 2, 3, 4)
        )
        self.acts = [
            make(number)
            for number in range(EVERY)
            for make in (
                self.form_post,
                self.upload,
                self.acceptance,
                self.import_,
                self.freeze,
                self.approval,
            )
        ]

    def cookie(self, principal: Principal) -> str:
        person = principal.acting_id
        if person not in self.cookies:
            client = Client()
            client.force_login(Person.objects.get(pk=person))
            self.cookies[person] = client.cookies["sessionid"].value
        return self.cookies[person]

    def form_post(self, number: int) -> Act:
        """A return that is typed."""
        asked = self.cast.asked(next(self.periods))
        box = f"{INDICATOR}-{self.cast.area.code}--value"
        return Act(
            kind="form",
            cookie=self.cookie(self.cast.submitter),
            address=reverse("return-fill-in", args=[asked.public_id]),
            typed={box: str(100 + number)},
            signs=lambda: _filled(asked, str(100 + number)),
        )

    def upload(self, number: int) -> Act:
        """A return that comes as a file."""
        asked = self.cast.asked(next(self.periods))
        content = _sheet(self.cookie_client(), asked.public_id, str(200 + number))
        return Act(
            kind="upload",
            cookie=self.cookie(self.cast.submitter),
            address=reverse("return-upload", args=[asked.public_id]),
            file=("file", "return.csv", content),
            signs=lambda: (
                _filled(asked, str(200 + number))
                | {"file": Return.objects.filter(request=asked, file__isnull=False).exists()}
            ),
        )

    def cookie_client(self) -> Client:
        client = Client()
        client.cookies["sessionid"] = self.cookie(self.cast.submitter)
        return client

    def acceptance(self, order: int) -> Act:
        """A signed return that is accepted."""
        lines = {self.cast.key(INDICATOR): number(300 + order)}
        return_ = self.cast.filled_in(lines, next(self.periods))
        actions.submit(return_=return_, by=self.cast.submitter, at=NOW)
        accepted = Return.objects.filter(pk=return_.pk, status=Return.Status.ACCEPTED)
        return Act(
            kind="acceptance",
            cookie=self.cookie(self.cast.officer),
            address=reverse("return-accept", args=[return_.request.public_id]),
            signs=lambda: {
                "status": accepted.exists(),
                "figures": Observation.objects.filter(of_return=return_).exists(),
                "trail": told("performance.return.accepted", return_),
            },
        )

    def import_(self, number: int) -> Act:
        """A published table that is imported."""
        year = str(2018 + number)
        name = f"table-{number}.csv"
        rows = [[*GEOGRAPHY, *REFERRALS], referrals_row(MIDDLESBROUGH, year)]
        return Act(
            kind="import",
            cookie=self.cookie(self.cast.officer),
            address=reverse("import-published-statistics"),
            file=("file", name, csv_bytes(rows)),
            signs=lambda: _imported(name),
        )

    def _report(self, year: int) -> Report:
        period = Period.parse(f"{year}-{(year + 1) % 100:02}")
        every = tuple(content.key for content in edition_for(period).contents)
        report = report_actions.start_report(
            space=self.cast.space,
            year=str(period),
            sections=(SectionCopy("year", "The year", required=every),),
            by=self.writer,
            at=NOW,
        )
        text = Text("What was done in the year.", Rung.PRACTICE)
        report_actions.add_block(
            section=report.sections.get(), content=text, by=self.writer, at=NOW
        )
        return report

    def freeze(self, number: int) -> Act:
        """A report that is frozen."""
        report = self._report(2018 + number)
        return Act(
            kind="freeze",
            cookie=self.cookie(self.manager),
            address=reverse("yearly_report:freeze", args=[report.public_id]),
            signs=lambda: {
                "status": Report.objects.get(pk=report.pk).status == Report.Status.FROZEN,
                "text": Frozen.objects.filter(report=report).exists(),
                "asked": Approval.objects.filter(frozen__report=report).exists(),
                "trail": told("yearly_report.report.frozen", report),
            },
        )

    def approval(self, number: int) -> Act:
        """A frozen report that its partner approves."""
        report = self._report(2024 + number)
        report_actions.freeze(report=report, by=self.manager, at=NOW)
        answers = Approval.objects.filter(frozen__report=report, approved_at__isnull=False)
        return Act(
            kind="approval",
            cookie=self.cookie(self.partner),
            address=reverse("yearly_report:approve", args=[report.public_id]),
            signs=lambda: {
                "answer": answers.exists(),
                "trail": told("yearly_report.report.approved", report),
            },
        )


def _filled(asked: ReturnRequest, value: str) -> dict[str, bool]:
    return_ = Return.objects.filter(request=asked).first()
    if return_ is None:
        return {"started": False, "cells": False, "told of start": False, "told of lines": False}
    return {
        "started": True,
        "cells": Cell.objects.filter(of=return_, value=value).exists(),
        "told of start": told("performance.return.started", return_),
        "told of lines": told("performance.return.filled_in", return_),
    }


def _imported(name: str) -> dict[str, bool]:
    file = ReleaseFile.objects.filter(name=name).first()
    if file is None:
        return {"file": False, "figures": False, "trail": False}
    return {
        "file": True,
        "figures": PublishedValue.objects.filter(file=file).exists(),
        "trail": told("performance.release.taken", file),
    }


def _sheet(client: Client, public_id: str, value: str) -> bytes:
    """The template of a return, filled in."""
    template = client.get(reverse("return-template", args=[public_id, "csv"]))
    text = re.sub("^\ufeff", "", template.content.decode())
    rows = list(csv.reader(io.StringIO(text)))
    given, breakdown, answer = (rows[0].index(name) for name in ("value", "breakdown", "answer"))
    for row in rows[1:]:
        row[given], row[answer] = ("", "not recorded") if row[breakdown] else (value, "as counted")
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
