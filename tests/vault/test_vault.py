"""Who is meant lies sealed: to be seen by name, somebody named to the case says why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.urls import reverse

from goldthread import keys
from goldthread.access.decision import Overtaken, Refused
from goldthread.register.models import Compartment
from goldthread.trail.models import Entry
from goldthread.vault import actions, commands
from goldthread.vault.known import elsewhere, names_in
from goldthread.vault.models import Correction, Fingerprint, Identity, Reveal
from goldthread.vault.resealing import models_with_sealed_text, seal_anew
from goldthread.vault.sealing import NotOurs, is_newest, seal, unseal
from tests.clients import Client
from tests.factories import NOW, PersonFactory
from tests.reviews.builders import AWARE_ON, MOTHER, NAME, NUMBER


def every_cell():
    """Every value of every table, as bytes: what somebody with the database file alone would read."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    held = (
                        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                    )
                    yield table, held


def test_the_tables_read_raw_hold_no_name(case):
    request = case.asked()
    case.child(request)
    case.mother(request)
    entry = case.entries(request, f"{MOTHER} brought Kayden, born 07/03/2021, NHS 4857773456")[0]
    case.checked(entry)
    case.given(request)
    child = Identity.objects.get(pseudonym="Child A")
    actions.reveal(
        by=case.by("officer"), at=NOW, identity=child, because_of="To ring Kayden's school"
    )

    words = [*NAME.replace("-", " ").split(), *MOTHER.split(), "Kaydie", "4857773456", NUMBER]
    words += ["07/03/2021", "2021-03-07"]
    found = [
        (table, word)
        for table, held in every_cell()
        for word in words
        if word.casefold().encode() in held.lower()
    ]
    assert found == []
    assert child.name == NAME


def test_a_name_takes_a_reason_which_is_kept(case):
    child = case.child(case.incident())

    with pytest.raises(Refused, match="Say why"):
        actions.reveal(by=case.by("officer"), at=NOW, identity=child, because_of=" ")

    actions.reveal(by=case.by("officer"), at=NOW, identity=child, because_of="To find the file")
    assert Reveal.objects.get().because == "To find the file"
    assert Entry.objects.filter(kind="vault.identity.revealed").count() == 1


def corrected(case, child, *, by="officer", at=NOW, **said):
    seen = actions.reveal(by=case.by(by), at=NOW, identity=child, because_of="The school asked")
    given = {
        "name": child.name,
        "other_names": child.other_names,
        "born_on": AWARE_ON.replace(year=2021),
        "identifier": child.identifier,
        "part": child.part,
        "because_of": "Misspelt by the council",
        "row_version": child.row_version,
    }
    return actions.correct_identity(by=case.by(by), at=at, seen=seen, **given | said)


def test_a_corrected_name_is_swept_for_and_the_one_before_stays_among_the_others(case):
    child = case.child(case.incident())

    corrected(case, child, name="Caydon  Marsden", born_on=None)

    child.refresh_from_db()
    assert child.names[0] == "Caydon Marsden"
    assert NAME in child.names
    assert child.born_on == ""
    assert names_in("Caydon Marsden came", compartment_id=child.compartment_id)
    assert not child.fingerprints.exists()  # without a birthday nobody is met again
    row = Correction.objects.get()
    assert f"Full name: {NAME}" in row.before
    assert row.because == "Misspelt by the council"
    entry = Entry.objects.get(kind="vault.identity.corrected")
    assert NAME not in str(entry.__dict__)


def test_the_name_of_somebody_else_is_taken_away(case):
    child = case.child(case.incident())

    corrected(case, child, name="Rowan Ives", other_names="", was_somebody_else=True)

    child.refresh_from_db()
    assert child.names == ["Rowan Ives"]
    assert not names_in(f"{NAME} came", compartment_id=child.compartment_id)


def test_a_correction_needs_what_was_wrong_a_name_and_something_different(case):
    child = case.child(case.incident())
    same = date.fromisoformat(child.born_on) if child.born_on else None

    with pytest.raises(Refused, match="Nothing of it is different"):
        corrected(case, child, born_on=same)
    with pytest.raises(Refused) as refused:
        corrected(case, child, name=" ", because_of=" ", born_on=NOW.date() + timedelta(2))
    reasons = " ".join(refused.value.decision.reasons)
    assert "Say what was wrong" in reasons
    assert "Say who is meant" in reasons
    assert "has not come yet" in reasons
    with pytest.raises(Refused, match="gives a name away"):
        corrected(case, child, part="Called Ives by all", name="Rowan Ives")
    with pytest.raises(Overtaken):
        corrected(case, child, name="Rowan Ives", row_version=7)
    assert not Correction.objects.exists()


