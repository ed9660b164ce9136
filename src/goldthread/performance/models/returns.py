"""What is asked of an agency, what it answered, and the questions in between."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.performance.models.fields import INSIDE, value_field
from goldthread.performance.permissions import SEE_RETURNS
from goldthread.register.rows import SpaceRow


def own_agency_or_whole_space(path: str) -> "staticmethod[[Principal], Q]":
    """Those who see returns see all of the partnership's; an agency's people see its own."""

    def scope(principal: Principal) -> Q:
        rows = Q(pk__in=[])
        for held in principal.with_permission(SEE_RETURNS):
            there = Q(space_id__in=principal.reach(held))
            rows |= there & Q(**{path: held.agency_id}) if held.agency_id else there
        return rows

    return staticmethod(scope)


class ReturnRequest(SpaceRow):
    """A return that is asked for: an agency, a period, the areas and the indicators."""

    scope = own_agency_or_whole_space("agency_id")
    about_areas = "areas"
    ties: ClassVar[dict[str, str]] = {"register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("agency", "period", "areas", "indicators", "due_on", "asked_by", "asked_at", "note"),
            *("status", "withdrawn_because", "withdrawn_by", "withdrawn_at"),
            *("reminded_at", "reminders"),
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
    reminders = models.PositiveSmallIntegerField("how often its agency was reminded", default=0)

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

    def is_owned_by(self, principal: Principal) -> bool:
        return self.asked_by_id == principal.person_id

    def __str__(self) -> str:
        return f"{self.agency}, {self.period}"


class Return(SpaceRow):
    """One version of an agency's answer. A later version has a reason, and both stay."""

    scope = own_agency_or_whole_space("request__agency_id")
    about_areas = "request__areas"
    ties: ClassVar[dict[str, str]] = {
        "register.agency": "request__agency_id",
        "performance.returnrequest": "request_id",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "request",
            "number",
            "status",
            "file",
            "reason",
            "heard_how",
            "heard_from",
            "heard_on",
            "letter",
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

    class Heard(models.TextChoices):
        TELEPHONE = "telephone", "by telephone with"
        LETTER = "letter", "by a letter or e-mail from"
        FILE = "file", "from the file sent by"

    request = models.ForeignKey(ReturnRequest, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    reason = models.TextField("why there is a new version", blank=True)
    heard_how = models.CharField(
        "how the agency told it, where the business unit enters it",
        choices=Heard,
        max_length=9,
        blank=True,
    )
    heard_from = models.CharField(max_length=120, blank=True)
    heard_on = models.DateField(null=True)
    letter = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )
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
            models.CheckConstraint(
                condition=Q(heard_how="", heard_from="", heard_on__isnull=True)
                | (~Q(heard_how="") & ~Q(heard_from="") & Q(heard_on__isnull=False)),
                name="performance_on_behalf_says_how",
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=True, heard_how__in=["", "telephone", "file"])
                | Q(letter__isnull=False, heard_how__in=["telephone", "letter"]),
                name="performance_letter_is_kept",
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

    @property
    def on_behalf(self) -> str:
        """How it came where the business unit entered it for the agency; "" where the agency did."""
        if not self.heard_how or self.heard_on is None:
            return ""
        told = f"{self.Heard(self.heard_how).label} {self.heard_from}"
        day = f"{self.heard_on.day} {self.heard_on:%B %Y}"
        return f"entered by the business unit on behalf of {self.request.agency}, {told}, {day}"

    @property
    def signed_words(self) -> str:
        """Who signed it, and on whose behalf where it was not the agency itself; "" where nobody did."""
        if self.signed_by is None:
            return ""
        name = str(self.signed_by)
        return f"{name}, {self.on_behalf}" if self.on_behalf else name


class ReturnQuestion(SpaceRow):
    """A question that a return was sent back with, about one line or the whole, and its answer."""

    scope = own_agency_or_whole_space("of__request__agency_id")
    about_areas = "of__request__areas"
    ties: ClassVar[dict[str, str]] = {
        "register.agency": "of__request__agency_id",
        "performance.returnrequest": "of__request_id",
    }
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
    about_areas = "of__request__areas"
    ties: ClassVar[dict[str, str]] = {
        "register.agency": "of__request__agency_id",
        "performance.returnrequest": "of__request_id",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("of", "indicator", "breakdown", "value", "numerator", "denominator"),
            *("typed", "answer", "row", "saved_in", "changed_by", "changed_at"),
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
    # Null for what was saved before these were kept: its page says that it is not known.
    changed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    changed_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["of", "indicator", "area", "breakdown"], name="performance_one_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.of}"
