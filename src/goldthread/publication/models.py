"""A draft on its way to the public: its versions, what was found in them, who read it, what was confirmed."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.publication.permissions import SEE
from goldthread.register.rows import SpaceRow, where_held
from goldthread.sweep import Kind, Place, Sure
from goldthread.sweep.found import KINDS
from goldthread.vault.fields import SealedTextField

INSIDE, SEALED = Sensitivity.PARTNERSHIP, Sensitivity.SEALED
PERSON, FILE = "accounts.Person", "files.StoredFile"
TEXT = 4000


def those_at_the_gate(principal: Principal) -> Q:
    """Whoever may see what is prepared; the compartment of a case lets in of them who are named."""
    return where_held(principal, SEE)


class Publication(SpaceRow):
    """Something that is to become public, and what became of it; of a record, by its kind and random id."""

    scope = staticmethod(those_at_the_gate)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        # What its page says once it is public; it is swept as the draft is.
        **dict.fromkeys(("title", "summary"), Sensitivity.PUBLIC),
        **dict.fromkeys(
            (
                *("record_kind", "record_id", "way", "why", "status", "replaces", "frozen"),
                *("proposed_by", "proposed_at", "notice_on", "notice_reference", "notice_by"),
                *("published_by", "published_at", "kept_until", "given_to"),
                *("ended_by", "ended_at", "ended_because"),
            ),
            INSIDE,
        ),
    }

    class Way(models.TextChoices):
        PUBLIC = "public", "On the partnership’s public page"
        REPOSITORY = "repository", "Anonymously, through the national repository"
        LEARNING = "learning", "As learning only: no report is published"

    class Status(models.TextChoices):
        PREPARING = "preparing", "Being prepared"
        READING = "reading", "With its two readers"
        AGREED = "agreed", "Agreed by both readers"
        PUBLIC = "public", "Public"
        GIVEN = "given", "Given"
        REPLACED = "replaced", "Replaced by a later one"
        WITHDRAWN = "withdrawn", "Withdrawn"

    record_kind = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=22, blank=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=TEXT, blank=True)
    way = models.CharField(max_length=10, choices=Way)
    why = models.TextField(max_length=TEXT)
    status = models.CharField(max_length=9, choices=Status, default=Status.PREPARING)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    frozen = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+", null=True)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    notice_on = models.DateField(null=True)
    notice_reference = models.CharField(max_length=120, blank=True)
    notice_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    published_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True)
    kept_until = models.DateField(null=True)
    given_to = models.CharField(max_length=200, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(max_length=TEXT, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(status="public")
                | Q(frozen__isnull=False, published_by__isnull=False, kept_until__isnull=False),
                name="publication_public_with_its_copy",
            ),
            models.CheckConstraint(
                condition=~Q(published_by=models.F("proposed_by")),
                name="publication_let_out_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(ended_by__isnull=False) & ~Q(ended_because=""),
                name="publication_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publication:one", args=[self.public_id])

    @property
    def needs_notice(self) -> bool:
        return self.way != self.Way.LEARNING

    def is_public_on(self, on: date) -> bool:
        """Whether everybody can read it on that day."""
        return self.status == self.Status.PUBLIC and bool(self.kept_until and on <= self.kept_until)

    def newest(self) -> "Version | None":
        return self.versions.order_by("-number").first()


def in_place_of(publication: Publication) -> dict[str, Any]:
    """Where what belongs to it lies: in its space, area and compartment."""
    return {
        "space_id": publication.space_id,
        "area_id": publication.area_id,
        "compartment_id": publication.compartment_id,
    }


class Version(SpaceRow):
    """A draft as it was sent: sealed, known by its hash, swept when it came."""

    scope = staticmethod(those_at_the_gate)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            ("publication", "number", "kind", "sha256", "words", "file", "sent_by", "sent_at"),
            INSIDE,
        ),
        "file_name": SEALED,
    }
    ties: ClassVar[dict[str, str]] = {"publication.publication": "publication_id"}

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    file_name = SealedTextField()  # as it was sent: it can name somebody
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="publication_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Found(SpaceRow):
    """One finding of a sweep: what it says is sealed; `same` and `alike` know it again without its words."""

    scope = staticmethod(those_at_the_gate)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                *("version", "number", "kind", "place", "sure"),
                *("is_dismissed", "dismissed_by", "dismissed_at"),
            ),
            INSIDE,
        ),
        **dict.fromkeys(("text", "around", "where", "why", "same", "alike", "because"), SEALED),
    }
    ties: ClassVar[dict[str, str]] = {"publication.publication": "version__publication_id"}

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, KINDS[kind]) for kind in Kind])
    place = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Place])
    sure = models.PositiveSmallIntegerField(choices=[(s.value, s.name.lower()) for s in Sure])
    text = SealedTextField()
    around = SealedTextField()  # the words on both sides of it
    where = SealedTextField()
    why = SealedTextField()
    same = models.CharField(max_length=64)  # a keyed hash of what stands where, among which words
    alike = models.CharField(max_length=64)  # a keyed hash of its kind and text
    is_dismissed = models.BooleanField(default=False)
    dismissed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    dismissed_at = models.DateTimeField(null=True)
    because = SealedTextField()  # why it may stand

    class Meta(SpaceRow.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["version", "number"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(is_dismissed=False)
                | Q(dismissed_by__isnull=False, dismissed_at__isnull=False),
                name="publication_dismissed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}"


class Reader(SpaceRow):
    """Somebody who was asked to read one version before it goes out."""

    scope = staticmethod(those_at_the_gate)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("version", "person", "asked_by", "asked_at"), INSIDE
    )
    ties: ClassVar[dict[str, str]] = {"publication.publication": "version__publication_id"}

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "person"], name="publication_reader_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def is_owned_by(self, principal: Principal) -> bool:
        return bool(self.person_id == principal.person_id)


def own_or_shown(principal: Principal) -> Q:
    """One's own answer; everybody's once both readers have given theirs."""
    own = Q(reader__person_id=principal.person_id)
    return those_at_the_gate(principal) & (own | Q(is_shown=True))


class Answer(SpaceRow):
    """What a reader says of a version: seen by its reader alone until the other has answered."""

    scope = staticmethod(own_or_shown)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("reader", "may_go_out", "is_shown", "given_at"), INSIDE),
        "words": SEALED,
    }
    ties: ClassVar[dict[str, str]] = {"publication.publication": "reader__version__publication_id"}

    reader = models.OneToOneField(Reader, on_delete=models.PROTECT, related_name="answer")
    may_go_out = models.BooleanField()
    words = SealedTextField()
    is_shown = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return "It may go out" if self.may_go_out else "It may not go out yet"


class Confirmation(SpaceRow):
    """That the family, lawyers, press office or staff are prepared, or why that is not needed."""

    scope = staticmethod(those_at_the_gate)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("publication", "about", "is_needed", "given_by", "given_at"), INSIDE),
        "words": SEALED,
    }
    ties: ClassVar[dict[str, str]] = {"publication.publication": "publication_id"}

    class About(models.TextChoices):
        FAMILY = "family", "Family"
        LEGAL = "legal", "Legal advice, police and coroner"
        MEDIA = "media", "Media plan"
        STAFF = "staff", "Staff briefing"

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="confirmations"
    )
    about = models.CharField(max_length=6, choices=About)
    is_needed = models.BooleanField()
    words = SealedTextField()
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["publication", "about"], name="publication_confirmed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_about_display()
