"""What the worker does for spreadsheets of past records."""

from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import task

from goldthread.access.decision import Refused
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.imports import actions
from goldthread.imports.models import Import
from goldthread.imports.permissions import BRING_IN

HAS_LEFT = "Whoever asked for it may no longer do so: look at it again, and bring it in yourself."


@task()
def take_in(import_id: int, person_id: int, code: str) -> None:
    """Take a spreadsheet in for whoever pressed the button, as who they are now."""
    now = timezone.localtime()
    with working_everywhere():
        person = Person.objects.get(pk=person_id)
        row = Import.objects.get(pk=import_id)
    by = principal_for(person, on=now.date(), chosen=code)
    # The import's own partnership too: who has left there still gives it back to the others.
    spaces = by.spaces | {row.space_id}
    try:
        with working_in(spaces):
            _take_in(row, by, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the next worker takes it in
    except Exception:
        # All of it was undone with the fault. Whoever waits for it must come by it again.
        with working_in(spaces):
            actions.give_back(row=row, why=actions.OUR_FAULT, by=by, at=now)
        raise


def _take_in(row: Import, by: Principal, now: datetime) -> None:
    if row.status != Import.Status.RUNNING:
        return  # it was taken in before this worker was asked again
    try:
        actions.take_in(row=row, by=by, at=now)
    except Refused as refused:
        reasons = refused.decision.reasons if may(by, BRING_IN, row) else (HAS_LEFT,)
        actions.give_back(row=row, why=" ".join(reasons), by=by, at=now)
    except IntegrityError:
        actions.give_back(row=row, why=actions.AT_THE_SAME_TIME, by=by, at=now)
