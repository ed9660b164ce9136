"""What must hold before people are invited, appointed or let go."""

from datetime import date

from goldthread.access.decision import ALLOWED, Decision, because
from goldthread.accounts.models import Appointment, ConflictOfInterest, Offer
from goldthread.house import ROLES, Role

CONTENT_FREE = {Role.INFORMATION_GOVERNANCE_AUDITOR, Role.SERVICE_ADMINISTRATOR}
# Pairs that one person may not hold in one partnership and its collaborations (reliability, section 3).
TOXIC = (
    (Role.DATA_SUBMITTER, Role.PERFORMANCE_OFFICER),
    (Role.AGENCY_LEAD, Role.INDEPENDENT_SCRUTINEER),
    (Role.LEARNING_OFFICER, Role.FRONT_DOOR_WORKER),
)

# Who speaks for a safeguarding partner: under the Children Act 2004, section 16E, these are the council,
# the integrated care board and the police, which the register calls statutory.
PARTNER_ROLES = {Role.DELEGATED_SAFEGUARDING_PARTNER, Role.LEAD_SAFEGUARDING_PARTNER}


def toxic_with(role: Role, held: set[Role]) -> set[Role]:
    """The roles already held that may not stand beside this one."""
    if role in CONTENT_FREE:
        return held - {role}
    clash = {a if b == role else b for a, b in TOXIC if role in (a, b)}
    return held & (clash | CONTENT_FREE)


def has_its_agency(role: Role, has_agency: bool) -> Decision:
    """Who speaks, signs or works for an agency is appointed for it, and nobody else is."""
    card = ROLES[role]
    return because(
        (card.of_an_agency and not has_agency, f"Choose the agency of the {card.title.lower()}."),
        (
            not card.of_an_agency and has_agency,
            f"A {card.title.lower()} serves the whole partnership: choose that, and no agency.",
        ),
    )


def speaks_for_a_partner(role: Role, is_statutory: bool) -> Decision:
    """A safeguarding partner's role is for the agencies that are safeguarding partners by law."""
    title = ROLES[role].title.lower()
    return because(
        (
            role in PARTNER_ROLES and not is_statutory,
            f"A {title} speaks for a statutory safeguarding partner: choose one of those.",
        )
    )


def can_be_appointed(
    *,
    role: Role,
    held: set[Role],
    has_agency: bool,
    is_statutory: bool,
    starts_on: date,
    ends_on: date | None,
) -> Decision:
    """A role of an agency names its agency, and no two roles that check each other meet in one person."""
    clash = toxic_with(role, held)
    titles = ", ".join(sorted(ROLES[other].title.lower() for other in clash))
    card = ROLES[role]
    agency = has_its_agency(role, has_agency)
    if agency:
        agency = speaks_for_a_partner(role, is_statutory)
    return agency & because(
        (
            bool(clash),
            f"One person may not be {card.title.lower()} and {titles} in one partnership and its "
            "collaborations.",
        ),
        (
            ends_on is not None and ends_on < starts_on,
            "The last day must not lie before the first day.",
        ),
    )


def is_waiting(offer: Offer) -> Decision:
    """An offer can be answered once."""
    said = offer.get_status_display().lower()
    return because((offer.status != Offer.Status.WAITING, f"This offer is {said}."))


def can_be_taken_back(offer: Offer) -> Decision:
    """An offer can be withdrawn until it is answered, and before anybody was asked."""
    return ALLOWED if offer.status == Offer.Status.PREPARED else is_waiting(offer)


def can_be_sent(offer: Offer, *, today: date, by_person_id: int | None) -> Decision:
    """What was prepared is sent once, to somebody else, while its time is not over."""
    said = offer.get_status_display().lower()
    return because(
        (offer.status != Offer.Status.PREPARED, f"This offer is {said}."),
        (offer.has_ended(today), "The time of this appointment is over."),
        (offer.person_id == by_person_id, "You cannot appoint yourself."),
    )


def can_be_answered(offer: Offer, *, today: date, by_person_id: int | None) -> Decision:
    """Whoever it is offered to answers it, and nobody for them, while its time is not over."""
    return is_waiting(offer) & because(
        (offer.person_id != by_person_id, "Only the one it is offered to can answer it."),
        (offer.has_ended(today), "The time of this appointment is over."),
    )


def can_be_ended(
    *, appointment: Appointment, on: date, today: date, by_person_id: int | None
) -> Decision:
    """An appointment that has not ended can be, from today on, by anybody but the one who holds it."""
    return because(
        (appointment.has_ended(on), "This appointment has already ended."),
        (on < today, "Choose today or a later day."),
        (appointment.person_id == by_person_id, "You cannot end your own appointment."),
    )


def can_be_recovered(
    *, appointment: Appointment, elsewhere: bool, today: date, by_person_id: int | None
) -> Decision:
    """Somebody is let back in by the partnership that they work with now, never by themselves.

    Whoever works `elsewhere` too is let back in by the installation's command: else any partnership
    could appoint a stranger's account and take it over.
    """
    return because(
        (
            elsewhere,
            "They work with another partnership too, so one of them alone cannot do this. Ask whoever "
            "runs the installation.",
        ),
        (
            appointment.has_ended(today),
            "Their appointment here has ended: the partnership that they work with now can do this.",
        ),
        (appointment.person_id == by_person_id, "Ask somebody else to recover yours."),
    )


def can_be_signed_out(
    appointment: Appointment, *, today: date, by_person_id: int | None
) -> Decision:
    """Somebody who works here now can be signed out; one's own sessions have a page of their own."""
    return because(
        (appointment.has_ended(today), "Their appointment here has ended: so has their access."),
        (
            appointment.person_id == by_person_id,
            "End your own sessions on the page of your account.",
        ),
    )


def conflict_can_be_ended(
    *, conflict: ConflictOfInterest, on: date, by_person_id: int | None
) -> Decision:
    """A conflict that holds can be taken back by whoever declared it, and by nobody for them."""
    ended = conflict.ends_on is not None and conflict.ends_on <= on
    return because(
        (ended, "You have ended this conflict of interest already."),
        (conflict.person_id != by_person_id, "Only the person who declared it can end it."),
    )
