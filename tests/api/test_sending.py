"""Sending a return: the same road as its file, all or nothing, and counted once."""

import json

import pytest

from goldthread.access.rows import new_public_id
from goldthread.performance import actions
from goldthread.performance.models import Cell, Return
from goldthread.performance.views.common import latest_version
from tests.api.builders import Partnership
from tests.factories import NOW
from tests.performance.builders import number
from tests.performance.pages import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


class Sender:
    """An agency's own system, asked for one return."""

    def __init__(self, may_send=True):
        self.here = Partnership(indicators=("referrals",))
        self.request = self.here.asked()
        self.bearer = self.here.program(self.here.submitter, may_send=may_send)

    def lines(self, value="12"):
        asked = self.bearer.get(f"/api/v1/returns/{self.request.public_id}").json()["lines"]
        names = ("area_code", "indicator", "breakdown", "value", "numerator", "denominator")
        return [
            {name: line[name] for name in names}
            | ({"answer": "not recorded"} if line["breakdown"] else {"value": value})
            for line in asked
        ]

    def send(self, lines, key=None, **more):
        return self.bearer.post(
            f"/api/v1/returns/{self.request.public_id}/answers",
            json.dumps({"lines": lines} | more),
            content_type="application/json",
            headers={"Idempotency-Key": key or new_public_id()},
        )

    def version(self):
        """The version that the return has now, as it is read."""
        return self.bearer.get(f"/api/v1/returns/{self.request.public_id}").json()["version"]

    @property
    def versions(self):
        return Return.objects.filter(request=self.request)


def test_a_return_that_is_due_is_found_and_told_line_by_line():
    sender = Sender()

    (row,) = sender.bearer.get("/api/v1/returns?due=true").json()["items"]

    assert row["id"] == sender.request.public_id
    assert row["state"] == "not begun"
    assert sender.lines()[0]["indicator"] == "referrals"


def test_a_return_that_is_sent_whole_is_signed_by_the_tokens_person():
    sender = Sender()

    response = sender.send(sender.lines())

    assert response.status_code == 200, response.content
    assert response.json()["status"] == "submitted"
    version = latest_version(sender.request)
    assert version.signed_by_id == sender.here.submitter.person_id


def test_every_problem_is_told_at_once_and_nothing_is_kept():
    sender = Sender()
    lines = sender.lines(value="a dozen")
    lines.append({"area_code": "NOWHERE", "indicator": "referrals", "value": "1"})

    response = sender.send(lines)

    assert response.status_code == 422
    assert len(response.json()["error"]["problems"]) >= 2
    assert not sender.versions.exists()
    assert not Cell.objects.exists()


def test_the_same_sent_twice_counts_once():
    sender, key = Sender(), new_public_id()
    lines = sender.lines()

    first, second = sender.send(lines, key), sender.send(lines, key)

    assert first.json() == second.json()
    assert sender.versions.count() == 1


def test_a_key_that_was_used_for_something_else_is_refused():
    sender, key = Sender(), new_public_id()
    sender.send(sender.lines(), key)

    response = sender.send(sender.lines(value="99"), key)

    assert response.status_code == 409


def test_a_refused_sending_does_not_use_its_key_up():
    sender, key = Sender(), new_public_id()
    sender.send(sender.lines(value="a dozen"), key)

    assert sender.send(sender.lines(), key).status_code == 200


def test_nothing_is_taken_without_a_key():
    sender = Sender()

    assert sender.send(sender.lines(), key="short").status_code == 409
    assert not sender.versions.exists()


def test_a_token_that_only_reads_sends_nothing():
    sender = Sender(may_send=False)

    response = sender.send(sender.lines())

    assert response.status_code == 403
    assert response.json()["error"]["sentence"] == "This token only reads."
    assert not sender.versions.exists()


def test_another_agencys_return_is_not_there():
    sender, other = Sender(), Sender()
    lines = sender.lines()
    sender.request = other.request

    assert sender.send(lines).status_code == 404


def test_a_return_that_was_signed_is_not_overwritten():
    sender = Sender()
    sender.send(sender.lines())

    unread = sender.send(sender.lines(value="99"))
    response = sender.send(sender.lines(value="99"), version=sender.version())

    assert unread.status_code == 409
    assert response.status_code == 403
    assert sender.versions.count() == 1


def test_what_somebody_wrote_since_the_return_was_read_is_not_written_over():
    sender = Sender()
    read = sender.version()
    asked = sender.here.undivided() | {sender.here.key("referrals"): number("7")}
    begun = actions.start_return(request=sender.request, by=sender.here.submitter, at=NOW)
    actions.save_answers(return_=begun, typed=asked, by=sender.here.submitter, at=NOW)

    late = sender.send(sender.lines(), version=read)
    assert late.status_code == 409
    assert "read it again" in late.json()["error"]["sentence"]
    assert Cell.objects.get(breakdown="", of=begun).value == 7

    assert sender.send(sender.lines(), version=sender.version()).status_code == 200


def test_what_is_no_json_is_refused_and_not_broken():
    sender = Sender()

    response = sender.bearer.post(
        f"/api/v1/returns/{sender.request.public_id}/answers",
        {"lines": "x"},  # as a form with files sends it
        headers={"Idempotency-Key": new_public_id()},
    )

    assert response.status_code == 415
    assert response.json()["error"]["sentence"] == "Send JSON."
