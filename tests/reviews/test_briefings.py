"""A seven-minute briefing: from the findings of a case, through the gate, to the teams that used it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.accounts.principals import principal_for
from goldthread.files.draft import read_draft
from goldthread.house import Role
from goldthread.improvement import actions as line
from goldthread.outputs.pdf import pdf
from goldthread.publication import actions as gate
from goldthread.publication.models import Confirmation
from goldthread.reviews import actions
from goldthread.reviews.boxes import LINES, LONGEST, boxes
from goldthread.reviews.briefing_page import document_of, pages_of
from goldthread.reviews.models import Briefing, BriefingUse, LetOutBriefing, PracticeReview
from goldthread.vault.actions import let_in
from tests.clients import Client
from tests.factories import NOW, TODAY, AppointmentFactory
from tests.reviews.builders import NAME

TITLE = "Asking who else lives there"


@pytest.fixture(autouse=True)
def _at_that_time(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(case, who):
    client = Client()
    client.force_login(case.people[who])
    return client


def finding(case, review, title, kind="concern"):
    source = line.find_or_open_source(
        by=case.by("officer"), at=NOW, of=review, kind="rapid_review", title=str(review)
    )
    return line.write_finding(
        by=case.by("officer"), at=NOW, sources=[source], kind=kind, title=title, themes=()
    )


def begun(case, *findings):
    review = case.review()
    case.child(review)
    return actions.begin_briefing(
        by=case.by("officer"),
        at=NOW,
        incident=review.incident,
        title=TITLE,
        findings=[finding(case, review, *each) for each in findings],
    )


def written(case, briefing=None, **texts):
    briefing = briefing or begun(case)
    given = {box.key: f"Words about {box.heading.lower()}" for box in boxes()} | texts
    return actions.write_briefing(
        by=case.by("officer"),
        at=NOW,
        briefing=briefing,
        title=TITLE,
        texts=given,
        row_version=briefing.row_version,
    )


def at_the_gate(case, briefing=None, way="learning"):
    briefing = briefing or written(case)
    content = pdf(document_of(TITLE, briefing.told, publisher="P", at=NOW))
    actions.put_to_gate(
        by=case.by("officer"),
        at=NOW,
        briefing=briefing,
        way=way,
        draft=read_draft(content, "briefing.pdf"),
        content=content,
        row_version=briefing.row_version,
    )
    briefing.refresh_from_db()
    return briefing


def through_the_gate(case, publication, by=None):
    """Read by two and let out as learning, as any paper."""
    officer, readers = case.by("officer"), ("manager", "scrutineer")
    left = list(publication.newest().findings.filter(is_dismissed=False))
    if left:
        gate.dismiss(
            publication=publication, findings=left, because_of="It is general", by=officer, at=NOW
        )
    gate.ask_readers(
        publication=publication, readers=[case.people[who] for who in readers], by=officer, at=NOW
    )
    for who in readers:
        gate.answer(publication=publication, may_go_out=True, words="Read", by=case.by(who), at=NOW)
    for about in Confirmation.About.values:
        gate.confirm(
            publication=publication, about=about, is_needed=False, words="So", by=officer, at=NOW
        )
    by = by or case.by("director")
    return gate.give(publication=publication, to="All agencies", by=by, at=NOW)


def let_out(case):
    briefing = at_the_gate(case)
    through_the_gate(case, briefing.publication)
    briefing.refresh_from_db()
    return briefing.let_out


def used(case, briefing, who="lead", **more):
    return actions.note_use(
        **{"by": case.by(who), "at": NOW, "briefing": briefing, "agency": case.trust}
        | {"team": "Ward 4", "used_on": TODAY, "people": 9, "said": "We ask who sleeps there"}
        | more
    )


def test_concerns_and_strengths_of_the_case_stand_in_their_boxes(case):
    briefing = begun(case, ("Nobody asked",), ("The ward rang", "strength"))

    assert (briefing.found, briefing.good_practice) == ("Nobody asked", "The ward rang")


def test_a_name_of_the_case_is_refused_in_every_box(case):
    briefing = begun(case)
    for box in boxes():
        with pytest.raises(Refused, match="Child A"):
            written(case, briefing, **{box.key: f"{NAME} was seen"})


def test_all_boxes_that_are_too_long_are_named_at_once(case):
    briefing = begun(case)

    with pytest.raises(Refused) as refused:
        written(case, briefing, found="x" * (LONGEST + 1), questions="?\n" * (LINES + 1))

    assert len(refused.value.decision.reasons) == 2


def test_seven_full_boxes_stay_on_one_page(case):
    line_of = "Ask who lives with the child and where they sleep. " * 9
    many = "\n".join([line_of[: LONGEST // LINES - 1]] * LINES)
    for text in (line_of[:LONGEST], many):
        full = [[box.heading, text] for box in boxes()]
        content = pdf(document_of(TITLE, full, publisher="A long name of a partnership", at=NOW))
        assert pages_of(content) == 1


def test_an_empty_box_keeps_it_from_the_gate(case):
    with pytest.raises(Refused, match=r"Still empty: .*What happened"):
        at_the_gate(case, begun(case))


def test_what_was_changed_after_it_was_sent_is_not_what_is_let_out(case):
    briefing = at_the_gate(case)
    publication = briefing.publication
    written(case, briefing, found="Something else")
    through_the_gate(case, publication)

    out = LetOutBriefing.objects.get()
    assert ["What was found", "Words about what was found"] in out.boxes


def test_the_next_version_goes_to_the_same_place_at_the_gate(case):
    briefing = at_the_gate(case)
    again = at_the_gate(case, written(case, briefing, found="Something else"))

    assert again.publication == briefing.publication
    assert again.publication.versions.count() == 2


def test_what_is_let_out_is_read_by_everybody_and_leads_to_no_case(case):
    out = let_out(case)
    outsider = AppointmentFactory(space=case.space, role=Role.PRACTITIONER, agency=case.trust)
    client = Client()
    client.force_login(outsider.person)

    page = client.get(out.get_absolute_url())

    assert "Words about what happened" in page.content.decode()
    assert out.compartment_id is None
    assert "Incident" not in page.content.decode().partition("<main")[2]
    briefing = Briefing.objects.get()
    assert client.get(briefing.get_absolute_url()).status_code == 403
    with pytest.raises(Refused, match="let out"):
        written(case, briefing)


def test_a_team_is_kept_with_its_agency_and_those_that_are_silent_are_named(case):
    out = let_out(case)
    used(case, out)
    used(case, out, team="Ward 5", people=None, said="")

    page = signed_in(case, "officer").get(out.get_absolute_url()).content.decode()

    assert "Ward 4" in page
    assert "We ask who sleeps there" in page
    silent = page.partition("Not heard of from:")[2]
    assert str(case.police) in silent
    assert str(case.trust) not in silent
    listed = signed_in(case, "officer").get(reverse("reviews:briefings")).content.decode()
    assert "Used in 2 teams, by 9 people" in listed


def test_an_agency_speaks_for_its_own_teams_and_of_days_that_have_been(case):
    out = let_out(case)
    with pytest.raises(Refused, match="another agency"):
        used(case, out, agency=case.police)
    with pytest.raises(Refused, match="not come yet"):
        used(case, out, used_on=TODAY + timedelta(1))
    assert used(case, out, who="officer", agency=case.police)
    assert BriefingUse.objects.count() == 1


def test_its_pages_lead_from_the_review_to_the_gate_and_back(case):
    review = case.review()
    finding(case, review, "Nobody asked")
    officer = signed_in(case, "officer")
    assert "Make a seven-minute briefing" in officer.get(review.get_absolute_url()).content.decode()
    address = reverse("reviews:briefing-new", args=[review.incident.public_id])
    chosen = [str(each.public_id) for each in review_findings(review)]
    led = officer.post(address, {"title": TITLE, "findings": chosen})
    briefing = Briefing.objects.get()
    assert led["Location"] == reverse("reviews:briefing-change", args=[briefing.public_id])
    texts = {box.key: f"About {box.key}" for box in boxes()}
    officer.post(led["Location"], texts | {"title": TITLE, "row_version": briefing.row_version})
    briefing.refresh_from_db()
    sent = officer.post(
        reverse("reviews:briefing-gate", args=[briefing.public_id]),
        {"way": "learning", "row_version": briefing.row_version},
        follow=True,
    )
    assert sent.status_code == 200
    briefing.refresh_from_db()
    assert briefing.publication.get_absolute_url() in sent.content.decode() or sent.redirect_chain
    assert TITLE in officer.get(review.get_absolute_url()).content.decode()
    paper = officer.get(reverse("reviews:briefing-page", args=[briefing.public_id, "pdf"]))
    assert paper.content.startswith(b"%PDF")


def review_findings(review):
    from goldthread.improvement.models import Finding

    return Finding.objects.filter(compartment=review.compartment_id)


def test_the_limit_of_a_local_review_ends_when_the_gate_lets_its_paper_out(case):
    review = case.practice()
    incident = review.rapid_review.incident
    publication = gate.propose(
        space=case.space,
        of=incident,
        title="Learning",
        summary="",
        way="learning",
        why="So",
        by=case.by("officer"),
        at=NOW,
    )
    content = pdf(document_of(TITLE, [["What", "Words"]], publisher="P", at=NOW))
    gate.send_version(
        publication=publication,
        draft=read_draft(content, "a.pdf"),
        content=content,
        name="a.pdf",
        by=case.by("officer"),
        at=NOW,
    )
    publication.refresh_from_db()
    through_the_gate(case, publication)

    assert PracticeReview.objects.get().published_on == TODAY


def test_a_lead_partner_who_sees_no_review_lets_a_briefing_out_all_the_same(case):
    person = AppointmentFactory(space=case.space, role=Role.LEAD_SAFEGUARDING_PARTNER).person
    briefing = at_the_gate(case)
    let_in(by=case.by("officer"), at=NOW, compartment=case.compartment(briefing), person=person)
    partner = principal_for(person, on=TODAY, chosen=case.space.code)

    through_the_gate(case, briefing.publication, by=partner)

    assert LetOutBriefing.objects.count() == 1


def test_what_is_withdrawn_at_the_gate_is_read_by_nobody_any_more(case):
    out = let_out(case)
    used(case, out)
    publication = Briefing.objects.get().publication
    gate.withdraw(
        publication=publication,
        because_of="The family asked",
        by=case.by("director"),
        at=NOW,
        row_version=publication.row_version,
    )

    officer = signed_in(case, "officer")
    page = officer.get(out.get_absolute_url()).content.decode()
    assert "It was withdrawn on" in page
    assert "Words about what happened" not in page
    assert "Ward 4" in page
    assert TITLE not in officer.get(reverse("reviews:briefings")).content.decode()
    paper = reverse("reviews:briefing-out-page", args=[out.public_id, "pdf"])
    assert officer.get(paper).status_code == 404
