"""What the worker does for letters."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from goldthread.messages.actions import TRIES, send
from goldthread.messages.models import Letter


@task()
def send_letter(letter_id: int) -> None:
    """Send one letter; when it fails, try again later, up to five times."""
    letter = Letter.objects.get(pk=letter_id)
    if not send(letter=letter, at=timezone.now()) and letter.attempts < TRIES:
        later = timezone.now() + timedelta(minutes=5 * 2**letter.attempts)
        send_letter.using(run_after=later).enqueue(letter_id)
