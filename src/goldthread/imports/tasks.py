"""What the worker does for spreadsheets of past records."""

from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import task

from goldthread.access.decision import Refused
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.imports import actions
from goldthread.imports.models import Import


@task()
def take_in(import_id: int, person_id: int, code: str) -> None:
    """Take a spreadsheet in for whoever pressed the button, as who they are now."""
    now = timezone.localtime()
    with working_everywhere():
        person = Person.objects.get(pk=person_id)
    by = principal_for(person, on=now.date(), chosen=code)
    with working_in(by.spaces):
        row = Import.objects.get(pk=import_id)
        if row.status != Import.Status.RUNNING:
            return  # it was taken in before this worker was asked again
        try:
            actions.take_in(row=row, by=by, at=now)
        except Refused as refused:
            actions.give_back(row=row, why=" ".join(refused.decision.reasons), by=by, at=now)
        except IntegrityError:
            actions.give_back(row=row, why=actions.AT_THE_SAME_TIME, by=by, at=now)
        except Exception as fault:
            # Whoever waits for it must come by it again; a database that is away gives it to the next worker.
            if not isinstance(fault, (OperationalError, InterfaceError)):
                actions.give_back(row=row, why=actions.OUR_FAULT, by=by, at=now)
            raise
