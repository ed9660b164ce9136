"""A partnership that lets programs in, and a program that asks."""

from datetime import timedelta

from django.test import Client

from goldthread.accounts.models import Person
from goldthread.api import actions
from goldthread.house import Role
from tests.factories import NOW, TODAY, principal_with
from tests.performance.builders import Cast


class Partnership(Cast):
    """A small partnership with tokens switched on."""

    def __init__(self, is_on=True, **more):
        super().__init__(**more)
        self.manager = principal_with(Role.BUSINESS_MANAGER, space=self.space)
        if is_on:
            self.switch(True)

    def switch(self, is_on):
        actions.switch_api(space=self.space, is_on=is_on, reason="So", by=self.manager, at=NOW)

    def token(self, by, may_send=False, ends_on=TODAY + timedelta(days=30)):
        """A token of this person and its key."""
        return actions.make_token(
            space=self.space, name="Power BI", may_send=may_send, ends_on=ends_on, by=by, at=NOW
        )

    def program(self, by, **more):
        """A client that bears a new token of this person."""
        return program(self.token(by, **more)[1])


def program(key):
    """A client that bears a key and posts JSON, without cookie or form key."""
    return Client(headers={"Authorization": f"Bearer {key}"})


def person_of(principal):
    return Person.objects.get(pk=principal.person_id)