def test_a_name_is_corrected_by_keepers_who_have_just_seen_it(case):
    child = case.child(case.incident())

    with pytest.raises(Refused, match="See the name again"):
        corrected(case, child, name="Rowan Ives", at=NOW + timedelta(minutes=16))
    with pytest.raises(Refused, match="write down who is meant"):
        corrected(case, child, by="director", name="Rowan Ives")
    seen = actions.reveal(by=case.by("officer"), at=NOW, identity=child, because_of="The school")
    with pytest.raises(Refused, match="See the name again"):
        actions.correct_identity(
            by=case.by("manager"),
            at=NOW,
            seen=seen,
            name="Rowan Ives",
            because_of="Wrong",
            row_version=1,
        )


def test_the_page_of_a_name_leads_to_its_correction_and_shows_what_stood_there(case, time_machine):
    time_machine.move_to(NOW, tick=False)
    child = case.child(case.incident())
    browser = Client()
    browser.force_login(case.people["officer"])
    shown = browser.post(
        reverse("vault:reveal", args=[child.public_id]), {"because": "The school asked"}
    )
    address = reverse("vault:correct", args=[Reveal.objects.get().public_id])
    assert address in browser.get(shown["Location"]).content.decode()
    form = browser.get(address)
    assert NAME in form.content.decode()

    wrong = browser.send(form, address, {"because": ""})
    assert wrong.status_code == 422
    answer = browser.send(form, address, {"name": "Rowan Ives", "because": "Misspelt"})

    page = browser.get(answer["Location"]).content.decode()
    assert "Rowan Ives" in page
    assert "Misspelt" in page
    assert f"Full name: {NAME}" in page
    time_machine.move_to(NOW + timedelta(minutes=16), tick=False)
    assert browser.get(address).status_code == 404


def test_whoever_is_not_named_to_the_case_sees_no_name(case):
    child = case.child(case.incident())

    with pytest.raises(Refused, match="not named"):
        actions.reveal(by=case.by("lead"), at=NOW, identity=child, because_of="I ask")
    assert not Identity.objects.visible_to(case.by("lead"))


def test_the_scrutineer_is_named_and_yet_sees_no_name(case):
    child = case.child(case.incident())

    assert Identity.objects.visible_to(case.by("scrutineer")).get() == child
    with pytest.raises(Refused, match="see by name"):
        actions.reveal(by=case.by("scrutineer"), at=NOW, identity=child, because_of="I ask")


def test_somebody_is_named_to_a_case_by_the_manager_alone_and_until_a_day(case):
    compartment = case.compartment(case.incident())
    lead = case.people["lead"]

    with pytest.raises(Refused, match="say who may see"):
        actions.name_to_case(
            by=case.by("officer"), at=NOW, compartment=compartment, person=lead, until=None
        )
    with pytest.raises(Refused, match="no appointment"):
        actions.name_to_case(
            by=case.by("manager"),
            at=NOW,
            compartment=compartment,
            person=PersonFactory(),
            until=None,
        )
    assert compartment.pk not in case.by("lead").compartments

    actions.name_to_case(
        by=case.by("manager"),
        at=NOW,
        compartment=compartment,
        person=lead,
        until=NOW.date() + timedelta(days=1),
    )
    assert compartment.pk in case.by("lead").compartments


def test_a_pseudonym_that_gives_a_name_away_is_refused(case):
    incident = case.incident()

    with pytest.raises(Refused, match="gives a name away"):
        case.child(incident, pseudonym="Kayden M")
    case.child(incident)
    with pytest.raises(Refused, match="somebody else"):
        case.child(incident)
    with pytest.raises(Refused, match="gives a name away"):
        case.child(incident, pseudonym="Mother", name=MOTHER, part="Mother of Kayden")


def test_a_known_child_is_met_again_without_its_name(case):
    first, second = case.incident(), case.incident()
    child = case.child(first)
    again = case.child(second, pseudonym="Child X", name="marsh oduya, KAYDEN", other_names="")
    other = case.child(second, pseudonym="Child Y", name="Somebody Else", other_names="")

    assert elsewhere(again) == [child]
    assert elsewhere(other) == []
    assert not any("kayden" in row.value for row in Fingerprint.objects.all())


