"""`./goldthread returns import`: what the page does, from the command line."""

import json
from argparse import ArgumentParser

import pytest

from goldthread.accounts.models import Person
from goldthread.files.book import words
from goldthread.house import Role, registry
from goldthread.performance import actions
from goldthread.performance.answers import asked_of
from goldthread.performance.commands import import_return
from goldthread.performance.models import Observation, Return
from goldthread.performance.sheets import template
from tests.factories import NOW, STAMP, AppointmentFactory, MembershipFactory
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import today
from tests.performance.test_sheets import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def both(cast):
    return {cast.key("referrals"): number(200), cast.key("re_referrals_12m"): share(40, 200)}


def run(*words):
    """The command as its own parser reads it."""
    command = next(c for c in registry.commands() if (c.noun, c.verb) == ("returns", "import"))
    parser = ArgumentParser()
    command.arguments(parser)
    parser.add_argument("--json", action="store_true")
    return import_return(parser.parse_args([str(word) for word in words]))


def email(principal):
    return Person.objects.get(pk=principal.person_id).email


@pytest.fixture
def write(tmp_path, cast):
    def write(*rows, name="return.csv"):
        heads = "area_code,period,indicator,breakdown,value,numerator,denominator,answer"
        lines = (heads, *(row.format(area=cast.area.code) for row in rows))
        path = tmp_path / name
        path.write_text("\r\n".join(lines))
        return path

    return write


BY_SOURCE = "{area},2025-26 Q1,referrals,individual,,,,not recorded"
WHOLE = (
    "{area},2025-26 Q1,referrals,,200,,,",
    "{area},2025-26 Q1,re_referrals_12m,,,40,200,",
    BY_SOURCE,
)


def test_a_file_without_questions_leaves_a_submitted_return_never_an_accepted_one(
    cast, write, capsys
):
    asked = cast.asked()

    code = run(write(*WHOLE), "--as", email(cast.submitter), "--json")

    assert code == 0
    assert json.loads(capsys.readouterr().out) == {
        "return": asked.public_id,
        "status": "submitted",
        "errors": [],
        "queries": [],
        "lines": 2,
    }
    return_ = Return.objects.get()
    assert (return_.status, return_.signed_by_id) == (
        Return.Status.SUBMITTED,
        cast.submitter.person_id,
    )
    assert return_.file.name == "return.csv"
    assert not Observation.objects.exists()


def test_a_file_with_a_question_leaves_a_draft_and_says_which(cast, write, capsys):
    cast.asked()

    code = run(write(WHOLE[0]), "--as", email(cast.submitter))

    assert code == 1
    said = capsys.readouterr().out
    assert "question: re_referrals_12m" in said
    assert "Nothing was entered: say why" in said
    assert "Kept as a draft" in said
    assert Return.objects.get().status == Return.Status.DRAFT


def test_a_question_answered_in_the_file_is_no_question(cast, write):
    cast.asked()
    answered = "{area},2025-26 Q1,re_referrals_12m,,,,,The system was replaced"

    assert run(write(WHOLE[0], BY_SOURCE, answered), "--as", email(cast.submitter)) == 0


def test_a_file_with_errors_keeps_nothing_and_tells_all_of_them(cast, write, capsys):
    asked = cast.asked()
    rows = ("{area},2025-26 Q1,referrals,,12o,,,", "{area},2025-26 Q1,re_referrals_12m,,,50,12,")

    code = run(write(*rows), "--as", email(cast.submitter), "--json")

    assert code == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["return"], said["status"]) == (asked.public_id, "refused")
    assert [(e["row"], e["indicator"], e["column"], e["sentence"]) for e in said["errors"]] == [
        ("2", "referrals", "value", "12o is not a number"),
        ("3", "re_referrals_12m", "numerator", "50 is more than the 12 that it is part of"),
    ]
    assert not Return.objects.exists()


def test_check_only_tells_the_same_and_keeps_nothing(cast, write, capsys):
    cast.asked()

    assert run(write(*WHOLE), "--as", email(cast.submitter), "--check-only") == 0
    assert run(write(WHOLE[0]), "--as", email(cast.submitter), "--check-only", "--json") == 1

    assert '"status": "checked"' in capsys.readouterr().out
    assert not Return.objects.exists()


def test_the_template_says_itself_which_return_it_is_for(cast, tmp_path):
    asked = cast.asked()
    other = cast.asked(Q1.following())
    lines = asked_of(other)
    content = template(lines, request_id=other.public_id, agency="A", due="tomorrow", stamp=STAMP)
    changes = {
        (cast.key("referrals"), "value"): 200,
        (cast.key("re_referrals_12m"), "numerator"): 40,
        (cast.key("re_referrals_12m"), "denominator"): 200,
        (cast.key("referrals", "individual"), "answer"): "not recorded",
    }
    path = tmp_path / "r.xlsx"
    path.write_bytes(filled(changes, lines, content))

    assert run(path, "--as", email(cast.submitter)) == 0

    assert Return.objects.get().request == other != asked


