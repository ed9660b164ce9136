"""Second steps lie sealed, and the key that seals them can be changed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.core.management.utils import get_random_secret_key

from goldthread import keys
from goldthread.accounts.adapters import SecondFactorAdapter, seal_again
from goldthread.accounts.commands import recover
from goldthread.config.commandline import parser_of
from goldthread.house import registry
from goldthread.messages.models import Letter
from tests.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105


def sealed():
    found = Authenticator.objects.order_by("pk").values_list("data", flat=True)
    return [data.get("secret") or data.get("seed") for data in found]


def opened():
    return [SecondFactorAdapter().decrypt(each) for each in sealed()]


def test_no_secret_of_a_second_step_lies_open():
    person = PersonFactory()
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).generate_codes()

    kept = str(list(Authenticator.objects.values()))

    assert SECRET not in kept
    assert not any(code in kept for code in codes)
    assert opened()[0] == SECRET


def test_a_new_key_opens_what_the_old_one_sealed_and_then_seals_it_anew(settings):
    person = PersonFactory()
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).generate_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = (
        get_random_secret_key(),
        [settings.SECRET_KEY],
    )
    assert opened()[0] == SECRET

    assert seal_again() == 2

    settings.SECRET_KEY_FALLBACKS = []
    assert opened()[0] == SECRET
    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert recovery.wrap().generate_codes() == codes


def test_another_key_opens_nothing(settings):
    TOTP.activate(PersonFactory(), SECRET)
    settings.SECRET_KEY = get_random_secret_key()

    with pytest.raises(InvalidToken):
        opened()


def test_a_key_that_was_changed_is_kept_with_the_earlier_ones(tmp_path):
    keys.make(tmp_path)
    first = keys.read(tmp_path, "signing")
    keys.change(tmp_path, "signing")
    second = keys.read(tmp_path, "signing")
    keys.change(tmp_path, "signing")

    assert keys.earlier(tmp_path, "signing") == [second, first]
    assert keys.read(tmp_path, "signing") not in (first, second)
    assert keys.earlier(tmp_path, "trail") == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


def run(*words):
    parsed = parser_of(registry.commands()).parse_args(words)
    return recover(parsed)


def test_the_installation_lets_somebody_of_two_partnerships_back_in(capsys):
    person = AppointmentFactory().person
    AppointmentFactory(person=person)
    TOTP.activate(person, SECRET)

    assert run("account", "recover", person.email.upper()) == 0

    link = capsys.readouterr().out.split()[-1]
    assert link in Letter.objects.get(to=person.email).text
    assert not Authenticator.objects.exists()


def test_the_installation_lets_nobody_in_who_is_not_known(capsys):
    assert run("account", "recover", "nobody@example.org") == 1
    assert "There is no account" in capsys.readouterr().out


def test_a_key_that_came_with_a_newer_version_is_made_beside_the_older_ones(tmp_path):
    keys.make(tmp_path, ("signing", "trail"))
    signing = keys.read(tmp_path, "signing")

    assert keys.complete(tmp_path) == ["vault"]
    assert keys.read(tmp_path, "signing") == signing


def test_no_key_is_made_in_a_folder_without_any(tmp_path):
    assert keys.complete(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
