"""Opening a line: its source, what was found, and its themes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Permission
from goldthread.improvement import steps
from goldthread.improvement.actions.places import insist_one_place, place_of
from goldthread.improvement.models import Finding, Source, Theme
from goldthread.improvement.permissions import KEEP
from goldthread.register.models import Area, Compartment, Space
from goldthread.trail.record import changed_fields, record


@transaction.atomic
def add_theme(*, by: Principal, at: datetime, space: Space, name: str, words: str = "") -> Theme:
    """Add a theme under which findings are gathered; a name that is there already is refused."""
    insist(may(by, KEEP, space))
    name = " ".join(name.split())
    there = Theme.objects.filter(space=space, name__iexact=name).exists()
    insist(because((there, "There is a theme of that name."), (not name, "Name the theme.")))
    theme = Theme.objects.create(space=space, name=name, words=words.strip())
    record("improvement.theme.added", by=by, at=at, subject=theme, after={"name": name})
    return theme


@transaction.atomic
def open_source(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    kind: str,
    title: str,
    reference: str = "",
    happened_on: date | None = None,
    area: Area | None = None,
    compartment: Compartment | None = None,
    record_kind: str = "",
    record_id: str = "",
    figure: str = "",
    under: Permission = KEEP,
) -> Source:
    """Name where something was learnt; a module gives the kind and random id of its own record.

    `figure` is the key of the figure that it is about. Who may is asked `under` that permission.
    """
    insist(may(by, under, space))
    outside = compartment is not None and compartment.pk not in by.compartments
    insist(
        because(
            (kind not in Source.Kind.values, "Choose what kind of source it is."),
            (not title.strip(), "Say what the source is."),
            (happened_on is not None and happened_on > at.date(), "Its date has not come yet."),
            (outside, "You are not named to that compartment."),
        )
    )
    source = Source.objects.create(
        space=space,
        area=area,
        compartment=compartment,
        kind=kind,
        title=title.strip(),
        reference=reference.strip(),
        happened_on=happened_on,
        record_kind=record_kind,
        record_id=record_id,
        figure=figure,
        written_by_id=by.acting_id,
        written_at=at,
    )
    record("improvement.source.opened", by=by, at=at, subject=source, after={"kind": kind})
    return source


@transaction.atomic
def find_or_open_source(
    *,
    by: Principal,
    at: datetime,
    of: Any,
    kind: str,
    title: str,
    figure: str = "",
    under: Permission = KEEP,
) -> Source:
    """The source that stands for a module's own row `of`, opened where it is not there yet.

    This is how every module opens a line: in the place of its record, under the record's kind and id.
    """
    Space.objects.select_for_update().get(pk=of.space_id)
    record_kind, record_id = of._meta.label_lower, of.public_id
    there = Source.objects.filter(
        space_id=of.space_id, record_kind=record_kind, record_id=record_id
    ).first()
    if there is not None:
        return there
    return open_source(
        by=by,
        at=at,
        space=of.space,
        area=of.area,
        compartment=of.compartment,
        kind=kind,
        title=title,
        happened_on=at.date(),
        record_kind=record_kind,
        record_id=record_id,
        figure=figure,
        under=under,
    )


@transaction.atomic
def write_finding(
    *,
    by: Principal,
    at: datetime,
    sources: Iterable[Source],
    kind: str,
    title: str,
    text: str = "",
    evidence: str = "",
    themes: Iterable[Theme] = (),
    under: Permission = KEEP,
) -> Finding:
    """Write what was found in one source or several of one place, in pseudonyms."""
    sources, themes = list(sources), list(themes)
    insist(because((not sources, "Say where it was found.")))
    insist_one_place(sources)
    insist(may(by, under, sources[0]))
    insist(because((not title.strip(), "Say what was found.")))
    finding = Finding.objects.create(
        **place_of(sources),
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        evidence=evidence.strip(),
        written_by_id=by.acting_id,
        written_at=at,
    )
    finding.sources.set(sources)
    finding.themes.set(themes)
    record("improvement.finding.written", by=by, at=at, subject=finding, after={"kind": kind})
    return finding


@transaction.atomic
def change_finding(
    *,
    by: Principal,
    at: datetime,
    finding: Finding,
    kind: str,
    title: str,
    text: str,
    evidence: str,
    themes: Iterable[Theme],
    row_version: int,
) -> Finding:
    """Say a finding better."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    insist(may(by, KEEP, finding))
    finding.insist_unchanged(row_version)
    new = {"kind": kind, "title": title.strip(), "text": text.strip(), "evidence": evidence.strip()}
    before, after = changed_fields(finding, **new)
    for name, value in new.items():
        setattr(finding, name, value)
    finding.save_next_version(*new)
    finding.themes.set(list(themes))
    record("improvement.finding.changed", by=by, at=at, subject=finding, before=before, after=after)
    return finding


@transaction.atomic
def end_here(
    *, by: Principal, at: datetime, finding: Finding, because_of: str, row_version: int
) -> Finding:
    """Say why no recommendation follows from a finding."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    insist(steps.END_HERE.allowed(finding, by))
    insist(because((not because_of.strip(), "Say why no recommendation follows.")))
    finding.insist_unchanged(row_version)
    finding.status = steps.END_HERE.goes_to
    finding.no_recommendation_because = because_of.strip()
    finding.save_next_version("status", "no_recommendation_because")
    after = {"because": finding.no_recommendation_because}
    record("improvement.finding.ended", by=by, at=at, subject=finding, after=after)
    return finding


@transaction.atomic
def follow_after_all(*, by: Principal, at: datetime, finding: Finding, row_version: int) -> Finding:
    """Follow a finding of which it was said that nothing follows."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    insist(steps.FOLLOW_AFTER_ALL.allowed(finding, by))
    finding.insist_unchanged(row_version)
    before = {"because": finding.no_recommendation_because}
    finding.status = steps.FOLLOW_AFTER_ALL.goes_to
    finding.no_recommendation_because = ""
    finding.save_next_version("status", "no_recommendation_because")
    record("improvement.finding.followed", by=by, at=at, subject=finding, before=before)
    return finding
