"""A test client that posts as a page does: each form with a key of its own."""

from django.test import client

from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD
from goldthread.accounts.middleware import BEGAN_KEY, SEEN_KEY
from goldthread.ui.middleware import TOLD_KEY
from goldthread.ui.page_forms import PageForms, answers

LONG_FROM_NOW = 2**40  # seconds of the epoch


class Client(client.Client):
    """Adds a new key to what is posted, where the test gives none; `without_key` leaves it out."""

    def force_login(self, user, backend=None):
        """Sign in to a session that does not age: tests travel in time, and count queries."""
        super().force_login(user, backend)
        session = self.session
        session[BEGAN_KEY] = session[SEEN_KEY] = LONG_FROM_NOW
        session[TOLD_KEY] = True
        session.save()

    def post(self, path, data=None, *args, without_key=False, **kwargs):
        given = dict(data or {})
        if not without_key:
            given.setdefault(FIELD, new_public_id())
        return super().post(path, given, *args, **kwargs)

    def send(self, page, address, typed, **kwargs):
        """Post the form of a page that leads to the address: its own answers, and what is typed."""
        forms = dict(PageForms(page.content, page.wsgi_request.get_full_path()).forms())
        return self.post(address, answers(forms[address]) | typed, **kwargs)
