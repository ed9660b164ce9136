"""A partnership at its gate: a manager prepares, two people read, a partner lets it out."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from goldthread.accounts.models import Person
from goldthread.files.draft import read_draft
from goldthread.house import Module, PublishedKind, Role, registry
from goldthread.publication import actions
from goldthread.publication.models import Confirmation, Publication, Version
from goldthread.register.models import Compartment, Priority
from goldthread.sweep import Person as Watch
from goldthread.sweep import Watched
from tests.factories import NOW, TODAY, PriorityFactory, SpaceFactory, principal_with
from tests.files.drafts import NAME, changed, word

WATCHED = Watched(people=(Watch(called="Child A", names=(f"{NAME} Thornbury",)),))
CLEAN = "Practitioners worked well together."
NOTICE = date(2026, 4, 1)
Way = Publication.Way


def a_kind() -> PublishedKind:
    """A priority stands for a record of a module that holds reviews."""

    def by_reference(text: str):
        return Priority.objects.filter(public_id=text).first()

    return PublishedKind(
        kind="register.priority",
        offers=lambda principal: [
            (row.public_id, row.name) for row in Priority.objects.visible_to(principal)
        ],
        find=lambda principal, text: (
            Priority.objects.visible_to(principal).filter(public_id=text).first()
        ),
        by_reference=by_reference,
        watched=lambda row: WATCHED,
        words=lambda row: row.name,
        url=lambda row: "/",
    )


def a_registry_that_publishes(monkeypatch) -> None:
    """Let a module name records of which something may become public."""
    module = Module(name="tried", title="Tried", publishes=(a_kind(),))
    monkeypatch.setattr(registry, "_modules", (*registry, module))


@cache
def draft_with(*paragraphs: str, deleted: str = "") -> bytes:
    """A Word draft with these paragraphs, clean of everything that its program adds."""

    def write(document):
        for part in document.part.package.iter_parts():
            if "thumbnail" in str(part.partname):
                part._blob = b""
        for text in paragraphs:
            document.add_paragraph(text)
        if deleted:
            changed(document, "del", deleted)

    return word(write)


# Each reading begins a process: one draft is read once.
_read = cache(read_draft)


class Gate:
    """The people of a gate, and a publication that goes through it."""

    def __init__(self, way=Way.PUBLIC, in_a_case=False, of_a_record=True, space=None):
        self.space = space or SpaceFactory()
        self.manager = self._somebody(Role.BUSINESS_MANAGER)
        self.officer = self._somebody(Role.PARTNERSHIP_OFFICER)
        self.partner = self._somebody(Role.DELEGATED_SAFEGUARDING_PARTNER)
        self.other_partner = self._somebody(Role.LEAD_SAFEGUARDING_PARTNER)
        self.scrutineer = self._somebody(Role.INDEPENDENT_SCRUTINEER)
        self.record = PriorityFactory(space=self.space) if of_a_record else None
        if in_a_case:
            self.case = Compartment.objects.create(space=self.space, name="C", starts_on=TODAY)
            self.record.compartment = self.case
            self.record.save()
            named = frozenset({self.case.pk})
            self.manager = replace(self.manager, compartments=named)
        self.publication = self.proposed(way=way)

    def _somebody(self, role):
        return principal_with(role, space=self.space)

    @staticmethod
    def person(principal) -> Person:
        return Person.objects.get(pk=principal.person_id)

    def proposed(self, *, way=Way.PUBLIC, title="A review", replaces=None) -> Publication:
        return actions.propose(
            space=self.space,
            of=self.record,
            title=title,
            summary="",
            way=way,
            why="So",
            replaces=replaces,
            by=self.manager,
            at=NOW,
        )

    def sent(self, content: bytes, name="draft.docx") -> Version:
        version = actions.send_version(
            publication=self.publication,
            draft=_read(content, name),
            content=content,
            name=name,
            by=self.manager,
            at=NOW,
        )
        self.publication.refresh_from_db()
        return version

    def clean(self) -> Version:
        """A draft in which nothing is left to answer."""
        version = self.sent(draft_with(CLEAN))
        left = list(version.findings.filter(is_dismissed=False))
        if left:
            self.dismissed(left)
        return version

    def dismissed(self, findings, because="It is of the program") -> int:
        return actions.dismiss(
            publication=self.publication,
            findings=findings,
            because_of=because,
            by=self.manager,
            at=NOW,
        )

    def asked(self, *readers) -> None:
        self.ask(*(self.person(each) for each in readers or (self.scrutineer, self.officer)))

    def ask(self, *people: Person) -> None:
        actions.ask_readers(
            publication=self.publication, readers=list(people), by=self.manager, at=NOW
        )
        self.publication.refresh_from_db()

    def answered(self, reader, may_go_out=True, words=""):
        given = actions.answer(
            publication=self.publication, may_go_out=may_go_out, words=words, by=reader, at=NOW
        )
        self.publication.refresh_from_db()
        return given

    def agreed(self) -> "Gate":
        self.clean()
        self.asked()
        self.answered(self.scrutineer)
        self.answered(self.officer, words="Read twice")
        return self

    def confirmed(self, *abouts) -> None:
        for about in abouts or Confirmation.About.values:
            actions.confirm(
                publication=self.publication,
                about=about,
                is_needed=True,
                words="On 1 May",
                by=self.manager,
                at=NOW,
            )

    def told(self, on=NOTICE) -> None:
        actions.tell_notice(
            publication=self.publication, on=on, reference="P-1", by=self.manager, at=NOW
        )

    def ready(self) -> "Gate":
        self.agreed()
        self.confirmed()
        self.told()
        self.publication.refresh_from_db()
        return self

    def let_out(self, by=None, at=NOW) -> Publication:
        self.publication = actions.publish(
            publication=self.publication,
            sha256=self.publication.newest().sha256,
            by=by or self.partner,
            at=at,
        )
        return self.publication


def later(days: int):
    return NOW + timedelta(days=days)
