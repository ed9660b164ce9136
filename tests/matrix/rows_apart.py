"""Rows that no address names: one of each remaining model in each space, and one in a compartment.

They are made directly: what counts is who sees them, not how they came to be.
"""

from datetime import timedelta
from hashlib import sha256

from goldthread.access.models import FormDraft, HeldPost, Submission
from goldthread.accounts.models import CompartmentMember
from goldthread.files.models import StoredFile
from goldthread.house import Audience
from goldthread.inbox.silence import MAY_BE_SILENT
from goldthread.performance.models import (
    Commentary,
    Explanation,
    LocalDefinition,
    PublishedValue,
    Release,
    ReleaseFile,
    Return,
    ReturnQuestion,
    ScorecardLine,
    Target,
)
from goldthread.register.models import Area, Compartment, Priority, Setting, Space
from goldthread.yearly_report.models import Draft, Frozen, MadeFile, Section, ShowingDecision
from tests.factories import LONG_AGO, NOW, TODAY, AreaFactory, GroupFactory, PersonFactory
from tests.matrix.rows_of_returns import INDICATOR
from tests.matrix.world import IN_COMPARTMENT, PLACES, World


def rows_apart(world: World) -> None:
    for place in PLACES:
        space = world.spaces[place]
        somebody = PersonFactory()
        GroupFactory(space=space)
        _of_the_register(space)
        _of_performance(space, somebody)
        _of_the_report(space, somebody, world)
        _in_a_compartment(space, somebody, world)
    _published(world.spaces["ours"].areas.first())
    Submission.objects.create(fingerprint="0" * 64, answer="/")
    typed = {"person_id": 0, "address": "/", "sealed": b"", "began_at": NOW, "kept_at": NOW}
    FormDraft.objects.create(**typed)
    HeldPost.objects.create(**typed, why=HeldPost.Why.SIGNED_OUT)


def _of_the_register(space: Space) -> None:
    Priority.objects.create(space=space, name="A priority", starts_on=LONG_AGO)
    Setting.objects.create(
        space=space, name="performance.small_below", value=5, reason="Said so", holds_from=TODAY
    )
    core_group = {"amount": 8, "unit": "working_days"}
    Setting.objects.create(
        space=space,
        name="clocks.first_core_group",
        value=core_group,
        reason="Said so",
        holds_from=TODAY,
    )
    Setting.objects.create(
        space=space, name=MAY_BE_SILENT, value=True, reason="Said so", holds_from=TODAY
    )


def _of_performance(space: Space, somebody) -> None:
    ScorecardLine.objects.create(space=space, indicator="referrals", starts_on=LONG_AGO)
    LocalDefinition.objects.create(
        space=space, indicator="referrals", version="2", text="Ours", holds_from=TODAY, reason="So"
    )
    ReturnQuestion.objects.create(
        of=Return.objects.filter(space=space).first(),
        space=space,
        text="Is it right?",
        asked_by=somebody,
        asked_at=NOW,
    )
    words = {"indicator": "referrals", "period": "2024-25", "text": "It rose."}
    Target.objects.create(
        space=space,
        indicator="re_referrals_12m",
        value=20,
        holds_from=TODAY,
        reason="Said so",
        set_by=somebody,
        set_at=NOW,
    )
    Commentary.objects.create(space=space, written_by=somebody, written_at=NOW, **words)
    Explanation.objects.create(
        space=space,
        area=space.areas.first(),
        indicator="referrals",
        period="2024-25",
        origin="return",
        local_value=1,
        official_value=2,
        reason=Explanation.Reason.DATE,
        text="Counted in May.",
        explained_by=somebody,
        explained_at=NOW,
    )
    # One about a single area, for people whose appointment is for another.
    Commentary.objects.create(
        space=space, area=space.areas.first(), written_by=somebody, written_at=NOW, **words
    )


def _of_the_report(space: Space, somebody, world: World) -> None:
    section = Section.objects.filter(space=space).first()
    for person in (somebody, world.people[IN_COMPARTMENT]):
        Draft.objects.create(
            space=space, person=person, section=section, kind="text", typed={}, kept_at=NOW
        )
    ShowingDecision.objects.create(
        space=space, document="A report", reason="Printed", decided_by=somebody, decided_at=NOW
    )
    file = StoredFile.objects.create(
        space=space,
        name="figures.csv",
        sha256=sha256(b"").hexdigest(),
        size=0,
        path=f"{space.pk}/none",
        received_at=NOW,
        received_from=None,
    )
    MadeFile.objects.create(
        space=space,
        frozen=Frozen.objects.filter(space=space).first(),
        audience=Audience.BOARD,
        name="figures.csv",
        file=file,
    )


def _in_a_compartment(space: Space, somebody, world: World) -> None:
    closed = Compartment.objects.create(space=space, name="Closed", starts_on=LONG_AGO)
    if space == world.spaces["ours"]:
        CompartmentMember.objects.create(
            space=space,
            person=world.people[IN_COMPARTMENT],
            for_compartment=closed,
            starts_on=TODAY - timedelta(days=1),
        )
    Commentary.objects.create(
        space=space,
        compartment=closed,
        indicator="referrals",
        period="2023-24",
        text="Of the closed group",
        written_by=somebody,
        written_at=NOW,
    )


def _published(ours: Area) -> None:
    """A release about an area elsewhere, and about ours: there it contradicts an accepted return."""
    release = Release.objects.create(
        name="A release", publisher="The Department", dated_on=NOW.date()
    )
    file = ReleaseFile.objects.create(
        name="a.csv",
        identity="a",
        sha256=sha256(b"a").hexdigest(),
        status="counts",
        taken_at=NOW,
    )
    elsewhere = AreaFactory()
    for area, indicator, period in (
        (elsewhere, "referrals", "2023-24"),
        (ours, INDICATOR, "2023-24 Q4"),
    ):
        PublishedValue.objects.create(
            release=release,
            file=file,
            indicator=indicator,
            area_code=area.code,
            area_name=area.name,
            level="council",
            period=period,
            period_starts_on=TODAY,
            value=1,
            basis="counted",
            row=1,
        )
