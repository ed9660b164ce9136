"""The steps of a publication: prepared, read by two, let out by another person, withdrawn or replaced."""

from typing import Any

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.publication import permissions
from goldthread.publication.models import Answer, Confirmation, Found, Publication
from goldthread.workflow import Step, Workflow

S = Publication.Status
READERS = 2


def is_swept_and_answered(subject: Any, by: Principal) -> Decision:
    """Readers are asked for a draft in which every finding was answered."""
    version = subject.newest()
    if version is None:
        return because((True, "There is no draft yet."))
    left = Found.objects.filter(version=version, is_dismissed=False).count()
    words = "finding is" if left == 1 else "findings are"
    return because((bool(left), f"{left} {words} neither dismissed nor mended."))


def is_a_reader(subject: Any, by: Principal) -> Decision:
    """Only who was asked answers, and once."""
    version = subject.newest()
    asked = version.readers.filter(person_id=by.person_id) if version else None
    reader = asked.first() if asked is not None else None
    given = reader is not None and Answer.objects.filter(reader=reader).exists()
    return because(
        (reader is None, "You were not asked to read this version."),
        (given, "You have answered already."),
    )


def is_ready_to_go(subject: Any, by: Principal) -> Decision:
    """Both readers agree, everybody is prepared, and whoever lets it out did not propose it."""
    answered = set(subject.confirmations.values_list("about", flat=True))
    missing = [str(label) for about, label in Confirmation.About.choices if about not in answered]
    return because(
        (
            subject.proposed_by_id == by.person_id,
            "You proposed this. Somebody else must let it out.",
        ),
        (bool(missing), f"Not answered yet: {', '.join(missing)}."),
        (
            subject.needs_notice and subject.notice_on is None,
            "The Panel and the minister have not been told yet.",
        ),
    )


def goes_to_the_public(subject: Any, by: Principal) -> Decision:
    """It is for the public page, both readers agree, everybody is prepared, and another person lets it out."""
    elsewhere = subject.way != Publication.Way.PUBLIC
    return because((elsewhere, "It is not for the public page.")) & is_ready_to_go(subject, by)


def is_given(subject: Any, by: Principal) -> Decision:
    """It is not for the public page, both readers agree, everybody is prepared, and another person says so."""
    public = subject.way == Publication.Way.PUBLIC
    return because((public, "It is for the public page.")) & is_ready_to_go(subject, by)


SEND = Step(
    name="send a draft, or its next version",
    goes_from=frozenset({S.PREPARING, S.READING, S.AGREED}),
    goes_to=S.PREPARING,
    permission=permissions.PREPARE,
)
ASK = Step(
    name="ask two readers",
    goes_from=frozenset({S.PREPARING}),
    goes_to=S.READING,
    permission=permissions.PREPARE,
    rule=is_swept_and_answered,
)
AGREE = Step(
    name="agree, as the second of two readers",
    goes_from=frozenset({S.READING}),
    goes_to=S.AGREED,
    permission=permissions.READ,
    rule=is_a_reader,
)
SEND_BACK = Step(
    name="send back, when one of the two readers says no",
    goes_from=frozenset({S.READING}),
    goes_to=S.PREPARING,
    permission=permissions.READ,
    rule=is_a_reader,
)
PUBLISH = Step(
    name="let it out to everybody",
    goes_from=frozenset({S.AGREED}),
    goes_to=S.PUBLIC,
    permission=permissions.PUBLISH,
    rule=goes_to_the_public,
)
GIVE = Step(
    name="say where it was given",
    goes_from=frozenset({S.AGREED}),
    goes_to=S.GIVEN,
    permission=permissions.PUBLISH,
    rule=is_given,
)
REPLACE = Step(
    name="replace by a later one, when that is let out",
    goes_from=frozenset({S.PUBLIC}),
    goes_to=S.REPLACED,
    permission=permissions.PUBLISH,
)
KEEP_LONGER = Step(
    name="keep it longer, with a reason",
    goes_from=frozenset({S.PUBLIC}),
    goes_to=S.PUBLIC,
    permission=permissions.WITHDRAW,
)
WITHDRAW = Step(
    name="withdraw, with a reason",
    goes_from=frozenset({S.PREPARING, S.READING, S.AGREED, S.PUBLIC, S.GIVEN}),
    goes_to=S.WITHDRAWN,
    permission=permissions.WITHDRAW,
)

WORKFLOW = Workflow(
    name="Publication",
    begins=S.PREPARING,
    states=dict(S.choices),
    steps=(SEND, ASK, AGREE, SEND_BACK, PUBLISH, GIVE, KEEP_LONGER, REPLACE, WITHDRAW),
)
