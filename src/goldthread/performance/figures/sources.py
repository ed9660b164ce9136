"""Where the facts of a shelf came in: their returns, documents and releases, read when first asked."""

from collections.abc import Hashable, Iterable
from functools import cached_property

from django.db.models import Q

from goldthread.house import Basis, Origin, OriginKind
from goldthread.performance.figures.facts import Fact
from goldthread.performance.models import Release, ReleaseFile, Return, Transcription

_ANY = Fact(None, None, None, Basis.COUNTED, OriginKind.RETURN, 0, "", "", "")
NOT_CHECKED = "not yet checked by a second person"


class Sources:
    """The origins of some facts: one query for each kind of origin that is asked for, never more."""

    def __init__(self, facts: Iterable[Fact], spaces: frozenset[int] = frozenset()) -> None:
        self._spaces = spaces
        self._ids: dict[OriginKind, set[int]] = {kind: set() for kind in OriginKind}
        self._releases: set[int] = set()
        for fact in facts:
            self._ids[fact.kind].add(fact.source)
            self._releases.add(fact.release)

    def origin(self, fact: Fact) -> Origin:
        """The origin of one fact, in words."""
        if fact.kind is OriginKind.RETURN:
            return _of_return(self.returns[fact.source], fact)
        if fact.kind is OriginKind.DOCUMENT:
            return _of_document(self.transcriptions[fact.source], fact)
        return _of_release(self.releases[fact.release], self.files.get(fact.source), fact)

    def content(self) -> Hashable:
        """All that an origin of these facts could say, to be compared with other sources."""
        return (
            tuple([(pk, _of_return(row, _ANY)) for pk, row in self.returns.items()]),
            tuple([(pk, _of_document(row, _ANY)) for pk, row in self.transcriptions.items()]),
            tuple([(pk, row.name, row.publisher) for pk, row in self.releases.items()]),
            tuple([(pk, row.name, row.taken_at) for pk, row in self.files.items()]),
        )

    @cached_property
    def returns(self) -> dict[int, Return]:
        asked = Return.objects.filter(pk__in=self._ids[OriginKind.RETURN])
        people = asked.select_related("request__agency", "signed_by", "accepted_by", "file")
        return {row.pk: row for row in people}

    @cached_property
    def transcriptions(self) -> dict[int, Transcription]:
        asked = Transcription.objects.filter(pk__in=self._ids[OriginKind.DOCUMENT])
        people = asked.select_related("document", "transcribed_by", "checked_by")
        return {row.pk: row for row in people}

    @cached_property
    def files(self) -> dict[int, ReleaseFile]:
        """The files that figures came in; those that another partnership imported are its own affair."""
        own = Q(space__isnull=True) | Q(space_id__in=self._spaces)
        return ReleaseFile.objects.filter(own).in_bulk(self._ids[OriginKind.RELEASE])

    @cached_property
    def releases(self) -> dict[int, Release]:
        return Release.objects.in_bulk(self._releases - {0})


def _of_return(return_: Return, fact: Fact) -> Origin:
    accepted = return_.accepted_at
    return Origin(
        kind=OriginKind.RETURN,
        title=f"Return of {return_.request.agency.name} for {return_.request.period}",
        version=str(return_.number),
        file=return_.file.name if return_.file else "",
        row=fact.row,
        signed_by=return_.signed_words,
        accepted_by=return_.accepted_by.name if return_.accepted_by else "",
        accepted_on=accepted.date().isoformat() if accepted else "",
    )


def _of_document(copied: Transcription, fact: Fact) -> Origin:
    checked = copied.checked_at
    return Origin(
        kind=OriginKind.DOCUMENT,
        title=copied.document.title,
        version=copied.document.year,
        section=copied.section,
        row=fact.row,
        signed_by=copied.transcribed_by.name,
        accepted_by=copied.checked_by.name if copied.checked_by else "",
        accepted_on=checked.date().isoformat() if checked else "",
        url=copied.document.url,
    )


def _of_release(release: Release, file: ReleaseFile | None, fact: Fact) -> Origin:
    return Origin(
        kind=OriginKind.RELEASE,
        title=release_words(release, fact),
        version=release.publisher,
        file=file.name if file else "",
        section=fact.section,
        row=fact.row,
        accepted_on=file.taken_at.date().isoformat() if file else "",
    )


def release_words(release: Release, fact: Fact) -> str:
    """A release by name, and whether its figures have yet to be checked."""
    return release.name if fact.is_checked else f"{release.name} ({NOT_CHECKED})"
