"""What is asked, what was answered, what is accepted, and what others published."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row, everybody_signed_in
from goldthread.house import Basis, OriginKind, Sensitivity
from goldthread.performance.permissions import SEE_RETURNS
from goldthread.register.models import KNOWN_START, Dated, everybody_of_the_space
from goldthread.register.rows import SpaceRow

OPEN = Sensitivity.PUBLIC
INSIDE = Sensitivity.PARTNERSHIP


def own_agency_or_whole_space(path: str) -> "staticmethod[[Principal], Q]":
    """Those who see returns see all of the partnership's; an agency's people see its own."""

    def scope(principal: Principal) -> Q:
        rows = Q(pk__in=[])
        for held in principal.with_permission(SEE_RETURNS):
            there = Q(space_id__in=principal.reach(held))
            rows |= there & Q(**{path: held.agency_id}) if held.agency_id else there
        return rows

    return staticmethod(scope)


def value_field() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)


class ScorecardLine(SpaceRow, Dated):
    """An indicator that the partnership has put on its scorecard, under a priority."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "priority", "standing", "order"), OPEN
    )

    class Standing(models.TextChoices):
        HEADLINE = "headline", "Headline"
        SUPPORTING = "supporting", "Supporting"
        CONTEXT = "context", "Context"

    indicator = models.CharField(max_length=80)
    priority = models.ForeignKey(
        "register.Priority", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.SUPPORTING)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "space",
                "indicator",
                KNOWN_START,
                name="performance_line_once_a_space",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator


class LocalDefinition(SpaceRow):
    """A partnership's own wording of an indicator from a day on, with the reason."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "version", "text", "holds_from", "reason"), OPEN
    )

    indicator = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    text = models.TextField()
    holds_from = models.DateField()
    reason = models.TextField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "indicator", "version"], name="performance_definition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, version {self.version}"


class Commentary(SpaceRow):
    """What somebody said of an indicator in a period, for those who read the scorecard."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "period", "text", "written_by", "written_at"), INSIDE
    )

    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    text = models.TextField()
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"


class ReturnRequest(SpaceRow):
    """A return that is asked for: an agency, a period, the areas and the indicators."""

    scope = own_agency_or_whole_space("agency_id")
    ties: ClassVar[dict[str, str]] = {"register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("agency", "period", "areas", "indicators", "due_on", "asked_by", "asked_at", "note"),
            *("status", "withdrawn_because", "withdrawn_by", "withdrawn_at", "reminded_at"),
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for"
        WITHDRAWN = "withdrawn", "Withdrawn"

    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    areas = models.ManyToManyField("register.Area", related_name="+")
    indicators = models.JSONField()  # keys of the catalogue, in the order asked
    due_on = models.DateField()
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField("when its agency was reminded last", null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "agency", "period"],
                condition=Q(status="asked"),
                name="performance_asked_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="asked",
                    withdrawn_because="",
                    withdrawn_by__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    ~Q(withdrawn_because=""),
                    status="withdrawn",
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                ),
                name="performance_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.period}"


