"""Writing down who belongs to whom in a case, and taking out what was wrong."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.register.models import Agency
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import Incident, Tie
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.models.ties import ALONE
from goldthread.reviews.permissions import KEEP
from goldthread.trail.record import record
from goldthread.vault.models import Identity


@transaction.atomic
def write_tie(
    *,
    by: Principal,
    at: datetime,
    incident: Incident,
    who: Identity,
    kind: str,
    to_person: Identity | None = None,
    to_agency: Agency | None = None,
    to_other: str = "",
    strength: str = "",
    since: date | None = None,
    words: str = "",
) -> Tie:
    """Keep what somebody of the case is to whom; a statement about one person has no other end."""
    incident = held(incident, by)
    insist(may(by, KEEP, incident))
    to_other, words = " ".join(to_other.split()), words.strip()
    ends = sum((to_person is not None, to_agency is not None, bool(to_other)))
    here = {person.compartment_id for person in (who, to_person) if person is not None}
    is_outside = kind == Tie.Kind.IN_TOUCH
    insist(
        because(
            (kind not in Tie.Kind.values, "Choose what is written down."),
            (here != {incident.compartment_id}, "That is nobody of this case."),
            (kind in ALONE and ends > 0, "This holds of one person: leave out to whom."),
            (kind not in ALONE and ends != 1, "Say to whom, once: a person, an agency or another."),
            (to_person is not None and to_person.pk == who.pk, "Nobody has a tie to themselves."),
            (
                ends == 1 and to_person is None and not is_outside and kind not in ALONE,
                "A tie in the family is to a person of the case.",
            ),
            (is_outside and not strength, "Say how strong the tie is."),
            (since is not None and since > at.date(), "That day has not come yet."),
            (_stands(incident, who, kind, to_person), "This is written down already."),
        )
    )
    insist_pseudonyms(incident, to_other, words)
    tie = Tie.objects.create(
        **place_of(incident),
        incident=incident,
        who=who,
        kind=kind,
        to_person=to_person,
        to_agency=to_agency,
        to_other=to_other,
        strength=strength if is_outside else "",
        since=since,
        words=words,
        written_by_id=by.acting_id,
        written_at=at,
    )
    record("reviews.tie.written", by=by, at=at, subject=tie)
    return tie


def _stands(incident: Incident, who: Identity, kind: str, to_person: Identity | None) -> bool:
    if kind not in ALONE and to_person is None:
        return False
    return Tie.objects.filter(
        incident=incident, who=who, kind=kind, to_person=to_person, taken_out_at=None
    ).exists()


@transaction.atomic
def take_tie_out(*, by: Principal, at: datetime, tie: Tie, row_version: int) -> Tie:
    """Take out what was wrong: it is drawn no more, and stays in the records."""
    tie = held(tie, by, row_version)
    insist(may(by, KEEP, tie))
    insist(because((tie.taken_out_at is not None, "It is taken out already.")))
    tie.taken_out_at = at
    tie.save_next_version("taken_out_at")
    record("reviews.tie.taken_out", by=by, at=at, subject=tie)
    return tie
