"""What is prepared: the list, proposing, sending a draft, and what was found in it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files.draft import read_draft
from goldthread.files.draft.apart import MOST_BYTES
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.papers import refuse_by_name
from goldthread.files.sent import Sent, sent
from goldthread.house import registry
from goldthread.publication import actions, permissions, steps
from goldthread.publication.actions.going_out import content_of
from goldthread.publication.actions.preparing import ONLY_MENDED, kind_of
from goldthread.publication.forms import DismissForm, DraftForm, ProposeForm
from goldthread.publication.models import Found, Publication
from goldthread.publication.progress import tasks_of
from goldthread.publication.views.common import Asked, answered, crumbs, found, own_space
from goldthread.ui.components import SummaryRow
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

S = Publication.Status
ACTS = (
    (steps.PUBLISH, "publication:publish", "Let it out to everybody"),
    (steps.GIVE, "publication:give", "Say where it was given"),
    (steps.KEEP_LONGER, "publication:keep", "Keep it longer"),
    (steps.WITHDRAW, "publication:withdraw", "Withdraw it"),
)
FINDINGS = "publication/findings.html"
SURE = {3: "Certain", 2: "Likely", 1: "Possible"}


@requires(permissions.SEE)
@require_safe
def listed(request: Request) -> HttpResponse:
    """What is prepared, what is public, and what was."""
    space = own_space(request)
    seen = Publication.objects.visible_to(request.principal).filter(space=space)
    rows = list(seen.select_related("proposed_by").order_by("-proposed_at", "-pk"))
    under_way = (S.PREPARING, S.READING, S.AGREED)
    context = {
        "space": space,
        "under_way": [row for row in rows if row.status in under_way],
        "public": [row for row in rows if row.status == S.PUBLIC],
        "past": [row for row in rows if row.status not in (*under_way, S.PUBLIC)],
        "may_propose": may(request.principal, permissions.PREPARE, space),
    }
    return render(request, "publication/list.html", context)


@requires(permissions.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request) -> HttpResponse:
    """Begin with something that is to become public."""
    space, principal = own_space(request), request.principal
    kinds = registry.published_kinds()
    records = [
        (f"{kind.kind} {public_id}", title)
        for kind in kinds
        for public_id, title in kind.offers(principal)
    ]
    public = Publication.objects.visible_to(principal).filter(space=space, status=S.PUBLIC)
    form = ProposeForm(
        request.POST or None,
        records=records,
        public=[(row.public_id, row.title) for row in public.order_by("title")],
    )
    asked = Asked(
        title="Propose something for publication",
        submit="Go on to its draft",
        said="It is proposed. Nothing is public before two people have read it and a partner lets it out.",
        template="publication/form.html",
    )

    def do(given: dict[str, Any]) -> Publication:
        kind_name, _, public_id = given.pop("of").partition(" ")
        kind = next((kind for kind in kinds if kind.kind == kind_name), None)
        of = kind.find(principal, public_id) if kind else None
        before = public.filter(public_id=given.pop("replaces")).first()
        return actions.propose(
            space=space, of=of, replaces=before, by=principal, at=timezone.localtime(), **given
        )

    return answered(request, None, form, asked, do)


@requires(permissions.SEE)
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """Where a publication stands: what is done, what is missing, and who has to do it."""
    row, principal = found(request, public_id), request.principal
    context = {
        "publication": row,
        "version": row.newest(),
        "tasks": tasks_of(row, principal, on=timezone.localdate()),
        "told": _told(row, principal),
        "is_public": row.is_public_on(timezone.localdate()),
        "acts": [
            (reverse(name, args=[row.public_id]), words)
            for step, name, words in ACTS
            if step.allowed(row, principal)
        ],
        "why_not": _why_not(row, principal),
        "crumbs": crumbs(),
    }
    return render(request, "publication/one.html", context)


def _why_not(row: Publication, principal: Any) -> tuple[str, ...]:
    """What keeps it in, for those who could let it out."""
    step = steps.PUBLISH if row.way == Publication.Way.PUBLIC else steps.GIVE
    if row.status != S.AGREED or not may(principal, step.permission, row):
        return ()
    return step.allowed(row, principal).reasons


def _told(row: Publication, principal: Any) -> list[SummaryRow]:
    rows = [
        SummaryRow("How", row.get_way_display()),
        SummaryRow("Why", row.why),
        SummaryRow("Proposed", _by(row.proposed_by, row.proposed_at)),
    ]
    kind = kind_of(row)
    record = kind.find(principal, row.record_id) if kind else None
    if kind and record is not None:
        rows.insert(0, SummaryRow("About", kind.words(record), kind.url(record), "Open"))
    if row.replaces:
        rows.append(SummaryRow("Replaces", row.replaces.title))
    if row.published_at:
        said = "Let out" if row.frozen_id else "Given"
        rows.append(SummaryRow(said, _by(row.published_by, row.published_at)))
    if row.given_to:
        rows.append(SummaryRow("Where", row.given_to))
    if row.kept_until:
        rows.append(SummaryRow("Stays until", f"{row.kept_until:%-d %B %Y}"))
    if row.ended_at:
        rows.append(SummaryRow("Withdrawn", _by(row.ended_by, row.ended_at)))
        rows.append(SummaryRow("Because", row.ended_because))
    return rows


def _by(person: Any, at: Any) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}, by {person}"


def _may_send(request: Request, public_id: str) -> None:
    insist(steps.SEND.allowed(found(request, public_id), request.principal))


def _read(request: Request, public_id: str) -> Sent | None:
    file = request.FILES.get("file")
    name = (file.name if file else "") or ""
    read = partial(read_draft, name=name)
    return sent(file, most=MOST_BYTES, read=read, named=refuse_by_name)


@requires(permissions.PREPARE, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, public_id: str) -> HttpResponse:
    """Send the draft, or its next version; it is looked through while one waits."""
    row = found(request, public_id)
    insist(steps.SEND.allowed(row, request.principal))
    file: Sent | None = request.sent
    form = DraftForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and (file is None or file.refused):
        form.add_error("file", file.refused if file else "The file is empty")
    asked = Asked(
        title="Send the next version" if row.newest() else "Send the draft",
        submit="Send it and look through it",
        said="The draft is kept, and was looked through.",
        words="It is kept sealed. Names of the case, dates, numbers, comments and tracked changes are looked for in every part of the file.",
        template="publication/form.html",
    )

    def do(given: dict[str, Any]) -> Publication:
        assert file is not None
        actions.send_version(
            publication=row,
            draft=file.says,
            content=file.content,
            name=file.name,
            by=request.principal,
            at=timezone.localtime(),
        )
        return row

    return answered(request, row, form, asked, do)


@requires(permissions.SEE)
@require_safe
def file(request: Request, public_id: str) -> HttpResponse:
    """The newest draft, to be read."""
    row = found(request, public_id)
    version = row.newest()
    if version is None:
        raise Http404
    content = content_of(version)
    return hand_out(
        lambda stamp: content,
        name=f"draft-{version.number}.{version.kind}",
        media=MEDIA[version.kind],
        kind="publication.draft.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=version,
        rows=None,
    )


@requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: Request, public_id: str) -> HttpResponse:
    """What was found in the newest version; those who prepare it say here why something may stand."""
    row, principal = found(request, public_id), request.principal
    version = row.newest()
    if version is None:
        raise Http404
    rows = list(
        Found.objects.visible_to(principal)
        .filter(version=version)
        .select_related("dismissed_by")
        .order_by("-sure", "number")
    )
    left = _alike([each for each in rows if not each.is_dismissed])
    may_dismiss = may(principal, permissions.PREPARE, row) and row.status == S.PREPARING
    form = DismissForm(request.POST or None, left=[first for first, _ in left])
    context = {
        "publication": row,
        "version": version,
        "left": [_line(first, many) for first, many in left],
        "dismissed": [
            _line(first, many) for first, many in _alike([r for r in rows if r.is_dismissed])
        ],
        "form": form if may_dismiss else None,
        "crumbs": crumbs(row),
    }
    if request.method != "POST":
        return render(request, FINDINGS, context)
    if not form.is_valid():
        return invalid(request, FINDINGS, context)
    chosen = [each for each in rows if each.public_id in form.cleaned_data["findings"]]
    try:
        with transaction.atomic():
            many = actions.dismiss(
                publication=row,
                findings=chosen,
                because_of=form.cleaned_data["because"],
                by=principal,
                at=timezone.localtime(),
            )
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, FINDINGS, context | {"errors": errors})
    messages.success(request, f"{many} dismissed, with your reason.")
    return redirect("publication:findings", row.public_id)


def _alike(rows: list[Found]) -> list[tuple[Found, int]]:
    """One of each that say the same, with how often it stands in the draft."""
    groups: dict[str, list[Found]] = {}
    for row in rows:
        groups.setdefault(row.alike, []).append(row)
    return [(group[0], len(group)) for group in groups.values()]


def _line(row: Found, many: int) -> dict[str, Any]:
    return {
        "row": row,
        "many": many,
        "sure": SURE[row.sure],
        "where": as_sentence(row.where),
        "only_mended": row.kind in ONLY_MENDED,
    }


def as_sentence(where: str) -> str:
    """Where it stands, with a capital as of a sentence; the name of a part or file stays as it is."""
    first = where.split(" ")[0]
    return where if "/" in first or "." in first else where[:1].upper() + where[1:]
