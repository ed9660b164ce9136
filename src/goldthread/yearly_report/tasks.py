"""What the worker does for the yearly report."""

from django.utils import timezone
from django_tasks import task

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_in
from goldthread.yearly_report.given_out import make_all
from goldthread.yearly_report.models import Frozen


@task()
def make_files(frozen_id: int, space_id: int) -> None:
    """Make the files of a frozen report while nobody waits for them."""
    with working_in([space_id]):
        frozen = Frozen.objects.select_related("report__space").get(pk=frozen_id)
    make_all(frozen, by=Principal(name="The worker"), at=timezone.now())
