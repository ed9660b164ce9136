"""A yearly report, its sections and what they hold, half-typed drafts, and what was frozen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Audience, Sensitivity
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow
from goldthread.ui.components import Tone
from goldthread.yearly_report.contents import Content, Kind
from goldthread.yearly_report.plain import from_plain
from goldthread.yearly_report.snapshot import Snapshot, sha256

OPEN = Sensitivity.PUBLIC
INSIDE = Sensitivity.PARTNERSHIP


class Report(SpaceRow):
    """The report of a partnership on one financial year."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "year": OPEN,
        "edition": OPEN,
        "title": OPEN,
        "status": INSIDE,
    }

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        FROZEN = "frozen", "Frozen, waiting for approval"
        APPROVED = "approved", "Approved by every partner"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    year = models.CharField(max_length=20)
    edition = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["space", "year"], name="yearly_report_once_a_year"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("yearly_report:report", args=[self.public_id])

    @property
    def tone(self) -> Tone:
        """What the status asks of its reader."""
        asks = {"draft": Tone.UNDER_WAY, "frozen": Tone.ASKS, "withdrawn": Tone.ASKS}
        return asks.get(self.status, Tone.DONE)

    def last_frozen(self) -> "Frozen | None":
        """What the report was last frozen as; None where it never was."""
        rows = Frozen.objects.filter(report=self).select_related("frozen_by")
        return rows.order_by("-number").first()


class Section(SpaceRow):
    """A section; `required` names the contents of the edition that it answers."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "report",
            "key",
            "heading",
            "order",
            "required",
            "of_scrutineer",
            "left_empty_because",
        ),
        INSIDE,
    )

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=60)
    heading = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    required = models.JSONField(default=list)
    of_scrutineer = models.BooleanField("only the scrutineer writes it", default=False)
    left_empty_because = models.TextField("why there is nothing here", blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "key"], name="yearly_report_section_once_a_report"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("yearly_report:section", args=[self.public_id])


class Block(SpaceRow):
    """One passage, table or chart of a section; `held` is the content as JSON."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("section", "order", "kind", "held"), INSIDE
    )

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="blocks")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in Kind])
    held = models.JSONField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.section}"

    @property
    def content(self) -> Content:
        content: Content = from_plain(Content, self.held)
        return content


class Draft(SpaceRow):
    """What somebody typed and has not saved: kept for them alone, until they save it or let it go."""

    scope = staticmethod(lambda principal: Q(person_id=principal.person_id))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("person", "section", "block", "kind", "typed", "kept_at"), INSIDE
    )

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="drafts")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="drafts", null=True)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in Kind])
    typed = models.JSONField()  # the fields of the form, as they were typed
    kept_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "block"],
                condition=Q(block__isnull=False),
                name="yearly_report_one_draft_of_a_block",
            ),
            models.UniqueConstraint(
                fields=["person", "section", "kind"],
                condition=Q(block__isnull=True),
                name="yearly_report_one_draft_of_a_new_block",
            ),
        ]

    def __str__(self) -> str:
        return f"draft in {self.section}"

    def get_absolute_url(self) -> str:
        """Where what was typed can be gone on with."""
        if self.block is not None:
            return reverse("yearly_report:block", args=[self.block.public_id])
        return reverse("yearly_report:add_block", args=[self.section.public_id, self.kind])


class ShowingDecision(SpaceRow):
    """A decision, by a named partner, that small numbers which are public already may be shown."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "key",
            "area_code",
            "period",
            "breakdown",
            "origin",
            "named",
            "document",
            "reason",
            "decided_by",
            "decided_at",
        ),
        INSIDE,
    )

    key = models.CharField(max_length=120, blank=True)
    area_code = models.CharField(max_length=12, blank=True)
    period = models.CharField(max_length=20, blank=True)
    breakdown = models.CharField(max_length=120, blank=True)
    origin = models.TextField("where the figure came in", blank=True)
    named = models.TextField("the figure in words", blank=True)
    document = models.CharField("everything from this document", max_length=200, blank=True)
    reason = models.TextField()
    decided_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=[
                    "space",
                    "key",
                    "area_code",
                    "period",
                    "breakdown",
                    "origin",
                    "document",
                ],
                name="yearly_report_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(document="", key__gt="", area_code__gt="", period__gt="")
                | Q(document__gt="", key="", area_code="", period=""),
                name="yearly_report_decision_is_about_something",
            ),
        ]

    def __str__(self) -> str:
        return f"Everything from “{self.document}”" if self.document else self.named


class FrozenDamaged(Exception):
    """What lies in the database is not what was frozen."""


class Frozen(SpaceRow):
    """A report as it was frozen: the text that all its outputs are made from, and its hash."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "report",
            "number",
            "held",
            "sha256",
            "frozen_by",
            "frozen_at",
            "opened_again_because",
        ),
        INSIDE,
    )

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveSmallIntegerField()
    held = models.TextField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    opened_again_because = models.TextField("why it was opened again", blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "number"], name="yearly_report_freeze_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, frozen ({self.number})"

    def insist_unaltered(self) -> None:
        """Raises FrozenDamaged where the kept text was altered."""
        if sha256(self.held) != self.sha256:
            raise FrozenDamaged(f"What was frozen on {self.frozen_at:%d %B %Y} was altered.")

    def snapshot(self) -> Snapshot:
        """The report as it was frozen; raises FrozenDamaged where the kept text was altered."""
        self.insist_unaltered()
        return Snapshot.from_text(self.held)


class Approval(SpaceRow):
    """One statutory partner's answer to a frozen report: asked when it was frozen, given by one person.

    A partner who says "not yet" says why; they may approve later all the same.
    """

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "frozen",
            "partner",
            "approved_by",
            "approved_at",
            "not_yet_by",
            "not_yet_at",
            "not_yet_because",
        ),
        INSIDE,
    )

    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="approvals")
    partner = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    approved_at = models.DateTimeField(null=True)
    not_yet_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    not_yet_at = models.DateTimeField(null=True)
    not_yet_because = models.TextField("why it is not approved yet", blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["frozen", "partner"], name="yearly_report_partner_answers_once"
            ),
            models.UniqueConstraint(
                fields=["frozen", "approved_by"], name="yearly_report_one_voice_for_one_partner"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="yearly_report_approval_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(not_yet_by__isnull=True, not_yet_at__isnull=True, not_yet_because="")
                | Q(not_yet_by__isnull=False, not_yet_at__isnull=False, not_yet_because__gt=""),
                name="yearly_report_not_yet_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} on {self.frozen}"

    @property
    def is_given(self) -> bool:
        return self.approved_at is not None


class Publication(SpaceRow):
    """A time for which an approved report has, or had, an address that everybody can open."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "frozen",
            "published_by",
            "published_at",
            "withdrawn_by",
            "withdrawn_at",
            "withdrawn_because",
        ),
        INSIDE,
    )

    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="publications")
    published_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["frozen"],
                condition=Q(withdrawn_at__isnull=True),
                name="yearly_report_published_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_because=""
                )
                | Q(
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                    withdrawn_because__gt="",
                ),
                name="yearly_report_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.frozen}, published on {self.published_at:%d %B %Y}"


class MadeFile(SpaceRow):
    """One of the files that a frozen report is given out as, kept as it was made."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("frozen", "audience", "name", "file"), INSIDE
    )

    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="files")
    audience = models.CharField(max_length=8, choices=[(a.value, a.value) for a in Audience])
    name = models.CharField(max_length=20)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["frozen", "audience", "name"], name="yearly_report_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.frozen}, for the audience {self.audience}"
