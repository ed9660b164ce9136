"""Who was prepared, the notice, letting it out, and taking it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.publication import actions, permissions, steps
from goldthread.publication.actions.going_out import told_by
from goldthread.publication.forms import (
    ConfirmForm,
    GiveForm,
    KeepForm,
    NoticeForm,
    PublishForm,
    WithdrawForm,
)
from goldthread.publication.models import Confirmation, Publication
from goldthread.publication.views.common import Asked, answered, found

FORM = "publication/form.html"
About = Confirmation.About
WORDS = {
    About.FAMILY: "The family was asked about the pseudonym and the text, told when it comes out, and is supported.",
    About.LEGAL: "Lawyers, and the police, prosecutors and coroner where they are at work on it, raise nothing against it.",
    About.MEDIA: "The partners agreed who says what to whom, and when.",
    About.STAFF: "The staff who knew the child were told beforehand and are supported.",
}


@requires(permissions.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, public_id: str, about: str) -> HttpResponse:
    """Say that somebody was prepared, or why that is not needed."""
    row, principal = found(request, public_id), request.principal
    if about not in About.values:
        raise Http404
    insist(may(principal, permissions.PREPARE, row))
    before = row.confirmations.filter(about=about).first()
    initial: dict[str, Any] = {"row_version": 0}
    if before:
        said = "yes" if before.is_needed else "no"
        initial = {"is_needed": said, "words": before.words, "row_version": before.row_version}
    form = ConfirmForm(request.POST or None, initial=initial)
    asked = Asked(
        title=str(About(about).label),
        submit="Save",
        said="It is saved.",
        words=WORDS[About(about)],
        template=FORM,
    )

    def do(given: dict[str, Any]) -> Publication:
        actions.confirm(
            publication=row, about=about, by=principal, at=timezone.localtime(), **given
        )
        return row

    return answered(request, row, form, asked, do)


@requires(permissions.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: Request, public_id: str) -> HttpResponse:
    """Say when the Panel and the minister were told."""
    row, principal = found(request, public_id), request.principal
    insist(may(principal, permissions.PREPARE, row))
    initial: dict[str, Any] = {"on": row.notice_on, "reference": row.notice_reference}
    initial["row_version"] = row.row_version
    form = NoticeForm(request.POST or None, initial=initial)
    latest = told_by(row, timezone.localdate())
    asked = Asked(
        title="Notice to the Panel and the minister",
        submit="Save",
        said="It is saved.",
        words=f"To let it out today, they had to be told by {latest:%-d %B %Y}.",
        template=FORM,
    )

    def do(given: dict[str, Any]) -> Publication:
        return actions.tell_notice(publication=row, by=principal, at=timezone.localtime(), **given)

    return answered(request, row, form, asked, do)


@requires(permissions.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, public_id: str) -> HttpResponse:
    """Say what letting it out does, and do it."""
    row, principal = found(request, public_id), request.principal
    insist(steps.PUBLISH.allowed(row, principal))
    version = row.newest()
    assert version is not None
    form = PublishForm(request.POST or None, initial={"sha256": version.sha256})
    replaced = f"it takes the place of “{row.replaces.title}”" if row.replaces else ""
    asked = Asked(
        title="Let it out to everybody",
        submit="Let it out",
        said="It is public now.",
        words=f"Version {version.number}, SHA-256 {version.sha256}.",
        consequences=(
            "everybody can read this very file, without signing in",
            *([replaced] if replaced else []),
            "it can be withdrawn, but copies that others have taken stay where they are",
        ),
    )

    def do(given: dict[str, Any]) -> Publication:
        return actions.publish(
            publication=row, sha256=given["sha256"], by=principal, at=timezone.localtime()
        )

    return answered(request, row, form, asked, do)


@requires(permissions.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, public_id: str) -> HttpResponse:
    """Say where it was given, which is not to this partnership's public page."""
    row, principal = found(request, public_id), request.principal
    insist(steps.GIVE.allowed(row, principal))
    asked = Asked(
        title="Say where it was given",
        submit="Save",
        said="It is saved. Nothing is on the public page.",
        words=row.get_way_display(),
        template=FORM,
    )

    def do(given: dict[str, Any]) -> Publication:
        return actions.give(publication=row, by=principal, at=timezone.localtime(), **given)

    return answered(request, row, GiveForm(request.POST or None), asked, do)


@requires(permissions.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request, public_id: str) -> HttpResponse:
    """Keep it on the public page beyond its day."""
    row, principal = found(request, public_id), request.principal
    insist(steps.KEEP_LONGER.allowed(row, principal))
    form = KeepForm(request.POST or None, initial={"row_version": row.row_version})
    asked = Asked(
        title="Keep it longer",
        submit="Keep it",
        said="It stays longer.",
        words=f"It stays until {row.kept_until:%-d %B %Y}." if row.kept_until else "",
        template=FORM,
    )

    def do(given: dict[str, Any]) -> Publication:
        return actions.keep_longer(
            publication=row,
            until=given["until"],
            because_of=given["because"],
            row_version=given["row_version"],
            by=principal,
            at=timezone.localtime(),
        )

    return answered(request, row, form, asked, do)


@requires(permissions.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take it back, with the reason."""
    row, principal = found(request, public_id), request.principal
    insist(steps.WITHDRAW.allowed(row, principal))
    form = WithdrawForm(request.POST or None, initial={"row_version": row.row_version})
    asked = Asked(
        title="Withdraw it",
        submit="Withdraw it",
        said="It is withdrawn.",
        consequences=(
            "its public address answers as if it had never been there",
            "copies that others have taken stay where they are",
        ),
    )

    def do(given: dict[str, Any]) -> Publication:
        return actions.withdraw(
            publication=row,
            because_of=given["because"],
            row_version=given["row_version"],
            by=principal,
            at=timezone.localtime(),
        )

    return answered(request, row, form, asked, do)
