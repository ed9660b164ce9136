"""What the worker does for letters."""

from django.utils import timezone
from django_tasks import task

from goldthread.access.spaces import working_everywhere
from goldthread.messages.actions import deliver, keep_result, next_try
from goldthread.messages.models import Letter


@task()
def send_letter(letter_id: int) -> None:
    """Send one letter; while the mail server cannot be reached, try again later, for three days."""
    with working_everywhere():
        letter = Letter.objects.get(pk=letter_id)
    if letter.sent_at is not None or letter.gave_up_at is not None:
        return
    # In no transaction: a mail server may take its time.
    refusal = deliver(letter)
    now = timezone.now()
    with working_everywhere():
        letter = keep_result(letter, refusal, at=now)
        if letter.sent_at is None and letter.gave_up_at is None:
            send_letter.using(run_after=next_try(letter, at=now)).enqueue(letter_id)
