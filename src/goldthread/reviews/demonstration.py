"""The demonstration's cases: walked step by step, each step by whoever would take it and in its time."""

import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.files.draft import read_draft
from goldthread.improvement import actions as line
from goldthread.improvement.models import Theme
from goldthread.register.clocks import clocks_of
from goldthread.register.models import Agency, Compartment, Space
from goldthread.reviews import actions, demonstration_published
from goldthread.reviews.actions.given import Told
from goldthread.reviews.criteria import Set, criteria
from goldthread.reviews.deadlines import REVIEW, summaries_due
from goldthread.reviews.demonstration_briefings import brief
from goldthread.reviews.demonstration_form import keep_form
from goldthread.reviews.looking_across import across
from goldthread.reviews.models import AgencyRequest, Incident, PracticeReview, RapidReview
from goldthread.reviews.permissions import GIVE
from goldthread.reviews.steps import START
from goldthread.vault import actions as vault
from goldthread.vault.known import spoken_of
from goldthread.vault.models import Identity

PARTNERSHIP = "EWSCP"
AT_PLACE = "@eastmarch.example"
OFFICER, MANAGER, SCRUTINEER = "hanneke.quayle", "marguerite.orrowby", "beatrix.adeyinka-vale"
PARTNERS = ("priyanka.holmstead", "gareth.undermere", "naomi.castlethwaite", "olumide.farrensby")
SERIOUS = {"abuse_or_neglect", "died_or_harmed", "in_area"}
DAY = timedelta(days=1)


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Walk the cases of Eastmarch and Wellbridge; the Tees have none here: theirs are as published."""
    _keep_form(folder / "eastmarch" / "panel_form.toml", now - 40 * DAY)
    written = tomllib.loads((folder / "eastmarch" / "reviews.toml").read_text())
    walks = [Walk(row, now) for row in written["cases"]]
    for walk in walks:
        walk.through()
    _year_kept(walks[0])
    demonstration_published.load(folder, now=now)


def _year_kept(walk: "Walk") -> None:
    """The latest year across the cases, kept by the officer and approved by the manager."""
    officer = walk.who(OFFICER, walk.now)
    year = across(officer, walk.space.pk).years[0]
    kept = actions.keep_year(by=officer, at=walk.now, space=walk.space, year=year)
    actions.decide_year(
        by=walk.who(MANAGER, walk.now),
        at=walk.now,
        kept=kept,
        approves=True,
        row_version=kept.row_version,
    )


def _keep_form(path: Path, at: datetime) -> None:
    manager = Person.objects.get_by_natural_key(MANAGER + AT_PLACE)
    by = principal_for(manager, on=at.date(), chosen=PARTNERSHIP)
    keep_form(path, space=Space.objects.get(code=PARTNERSHIP), by=by, at=at)


class Walk:
    """One case as written, and the people who walk it."""

    OFFICER, MANAGER, SCRUTINEER, PARTNERS = OFFICER, MANAGER, SCRUTINEER, PARTNERS

    def __init__(self, row: dict[str, Any], now: datetime) -> None:
        self.row, self.now = row, now
        self.space = Space.objects.get(code=PARTNERSHIP)
        self.start = self._start()

    def _start(self) -> date:
        """The day of the notification, so that today is the wanted working day of the review, or so many days after."""
        if "days_ago" in self.row:
            return self.now.date() - self.row["days_ago"] * DAY
        kept, day = clocks_of(self.space.pk), self.now.date()
        while kept.deadline(REVIEW, day).day_number(self.now.date()) < self.row["day"]:
            day -= DAY
        return day

    def on(self, days: int = 0) -> datetime:
        """A moment so many days after the notification, and never after now."""
        day = min(self.start + days * DAY, self.now.date())
        return self.now.replace(year=day.year, month=day.month, day=day.day)

    def who(self, name: str, at: datetime) -> Principal:
        """Somebody as they were appointed on that day, and named to cases by then."""
        return principal_for(self.person(name), on=at.date(), chosen=PARTNERSHIP)

    def person(self, name: str) -> Person:
        person: Person = Person.objects.get_by_natural_key(name + AT_PLACE)
        return person

    def through(self) -> None:
        """From the day on which the council became aware to where the case stands."""
        incident = self._told()
        self._decided(incident)
        if "not_notified" in self.row:
            return
        review = self._notified(incident)
        self._family(incident)
        for asked in self.row["requests"]:
            self._asked(review, asked)
        if "for_panel" in self.row:
            at = self.on(12)
            review = actions.write_for_panel(
                by=self.who(OFFICER, at),
                at=at,
                review=review,
                row_version=review.row_version,
                **self.row["for_panel"],
            )
        if "decision" in self.row:
            review = self._proposed(review)
        if "practice" in self.row:
            self._practice(review, self.row["practice"])
        if "briefing" in self.row:
            brief(self, incident, self.row["briefing"])

    def _told(self) -> Incident:
        at, row = self.on(-2), self.row
        team = {MANAGER, SCRUTINEER, *PARTNERS}
        incident = actions.tell_incident(
            by=self.who(OFFICER, at),
            at=at,
            space=self.space,
            council=Agency.objects.get(code=row["council"]),
            harm=row["harm"],
            aware_on=at.date(),
            happened_on=at.date(),
            account=row["account"],
            child_death_reference=row.get("child_death_reference", ""),
            people=[self.person(name) for name in sorted(team)],
        )
        compartment = Compartment.objects.get(pk=incident.compartment_id or 0)
        for person in row["people"]:
            age = person.get("age_in_days")
            identity = vault.write_identity(
                by=self.who(OFFICER, at),
                at=at,
                compartment=compartment,
                kind=person["kind"],
                pseudonym=person["pseudonym"],
                name=person["name"],
                part=person.get("part", ""),
                other_names=person.get("other_names", ""),
                born_on=at.date() - age * DAY if age else None,
            )
            if "facts" in person:
                self._known(incident, identity, person["facts"], at)
        return incident

    def _known(
        self, incident: Incident, child: Identity, row: dict[str, Any], at: datetime
    ) -> None:
        """What is known of a child, written down by whoever found it out."""
        said = {name: value for name, value in row.items() if name != "by"}
        actions.write_facts(
            by=self.who(row["by"], at),
            at=at,
            incident=incident,
            identity=child,
            row_version=0,
            **said,
        )

    def _decided(self, incident: Incident) -> None:
        at, no = self.on(-1), self.row.get("not_notified", "")
        met = SERIOUS - ({"abuse_or_neglect"} if no else set())
        self._answered(incident, Set.NOTICE, met, at)
        incident.refresh_from_db()
        actions.decide_notice(
            by=self.who(self.row["director"], at),
            at=at,
            incident=incident,
            is_notifiable=not no,
            because_of=no or "Each of the three criteria is met on what is known today.",
            row_version=incident.row_version,
        )

    def _answered(self, incident: Incident, of: Set, met: set[str], at: datetime) -> None:
        rows = criteria(of, space_id=self.space.pk, on=incident.aware_on)
        said = {True: ("yes", "On what is known today."), False: ("no", "Nothing points to it.")}
        actions.answer_criteria(
            by=self.who(OFFICER, at),
            at=at,
            incident=incident,
            of=of,
            answers={row.key: said[row.key in met] for row in rows},
        )

    def _notified(self, incident: Incident) -> RapidReview:
        at = self.on()
        incident.refresh_from_db()
        actions.notify(
            by=self.who(OFFICER, at),
            at=at,
            incident=incident,
            reference=self.row["reference"],
            notified_on=at.date(),
            text=f"As sent in the national system. {self.row['account']}",
            partners_told_on=at.date(),
            row_version=incident.row_version,
        )
        review: RapidReview = RapidReview.objects.get(incident=incident)
        return review

    def _family(self, incident: Incident) -> None:
        at = self.on(1)
        people = Identity.objects.filter(compartment_id=incident.compartment_id or 0)
        known = {str(each): each for each in people}
        for row in self.row.get("ties", ()):
            code = row.get("agency")
            actions.write_tie(
                by=self.who(OFFICER, at),
                at=at,
                incident=incident,
                who=known[row["who"]],
                kind=row["kind"],
                to_person=known[row["to"]] if "to" in row else None,
                to_agency=Agency.objects.get(code=code) if code else None,
                to_other=row.get("other", ""),
                strength=row.get("strength", ""),
                since=at.date() - row["since_days"] * DAY if "since_days" in row else None,
                words=row.get("words", ""),
            )

    def _asked(self, review: RapidReview, asked: dict[str, Any]) -> None:
        at = self.on()
        request = actions.ask_agency(
            by=self.who(OFFICER, at),
            at=at,
            review=review,
            agency=Agency.objects.get(code=asked["agency"]),
            words=self.row["words"],
            due_on=summaries_due(review),
        )
        later = self.on(6 if "given" in asked else 1)
        if asked["entries"]:
            self._entries(request, asked, later)
        if "given" in asked:
            self._given(request, asked, later)

    def _entries(self, request: AgencyRequest, asked: dict[str, Any], at: datetime) -> None:
        told = [
            Told(self.start - row["days_before"] * DAY, row["text"], row["kind"])
            for row in asked["entries"]
        ]
        lead = self.who(asked["lead"], at)
        made = actions.add_entries(by=lead, at=at, request=request, told=told)
        case = list(Identity.objects.filter(compartment_id=request.compartment_id or 0))
        for entry in made if "given" in asked else ():
            about = spoken_of(entry.text, case)
            said = {"text": entry.text, "people": about, "row_version": 1}
            actions.check_entry(by=lead, at=at, entry=entry, **said)

    def _given(self, request: AgencyRequest, asked: dict[str, Any], at: datetime) -> None:
        lead = self.who(asked["lead"], at)
        request = actions.write_summary(
            by=lead,
            at=at,
            request=request,
            knew_the_family=True,
            summary=asked["given"],
            row_version=request.row_version,
        )
        actions.hand_in(by=lead, at=at, request=request, row_version=request.row_version)

    def _proposed(self, review: RapidReview) -> RapidReview:
        row, at = self.row, self.on(15)
        officer = self.who(OFFICER, at)
        review = actions.write_meeting(
            by=officer,
            at=at,
            review=review,
            made_safe=row["made_safe"],
            met_on=at.date(),
            minutes=row["minutes"],
            row_version=review.row_version,
        )
        self._answered(review.incident, Set.REVIEW, set(row["improves"]), at)
        review = actions.propose(
            by=officer,
            at=at,
            review=review,
            decision=row["decision"],
            because_of=row["because"],
            row_version=review.row_version,
        )
        for answer in row["answers"]:
            actions.answer_for_partner(
                by=self.who(answer["by"], at),
                at=at,
                review=review,
                agrees=answer["agrees"],
                words=answer.get("words", ""),
                row_version=review.row_version,
            )
        actions.comment(by=self.who(SCRUTINEER, at), at=at, review=review, words=row["comment"])
        self._learnt(review, at)
        return review

    def _practice(self, rapid: RapidReview, row: dict[str, Any]) -> None:
        """A local review, begun by the officer, led by an independent reviewer, and held up by a trial."""
        at = self.on(24)
        rapid = actions.send(
            by=self.who(OFFICER, at),
            at=at,
            review=rapid,
            sent_on=at.date(),
            row_version=rapid.row_version,
        )
        review = actions.begin_practice(
            by=self.who(OFFICER, at),
            at=at,
            review=rapid,
            decided_on=at.date(),
            row_version=rapid.row_version,
        )
        review = actions.write_terms(
            by=self.who(OFFICER, at),
            at=at,
            review=review,
            terms=row["terms"],
            lines_of_enquiry=row["lines_of_enquiry"],
            familys_part=row["familys_part"],
            row_version=review.row_version,
        )
        review = actions.write_commission(
            by=self.who(MANAGER, at),
            at=at,
            review=review,
            fee=Decimal(row["fee"]),
            pace=row["pace"],
            row_version=review.row_version,
        )
        at, held = self.on(60), row["held"]
        actions.hold_up(
            by=self.who(MANAGER, at),
            at=at,
            review=review,
            kind=held["kind"],
            because_of=held["because"],
            holds_from=at.date(),
            expected_until=self.now.date() + held["expected_in"] * DAY,
        )
        at = self.on(90)
        for part in row["parts"]:
            self._seated(review, part, at)
        review = actions.move_on(
            by=self.who(OFFICER, at),
            at=at,
            review=review,
            step=START,
            row_version=review.row_version,
        )
        for planned in row["planned"]:
            actions.plan_event(
                by=self.who(OFFICER, at),
                at=at,
                review=review,
                kind=planned["kind"],
                words=planned["words"],
                due_on=at.date() + planned["after"] * DAY,
            )

        if "draft" in row:
            self._drafted(review, row["draft"])

    def _drafted(self, review: PracticeReview, row: dict[str, Any]) -> None:
        """A first draft of the report, of which an agency says what is wrong; nobody has answered yet."""
        at = self.on(row["after"])
        content = _word(row["paragraphs"])
        draft = actions.send_draft(
            by=self.who(row["by"], at),
            at=at,
            review=review,
            draft=read_draft(content, "draft.docx"),
            content=content,
            name="draft.docx",
            due_on=at.date() + 28 * DAY,
        )
        for said in row["comments"]:
            lead = self.who(said["by"], at + DAY)
            reading = draft.readings.get(agency_id__in=lead.agencies_for(GIVE))
            actions.say_what_is_wrong(
                by=lead,
                at=at + DAY,
                reading=reading,
                place=said["place"],
                wrong=said["wrong"],
                right=said["right"],
            )

    def _seated(self, review: PracticeReview, row: dict[str, Any], at: datetime) -> None:
        seat = actions.seat(
            by=self.who(OFFICER, at),
            at=at,
            review=review,
            person=self.person(row["who"]),
            part=row["part"],
        )
        seat = actions.declare(
            by=self.who(row["who"], at),
            at=at,
            seat=seat,
            has_conflict="conflict" in row,
            words=row.get("conflict", ""),
            row_version=seat.row_version,
        )
        if "managed" in row:
            actions.deal_with_conflict(
                by=self.who(MANAGER, at),
                at=at,
                seat=seat,
                words=row["managed"],
                row_version=seat.row_version,
            )

    def _learnt(self, review: RapidReview, at: datetime) -> None:
        officer = self.who(OFFICER, at)
        source = line.find_or_open_source(
            by=officer, at=at, of=review, kind="rapid_review", title=str(review)
        )
        for found in self.row["findings"]:
            themes = Theme.objects.filter(space=self.space, name__in=found["themes"])
            line.write_finding(
                by=officer,
                at=at,
                sources=[source],
                kind=found["kind"],
                title=found["title"],
                themes=themes,
            )


def _word(paragraphs: list[str]) -> bytes:
    document, held = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(held)
    return held.getvalue()
