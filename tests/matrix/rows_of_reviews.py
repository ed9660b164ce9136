"""One case in each space, with everybody of the world named to it: what is left is what roles may see."""

from datetime import timedelta
from decimal import Decimal

from goldthread.accounts.models import CompartmentMember
from goldthread.house import Role
from goldthread.register.members import statutory_partners
from goldthread.register.models import Agency
from goldthread.reviews import actions
from goldthread.reviews.boxes import boxes
from goldthread.reviews.models import (
    AgencyRequest,
    ChronologyEntry,
    DraftReading,
    Incident,
    KeptYear,
    LetOutBriefing,
    PracticeReview,
    RapidReview,
    ReviewDraft,
    StandardAnswer,
)
from goldthread.vault import actions as vault
from goldthread.vault.actions import let_in
from goldthread.vault.models import Identity
from tests.factories import NOW, TODAY, AppointmentFactory
from tests.matrix.world import OURS, World
from tests.reviews.builders import Case


def _case(world: World, place: str) -> Case:
    """People of their own who walk a case of a space."""
    space = world.spaces[place]
    police = Agency.objects.filter(kind=Agency.Kind.POLICE, memberships__space=space).first()
    return Case(space, council=world.agency, trust=world.agency, police=police)


def _incident(world: World, case: Case) -> Incident:
    """An incident whose criteria are answered."""
    team = [person for who, person in case.people.items() if who != "officer"]
    made = case.incident(people=team, child_death_reference="A reference")
    # Straight into the table: a hundred cases of forty people would be most of what building them takes.
    CompartmentMember.objects.bulk_create(
        CompartmentMember(
            space=case.space,
            for_compartment=case.compartment(made),
            person=person,
            starts_on=NOW.date(),
        )
        for person in world.people.values()
        if person is not None
    )
    return case.answered(made)


def incident(world: World, place: str) -> dict[str, str]:
    return {"public_id": _incident(world, _case(world, place)).public_id}


def _review(world: World, case: Case) -> RapidReview:
    return case.notified(case.decided(_incident(world, case))).rapid_review


def rapid_review(world: World, place: str) -> dict[str, str]:
    return {"public_id": _review(world, _case(world, place)).public_id}


def proposed_review(world: World, place: str) -> dict[str, str]:
    """A review over which one partner has answered, with a comment of the scrutineer."""
    case = _case(world, place)
    review = case.proposed(_review(world, case))
    case.partner_says(review, "superintendent", agrees=False, words="Too soon")
    actions.comment(by=case.by("scrutineer"), at=NOW, review=review, words="Ask the father")
    return {"public_id": review.public_id}


def decided_incident(world: World, place: str) -> dict[str, str]:
    """An incident that is to be notified."""
    case = _case(world, place)
    return {"public_id": case.decided(_incident(world, case)).public_id}


def notified_incident(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.notified(case.decided(_incident(world, case))).public_id}


def met_review(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.met(_review(world, case)).public_id}


def _agreed(world: World, case: Case) -> RapidReview:
    """A review to which every statutory partner of the space has said yes."""
    review: RapidReview = case.proposed(_review(world, case))
    for agency in statutory_partners(case.space.pk, on=NOW.date()):
        case.people["partner"] = AppointmentFactory(
            space=case.space, role=Role.DELEGATED_SAFEGUARDING_PARTNER, agency=agency
        ).person
        let_in(
            by=case.by("officer"),
            at=NOW,
            compartment=case.compartment(review),
            person=case.people["partner"],
        )
        case.partner_says(review, "partner")
    return review


def agreed_review(world: World, place: str) -> dict[str, str]:
    return {"public_id": _agreed(world, _case(world, place)).public_id}


def _sent(world: World, case: Case) -> RapidReview:
    review = _agreed(world, case)
    return actions.send(
        by=case.by("officer"),
        at=NOW,
        review=review,
        sent_on=NOW.date(),
        row_version=review.row_version,
    )


def sent_review(world: World, place: str) -> dict[str, str]:
    return {"public_id": _sent(world, _case(world, place)).public_id}


def review_to_think_over(world: World, place: str) -> dict[str, str]:
    """A review of which the Panel asks to think again."""
    case = _case(world, place)
    review = _sent(world, case)
    actions.hear_panel(
        by=case.by("officer"),
        at=NOW,
        review=review,
        answer=RapidReview.PanelAnswer.RECONSIDER,
        answered_on=NOW.date(),
        words="Think again",
        what_followed="",
        row_version=review.row_version,
    )
    return {"public_id": review.public_id}


def _practice(world: World, case: Case) -> PracticeReview:
    review: PracticeReview = case.termed(case.practice(_sent(world, case)))
    return review


def practice_review(world: World, place: str) -> dict[str, str]:
    """A review that is prepared, with what is paid for it, a part, a hold and something planned."""
    case = _case(world, place)
    review = _practice(world, case)
    actions.write_commission(
        by=case.by("officer"),
        at=NOW,
        review=review,
        fee=Decimal(4800),
        pace="Two days a week",
        row_version=review.row_version,
    )
    case.seated(review)
    case.held_up(review)
    case.planned(review)
    return {"public_id": review.public_id}


