"""Returns and documents for the matrix: asked for, being filled in, submitted and accepted, in each space."""

from datetime import timedelta
from decimal import Decimal

from goldthread.access.principal import Principal
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.periods import Period
from goldthread.performance import actions, record_files, sheets
from goldthread.performance.actions.documents import Copied
from goldthread.performance.asked import LineKey, Typed
from goldthread.performance.models import Document, ReleaseFile, Return
from tests.factories import NOW, TODAY, AppointmentFactory
from tests.matrix.papers import a_page
from tests.matrix.world import World
from tests.performance.published_files import referrals, referrals_row

INDICATOR = "referrals"


def _somebody(world: World, place: str, role: Role) -> Principal:
    agency = world.agency if role is Role.DATA_SUBMITTER else None
    space = world.spaces[place]
    person = AppointmentFactory(space=space, role=role, agency=agency).person
    return principal_for(person, on=TODAY, chosen=space.code)


class Walk:
    """One return of one period, walked as far as an address needs it."""

    def __init__(self, world: World, place: str, period: str) -> None:
        self.space = world.spaces[place]
        self.officer = _somebody(world, place, Role.PERFORMANCE_OFFICER)
        self.submitter = _somebody(world, place, Role.DATA_SUBMITTER)
        self.area = self.space.areas.first()
        self.period = Period.parse(period)
        self.request = actions.ask_for_return(
            by=self.officer,
            at=NOW,
            space=self.space,
            agency=world.agency,
            period=self.period,
            areas=[self.area],
            indicators=[INDICATOR],
            due_on=self.period.ends_on + timedelta(days=30),
        )

    def filled_in(self) -> Return:
        return_ = actions.start_return(request=self.request, by=self.submitter, at=NOW)
        lines = {
            LineKey(self.area.code, INDICATOR): Typed({"value": "120"}, "as counted"),
            LineKey(self.area.code, INDICATOR, "individual"): Typed({}, "not recorded"),
        }
        actions.save_answers(return_=return_, typed=lines, by=self.submitter, at=NOW)
        return return_

    def submitted(self) -> Return:
        return actions.submit(return_=self.filled_in(), by=self.submitter, at=NOW)

    def accepted(self) -> Return:
        return actions.accept(return_=self.submitted(), by=self.officer, at=NOW)


def asked_for(world: World, place: str) -> dict[str, str]:
    walk = Walk(world, place, "2024-25 Q1")
    return {"public_id": walk.request.public_id}


def filled_in(world: World, place: str) -> dict[str, str]:
    walk = Walk(world, place, "2024-25 Q2")
    walk.filled_in()
    return {"public_id": walk.request.public_id}


def submitted(world: World, place: str) -> dict[str, str]:
    walk = Walk(world, place, "2024-25 Q3")
    walk.submitted()
    return {"public_id": walk.request.public_id}


def accepted(world: World, place: str) -> dict[str, str]:
    walk = Walk(world, place, "2024-25 Q4")
    walk.accepted()
    return {"public_id": walk.request.public_id}


def version(world: World, place: str) -> dict[str, str]:
    walk = Walk(world, place, "2023-24 Q4")
    return_ = walk.accepted()
    return {"public_id": walk.request.public_id, "version_id": return_.public_id}


def template(world: World, place: str) -> dict[str, str]:
    return {"public_id": Walk(world, place, "2023-24 Q3").request.public_id, "kind": "xlsx"}


def _kept(world: World, place: str, title: str) -> Document:
    return actions.keep_document(
        space=world.spaces[place],
        title=title,
        publisher="Somebody",
        year="2023-24",
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
    )


def document(world: World, place: str) -> dict[str, str]:
    return {"public_id": _kept(world, place, "A report").public_id}


def transcription(world: World, place: str) -> dict[str, str]:
    kept = _kept(world, place, "Another report")
    copied = Copied(
        area_code=kept.space.areas.first().code,
        indicator=INDICATOR,
        period=Period.parse("2023-24"),
        value=Decimal(120),
    )
    made = actions.transcribe(
        document=kept,
        section="Section 1",
        figures=[copied],
        by=_somebody(world, place, Role.PARTNERSHIP_OFFICER),
        at=NOW,
    )
    return {"public_id": made.public_id}


def published_import(world: World, place: str) -> dict[str, str]:
    """A table that one person imported and nobody has checked."""
    officer = _somebody(world, place, Role.PERFORMANCE_OFFICER)
    actions.take_tables(tables=[referrals(referrals_row(year="2023"))], by=officer, at=NOW)
    return {"public_id": ReleaseFile.objects.get(space=world.spaces[place]).public_id}


def sent_file(world: World, place: str) -> dict[str, str]:
    """A return that came in as a file."""
    walk = Walk(world, place, "2022-23 Q4")
    return_ = actions.start_return(request=walk.request, by=walk.submitter, at=NOW)
    content = f"area_code,indicator,value,answer\n{walk.area.code},{INDICATOR},120,as counted\n"
    actions.receive_file(
        return_=return_,
        sheet=sheets.read(content.encode()),
        content=content.encode(),
        name="return.csv",
        by=walk.submitter,
        at=NOW,
    )
    return {"public_id": walk.request.public_id, "version_id": return_.public_id}


def sent_letter(world: World, place: str) -> dict[str, str]:
    """A return that the business unit enters from a letter of the agency."""
    walk = Walk(world, place, "2021-22 Q1")
    return_ = actions.enter_for_agency(
        request=walk.request,
        how=Return.Heard.LETTER,
        heard_from="A practice manager",
        heard_on=TODAY,
        letter=("letter.pdf", a_page()),
        by=_somebody(world, place, Role.PARTNERSHIP_OFFICER),
        at=NOW,
    )
    return {"public_id": walk.request.public_id, "version_id": return_.public_id}


def for_records(world: World, place: str) -> dict[str, str]:
    """A return whose figures can be made of records here."""
    walk = Walk(world, place, "2019-20 Q4")
    actions.settle(
        by=walk.officer,
        at=NOW,
        space=walk.space,
        limit=record_files.SWITCH,
        value=1,
        holds_from=TODAY,
        reason="Data protection assessment of 12 March 2026, signed by the partners.",
        source="DPIA-2026-014",
        row_version=0,
    )
    return {"public_id": walk.filled_in().request.public_id}


def scorecard_line(world: World, place: str) -> dict[str, str]:
    line = actions.place(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        space=world.spaces[place],
        indicator="lado_referrals",
        priority=None,
        standing="supporting",
        order=0,
    )
    return {"public_id": line.public_id}


MAKERS = {
    "published_import": published_import,
    "return_file": sent_file,
    "return_letter": sent_letter,
    "document": document,
    "transcription": transcription,
    "return_asked_for": asked_for,
    "return_filled_in": filled_in,
    "return_for_records": for_records,
    "return_submitted": submitted,
    "return_accepted": accepted,
    "return_version": version,
    "return_template": template,
    "indicator": lambda world, place: {"key": INDICATOR},
    "limit": lambda world, place: {"slug": "small-numbers"},
    "scorecard_line": scorecard_line,
    "indicator_file": lambda world, place: {"key": INDICATOR, "form": "csv"},
    "scorecard_file": lambda world, place: {"form": "csv"},
}
