"""The figures of a running installation, in the form that Prometheus reads; none is about a person."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import Error
from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from goldthread.access.spaces import working_everywhere
from goldthread.messages.models import Letter

# Web processes keep their counts in files of this folder, so that any one of them can tell of all.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

SECONDS = Histogram(
    "goldthread_request_seconds",
    "How long a request took, from its first byte to the last of the answer.",
    ["view", "method"],
    buckets=(0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 1.5, 3, 10),
)
ANSWERS = Counter(
    "goldthread_answers", "Answers by the page asked for and their status.", ["view", "status"]
)


class Installation:
    """What is looked up when somebody asks; where the database is away, that alone is told."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        """Every figure of the moment, each a gauge without labels."""
        free = shutil.disk_usage(settings.GOLDTHREAD_HOME).free
        figures: dict[str, tuple[str, float]] = {
            "disk_free_bytes": ("Free bytes where the home lies.", free)
        }
        try:
            with working_everywhere():
                figures |= self._tasks() | self._letters()
            is_up = 1
        except Error:
            is_up = 0
        figures["database_up"] = ("Whether the database answers: 1 or 0.", is_up)
        for name, (words, value) in figures.items():
            yield GaugeMetricFamily(f"goldthread_{name}", words, value=value)

    def _tasks(self) -> dict[str, tuple[str, float]]:
        failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
        return {
            "tasks_due": ("Pieces of work that the worker could begin now.", self._due().count()),
            "tasks_oldest_seconds": ("How long the oldest of them has waited.", self.waiting()),
            "tasks_failed": ("Pieces of work that failed and are kept.", failed),
        }

    def waiting(self) -> float:
        """Seconds for which the oldest piece of work has waited that the worker could begin."""
        oldest = self._due().order_by("enqueued_at").first()
        if oldest is None:
            return 0.0
        is_for_later = oldest.run_after != get_date_max()
        began = max(oldest.run_after, oldest.enqueued_at) if is_for_later else oldest.enqueued_at
        return max(0.0, (self.at - began).total_seconds())

    def _due(self) -> QuerySet[DBTaskResult]:
        # The queue writes the end of time for "at once".
        is_due = Q(run_after=get_date_max()) | Q(run_after__lte=self.at)
        return DBTaskResult.objects.filter(is_due, status=TaskResultStatus.READY)

    def _letters(self) -> dict[str, tuple[str, float]]:
        unsent = Letter.objects.filter(sent_at=None)
        tried = unsent.filter(attempts__gt=0).count()
        return {
            "letters_unsent": ("Letters that have not gone yet.", unsent.count()),
            "letters_refused": ("Of them, those that were tried and refused.", tried),
        }


def registry(*, at: datetime) -> CollectorRegistry:
    """The figures of this moment, with the requests of every web process that shares the folder."""
    if SHARED_FOLDER in os.environ:
        of_all = CollectorRegistry()
        MultiProcessCollector(of_all)
    else:
        of_all = CollectorRegistry()
        of_all.register(_Here())
    of_all.register(Installation(at=at))
    return of_all


class _Here:
    """The requests of this process alone."""

    def collect(self) -> Iterator[Metric]:
        for metric in REGISTRY.collect():
            if metric.name.startswith("goldthread_"):
                yield metric
