"""Offering somebody a role, answering an offer, and letting an appointment end."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from goldthread.access.decision import Decision, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts import rules
from goldthread.accounts.actions.entering import HOUSE, close_invitations, invite
from goldthread.accounts.models import Appointment, Invitation, Offer, Person
from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.house import Role
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import OFFER
from goldthread.register.members import is_statutory
from goldthread.register.models import Agency, Area, Space, in_span
from goldthread.trail.record import record


@transaction.atomic
def offer_appointment(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    email: str,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    agency: Agency | None = None,
    area: Area | None = None,
) -> Offer:
    """Offer a role to whoever has this address; they answer it themselves.

    What is done and told here is the same whether or not there is such an account. An offer that
    waits already is renewed, and its letter sent again.
    """
    insist(may(by, ADMIT_PEOPLE, space))
    insist(because((by.space is None or by.space.id != space.pk, "Choose that partnership.")))
    person, _ = Person.objects.get_or_create(
        email=email.strip().lower(), defaults={"password": make_password(None)}
    )
    insist(because((person.pk == by.person_id, "You cannot appoint yourself.")))
    # Only of appointments that the inviter may see anyway: what is held elsewhere is not told.
    nearby = _held_nearby(person, space, starts_on, ends_on)
    held = [one for one in nearby if one.space_id in by.spaces]
    insist(_can_hold(held, space, role, agency, area, starts_on, ends_on))
    offer, _ = Offer.objects.update_or_create(
        space=space,
        person=person,
        role=role,
        agency=agency,
        area=area,
        status=Offer.Status.WAITING,
        defaults={
            "starts_on": starts_on,
            "ends_on": ends_on,
            "made_by_id": by.acting_id,
            "made_at": at,
        },
    )
    after = {"role": str(role), "starts_on": starts_on, "ends_on": ends_on}
    record("accounts.offer.made", by=by, at=at, subject=offer, after=after)
    write_to(offer, by=by, at=at)
    return offer


def write_to(offer: Offer, *, by: Principal, at: datetime) -> None:
    """The letter of an offer: to join, or to sign in and answer."""
    person = offer.person
    if not person.has_account:
        invite(person, Invitation.Purpose.JOIN, by=by, at=at, space=offer.space)
        return
    path = reverse("answer-offer", args=[offer.public_id])
    write_letter(OFFER, to=person.email, path=path, at=at, space=offer.space)


@transaction.atomic
def withdraw_offer(
    *, offer: Offer, by: Principal, at: datetime, row_version: int | None = None
) -> None:
    """Take an offer back before it is answered."""
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    insist(may(by, ADMIT_PEOPLE, offer))
    offer.insist_unchanged(row_version)
    insist(rules.can_be_taken_back(offer))
    offer.status = Offer.Status.WITHDRAWN
    offer.save_next_version("status")
    record("accounts.offer.withdrawn", by=by, at=at, subject=offer)
    if not offer.person.has_account and not offers_to(offer.person_id, on=at.date()):
        close_invitations(offer.person, at=at)


@transaction.atomic
def answer_offer(*, offer: Offer, accepts: bool, by: Principal, at: datetime) -> Appointment | None:
    """Accept or decline what is offered to oneself; gives the appointment that is made of it."""
    # Whoever is offered a role does not work in that partnership yet.
    with working_everywhere():
        offer = Offer.objects.select_for_update().get(pk=offer.pk)
        insist(rules.can_be_answered(offer, today=at.date(), by_person_id=by.person_id))
        offer.status = Offer.Status.ACCEPTED if accepts else Offer.Status.DECLINED
        offer.save_next_version("status")
        told = "accounts.offer.accepted" if accepts else "accounts.offer.declined"
        record(told, by=by, at=at, subject=offer)
        if not accepts:
            return None
        return _make(
            by=by,
            at=at,
            space=offer.space,
            person=offer.person,
            role=Role(offer.role),
            agency=offer.agency,
            area=offer.area,
            starts_on=max(offer.starts_on, at.date()),
            ends_on=offer.ends_on,
        )


def offers_to(person_id: int, *, on: date) -> list[Offer]:
    """What waits for somebody's answer, in whatever partnership."""
    with working_everywhere():
        waiting = Offer.objects.filter(person_id=person_id, status=Offer.Status.WAITING)
        offers = waiting.select_related("space", "agency", "area", "made_by", "person")
        return [offer for offer in offers.order_by("made_at", "pk") if not offer.has_ended(on)]


