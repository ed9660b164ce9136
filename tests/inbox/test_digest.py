"""The letter of what is due: counted, at most once a day, and none where nothing is new."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldthread.access.decision import Overtaken, Refused, because
from goldthread.accounts.models import Person
from goldthread.house import Role
from goldthread.inbox import digest
from goldthread.inbox.models import DigestChoice
from goldthread.inbox.silence import MAY_BE_SILENT, decide_silence, may_be_silent
from goldthread.inbox.tasks import consider_digest, look_for_digests
from goldthread.measures.periods import Period
from goldthread.messages.models import Letter
from goldthread.register.models import Setting
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, principal_with
from tests.performance.builders import Cast
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
LONDON = ZoneInfo("Europe/London")


def on_day(number: int, hour: int = 8) -> datetime:
    return datetime.combine(TODAY, datetime.min.time(), LONDON) + timedelta(days=number, hours=hour)


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def submitter(cast):
    """Somebody of the agency who chose nothing, and was looked at the day before."""
    person = Person.objects.get(pk=cast.submitter.person_id)
    Person.objects.filter(pk=person.pk).update(joined_at=NOW)
    digest.choice_of(person, at=on_day(-1))
    return person


def letters():
    return Letter.objects.filter(why="what is due")


def test_it_counts_what_is_due_and_what_is_late_and_says_nothing_else(cast, submitter):
    request = cast.asked()

    assert digest.write_digest(submitter, at=on_day(0))

    letter = letters().get()
    assert letter.text.startswith("1 thing is due from you, 1 of them late.\n\n")
    for word in (cast.agency.name, request.public_id, str(request.period), cast.space.name):
        assert word not in letter.subject + letter.text


def test_it_comes_once_a_day_however_often_the_worker_runs(cast, submitter):
    cast.asked()

    written = [digest.write_digest(submitter, at=on_day(0, hour)) for hour in (8, 8, 9, 23)]

    assert written == [True, False, False, False]


def test_it_does_not_come_twice_on_one_day_when_its_hour_is_changed(cast, submitter):
    cast.asked()
    digest.write_digest(submitter, at=on_day(0, 8))
    choice = DigestChoice.objects.get(person=submitter)
    said = {"how_often": "daily", "weekday": 0, "hour": 12}
    digest.choose(choice=choice, by=cast.submitter, at=on_day(0, 9), **said)
    cast.asked(period=Period.parse("2025-26 Q2"))

    assert not digest.write_digest(submitter, at=on_day(0, 13))
    assert digest.write_digest(submitter, at=on_day(1, 13))


def test_it_comes_again_only_when_something_is_new(cast, submitter):
    cast.asked()
    digest.write_digest(submitter, at=on_day(0))

    assert not digest.write_digest(submitter, at=on_day(1))
    cast.asked(period=Period.parse("2025-26 Q2"))
    assert digest.write_digest(submitter, at=on_day(2))


def test_it_does_not_come_where_nothing_is_due(submitter):
    assert not digest.write_digest(submitter, at=on_day(0))


def test_whoever_chose_a_day_of_the_week_gets_it_on_that_day(cast, submitter):
    choice = DigestChoice.objects.get(person=submitter)
    choice.how_often, choice.weekday = "weekly", (TODAY.weekday() + 2) % 7
    choice.save()
    cast.asked()

    written = [digest.write_digest(submitter, at=on_day(day)) for day in range(4)]

    assert written.index(True) == 2


def test_a_worker_that_was_away_on_that_day_writes_it_afterwards(cast, submitter):
    choice = DigestChoice.objects.get(person=submitter)
    choice.how_often, choice.weekday = "weekly", TODAY.weekday()
    choice.save()
    cast.asked()

    assert digest.write_digest(submitter, at=on_day(3))


@pytest.mark.parametrize("allowed", [True, False])
def test_never_holds_only_where_the_partnership_allows_it(cast, submitter, allowed):
    Setting.objects.create(
        space=cast.space, name=MAY_BE_SILENT, value=allowed, reason="So", holds_from=TODAY
    )
    DigestChoice.objects.update(how_often="never")
    cast.asked()

    assert digest.write_digest(submitter, at=on_day(0)) is not allowed


def test_never_is_not_offered_unless_it_is_allowed(cast, submitter):
    assert "Never" not in words(as_(cast.submitter).get(at("own-letter")))

    Setting.objects.create(
        space=cast.space, name=MAY_BE_SILENT, value=True, reason="So", holds_from=TODAY
    )

    assert "Never" in words(as_(cast.submitter).get(at("own-letter")))


def test_the_worker_writes_to_each_whose_turn_it_is(cast, submitter):
    cast.asked()
    look_for_digests.call()
    consider_digest.call(submitter.pk)
    consider_digest.call(submitter.pk)

    assert letters().count() == 1


def test_a_leaver_gets_no_letter(cast, submitter):
    cast.asked()
    submitter.appointments.update(ends_on=TODAY - timedelta(days=1))

    assert not digest.write_digest(submitter, at=on_day(0))


def test_two_partnerships_are_counted_in_one_letter(cast, submitter):
    from tests.factories import AppointmentFactory

    other = Cast()
    AppointmentFactory(
        space=other.space, role=Role.DATA_SUBMITTER, agency=other.agency, person=submitter
    )
    cast.asked()
    other.asked()

    digest.write_digest(submitter, at=on_day(0))

    assert letters().get().text.startswith("2 things are due from you")


def test_of_two_windows_that_choose_at_once_the_second_is_refused(cast, submitter):
    seen = digest.choice_of(submitter, at=on_day(0))
    said = {"how_often": "weekly", "weekday": 2, "row_version": seen.row_version}
    digest.choose(choice=seen, by=cast.submitter, at=on_day(0), hour=9, **said)

    with pytest.raises(Overtaken):
        digest.choose(choice=seen, by=cast.submitter, at=on_day(0), hour=10, **said)

    assert DigestChoice.objects.get(person=submitter).hour == 9


def test_a_window_that_was_overtaken_while_it_saved_is_asked_once_more(
    cast, submitter, monkeypatch
):
    window, address = as_(cast.submitter), at("own-letter")
    page, choose = window.get(address), digest.choose

    def overtaken(**said):
        monkeypatch.setattr(digest, "choose", choose)
        raise Overtaken(because((True, "Somebody else changed this")))

    monkeypatch.setattr(digest, "choose", overtaken)

    assert window.send(page, address, {"hour": "10"}).status_code == 302
    assert DigestChoice.objects.get(person=submitter).hour == 10


def test_a_business_manager_lets_people_do_without_the_letter(cast, submitter):
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    window, address = as_(manager), at("letter-rule")
    typed = {"is_allowed": "yes", "reason": "They look at Home every day"}

    assert window.send(window.get(address), address, typed).status_code == 302

    assert "They look at Home every day" in words(window.get(address))
    assert "Never" in words(as_(cast.submitter).get(at("own-letter")))
    assert Entry.objects.filter(kind="inbox.silence.decided").count() == 1


def test_of_two_who_decide_at_once_the_second_is_refused(cast):
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    said = {"space": cast.space, "by": manager, "at": on_day(0), "reason": "So"}
    first = decide_silence(is_allowed=True, **said)
    decide_silence(is_allowed=False, row_version=first.row_version, **said)

    with pytest.raises(Overtaken):
        decide_silence(is_allowed=True, row_version=first.row_version, **said)


def test_nobody_else_decides_that(cast, submitter):
    with pytest.raises(Refused):
        decide_silence(
            space=cast.space, is_allowed=True, reason="So", by=cast.officer, at=on_day(0)
        )

    assert not may_be_silent(submitter, on=TODAY)
