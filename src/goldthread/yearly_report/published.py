"""What everybody may open: the public's part of a report, while its partnership has it published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import reverse

from goldthread.access.spaces import working_in
from goldthread.files import store
from goldthread.house import Audience
from goldthread.register.models import Space
from goldthread.yearly_report.build import OUTPUTS, Output
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.kept import Reading, Taken, composer_of, reading_of, taken_from
from goldthread.yearly_report.models import MadeFile, Publication, Report


class NotPublished(LookupError):
    """There is nothing at this address: no such partnership, no such year, or not published now."""


@dataclass(frozen=True)
class Published:
    """A report that is published now."""

    publication: Publication

    @property
    def report(self) -> Report:
        report: Report = self.publication.frozen.report
        return report

    @property
    def composer(self) -> Composer:
        """The report as the public may see it."""
        return composer_of(self._taken, Audience.PUBLIC)

    @property
    def reading(self) -> Reading:
        """The page on which everybody reads the report."""
        return reading_of(self._taken, Audience.PUBLIC, "figures/")

    @property
    def outputs(self) -> list[Output]:
        """The files that were made for the public; none is made while somebody waits."""
        made = {row.name for row in self._files()}
        return [output for output in OUTPUTS if output.name in made]

    def content_of(self, output: Output) -> bytes:
        """One of the files as it was made; raises NotPublished where it was not."""
        for row in self._files():
            if row.name == output.name:
                return store.read(row.file)
        raise NotPublished

    @property
    def _taken(self) -> Taken:
        return taken_from(self.publication.frozen)

    def _files(self) -> list[MadeFile]:
        rows = MadeFile.objects.filter(frozen=self.publication.frozen, audience=Audience.PUBLIC)
        return list(rows.select_related("file"))


@contextmanager
def published(code: str, year: str) -> Iterator[Published]:
    """The published report of a partnership and year, in a transaction that may touch its rows.

    Raises NotPublished.
    """
    space = Space.objects.filter(code__iexact=code).first()
    if space is None:
        raise NotPublished
    with working_in([space.pk]):
        rows = Publication.objects.select_related("frozen__report__space").filter(
            space=space,
            withdrawn_at=None,
            frozen__report__year=year,
            frozen__report__status=Report.Status.PUBLISHED,
        )
        found = rows.first()
        if found is None:
            raise NotPublished
        yield Published(found)


def address_of(report: Report) -> str:
    """Where everybody finds a report once it is published."""
    return reverse("yearly_report:public", args=[report.space.code.lower(), report.year])