@transaction.atomic
def appoint(
    *,
    at: datetime,
    space: Space,
    email: str,
    name: str,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    agency: Agency | None = None,
    area: Area | None = None,
) -> tuple[Appointment, str]:
    """Give somebody a role without asking: for the installation itself, its loader and its set-up.

    Gives the appointment and, for somebody new, the address of their one-time link ("" for others).
    """
    person, is_new = Person.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"name": name.strip(), "password": make_password(None)},
    )
    appointment = _make(
        by=HOUSE,
        at=at,
        space=space,
        person=person,
        role=role,
        agency=agency,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    link = invite(person, Invitation.Purpose.JOIN, by=HOUSE, at=at, space=space) if is_new else ""
    return appointment, link


def _make(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    person: Person,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    starts_on: date,
    ends_on: date | None,
) -> Appointment:
    held = _held_nearby(person, space, starts_on, ends_on)
    insist(_can_hold(held, space, role, agency, area, starts_on, ends_on))
    appointment = Appointment.objects.create(
        space=space,
        person=person,
        role=role,
        agency=agency,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    after = {"role": str(role), "starts_on": starts_on, "ends_on": ends_on}
    record("accounts.appointment.made", by=by, at=at, subject=appointment, after=after)
    return appointment


def _held_nearby(
    person: Person, space: Space, starts_on: date, ends_on: date | None
) -> list[Appointment]:
    """What somebody holds on any day of a span in a partnership and its collaborations, or the reverse."""
    with working_everywhere():
        near = {space.pk, *space.collaborations.values_list("pk", flat=True)}
        near |= set(space.members.values_list("pk", flat=True))
        return list(
            Appointment.objects.filter(
                in_span(starts_on, ends_on), person=person, space_id__in=near
            )
        )


def _can_hold(
    held: list[Appointment],
    space: Space,
    role: Role,
    agency: Agency | None,
    area: Area | None,
    starts_on: date,
    ends_on: date | None,
) -> Decision:
    wanted = (space.pk, role, agency and agency.pk, area and area.pk)
    alike = any((one.space_id, one.role, one.agency_id, one.area_id) == wanted for one in held)
    return because((alike, "They hold that appointment already.")) & rules.can_be_appointed(
        role=role,
        held={Role(one.role) for one in held},
        has_agency=agency is not None,
        is_statutory=agency is not None and is_statutory(agency, space_id=space.pk, on=starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def end_appointment(
    *,
    appointment: Appointment,
    by: Principal,
    at: datetime,
    on: date,
    because_of: str,
    row_version: int | None = None,
) -> Appointment:
    """Let an appointment end on a day; from the next request the access is gone."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    insist(may(by, ADMIT_PEOPLE, appointment))
    appointment.insist_unchanged(row_version)
    insist(
        rules.can_be_ended(
            appointment=appointment, on=on, today=at.date(), by_person_id=by.person_id
        )
    )
    before = {"ends_on": appointment.ends_on}
    # The last day is the day before: an appointment ended today is gone today.
    appointment.ends_on = max(on - timedelta(days=1), appointment.starts_on)
    if appointment.ends_on >= on:
        appointment.starts_on = appointment.ends_on = on - timedelta(days=1)
    appointment.ended_because = because_of
    appointment.save_next_version("starts_on", "ends_on", "ended_because")
    record(
        "accounts.appointment.ended",
        by=by,
        at=at,
        subject=appointment,
        before=before,
        after={"ends_on": appointment.ends_on, "ended_because": because_of},
    )
    return appointment


def set_up_first_administrator(*, email: str, name: str, at: datetime) -> str:
    """Make the installation's first account and its first partnership's administrator.

    Gives the address of a one-time link. Refused once anybody has an account.
    """
    with working_everywhere():
        insist(because((Person.objects.exists(), "There are accounts already: sign in with one.")))
        space = Space.objects.order_by("pk").first()
        if space is None:
            space = Space.objects.create(
                code="NEW", name="New partnership", kind=Space.Kind.PARTNERSHIP, starts_on=at.date()
            )
        _, link = appoint(
            at=at,
            space=space,
            email=email,
            name=name,
            role=Role.SERVICE_ADMINISTRATOR,
            starts_on=at.date(),
        )
    return link
