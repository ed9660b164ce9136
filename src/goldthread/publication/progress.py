"""What of a publication is done and what is not, as the lines of its page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.publication import permissions, steps
from goldthread.publication.actions.going_out import LIVE, told_by
from goldthread.publication.models import Answer, Confirmation, Publication, Version
from goldthread.ui import british
from goldthread.ui.components import Task, Tone

S = Publication.Status


def tasks_of(publication: Publication, principal: Principal, *, on: date) -> list[Task]:
    """Every line of the list, in the order in which they are done; addresses for those who may act."""
    version = publication.newest()
    return [
        *_of_the_draft(publication, version, principal),
        *_of_the_readers(publication, version, principal),
        *_of_the_prepared(publication, principal),
        *_of_the_notice(publication, principal, on),
    ]


def _url(publication: Publication, name: str, allowed: object, *more: str) -> str:
    return reverse(f"publication:{name}", args=[publication.public_id, *more]) if allowed else ""


def _of_the_draft(
    publication: Publication, version: Version | None, principal: Principal
) -> Iterator[Task]:
    may_send = steps.SEND.allowed(publication, principal)
    said = f"Version {version.number}, {version.words} words" if version else ""
    yield Task(
        "The draft",
        "Sent" if version else "To send",
        _url(publication, "send", may_send),
        said,
        Tone.DONE if version else Tone.ASKS,
    )
    if version is None:
        return
    found = version.findings.count()
    left = version.findings.filter(is_dismissed=False).count()
    yield Task(
        "What was found in it",
        f"{left} to answer" if left else "Answered",
        _url(publication, "findings", True),
        f"{found} findings, {found - left} dismissed with a reason",
        Tone.ASKS if left else Tone.DONE,
    )


def _of_the_readers(
    publication: Publication, version: Version | None, principal: Principal
) -> Iterator[Task]:
    asked = list(version.readers.select_related("person")) if version else []
    if not asked:
        allowed = steps.ASK.allowed(publication, principal)
        yield Task("Two readers", "To ask", _url(publication, "readers", allowed), tone=Tone.QUIET)
    shown = {
        row.reader_id: row for row in Answer.objects.visible_to(principal).filter(reader__in=asked)
    }
    for reader in asked:
        own = reader.person_id == principal.person_id
        answer = shown.get(reader.pk)
        url = _url(publication, "answer", own and steps.AGREE.allowed(publication, principal))
        if answer is None:
            words = "Asks you" if own else "Asked"
            yield Task(str(reader.person), words, url, "", Tone.ASKS if own else Tone.UNDER_WAY)
        else:
            tone = Tone.DONE if answer.may_go_out else Tone.LATE
            yield Task(str(reader.person), str(answer), "", answer.words, tone)


def _of_the_prepared(publication: Publication, principal: Principal) -> Iterator[Task]:
    given = {row.about: row for row in publication.confirmations.select_related("given_by")}
    allowed = publication.status in LIVE and may(principal, permissions.PREPARE, publication)
    for about, label in Confirmation.About.choices:
        row = given.get(about)
        status = ("Done" if row.is_needed else "Not needed") if row else "To answer"
        hint = f"{row.words} {row.given_by}, {british.day(row.given_at.date())}" if row else ""
        tone = Tone.DONE if row else Tone.ASKS
        yield Task(str(label), status, _url(publication, "confirm", allowed, about), hint, tone)


def _of_the_notice(publication: Publication, principal: Principal, on: date) -> Iterator[Task]:
    if not publication.needs_notice:
        return
    allowed = publication.status in LIVE and may(principal, permissions.PREPARE, publication)
    url = _url(publication, "notice", allowed)
    told_on = publication.notice_on
    if told_on is None:
        hint = f"To go out today, they had to be told by {british.day(told_by(publication, on))}."
        yield Task("Notice to the Panel and the minister", "To tell", url, hint, Tone.ASKS)
    else:
        hint = f"Told on {british.day(told_on)}, {publication.notice_reference}"
        yield Task("Notice to the Panel and the minister", "Told", url, hint, Tone.DONE)
