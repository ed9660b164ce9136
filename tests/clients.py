"""A test client that posts as a page does: each form with a key of its own."""

from django.test import client

from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD
from goldthread.accounts.middleware import BEGAN_KEY, SEEN_KEY

LONG_FROM_NOW = 2**40  # seconds of the epoch


class Client(client.Client):
    """Adds a new key to what is posted, where the test gives none; `without_key` leaves it out."""

    def force_login(self, user, backend=None):
        """Sign in to a session that does not age: tests travel in time, and count queries."""
        super().force_login(user, backend)
        session = self.session
        session[BEGAN_KEY] = session[SEEN_KEY] = LONG_FROM_NOW
        session.save()

    def post(self, path, data=None, *args, without_key=False, **kwargs):
        given = dict(data or {})
        if not without_key:
            given.setdefault(FIELD, new_public_id())
        return super().post(path, given, *args, **kwargs)
