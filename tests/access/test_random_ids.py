import pytest
from django.urls import Resolver404, resolve, reverse

from goldthread.access.addresses import is_random_id
from goldthread.access.rows import new_public_id

NOT_IDS = [
    "",
    "short",
    "x" * 21,
    "x" * 23,
    "x" * 21 + "\0",
    "é" * 22,
    "x" * 21 + "\n",
    "x" * 21 + "/",
]


def test_what_the_house_makes_is_a_random_id():
    assert all(is_random_id(new_public_id()) for _ in range(99))


@pytest.mark.parametrize("text", NOT_IDS)
def test_what_is_no_random_id_leads_nowhere(text):
    assert not is_random_id(text)
    with pytest.raises(Resolver404):
        resolve(f"/agencies/{text}/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/agencies/xxxxxxxxxxxxxxxxxxxxx%00/",
        "/join/%00/",
        "/accessibility/?a=1&a=%00",
        "/nowhere%00",
    ],
)
def test_an_address_with_a_nul_is_not_found_on_any_database(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_nul_in_a_demonstration_account_is_not_found(client):
    address = reverse("demonstration-sign-in", args=[new_public_id()])

    assert client.post(address[:-2] + "%00/").status_code == 404


def test_a_command_never_takes_an_id_for_an_option(monkeypatch):
    drawn = iter(["-nOz-v_-WpYO3IMLKllgKg", "0nOz-v_-WpYO3IMLKllgKg"])
    monkeypatch.setattr("goldthread.access.rows.secrets.token_urlsafe", lambda size: next(drawn))

    assert new_public_id() == "0nOz-v_-WpYO3IMLKllgKg"