def ready_practice(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.ready(case.practice(_sent(world, case))).public_id}


def practice_under_way(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    review = case.under_way(case.practice(_sent(world, case)))
    case.draft(review)
    return {"public_id": review.public_id}


def proposed_practice(world: World, place: str) -> dict[str, str]:
    """A review that one partner has answered."""
    case = _case(world, place)
    review: PracticeReview = case.put_to_partners(case.practice(_sent(world, case)))
    case.signs(review, "superintendent", agrees=False, words="Too long")
    return {"public_id": review.public_id}


def answered_practice(world: World, place: str) -> dict[str, str]:
    """A review that every statutory partner of the space has signed off."""
    case = _case(world, place)
    review: PracticeReview = case.put_to_partners(case.practice(_sent(world, case)))
    for agency in statutory_partners(case.space.pk, on=NOW.date()):
        case.people["partner"] = AppointmentFactory(
            space=case.space, role=Role.DELEGATED_SAFEGUARDING_PARTNER, agency=agency
        ).person
        let_in(
            by=case.by("officer"),
            at=NOW,
            compartment=case.compartment(review),
            person=case.people["partner"],
        )
        case.signs(review, "partner")
    return {"public_id": review.public_id}


def review_seat(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.seated(_practice(world, case)).public_id}


def seat_in_conflict(world: World, place: str) -> dict[str, str]:
    """A part of somebody who declared a conflict."""
    case = _case(world, place)
    seat = case.seated(_practice(world, case))
    said = {"has_conflict": True, "words": "Worked for the trust"}
    return {"public_id": case.declared(seat, **said).public_id}


def hold(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.held_up(_practice(world, case)).public_id}


def planned_event(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.planned(_practice(world, case)).public_id}


def summarised_request(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.summary(_request(world, case)).public_id}


def given_request(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.given(_request(world, case)).public_id}


def _request(world: World, case: Case) -> AgencyRequest:
    return case.asked(_review(world, case))


def agency_request(world: World, place: str) -> dict[str, str]:
    return {"public_id": _request(world, _case(world, place)).public_id}


def chronology_entry(world: World, place: str) -> dict[str, str]:
    """An entry about somebody, that was checked once."""
    case = _case(world, place)
    request = _request(world, case)
    child = case.child(request)
    entry: ChronologyEntry = case.entries(request, "Kayden was seen")[0]
    case.checked(entry, people=[child])
    return {"public_id": entry.public_id}


def compartment(world: World, place: str) -> dict[str, str]:
    case = _case(world, place)
    return {"public_id": case.compartment(_incident(world, case)).public_id}


def _identity(world: World, case: Case) -> Identity:
    return case.child(_incident(world, case), part="The older child")


def identity(world: World, place: str) -> dict[str, str]:
    return {"public_id": _identity(world, _case(world, place)).public_id}


def child_of_a_case(world: World, place: str) -> dict[str, str]:
    """A child of whom something is known, and more is recorded nowhere."""
    case = _case(world, place)
    incident = _incident(world, case)
    child = case.child(incident, born_on=None)
    case.known(incident, child, age_months=64, recorded_nowhere=["religion"])
    return {"public_id": child.public_id}


def reveal(world: World, place: str) -> dict[str, str]:
    """That somebody saw a name just now, and corrected it: of ours, the partnership officer of the world."""
    case = _case(world, place)
    child = _identity(world, case)
    if place == OURS:
        case.people["officer"] = world.people[Role.PARTNERSHIP_OFFICER.value]
    seen = vault.reveal(
        by=case.by("officer"), at=NOW, identity=child, because_of="To find the file"
    )
    vault.correct_identity(
        by=case.by("officer"),
        at=NOW,
        seen=seen,
        name=child.name,
        other_names=child.other_names,
        part="the younger of two",
        because_of="Two were taken for one",
        row_version=child.row_version,
    )
    return {"public_id": seen.public_id}


def _draft(world: World, case: Case) -> ReviewDraft:
    """A draft that the trust was asked to read, and said something of."""
    review = case.under_way(case.practice(_sent(world, case)))
    made: ReviewDraft = case.draft(review)
    reading = DraftReading.objects.create(
        space=made.space, compartment=made.compartment, draft=made, agency=world.agency
    )
    actions.say_what_is_wrong(
        by=case.by("lead"),
        at=NOW,
        reading=reading,
        place="Page 4",
        wrong="She was seen twice",
        right="Four times, by the record",
    )
    return made


def review_draft(world: World, place: str) -> dict[str, str]:
    return {"public_id": _draft(world, _case(world, place)).public_id}


def draft_reading(world: World, place: str) -> dict[str, str]:
    return {"public_id": _draft(world, _case(world, place)).readings.get().public_id}


def factual_comment(world: World, place: str) -> dict[str, str]:
    made = _draft(world, _case(world, place))
    return {"public_id": made.readings.get().comments.get().public_id}


def quality_standard(world: World, place: str) -> dict[str, str]:
    """A standard, against which a review is held."""
    case = _case(world, place)
    made = actions.add_standard(
        by=case.by("manager"),
        at=NOW,
        space=world.spaces[place],
        text="Each child is described as a person",
        source="The executive",
        holds_from=TODAY + timedelta(days=1),
    )
    review = case.practice(_sent(world, case))
    StandardAnswer.objects.create(
        space=review.space,
        compartment=review.compartment,
        review=review,
        standard=made,
        stands="partly",
        words="Only one of them",
        answered_by=case.people["manager"],
        answered_at=NOW,
    )
    return {"public_id": made.public_id}


def briefing(world: World, place: str) -> dict[str, str]:
    """A briefing with all of its boxes."""
    case = _case(world, place)
    of = _incident(world, case)
    made = actions.begin_briefing(
        by=case.by("officer"), at=NOW, incident=of, title="Ask", findings=()
    )
    written = actions.write_briefing(
        by=case.by("officer"),
        at=NOW,
        briefing=made,
        title="Ask who lives there",
        texts={box.key: f"Words about {box.key}" for box in boxes()},
        row_version=made.row_version,
    )
    return {"public_id": written.public_id}


def briefing_page(world: World, place: str) -> dict[str, str]:
    return {**briefing(world, place), "media": "docx"}


def let_out_briefing(world: World, place: str) -> dict[str, str]:
    """A briefing that was let out, and that a team used."""
    case = _case(world, place)
    out = LetOutBriefing.objects.create(
        space=world.spaces[place],
        title="Ask who lives there",
        boxes=[["What was found", "Nobody asked"]],
        let_out_on=TODAY,
    )
    actions.note_use(
        by=case.by("officer"),
        at=NOW,
        briefing=out,
        agency=world.agency,
        team="Ward 4",
        used_on=TODAY,
        said="We ask",
    )
    return {"public_id": out.public_id}


def let_out_page(world: World, place: str) -> dict[str, str]:
    return {**let_out_briefing(world, place), "media": "docx"}


def _kept(world: World, place: str, year: str) -> KeptYear:
    """A year that was taken over as published, and waits for another person."""
    case = _case(world, place)
    table = {"key": "whole", "title": "How many", "headings": ["", year], "rows": [["All", "9"]]}
    return actions.take_over_published(
        by=case.by("officer"),
        at=NOW,
        space=case.space,
        year=year,
        source="A yearly report",
        tables=[table],
    )


def proposed_year(world: World, place: str) -> dict[str, str]:
    return {"public_id": _kept(world, place, "2023-24").public_id}


def kept_year(world: World, place: str) -> dict[str, str]:
    kept = _kept(world, place, "2022-23")
    manager = _case(world, place).by("manager")
    actions.decide_year(by=manager, at=NOW, kept=kept, approves=True, row_version=kept.row_version)
    return {"public_id": kept.public_id}


def tie(world: World, place: str) -> dict[str, str]:
    """A tie to others, of somebody of the case."""
    case = _case(world, place)
    found = _incident(world, case)
    child = case.child(found, pseudonym="Child T")
    more = {"to_other": "A neighbour", "strength": "strong", "words": "Since last year"}
    return {"public_id": case.tied(found, child, "in_touch", **more).public_id}


def panel_template(world: World, place: str) -> dict[str, str]:
    return {"public_id": _case(world, place).template().public_id}


def mapped_review(world: World, place: str) -> dict[str, str]:
    """A review in a space whose form names the child, with what the form asks for besides."""
    case = _case(world, place)
    review = _review(world, case)
    case.child(review)
    case.mapped()
    return {"public_id": case.for_panel(review).public_id}


MAKERS = {
    "quality_standard": quality_standard,
    "review_draft": review_draft,
    "draft_reading": draft_reading,
    "factual_comment": factual_comment,
    "briefing": briefing,
    "briefing_page": briefing_page,
    "let_out_briefing": let_out_briefing,
    "let_out_page": let_out_page,
    "incident": incident,
    "decided_incident": decided_incident,
    "notified_incident": notified_incident,
    "rapid_review": rapid_review,
    "met_review": met_review,
    "sent_review": sent_review,
    "review_to_think_over": review_to_think_over,
    "proposed_review": proposed_review,
    "practice_review": practice_review,
    "ready_practice": ready_practice,
    "practice_under_way": practice_under_way,
    "proposed_practice": proposed_practice,
    "answered_practice": answered_practice,
    "review_seat": review_seat,
    "seat_in_conflict": seat_in_conflict,
    "hold": hold,
    "planned_event": planned_event,
    "agency_request": agency_request,
    "summarised_request": summarised_request,
    "given_request": given_request,
    "chronology_entry": chronology_entry,
    "compartment": compartment,
    "identity": identity,
    "child_of_a_case": child_of_a_case,
    "reveal": reveal,
    "kept_year": kept_year,
    "proposed_year": proposed_year,
    "tie": tie,
    "panel_template": panel_template,
    "mapped_review": mapped_review,
    "agreed_review": agreed_review,  # the last, since every partner of the space has answered
}
