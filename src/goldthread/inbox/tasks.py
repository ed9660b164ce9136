"""What the worker does for the letters of what is due, and for the count of what is asked of agencies."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from goldthread.access.spaces import working_everywhere
from goldthread.access.tasks import plan
from goldthread.accounts.models import Person
from goldthread.inbox.asked import count_everywhere
from goldthread.inbox.digest import choice_of, is_its_turn, write_digest

OFTEN = timedelta(minutes=15)
NOW_AND_THEN = timedelta(hours=6)


@task()
def look_for_digests() -> None:
    """Have a letter considered for everybody whose turn has come, and come back in a while."""
    now = timezone.localtime()
    plan(look_for_digests, at=now + OFTEN)
    with working_everywhere():
        people = Person.objects.filter(is_active=True, joined_at__isnull=False)
        due = [each.pk for each in people if is_its_turn(choice_of(each, at=now), at=now)]
    for person_id in due:
        consider_digest.enqueue(person_id)


@task()
def consider_digest(person_id: int) -> None:
    """Write one person's letter, where something new is due: alone, so that no other waits for it."""
    with working_everywhere():
        person = Person.objects.get(pk=person_id)
        write_digest(person, at=timezone.localtime())


@task()
def look_at_what_is_asked() -> None:
    """Have what is asked of each agency counted, and come back before the day is over."""
    now = timezone.localtime()
    plan(look_at_what_is_asked, at=now + NOW_AND_THEN)
    count_everywhere(at=now)
