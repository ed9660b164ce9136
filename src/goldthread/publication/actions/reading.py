"""The two readers: asked for one version, each answering without the other's answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.publication import steps
from goldthread.publication.models import Answer, Publication, Reader, in_place_of
from goldthread.publication.readers import may_read
from goldthread.trail.record import record


@transaction.atomic
def ask_readers(
    *, publication: Publication, readers: Sequence[Person], by: Principal, at: datetime
) -> list[Reader]:
    """Ask two people to read the newest version, neither of whom proposed or sent it."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    insist(steps.ASK.allowed(publication, by))
    version = publication.newest()
    assert version is not None
    different = len({person.pk for person in readers}) == steps.READERS
    insist(because((not different, "Choose two different people.")))
    for person in readers:
        insist(may_read(person, publication, version, on=at.date()))
    asked = [
        Reader.objects.create(
            **in_place_of(publication),
            version=version,
            person=person,
            asked_by_id=by.acting_id,
            asked_at=at,
        )
        for person in readers
    ]
    publication.status = steps.ASK.goes_to
    publication.save_next_version("status")
    after = {"version": version.number, "readers": [person.public_id for person in readers]}
    record("publication.readers.asked", by=by, at=at, subject=publication, after=after)
    return asked


@transaction.atomic
def answer(
    *, publication: Publication, may_go_out: bool, words: str, by: Principal, at: datetime
) -> Answer:
    """Say as a reader whether it may go out; with the second answer both are shown, and it moves on."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    insist(steps.AGREE.allowed(publication, by))
    no_reason = not may_go_out and not words.strip()
    insist(because((no_reason, "Say what has to change before it may go out.")))
    version = publication.newest()
    assert version is not None
    given = Answer(
        **in_place_of(publication),
        reader=version.readers.get(person_id=by.acting_id),
        may_go_out=may_go_out,
        words=words.strip(),
        given_at=at,
    )
    given.save(force_insert=True)
    record("publication.reader.answered", by=by, at=at, subject=publication)
    answers = list(Answer.objects.filter(reader__version=version))
    if len(answers) == steps.READERS:
        _both_answered(publication, answers, by=by, at=at)
    return given


def _both_answered(
    publication: Publication, answers: list[Answer], *, by: Principal, at: datetime
) -> None:
    for each in answers:
        each.is_shown = True
        each.save_next_version("is_shown")
    agreed = all(each.may_go_out for each in answers)
    step = steps.AGREE if agreed else steps.SEND_BACK
    publication.status = step.goes_to
    publication.save_next_version("status")
    kind = "publication.agreed" if agreed else "publication.sent_back"
    record(kind, by=by, at=at, subject=publication)
