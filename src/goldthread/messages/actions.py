"""Writing and sending letters."""

from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

from goldthread.messages.models import Letter

TRIES = 5


@transaction.atomic
def post(*, to: str, subject: str, text: str, why: str, at: datetime) -> Letter:
    """Keep a letter, and ask the worker to send it once what it tells of is saved."""
    from goldthread.messages.tasks import send_letter

    letter = Letter.objects.create(to=to, subject=subject, text=text, why=why, created_at=at)
    transaction.on_commit(lambda: send_letter.enqueue(letter.pk))
    return letter


def send(*, letter: Letter, at: datetime) -> bool:
    """Try to send it; the result is kept either way. Gives whether it went."""
    if letter.sent_at is not None:
        return True
    letter.attempts += 1
    try:
        EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
    except (OSError, SMTPException) as error:
        letter.result = f"not sent: {type(error).__name__}"
        letter.save(update_fields=["attempts", "result"])
        return False
    letter.sent_at, letter.result, letter.text = at, "sent", ""
    letter.save(update_fields=["sent_at", "result", "text", "attempts"])
    return True
