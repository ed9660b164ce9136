"""What partnerships have published, as everybody reads it, without signing in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, public
from goldthread.files.handing_out import MEDIA, hand_out_published
from goldthread.publication.public_now import (
    NotPublic,
    content_of_paper,
    public_papers,
    spaces_with_papers,
)
from goldthread.ui.components import Crumb

HOME = "Published reviews"


@public
@require_safe
def index(request: Request) -> HttpResponse:
    """The partnerships that have something public."""
    spaces = spaces_with_papers(timezone.localdate())
    return render(request, "publication/index.html", {"spaces": spaces})


@public
@require_safe
def partnership(request: Request, code: str) -> HttpResponse:
    """What one partnership has public now."""
    try:
        with public_papers(code, timezone.localdate()) as (space, papers):
            context = {
                "space": space,
                "papers": papers,
                "crumbs": [Crumb(HOME, reverse("publication:index"))],
            }
            return render(request, "publication/partnership.html", context)
    except NotPublic:
        raise Http404 from None


@public
@require_safe
def paper(request: Request, code: str, public_id: str) -> HttpResponse:
    """One paper, as it was frozen when it was let out."""
    try:
        with public_papers(code, timezone.localdate()) as (_, papers):
            found = next((each for each in papers if each.public_id == public_id), None)
            if found is None or found.frozen is None:
                raise Http404
            content, name = content_of_paper(found), found.frozen.name
    except NotPublic:
        raise Http404 from None
    return hand_out_published(content, name=name, media=MEDIA[name.rpartition(".")[2]])