def test_without_a_date_of_birth_nobody_is_matched(case):
    first, second = case.incident(), case.incident()
    case.child(first, born_on=None)

    assert elsewhere(case.child(second, born_on=None)) == []


def test_a_sealed_text_opens_in_its_own_place_alone(db):
    sealed = seal("A name", to="here")

    assert unseal(sealed, to="here") == "A name"
    with pytest.raises(NotOurs):
        unseal(sealed, to="there")
    with pytest.raises(NotOurs):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), to="here")


def test_a_sealed_text_cannot_be_moved_to_another_row(case):
    incident = case.incident()
    child, mother = case.child(incident), case.mother(incident)
    with connection.cursor() as cursor:
        cursor.execute(
            "update vault_identity set name = (select name from vault_identity where id = %s)"
            " where id = %s",
            [child.pk, mother.pk],
        )

    with pytest.raises(NotOurs):
        _ = Identity.objects.get(pk=mother.pk).name


def test_a_new_key_seals_and_an_earlier_one_still_opens(case, settings, tmp_path):
    keys.make(tmp_path, ("vault",))
    settings.GOLDTHREAD_VAULT_KEYS = (keys.read(tmp_path, "vault"),)
    sealed = seal("A name", to="here")
    keys.change(tmp_path, "vault")
    settings.GOLDTHREAD_VAULT_KEYS = (
        keys.read(tmp_path, "vault"),
        *keys.earlier(tmp_path, "vault"),
    )

    assert unseal(sealed, to="here") == "A name"
    assert not is_newest(sealed)
    settings.GOLDTHREAD_VAULT_KEYS = settings.GOLDTHREAD_VAULT_KEYS[:1]
    with pytest.raises(NotOurs, match="not in the keys folder"):
        unseal(sealed, to="here")


def test_after_a_change_of_key_everything_is_sealed_anew_and_everybody_met_again(
    case, settings, tmp_path
):
    request = case.asked()
    child = case.child(request)
    entry = case.entries(request, f"{MOTHER} brought Kayden")[0]
    versions = Identity.objects.get(pk=child.pk).row_version
    keys.make(tmp_path, ("vault",))
    new = keys.read(tmp_path, "vault")
    settings.GOLDTHREAD_VAULT_KEYS = (new, *settings.GOLDTHREAD_VAULT_KEYS)

    texts, people = seal_anew()

    settings.GOLDTHREAD_VAULT_KEYS = (new,)
    assert (texts > 5, people) == (True, 1)
    again = Identity.objects.get(pk=child.pk)
    assert (again.name, again.row_version) == (NAME, versions)
    sealed = [
        value
        for model, fields in models_with_sealed_text()
        for row in model._base_manager.all()
        for field in fields
        if (value := row.__dict__[field.attname])
    ]
    assert sealed
    assert all(is_newest(value) for value in sealed)
    assert type(entry).objects.get(pk=entry.pk)
    other = case.child(case.incident())
    assert elsewhere(other) == [again]
    assert seal_anew() == (0, 0)


def test_without_the_earlier_key_what_it_sealed_stays_as_it_is_and_that_is_told(
    case, settings, tmp_path, capsys
):
    case.child(case.incident())
    before = settings.GOLDTHREAD_VAULT_KEYS
    keys.make(tmp_path, ("vault",))
    settings.GOLDTHREAD_VAULT_KEYS = (keys.read(tmp_path, "vault"),)

    assert commands.seal(None) == 1

    assert "not in the keys folder" in capsys.readouterr().out
    settings.GOLDTHREAD_VAULT_KEYS = before
    assert Identity.objects.get().name == NAME


def test_nothing_sealed_is_searched_for_or_changed_by_a_query(case):
    child = case.child(case.incident())

    with pytest.raises(FieldError):
        Identity.objects.filter(name="Kayden").exists()
    with pytest.raises(TypeError):
        Identity.objects.filter(pk=child.pk).update(name="Kayden")


def test_a_case_opens_with_whoever_tells_of_it_on_its_list(case):
    incident = case.incident(people=())

    assert Compartment.objects.visible_to(case.by("officer")).get().pk == incident.compartment_id
    assert not Compartment.objects.visible_to(case.by("manager"))