class Return(SpaceRow):
    """One version of an agency's answer. A later version has a reason, and both stay."""

    scope = own_agency_or_whole_space("request__agency_id")
    ties: ClassVar[dict[str, str]] = {"register.agency": "request__agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "request",
            "number",
            "status",
            "file",
            "reason",
            "started_by",
            "started_at",
            "signed_by",
            "signed_at",
            "accepted_by",
            "accepted_at",
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        DRAFT = "draft", "Being filled in"
        SUBMITTED = "submitted", "Waiting to be accepted"
        QUERIED = "queried", "Sent back with a question"
        ACCEPTED = "accepted", "Accepted"
        REPLACED = "replaced", "Replaced by a later version"

    request = models.ForeignKey(ReturnRequest, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    reason = models.TextField("why there is a new version", blank=True)
    started_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    signed_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    accepted_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "number"], name="performance_one_number_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status__in=["draft", "submitted", "queried"]),
                name="performance_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status="accepted"),
                name="performance_one_accepted_version",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="performance_later_version_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "queried"]) | Q(signed_by__isnull=False),
                name="performance_submitted_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=models.F("signed_by")),
                name="performance_signer_is_not_accepter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}, version {self.number}"


class ReturnQuestion(SpaceRow):
    """A question that a return was sent back with, about one line or the whole, and its answer."""

    scope = own_agency_or_whole_space("of__request__agency_id")
    ties: ClassVar[dict[str, str]] = {"register.agency": "of__request__agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("of", "indicator", "breakdown", "text", "asked_by", "asked_at"),
            *("answer", "answered_by", "answered_at", "saved_in"),
        ),
        INSIDE,
    )

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="questions")
    indicator = models.CharField("what it is about; empty: the whole", max_length=80, blank=True)
    breakdown = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    answered_at = models.DateTimeField(null=True)
    saved_in = models.PositiveIntegerField("version of the return that answered it", default=0)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="performance_answer_has_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Question on {self.of}"


class Cell(SpaceRow):
    """One answer of a return: the parts or the value for an indicator, area and breakdown."""

    scope = own_agency_or_whole_space("of__request__agency_id")
    ties: ClassVar[dict[str, str]] = {"register.agency": "of__request__agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("of", "indicator", "breakdown", "value", "numerator", "denominator"),
            *("typed", "answer", "row", "saved_in"),
        ),
        INSIDE,
    )

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="cells")
    indicator = models.CharField(max_length=80)
    breakdown = models.CharField(max_length=60, blank=True)
    value = value_field()
    numerator = value_field()
    denominator = value_field()
    # What was typed by part, where no number could be made of it: a draft keeps it as it stands.
    typed = models.JSONField("as typed, where it is no number", default=dict, blank=True)
    answer = models.TextField("answer to the query", blank=True)
    row = models.CharField("row of the file", max_length=40, blank=True)
    saved_in = models.PositiveIntegerField(
        "version of the return in which it last changed", default=0
    )

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["of", "indicator", "area", "breakdown"], name="performance_one_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.of}"


class Document(SpaceRow):
    """A published document that figures were transcribed from."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("code", "title", "publisher", "year", "url"), OPEN
    )

    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160)
    year = models.CharField(max_length=20)
    url = models.URLField(blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["space", "code"], name="performance_document_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Transcription(SpaceRow):
    """Figures copied from one section of a document, checked by a second person."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "document",
            "section",
            "status",
            "transcribed_by",
            "transcribed_at",
            "checked_by",
            "checked_at",
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        TRANSCRIBED = "transcribed", "Transcribed, not yet checked"
        CHECKED = "checked", "Checked"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="transcriptions")
    section = models.CharField(max_length=80)
    status = models.CharField(max_length=12, choices=Status, default=Status.TRANSCRIBED)
    transcribed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+"
    )
    transcribed_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "section"], name="performance_section_once_a_document"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("transcribed_by")),
                name="performance_transcriber_is_not_checker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.section}"


