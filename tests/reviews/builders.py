"""Cases for tests, reached through the actions that pages use, by the people whose part it is."""

from datetime import date, timedelta
from io import BytesIO

from docx import Document

from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.files.draft import Draft
from goldthread.files.word.blanks import blanks_of
from goldthread.house import Role
from goldthread.register.models import Agency, Compartment
from goldthread.reviews import actions, steps
from goldthread.reviews.actions.given import Told
from goldthread.reviews.criteria import Set, criteria
from goldthread.reviews.models import Incident, RapidReview
from goldthread.reviews.models.rapid import FOR_THE_PANEL
from goldthread.sweep import Part, Place
from goldthread.vault import actions as vault
from tests.factories import (
    NOW,
    TODAY,
    AgencyFactory,
    AppointmentFactory,
    MembershipFactory,
    SpaceFactory,
)
from tests.reviews.word_files import a_form

AWARE_ON = date(2026, 5, 15)  # a Friday
SERIOUS = {"abuse_or_neglect", "died_or_harmed", "in_area"}
NAME, BORN_ON, NUMBER = "Kayden Marsh-Oduya", date(2021, 3, 7), "485 777 3456"
MOTHER = "Shanelle Oduya"


class Case:
    """A partnership with a council, the police and a trust, and the people who walk a case through it."""

    def __init__(self, space=None, council=None, trust=None, police=None):
        self.space = space or SpaceFactory()
        self.council = council or self._agency("statutory")
        self.police = police or self._agency("statutory", kind=Agency.Kind.POLICE)
        self.trust = trust or self._agency("relevant", kind=Agency.Kind.HEALTH)
        self.people = {
            "officer": self._appointed(Role.PARTNERSHIP_OFFICER),
            "manager": self._appointed(Role.BUSINESS_MANAGER),
            "scrutineer": self._appointed(Role.INDEPENDENT_SCRUTINEER),
            "director": self._appointed(Role.DELEGATED_SAFEGUARDING_PARTNER, self.council),
            "superintendent": self._appointed(Role.DELEGATED_SAFEGUARDING_PARTNER, self.police),
            "reviewer": self._appointed(Role.INDEPENDENT_REVIEWER),
            "lead": self._appointed(Role.AGENCY_LEAD, self.trust),
        }

    def _agency(self, standing, kind=Agency.Kind.COUNCIL):
        agency = AgencyFactory(kind=kind)
        MembershipFactory(space=self.space, agency=agency, standing=standing)
        return agency

    def _appointed(self, role, agency=None):
        return AppointmentFactory(space=self.space, role=role, agency=agency).person

    def by(self, who) -> object:
        """Somebody as they stand today, with the cases that they are named to."""
        return principal_for(self.people[who], on=TODAY, chosen=self.space.code)

    def incident(self, **more) -> Incident:
        team = [self.people[who] for who in ("manager", "director", "superintendent", "scrutineer")]
        return actions.tell_incident(
            **{"by": self.by("officer"), "at": NOW, "space": self.space, "council": self.council}
            | {"harm": "serious_harm", "aware_on": AWARE_ON, "account": "A fracture, unexplained"}
            | {"happened_on": AWARE_ON, "people": team}
            | more
        )

    def compartment(self, row) -> Compartment:
        return Compartment.objects.get(pk=row.compartment_id)

    def child(self, row, **more):
        return vault.write_identity(
            **{"by": self.by("officer"), "at": NOW, "compartment": self.compartment(row)}
            | {"kind": "child", "pseudonym": "Child A", "name": NAME, "born_on": BORN_ON}
            | {"identifier": NUMBER, "other_names": "Kaydie"}
            | more
        )

    def mother(self, row):
        more = {"kind": "relative", "pseudonym": "Mother", "name": MOTHER, "born_on": None}
        return self.child(row, identifier="", other_names="", part="Mother of Child A", **more)

    def known(self, incident, child=None, **more):
        return actions.write_facts(
            **{"by": self.by("officer"), "at": NOW, "incident": incident}
            | {"identity": child or self.child(incident), "row_version": 0}
            | {"sex": "sex_female", "ethnicity": "ethnicity_white", "harm": "harmed"}
            | {"disability": "disability_no", "plans_then": ["child_in_need"]}
            | more
        )

    def answered(self, incident, yes=SERIOUS, of=Set.NOTICE, by="officer"):
        rows = criteria(of, space_id=self.space.pk, on=incident.aware_on)
        answers = {row.key: ("yes" if row.key in yes else "no", "As told") for row in rows}
        return actions.answer_criteria(
            by=self.by(by), at=NOW, incident=incident, of=of, answers=answers
        )

    def decided(self, incident=None, is_notifiable=True, by="director", **more):
        incident = self.answered(incident or self.incident())
        return actions.decide_notice(
            **{"by": self.by(by), "at": NOW, "incident": incident}
            | {"is_notifiable": is_notifiable, "because_of": "All three are met"}
            | {"row_version": incident.row_version}
            | more
        )

    def notified(self, incident=None, **more) -> Incident:
        incident = incident or self.decided()
        return actions.notify(
            **{"by": self.by("officer"), "at": NOW, "incident": incident, "reference": "SIN-4471"}
            | {
                "notified_on": TODAY - timedelta(days=2),
                "text": "As sent",
                "partners_told_on": TODAY,
            }
            | {"row_version": incident.row_version}
            | more
        )

    def review(self) -> RapidReview:
        return self.notified().rapid_review

    def asked(self, review=None, agency=None, **more):
        review = review or self.review()
        return actions.ask_agency(
            **{"by": self.by("officer"), "at": NOW, "review": review}
            | {
                "agency": agency or self.trust,
                "words": "From birth",
                "due_on": TODAY + timedelta(9),
            }
            | more
        )

    def entries(self, request, *texts, by="lead"):
        told = [Told(date(2025, 1, 6) + timedelta(30 * at), text) for at, text in enumerate(texts)]
        return actions.add_entries(by=self.by(by), at=NOW, request=request, told=told)

    def checked(self, entry, **more):
        return actions.check_entry(
            **{"by": self.by("lead"), "at": NOW, "entry": entry, "text": entry.text}
            | {"row_version": entry.row_version}
            | more
        )

    def summary(self, request, **more):
        request.refresh_from_db()
        return actions.write_summary(
            **{"by": self.by("lead"), "at": NOW, "request": request, "knew_the_family": True}
            | {"summary": "Seen four times", "row_version": request.row_version}
            | more
        )

    def given(self, request):
        request = self.summary(request)
        return actions.hand_in(
            by=self.by("lead"), at=NOW, request=request, row_version=request.row_version
        )

    def met(self, review=None):
        review = review or self.review()
        self.answered(review.incident, of=Set.REVIEW, yes={"together"})
        return actions.write_meeting(
            by=self.by("officer"),
            at=NOW,
            review=review,
            made_safe="Siblings seen the same day",
            met_on=TODAY,
            minutes="Agencies told what they knew",
            row_version=review.row_version,
        )

    def proposed(self, review=None, **more):
        review = self.met(review)
        return actions.propose(
            **{"by": self.by("officer"), "at": NOW, "review": review, "decision": "local_review"}
            | {"because_of": "Two agencies did not speak", "row_version": review.row_version}
            | more
        )

    def partner_says(self, review, who, agrees=True, words=""):
        return actions.answer_for_partner(
            by=self.by(who),
            at=NOW,
            review=review,
            agrees=agrees,
            words=words,
            row_version=review.row_version,
        )

    def agreed(self, review=None):
        review = review or self.proposed()
        self.partner_says(review, "director")
        self.partner_says(review, "superintendent")
        return review

    def sent(self, review=None):
        review = self.agreed(review)
        return actions.send(
            by=self.by("officer"),
            at=NOW,
            review=review,
            sent_on=TODAY,
            row_version=review.row_version,
        )

    def heard(self, answer="agrees"):
        review = self.sent()
        return actions.hear_panel(
            by=self.by("officer"),
            at=NOW,
            review=review,
            answer=answer,
            answered_on=TODAY,
            words="As the Panel wrote",
            what_followed="A local review",
            row_version=review.row_version,
        )

    def practice(self, rapid=None, **more):
        rapid = rapid or self.sent()
        return actions.begin_practice(
            **{"by": self.by("officer"), "at": NOW, "review": rapid, "decided_on": TODAY}
            | {"row_version": rapid.row_version}
            | more
        )

    def termed(self, review=None):
        review = review or self.practice()
        return actions.write_terms(
            by=self.by("officer"),
            at=NOW,
            review=review,
            terms="The last three years",
            lines_of_enquiry="Who saw the whole?",
            familys_part="Mother was met twice",
            row_version=review.row_version,
        )

    def seated(self, review, who="reviewer", part="lead"):
        person = self.people[who]
        return actions.seat(by=self.by("officer"), at=NOW, review=review, person=person, part=part)

    def declared(self, seat, who="reviewer", has_conflict=False, words=""):
        said = {"has_conflict": has_conflict, "words": words, "row_version": seat.row_version}
        return actions.declare(by=self.by(who), at=NOW, seat=seat, **said)

    def moved(self, review, step):
        review.refresh_from_db()
        return actions.move_on(
            by=self.by("officer"), at=NOW, review=review, step=step, row_version=review.row_version
        )

    def ready(self, review=None):
        review = self.termed(review)
        self.declared(self.seated(review))
        return review

    def under_way(self, review=None):
        return self.moved(self.ready(review), steps.START)

    def draft(self, review, *texts, by="officer", **more):
        """A version of the report with these paragraphs; not read by the parsers of real files."""
        parts = [Part(place=Place.TEXT, where="paragraph 1", text=text) for text in texts]
        return actions.send_draft(
            **{"by": self.by(by), "at": NOW, "review": review, "name": "draft.docx"}
            | {"draft": Draft(kind="docx", parts=tuple(parts)), "content": b"A draft"}
            | {"due_on": TODAY + timedelta(14)}
            | more
        )

    def put_to_partners(self, review=None):
        review = self.under_way(review)
        self.draft(review)
        return self.moved(review, steps.PUT_TO_PARTNERS)

    def held_up(self, review, **more):
        return actions.hold_up(
            **{"by": self.by("officer"), "at": NOW, "review": review, "kind": "criminal"}
            | {"because_of": "No witness is spoken to", "holds_from": TODAY}
            | {"expected_until": None}
            | more
        )

    def planned(self, review, **more):
        return actions.plan_event(
            **{"by": self.by("officer"), "at": NOW, "review": review, "kind": "practitioners"}
            | {"words": "Those who saw Child A", "due_on": TODAY + timedelta(20)}
            | more
        )

    def signs(self, review, who, agrees=True, words=""):
        said = {"agrees": agrees, "words": words, "row_version": review.row_version}
        return actions.sign_off(by=self.by(who), at=NOW, review=review, **said)

    def tied(self, incident, who, kind, to=None, **more):
        said = {"by": self.by("officer"), "at": NOW, "incident": incident, "who": who}
        return actions.write_tie(**said | {"kind": kind, "to_person": to} | more)

    def template(self, content=None, by="officer"):
        content = content or a_form()
        return actions.send_template(
            by=self.by(by),
            at=NOW,
            space=self.space,
            name="form.docx",
            content=content,
            blanks=[blank for blank, _ in blanks_of(Document(BytesIO(content)).element)],
        )

    def mapped(self, template=None, **takes):
        """The form with what goes beside its words; as it stands, its first child by name."""
        template = template or self.template()
        takes = takes or {"Child": "child_1.name", "Local authority": "authority"}
        given = {cell.place: takes.get(cell.words, "") for cell in template.cells.all()}
        return actions.map_template(
            by=self.by("officer"),
            at=NOW,
            template=template,
            takes=given,
            row_version=template.row_version,
        )

    def for_panel(self, review, **more):
        review.refresh_from_db()
        texts = dict.fromkeys(FOR_THE_PANEL, "As told") | more
        said = {"by": self.by("officer"), "at": NOW, "review": review}
        return actions.write_for_panel(**said, row_version=review.row_version, **texts)

    def person(self, principal) -> Person:
        return Person.objects.get(pk=principal.person_id)
