"""What was typed and not taken yet: posts that wait for their writer, and drafts of long forms.

Both are kept sealed, for one person alone, and are swept away in time. Files are never kept, and
neither is anything that was posted to an address that is open to everybody: there passwords and
codes are typed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from goldthread.access import drawn_for as marks
from goldthread.access import submissions
from goldthread.access.drawn_for import DrawnFor
from goldthread.access.models import FormDraft, HeldPost, Submission, Typed
from goldthread.access.principal import Principal
from goldthread.access.sealing import NotOurs, seal, unseal

Why = HeldPost.Why
HELD = timedelta(hours=24)
DRAFTS_KEPT = timedelta(days=14)
MOST_HELD, MOST_DRAFTS = 10, 200  # of one person
MOST_BYTES = 1_000_000  # of what was typed into one form
LONGEST_ADDRESS = 500
PAGE = "unsent"  # the name of the page where a person finds what waits
BACKGROUND = "X-Goldthread-Draft"  # the header of posts that a script sends by itself

_NEVER = ("password", "passwort", "otp", "code", "secret", "credential")
_OF_THE_FORM = ("csrfmiddlewaretoken", submissions.FIELD, marks.FIELD)


@dataclass(frozen=True)
class Words:
    """What was typed: the fields in order, each with its values, and the names of files left out."""

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: tuple[str, ...] = ()
    led_to: str = ""  # where the same form led when it was sent before
    values: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", dict(self.fields))

    @property
    def is_long(self) -> bool:
        """Whether losing it would hurt: a sentence, or many answers."""
        several = [value for _, values in self.fields for value in values if value.strip()]
        return len(several) > 6 or any(len(value) > 60 for value in several)


def drawn_for(request: HttpRequest) -> DrawnFor | None:
    """For whom the form was drawn that this request posts."""
    return marks.drawn_for(request.POST, submissions.FIELD)


def is_background(request: HttpRequest) -> bool:
    """Whether a script sent this by itself: nobody pressed a button."""
    return BACKGROUND in request.headers or "HX-Request" in request.headers


def may_be_kept(address: str, names: Any = ()) -> bool:
    """Whether what is typed at an address may be kept: never where everybody may post."""
    try:
        guard = getattr(resolve(address.partition("?")[0]).func, "guard", None)
    except Resolver404:
        return False
    is_secret = any(word in name.lower() for name in names for word in _NEVER)
    return guard is not None and not guard.is_public and not is_secret


def words_of(post: QueryDict, files: Any = None) -> Words:
    """What a post says, without what belongs to the form itself."""
    fields = tuple(
        (name, tuple(str(value) for value in values))
        for name, values in post.lists()
        if name not in _OF_THE_FORM
    )
    sent = [file.name for _, several in files.lists() for file in several] if files else []
    return Words(fields, tuple(name or "a file" for name in sent))


@dataclass(frozen=True)
class Carried:
    """A post as it came, to be sent again from the page that refuses it: its own key counts once."""

    address: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    files: tuple[str, ...]


def carried(request: HttpRequest) -> Carried | None:
    """What a page may give back of a post that nothing could be done with; None where it may not.

    Needs no database, and its mark and token are those that came: a forged post stays one.
    """
    if request.method != "POST" or is_background(request):
        return None
    try:
        words = words_of(request.POST, request.FILES)
        fields = tuple((name, tuple(map(str, several))) for name, several in request.POST.lists())
    except (OSError, ValueError, SuspiciousOperation, MultiPartParserError):
        return None  # it did not come whole
    size = sum(len(name) + len(each) for name, several in fields for each in several)
    address = request.get_full_path()
    if size > MOST_BYTES or not may_be_kept(address, words.values):
        return None
    return Carried(address, fields, words.files)


# -- Held posts ----------------------------------------------------------------------------------------


def hold(request: HttpRequest, *, of: DrawnFor, why: str, at: datetime) -> bool:
    """Keep what this request posts until that person takes it up again; False where it is not kept."""
    address = request.get_full_path()
    words = words_of(request.POST, request.FILES)
    if why == Why.SENT_BEFORE:
        before = Submission.objects.filter(public_id=request.POST[submissions.FIELD]).first()
        words = Words(words.fields, words.files, before.answer if before else "")
    held = HeldPost(why=why, began_at=at)
    if not may_be_kept(address, words.values) or not _fill(held, of, address, words, at):
        return False
    if of.held:  # it was held before, and was in the way again
        HeldPost.objects.filter(public_id=of.held, person_id=of.person_id).delete()
    held.save(force_insert=True)
    mine = HeldPost.objects.filter(person_id=of.person_id).order_by("-kept_at", "-pk")
    HeldPost.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_HELD:])).delete()
    return True


def hold_and_ask(
    request: HttpRequest, principal: Principal, *, at: datetime, first: str, why: str
) -> HttpResponse:
    """Keep what was posted, send the person to the page `first`, and lead them back to it.

    `first` is the name or address of a page that takes `?next=`: signing in, or the second step again.
    What may not be kept is not: the person is led back to the address alone.
    """
    whose = drawn_for(request)
    if whose is None and principal.person_id is not None:
        whose = DrawnFor(principal.person_id, marks.place_of(principal))
    is_kept = (
        request.method == "POST"
        and whose is not None
        and not is_background(request)
        and hold(request, of=whose, why=why, at=at)
    )
    back = reverse(PAGE) if is_kept else request.get_full_path()
    return redirect_to_login(back, login_url=redirect(first)["Location"])


def held_by(person_id: int, *, at: datetime) -> list[tuple[HeldPost, Words]]:
    """What waits for this person, the newest first."""
    mine = HeldPost.objects.filter(person_id=person_id, kept_at__gt=at - HELD)
    return [
        (held, words)
        for held in mine.order_by("-kept_at", "-pk")
        if (words := _words(held)) is not None
    ]


def let_go(person_id: int, public_id: str) -> None:
    """Throw a held post away: it was sent, or is not wanted."""
    HeldPost.objects.filter(person_id=person_id, public_id=public_id).delete()


# -- Drafts --------------------------------------------------------------------------------------------


def keep_draft(of: DrawnFor, address: str, words: Words, *, at: datetime) -> bool:
    """Keep what has been typed into the form of an address so far; False where it is not kept."""
    if not may_be_kept(address, words.values):
        return False
    mine = _drafts(of)
    draft = mine.select_for_update().filter(address=address).first() or FormDraft(began_at=at)
    if not _fill(draft, of, address, words, at):
        return False
    if draft.pk is None:
        FormDraft.objects.bulk_create([draft], ignore_conflicts=True)  # another window was quicker
        several = mine.order_by("-kept_at", "-pk").values_list("pk", flat=True)
        FormDraft.objects.filter(pk__in=list(several[MOST_DRAFTS:])).delete()
    else:
        draft.save(update_fields=["sealed", "kept_at"])
    return True


def drafts_of(of: DrawnFor, *, at: datetime) -> Iterator[tuple[FormDraft, Words]]:
    """What this person has begun in this partnership."""
    for draft in _drafts(of).filter(kept_at__gt=at - DRAFTS_KEPT):
        words = _words(draft)
        if words is not None:
            yield draft, words


def forget_draft(of: DrawnFor, address: str) -> None:
    """Let a draft go: the form was sent, or is to be started again."""
    _drafts(of).filter(address=address).delete()


def _drafts(of: DrawnFor) -> Any:
    return FormDraft.objects.filter(person_id=of.person_id, place=of.place)


# -- Both ----------------------------------------------------------------------------------------------


def sweep(*, at: datetime) -> int:
    """Throw away what nobody took up in time; gives its number."""
    posts, _ = HeldPost.objects.filter(kept_at__lt=at - HELD).delete()
    drafts, _ = FormDraft.objects.filter(kept_at__lt=at - DRAFTS_KEPT).delete()
    return posts + drafts


def _fill(row: Typed, of: DrawnFor, address: str, words: Words, at: datetime) -> bool:
    """Seal the words into the row; False where they are too many."""
    plain = json.dumps([words.fields, words.files, words.led_to]).encode()
    if len(plain) > MOST_BYTES or len(address) > LONGEST_ADDRESS:
        return False
    row.person_id, row.place, row.address, row.kept_at = of.person_id, of.place, address, at
    row.sealed = seal(plain, to=_owner(row))
    return True


def _words(row: Typed) -> Words | None:
    """What a row holds; None where it was sealed by another key, and nobody can read it any more."""
    try:
        fields, files, led_to = json.loads(unseal(bytes(row.sealed), to=_owner(row)))
    except NotOurs:
        return None
    return Words(tuple((name, tuple(values)) for name, values in fields), tuple(files), led_to)


def _owner(row: Typed) -> str:
    return f"{row._meta.model_name} {row.person_id} {row.place} {row.address}"