class Observation(SpaceRow):
    """An accepted value of an indicator, for an area and a period, with where it came from."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "indicator",
            "definition_version",
            "period",
            "period_starts_on",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "basis",
            "origin",
            "of_return",
            "of_transcription",
            "row",
            "note",
            "is_current",
        ),
        INSIDE,
    )

    indicator = models.CharField(max_length=80)
    definition_version = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    period_starts_on = models.DateField()
    breakdown = models.CharField(max_length=60, blank=True)
    value = value_field()
    numerator = value_field()
    denominator = value_field()
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    origin = models.CharField(max_length=8, choices=[(k.value, k.value) for k in OriginKind])
    of_return = models.ForeignKey(
        Return, on_delete=models.PROTECT, related_name="observations", null=True
    )
    of_transcription = models.ForeignKey(
        Transcription, on_delete=models.PROTECT, related_name="observations", null=True
    )
    row = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(origin="return", of_return__isnull=False, of_transcription__isnull=True)
                | Q(origin="document", of_return__isnull=True, of_transcription__isnull=False),
                name="performance_observation_has_its_origin",
            ),
            models.UniqueConstraint(
                fields=["space", "area", "indicator", "period", "breakdown"],
                condition=Q(is_current=True, origin="return"),
                name="performance_one_current_from_returns",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["space", "indicator", "area", "period_starts_on"],
                condition=Q(is_current=True),
                name="performance_current_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"


class Release(Row):
    """A published release of statistics. It stands outside partnerships: it is the same for all."""

    scope = staticmethod(everybody_signed_in)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "publisher", "licence"), OPEN
    )

    name = models.CharField(max_length=160, unique=True)
    publisher = models.CharField(max_length=160)
    licence = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return self.name


def the_partnerships_own_or_everybodys(principal: Principal) -> Q:
    """What belongs to no space is everybody's; the rest is seen where it belongs."""
    if not principal.is_signed_in:
        return Q(pk__in=[])
    return Q(space__isnull=True) | Q(space_id__in=principal.spaces)


class ReleaseFile(Row):
    """A file of a release as it was imported: its name, its hash, by whom, and how far it counts.

    It belongs to the partnership that imported it, or to none where whoever runs the installation did.
    """

    scope = staticmethod(the_partnerships_own_or_everybodys)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "space",
            "name",
            "identity",
            "sha256",
            "status",
            "taken_at",
            "taken_by",
            "checked_by",
            "checked_at",
            "taken_back_by",
            "taken_back_at",
            "reason",
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        WAITING = "waiting", "Not yet checked by a second person"
        COUNTS = "counts", "Counts for all partnerships"
        TAKEN_BACK = "taken_back", "Taken back"

    space = models.ForeignKey(
        "register.Space", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=160)
    identity = models.CharField(max_length=160)  # table, edition and the first of the hash
    sha256 = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_back_at = models.DateTimeField(null=True)
    reason = models.TextField("why it was taken back", blank=True)

    class Meta(Row.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(space__isnull=False) | ~Q(status="waiting"),
                name="performance_waiting_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(space__isnull=True)
                | ~Q(status="counts")
                | Q(checked_by__isnull=False) & ~Q(checked_by=models.F("taken_by")),
                name="performance_import_has_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="taken_back") | ~Q(reason=""),
                name="performance_taken_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def still_standing(principal: Principal) -> Q:
    """The published figures that a principal may see, but for those that were taken back."""
    return Q(is_current=True) & the_partnerships_own_or_everybodys(principal)


class PublishedValue(Row):
    """A published figure of any area, with what the release printed where it printed no number.

    A figure that a later file of the same release gives differently stands beside the first. Until a
    second person has checked its file it belongs to the partnership that imported it; then to none,
    which is to all. One that was taken back is kept, and is not current.
    """

    scope = staticmethod(still_standing)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "space",
            "is_current",
            "release",
            "file",
            "indicator",
            "area_code",
            "old_area_code",
            "area_name",
            "level",
            "period",
            "period_starts_on",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "symbol",
            "basis",
            "source",
            "row",
            "note",
        ),
        OPEN,
    )

    space = models.ForeignKey(
        "register.Space", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    is_current = models.BooleanField(default=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="values")
    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="values")
    indicator = models.CharField(max_length=80)
    area_code = models.CharField(max_length=12)
    old_area_code = models.CharField(max_length=6, blank=True)
    area_name = models.CharField(max_length=120)
    level = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    period_starts_on = models.DateField()
    breakdown = models.CharField(max_length=60, blank=True)
    value = value_field()
    numerator = value_field()
    denominator = value_field()
    symbol = models.CharField(max_length=6, blank=True)
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    source = models.CharField(max_length=200, blank=True)
    row = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["release", "file", "indicator", "area_code", "period", "breakdown", "row"],
                name="performance_published_once_a_file",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["indicator", "area_code", "period_starts_on"],
                name="performance_published_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area_name}, {self.period}"
