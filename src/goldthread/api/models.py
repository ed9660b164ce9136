"""A token by which a program asks as its person, in one partnership, until a day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.api.module import END_TOKENS
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow


def own_or_of_those_i_answer_for(principal: Principal) -> Q:
    """A person sees their own tokens; who may end everybody's sees those of the partnership."""
    managed = [held.space_id for held in principal.with_permission(END_TOKENS)]
    return Q(person_id=principal.person_id) | Q(space_id__in=managed)


class Token(SpaceRow):
    """What a program shows to be let in as its person. Only a keyed hash of it is kept."""

    scope = staticmethod(own_or_of_those_i_answer_for)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("key_hash", "sign_in_mark"), Sensitivity.SEALED),
        **dict.fromkeys(
            (
                *("person", "name", "may_send", "made_at", "ends_on"),
                *("last_used_on", "ended_at", "ended_by", "with_passkey"),
            ),
            Sensitivity.PARTNERSHIP,
        ),
    }

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("what it is for", max_length=80)
    may_send = models.BooleanField("whether it sends returns too", default=False)
    made_at = models.DateTimeField()
    ends_on = models.DateField("last day")
    key_hash = models.CharField(max_length=64, unique=True)
    with_passkey = models.BooleanField(
        "whether a passkey was shown when it was made", default=False
    )
    # Changes with the person's password, also when their account is recovered: the token then ends.
    sign_in_mark = models.CharField(max_length=64, blank=True)
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="api_ended_by_somebody",
            ),
        ]

    def is_owned_by(self, principal: Principal) -> bool:
        return self.person_id == principal.person_id

    def __str__(self) -> str:
        return f"token {self.name}"
