"""What the environment says of other organisations' sign-ins, and what their tokens are believed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldthread.config.providers import providers

HERE = {
    "GOLDTHREAD_PROVIDERS": "here",
    "GOLDTHREAD_PROVIDER_HERE_NAME": "Council of Here",
    "GOLDTHREAD_PROVIDER_HERE_ISSUER": "https://login.example/7d1/v2.0/",
    "GOLDTHREAD_PROVIDER_HERE_CLIENT": "client",
    "GOLDTHREAD_PROVIDER_HERE_SECRET": "secret",
    "GOLDTHREAD_PROVIDER_HERE_DOMAINS": "here.example, Schools.Here.Example",
}


def read(folder=None, **more):
    named = {f"GOLDTHREAD_PROVIDER_HERE_{what}": value for what, value in more.items()}
    return providers(HERE | named, folder)["here"]


def test_nothing_named_is_nobody():
    assert providers({}, None) == {}


def test_an_organisation_is_read_with_all_that_is_said_of_it():
    here = read(SECOND_STEPS="mfa")

    assert (here.name, here.issuer) == ("Council of Here", "https://login.example/7d1/v2.0")
    assert here.domains == {"here.example", "schools.here.example"}
    assert here.second_steps == {"mfa"}
    assert not here.vouches


def test_the_secret_may_lie_in_the_keys_folder(tmp_path):
    (tmp_path / "provider-here.key").write_text("kept apart\n")

    assert read(tmp_path, SECRET="").secret == "kept apart"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"NAME": ""}, "GOLDTHREAD_PROVIDER_HERE_NAME is not set"),
        ({"DOMAINS": " "}, "GOLDTHREAD_PROVIDER_HERE_DOMAINS is not set"),
        ({"SECRET": ""}, "provider-here.key"),
        ({"ISSUER": "http://login.example/"}, "must begin with https://"),
        ({"ISSUER": "https://login.microsoftonline.com/common/v2.0"}, "every organisation"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(tmp_path, more, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        read(tmp_path, **more)


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"email": "Ada@Here.example", "email_verified": True}, "ada@here.example"),
        ({"email": "ada@here.example", "xms_edov": True}, "ada@here.example"),
        ({"email": "ada@here.example", "email_verified": False}, ""),
        ({"email": "ada@here.example", "email_verified": "true"}, ""),
        ({"email": "ada@here.example", "email_verified": True, "xms_edov": False}, ""),
        ({"email": "ada@here.example"}, ""),
        ({"email": "ada@there.example", "email_verified": True}, ""),
        ({"email": "ada@x.here.example", "email_verified": True}, ""),
        ({"email": "here.example", "email_verified": True}, ""),
        ({"email": None}, ""),
        ({}, ""),
    ],
)
def test_an_address_is_believed_where_it_is_proved_and_of_that_organisation(claims, address):
    assert read().proved_address(claims) == address


def test_an_organisation_may_vouch_for_all_its_addresses_but_not_against_its_own_word():
    here = read(VOUCHES="yes")

    assert here.proved_address({"email": "ada@here.example"}) == "ada@here.example"
    assert here.proved_address({"email": "ada@here.example", "email_verified": False}) == ""


@pytest.mark.parametrize(
    ("claims", "took"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": "mfa"}, True),
        ({"acr": "mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": None}, False),
        ({}, False),
    ],
)
def test_a_second_step_is_believed_where_the_token_names_one_that_is_trusted(claims, took):
    assert read(SECOND_STEPS="mfa").took_second_step(claims) is took
    assert read().took_second_step(claims) is False
