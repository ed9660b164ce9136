"""Writing and sending letters."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.messages.kinds import FOOT, KINDS, LetterKind
from goldthread.messages.models import Letter
from goldthread.messages.module import MIND_LETTERS
from goldthread.messages.refusals import Refusal, refusal_of
from goldthread.register.models import Space
from goldthread.trail.record import record

LONGEST_WAIT = timedelta(hours=1)  # between two tries
GIVEN_UP_AFTER = timedelta(days=3)  # of a mail server that cannot be reached


@transaction.atomic
def write_letter(
    kind: LetterKind,
    *,
    to: str,
    path: str,
    at: datetime,
    space: Space | None = None,
    day: date | None = None,
    moment: datetime | None = None,
    things: int = 0,
    late: int = 0,
) -> Letter:
    """Keep a letter of that kind with a link to a page of ours, and ask the worker to send it.

    The only way to a letter. `path` is the page's own, without a question mark; ValueError otherwise.
    """
    from goldthread.messages.tasks import send_letter

    if KINDS.get(kind.name) is not kind or not path.startswith("/") or "?" in path or "#" in path:
        raise ValueError("a letter is of a kind that stands in the list, and leads to a page")
    said = {
        "partnership": space.name if space else "",
        "day": _day(day) if day else "",
        "moment": f"{_day(moment)}, {_here(moment):%H:%M}" if moment else "",
        "things": "1 thing is" if things == 1 else f"{things} things are",
        "late": f", {late} of them late" if late else "",
    }
    parts = (kind.line, f"{settings.GOLDTHREAD_ADDRESS}{path}", kind.after, FOOT)
    text = "\n\n".join(part.format(**said) for part in parts if part) + "\n"
    letter = Letter.objects.create(
        space=space, to=to, subject=kind.subject, text=text, why=kind.name, created_at=at
    )
    transaction.on_commit(lambda: send_letter.enqueue(letter.pk))
    return letter


def _day(on: date) -> str:
    on = _here(on) if isinstance(on, datetime) else on
    return f"{on.day} {on:%B %Y}"


def _here(at: datetime) -> datetime:
    return at.astimezone(timezone.get_current_timezone())


def deliver(letter: Letter) -> Refusal | None:
    """Hand it to the mail server; gives why it was not taken, None where it was."""
    try:
        EmailMessage(
            letter.subject,
            letter.text,
            to=[letter.to],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
    except (OSError, SMTPException) as error:
        return refusal_of(error)
    return None


@transaction.atomic
def keep_result(letter: Letter, refusal: Refusal | None, *, at: datetime) -> Letter:
    """Keep what became of a try; the words of a letter that went are kept no longer."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    letter.attempts += 1
    if refusal is None:
        letter.sent_at, letter.result, letter.text = at, "Sent", ""
    else:
        letter.result = refusal.words
        if refusal.is_final or at - letter.created_at >= GIVEN_UP_AFTER:
            letter.gave_up_at = at
    letter.save(update_fields=["attempts", "result", "text", "sent_at", "gave_up_at"])
    return letter


def next_try(letter: Letter, *, at: datetime) -> datetime:
    """When it is tried again: after ten minutes, then twice as long each time, and at last hourly."""
    return at + min(LONGEST_WAIT, timedelta(minutes=5 * 2 ** min(letter.attempts, 5)))


@transaction.atomic
def try_again(*, letter: Letter, by: Principal, at: datetime) -> Letter:
    """Have a letter sent that waits, or was given up, without waiting for its next turn."""
    from goldthread.messages.tasks import send_letter

    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    insist(may(by, MIND_LETTERS, letter))
    insist(because((letter.sent_at is not None, "This letter has been sent.")))
    letter.gave_up_at = None
    letter.save(update_fields=["gave_up_at"])
    record("messages.letter.tried_again", by=by, at=at, subject=letter)
    transaction.on_commit(lambda: send_letter.enqueue(letter.pk))
    return letter
