"""The demonstration's gate: one paper let out, and one that waits, with a name left in a tracked change."""

import tomllib
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.files.draft import read_draft
from goldthread.house import Role
from goldthread.publication import actions
from goldthread.publication.actions.going_out import told_by
from goldthread.publication.models import Confirmation, Publication
from goldthread.register.models import Space, in_date

NAME = "draft.docx"


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Propose what the file names and send its draft; what is out goes the whole way there."""
    written = tomllib.loads((folder / "eastmarch" / "publication.toml").read_text(encoding="utf-8"))
    space = Space.objects.get(code=written["space"])
    cast = {role: _somebody(space, role, today) for role in _ROLES}
    for row in written["publications"]:
        publication = actions.propose(
            space=space,
            title=row["title"],
            summary=row["summary"],
            way=row["way"],
            why=row["why"],
            by=cast[Role.PARTNERSHIP_OFFICER],
            at=now,
        )
        content = _word(row)
        actions.send_version(
            publication=publication,
            draft=read_draft(content, NAME),
            content=content,
            name=NAME,
            by=cast[Role.PARTNERSHIP_OFFICER],
            at=now,
        )
        if row["is_out"]:
            _let_out(publication, cast, now)


_ROLES = (
    Role.PARTNERSHIP_OFFICER,
    Role.BUSINESS_MANAGER,
    Role.INDEPENDENT_SCRUTINEER,
    Role.DELEGATED_SAFEGUARDING_PARTNER,
)


def _let_out(publication: Publication, cast: dict[Role, Principal], now: datetime) -> None:
    officer = cast[Role.PARTNERSHIP_OFFICER]
    version = publication.newest()
    assert version is not None
    left = list(version.findings.filter(is_dismissed=False))
    if left:
        words = "It names nobody of a case."
        actions.dismiss(
            publication=publication, findings=left, because_of=words, by=officer, at=now
        )
    readers = [cast[Role.INDEPENDENT_SCRUTINEER], cast[Role.BUSINESS_MANAGER]]
    people = [Person.objects.get(pk=each.person_id) for each in readers]
    actions.ask_readers(publication=publication, readers=people, by=officer, at=now)
    for reader in readers:
        actions.answer(
            publication=publication, may_go_out=True, words="I read it twice.", by=reader, at=now
        )
    for about, words in _PREPARED.items():
        actions.confirm(
            publication=publication,
            about=about,
            is_needed=about == Confirmation.About.STAFF,
            words=words,
            by=officer,
            at=now,
        )
    told_on = told_by(publication, now.date()) - timedelta(days=1)
    actions.tell_notice(publication=publication, on=told_on, reference="EW-P-7", by=officer, at=now)
    partner = cast[Role.DELEGATED_SAFEGUARDING_PARTNER]
    actions.publish(publication=publication, sha256=version.sha256, by=partner, at=now)


_PREPARED = {
    Confirmation.About.FAMILY: "No family's case is told in it.",
    Confirmation.About.LEGAL: "No proceedings are touched.",
    Confirmation.About.MEDIA: "The partners expect no questions.",
    Confirmation.About.STAFF: "Those who took part read it first.",
}


def _somebody(space: Space, role: Role, today: date) -> Principal:
    held = Appointment.objects.filter(in_date(today), space=space, role=role)
    person = held.select_related("person").order_by("pk")[0].person
    return principal_for(person, on=today, chosen=space.code)


def _word(row: dict[str, Any]) -> bytes:
    """The draft as a Word document, with what was left behind in it."""
    document = Document()
    document.core_properties.author = ""
    document.add_heading(row["title"], 1)
    for text in row["paragraphs"]:
        document.add_paragraph(text)
    if left := row.get("left_behind"):
        _left_behind(document.add_paragraph(left["before"]), left)
    there = BytesIO()
    document.save(there)
    return there.getvalue()


def _left_behind(paragraph: Any, left: dict[str, str]) -> None:
    change, run, text = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    change.set(qn("w:author"), left["by"])
    text.text = left["deleted"]
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    change.append(run)
    paragraph._p.append(change)
    paragraph.add_run(left["after"])
