"""Addresses that PostgreSQL takes for one another, as it makes capitals of their letters, are two."""

import pytest

from goldthread.accounts.actions import tie_to_provider
from goldthread.accounts.models import Person
from goldthread.accounts.providers import Provider
from tests.factories import NOW, PersonFactory

HERE = Provider(
    code="here",
    name="Here",
    issuer="https://here.example",
    client="c",
    secret="s",
    domains=frozenset({"here.example"}),
    vouches=True,
)
ALIKE = ["beſs.king@here.example", "bess.kıng@here.example"]  # a long s; an i without its dot


@pytest.mark.django_db
@pytest.mark.parametrize("other", ALIKE)
def test_an_address_that_looks_alike_stands_in_nobodys_way(other):
    bess = PersonFactory(email="bess.king@here.example")
    PersonFactory(email=other)

    assert Person.objects.get_by_natural_key("Bess.King@here.example") == bess


@pytest.mark.django_db
@pytest.mark.parametrize("other", ALIKE)
def test_an_address_that_looks_alike_is_tied_to_nobody(other):
    PersonFactory(email="bess.king@here.example", joined_at=NOW)

    assert tie_to_provider(provider="here", subject="1", address=other, name="X", at=NOW) is None


@pytest.mark.parametrize("other", [*ALIKE, "bess.\u212aing@here.example"])
def test_an_organisation_proves_no_address_of_other_letters(other):
    assert HERE.proved_address({"email": other}) == ""
    assert HERE.proved_address({"email": "Bess.King@here.example"}) == "bess.king@here.example"
