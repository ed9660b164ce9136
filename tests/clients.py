"""A test client that posts as a page does: each form with a key of its own."""

from django.test import client

from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD


class Client(client.Client):
    """Adds a new key to what is posted, where the test gives none; `without_key` leaves it out."""

    def post(self, path, data=None, *args, without_key=False, **kwargs):
        given = dict(data or {})
        if not without_key:
            given.setdefault(FIELD, new_public_id())
        return super().post(path, given, *args, **kwargs)