def test_the_same_file_twice_is_one_return(cast, write, capsys):
    cast.asked()
    file = write(*WHOLE)

    assert run(file, "--as", email(cast.submitter)) == 0
    assert run(file, "--as", email(cast.submitter)) == 0

    assert "This file is in already" in capsys.readouterr().out
    assert Return.objects.get().number == 1


def test_another_file_after_the_return_was_signed_is_refused(cast, write, capsys):
    cast.asked()
    run(write(*WHOLE), "--as", email(cast.submitter))
    other = write(WHOLE[0].replace("200", "201"), WHOLE[1].replace(",200", ",201"))

    assert run(other, "--as", email(cast.submitter)) == 1

    assert "This return is waiting to be accepted." in capsys.readouterr().out


def test_a_new_version_needs_a_reason(cast, write, capsys):
    cast.accepted(both(cast))

    assert run(write(*WHOLE), "--as", email(cast.submitter)) == 1
    assert "Say why there is a new version." in capsys.readouterr().out
    assert run(write(*WHOLE), "--as", email(cast.submitter), "--reason", "Counted twice") == 0
    assert Return.objects.get(number=2).reason == "Counted twice"


# --- wrong use -----------------------------------------------------------------------------------
def refused(capsys, *words):
    assert run(*words) == 2
    return capsys.readouterr().err.strip()


def test_nobody_of_that_name_is_wrong_use(write, capsys):
    said = refused(capsys, write(*WHOLE), "--as", "nobody@example.org")

    assert said == "There is nobody with the address nobody@example.org."


def test_a_file_that_is_not_there_is_wrong_use(cast, capsys, tmp_path):
    said = refused(capsys, tmp_path / "gone.csv", "--as", email(cast.submitter))

    assert said.endswith("gone.csv cannot be read.")


def test_a_return_that_was_not_asked_is_wrong_use(cast, write, capsys):
    said = refused(capsys, write(*WHOLE), "--as", email(cast.submitter))

    assert said == f"No return for 2025-26 Q1 is asked of {cast.submitter.name}'s agency."


def test_somebody_who_fills_in_no_return_is_wrong_use(cast, write, capsys):
    cast.asked()

    assert "No return for 2025-26 Q1" in refused(capsys, write(*WHOLE), "--as", email(cast.officer))


def test_a_file_without_a_period_asks_for_the_return_by_name(cast, write, capsys):
    asked = cast.asked()
    file = write(
        "{area},,referrals,,200,,,",
        "{area},,referrals,individual,,,,not recorded",
        "{area},,re_referrals_12m,,,40,200,",
    )

    assert "name its return with --return ID" in refused(
        capsys, file, "--as", email(cast.submitter)
    )
    assert run(file, "--as", email(cast.submitter), "--return", asked.public_id) == 0


def test_two_agencies_of_one_person_ask_for_the_return_by_name(cast, write, capsys):
    asked = cast.asked()
    other = Cast(indicators=("contacts",))
    MembershipFactory(space=cast.space, agency=other.agency)
    person = Person.objects.get(pk=cast.submitter.person_id)
    AppointmentFactory(
        space=cast.space, role=Role.DATA_SUBMITTER, agency=other.agency, person=person
    )
    actions.ask_for_return(
        by=cast.officer,
        at=NOW,
        space=cast.space,
        agency=other.agency,
        period=Q1,
        areas=cast.areas,
        indicators=("contacts",),
        due_on=asked.due_on,
    )

    said = refused(capsys, write(*WHOLE), "--as", person.email)
    assert "More than one return is asked for 2025-26 Q1: name one with --return ID" in said
    assert asked.public_id in said


def test_somebody_in_two_partnerships_names_one(cast, write, capsys):
    cast.asked()
    other = Cast()
    person = Person.objects.get(pk=cast.submitter.person_id)
    AppointmentFactory(space=other.space, role=Role.DATA_SUBMITTER, person=person)

    said = refused(capsys, write(*WHOLE), "--as", person.email)
    assert said == f"{person.name} works in 2 partnerships: name one with --space CODE."
    assert run(write(*WHOLE), "--as", person.email, "--space", cast.space.code) == 0
    assert "does not work in NOWHERE" in refused(
        capsys, write(*WHOLE), "--as", person.email, "--space", "NOWHERE"
    )


def test_a_hostile_file_is_refused_in_one_sentence(cast, tmp_path, capsys):
    cast.asked()
    path = tmp_path / "r.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")

    assert run(path, "--as", email(cast.submitter)) == 1

    assert capsys.readouterr().out == (f"error: {words.DAMAGED}\nRefused: nothing was kept.\n")
