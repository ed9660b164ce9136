"""One submission makes one record: each form's key is claimed in the transaction that it causes.

The server draws a form with a random key. The first post of the key inserts it; an equal post at the
same moment waits there (PostgreSQL) or before its transaction (SQLite), and is then led to where the
first one was led. Where the view gives the form back, the key is not used up.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from goldthread.access import drawn_for
from goldthread.access.addresses import is_random_id
from goldthread.access.models import Submission
from goldthread.access.principal import Principal

FIELD = "form_key"
KEPT = timedelta(days=3)

# They differ between two drawings of one page, and say nothing of what was typed.
_NOT_TYPED = ("csrfmiddlewaretoken", FIELD, drawn_for.FIELD)


class NotTaken(PermissionDenied):
    """A form without a key of its own: the page has to be loaded again, and nothing more is told."""


def answered_once(
    request: HttpRequest, principal: Principal, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """What the view answers; to a second post of the same form, where the first one was led.

    Raises NotTaken for a post without a key, and for a key of another person, partnership, address
    or text. Runs in the transaction of the request.
    """
    if request.method != "POST":
        return answer()
    claim = _claim(request, principal)
    if claim.answer:
        return HttpResponseRedirect(claim.answer)
    response = answer()
    if "Location" in response and not _is_for_this_session_alone(request, principal):
        claim.answer = response["Location"]
        claim.save(update_fields=["answer"])
    else:
        claim.delete()
    return response


def counted_once(
    key: str, *, whose: Principal, address: str, sent: str, answer: Callable[[], str]
) -> str:
    """What is answered to something that a program sent under a key of its own; the second time, the same.

    Raises NotTaken for no such key, and for a key of another person, partnership, address or content.
    """
    place = drawn_for.place_of(whose)
    told = json.dumps([whose.person_id, place, address, sent])
    claim = _claimed(key, _sealed(told))
    if not claim.answer:
        claim.answer = answer()
        claim.save(update_fields=["answer"])
    return claim.answer


def _claim(request: HttpRequest, principal: Principal) -> Submission:
    """The claim of this post or, with an `answer`, that of the post before it."""
    return _claimed(request.POST.get(FIELD, ""), _fingerprint(request, principal))


def _claimed(key: str, fingerprint: str) -> Submission:
    if not is_random_id(key):
        raise NotTaken
    claim = Submission(public_id=key, fingerprint=fingerprint)
    # Waits for a transaction that is claiming the same key, and adds nothing if that one stands.
    Submission.objects.bulk_create([claim], ignore_conflicts=True)
    kept = Submission.objects.filter(public_id=key, fingerprint=fingerprint).first()
    if kept is None:
        raise NotTaken
    return kept


def _fingerprint(request: HttpRequest, principal: Principal) -> str:
    """A keyed hash of who sends, in which partnership, to which address, and all that was typed."""
    whose = drawn_for.drawn_for(request.POST, FIELD)
    sent = {
        "person": principal.person_id,
        # Where the form was drawn: what it did may have changed where its writer works.
        "place": whose.place if whose else drawn_for.place_of(principal),
        "address": request.get_full_path(),
        "typed": sorted(pair for pair in request.POST.lists() if pair[0] not in _NOT_TYPED),
        "files": sorted(
            (name, file.name, _content_hash(file))
            for name, several in request.FILES.lists()
            for file in several
        ),
    }
    return _sealed(json.dumps(sent, sort_keys=True))


def _sealed(told: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()


def _content_hash(file: UploadedFile) -> str:
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return content.hexdigest()


def _is_for_this_session_alone(request: HttpRequest, principal: Principal) -> bool:
    """Whether the answer lies in a cookie that the other post does not have: signing in and out."""
    if principal.errand is not None:
        return False
    person_id = request.user.pk if request.user.is_authenticated else None
    is_nobody = principal.person_id is None
    return person_id != principal.person_id or (is_nobody and request.session.modified)


def sweep(*, at: datetime) -> int:
    """Forget the keys of pages that nobody has open any more; gives their number."""
    removed, _ = Submission.objects.filter(taken_at__lt=at - KEPT).delete()
    return removed
