"""The demonstration's gate holds what it is there to show."""

import pytest

from goldthread.house import Role
from goldthread.publication.demonstration import load
from goldthread.publication.models import Publication
from goldthread.sweep import Kind
from tests.demonstration.readable import ROOT
from tests.factories import NOW, TODAY, SpaceFactory, principal_with

ROLES = (
    Role.PARTNERSHIP_OFFICER,
    Role.BUSINESS_MANAGER,
    Role.INDEPENDENT_SCRUTINEER,
    Role.DELEGATED_SAFEGUARDING_PARTNER,
)


@pytest.mark.django_db
def test_one_paper_is_out_and_a_name_in_a_tracked_change_keeps_the_other_in():
    space = SpaceFactory(code="EWSCP")
    for role in ROLES:
        principal_with(role, space=space)
    load(ROOT / "demo", today=TODAY, now=NOW)
    out, waits = Publication.objects.order_by("pk")
    assert out.is_public_on(TODAY)
    left = waits.newest().findings.filter(place="deleted", is_dismissed=False)
    assert {row.kind for row in left} == {Kind.TRACKED, Kind.NAME}
    assert "Darren Whitlock" in [row.text for row in left]
