"""The pages of the yearly report."""

import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from goldthread.accounts.models import Person
from goldthread.house import Module, Passage, PassageFamily, Role, Rung, registry
from goldthread.trail.models import Entry
from goldthread.yearly_report import actions
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.models import Block, MadeFile, Report, ShowingDecision
from goldthread.yearly_report.showing import choices
from goldthread.yearly_report.snapshot import SectionCopy
from goldthread.yearly_report.taking import take
from tests.clients import Client
from tests.factories import NOW, SpaceFactory, principal_with
from tests.yearly_report.conftest import YEAR
from tests.yearly_report.figures import RETURN

pytestmark = pytest.mark.django_db


def client_of(principal) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=principal.person_id))
    return client


@pytest.fixture
def officer(desk):
    return client_of(desk.officer)


@pytest.fixture
def manager(desk):
    return client_of(desk.manager)


@pytest.fixture
def partner(desk):
    return client_of(desk.partner)


def at(name, *args, **query):
    address = reverse(f"yearly_report:{name}", args=args)
    return address + "".join(f"?{key}={value}" for key, value in query.items())


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def text_form(block=None, **typed):
    version = block.row_version if block else 0
    given = {"text": "Words.", "rung": "1", "source": "", "row_version": version}
    return given | typed


# -- The list, and starting ------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do_next(officer, desk):
    page = words_of(officer.get(at("list")))

    assert "No yearly report has been started" in page
    assert at("start") in page
    assert "starts one" in words_of(client_of(desk.partner).get(at("list")))


def test_a_section_with_something_to_put_right_does_not_count_as_written(officer, desk):
    report = desk.report()
    desk.put(report.sections.get(), Text("{{ example.nonsense | X | 2022-23 }}", Rung.PRACTICE))

    page = words_of(officer.get(report.get_absolute_url()))

    assert "To be put right" in page
    assert "Written" not in page


def test_a_writer_says_for_themselves_what_a_passage_shows(officer, desk):
    section = desk.report().sections.get()
    address = at("add_block", section.public_id, "text")

    assert " checked" not in words_of(officer.get(address)).partition("What does it show?")[2]
    response = officer.post(address, text_form(rung="", act="save"))
    assert response.status_code == 422
    assert "Say what the passage shows" in words_of(response)


def test_a_figure_without_a_value_is_remarked_on_as_it_is_put_in(officer, desk):
    desk.family.put("rapid_reviews", desk.east, YEAR, None)
    section = desk.report().sections.get()
    place = {"picked_key": "example.rapid_reviews", "picked_area": desk.east.code}
    typed = text_form(text="{{ }}", act="place", picked_period=YEAR, **place)

    page = words_of(officer.post(at("add_block", section.public_id, "text"), typed))

    assert "It was put in. There is no value for Rapid reviews, Eastmarch, 2022-23" in page


def test_a_modules_passage_is_put_after_what_was_typed_with_its_rung(officer, desk, monkeypatch):
    told = Passage("lessons.one", "One lesson", "Practice changed.", Rung.VOICE)
    family = PassageFamily(
        "lessons", lambda _, keys: [told], lambda _: [("lessons.one", "One lesson")]
    )
    module = Module(name="lessons", title="Lessons", passages=(family,))
    monkeypatch.setattr(registry, "_modules", (*registry, module))
    address = at("add_block", desk.report().sections.get().public_id, "text")
    typed = text_form(text="We learnt.", act="passage", picked_passage="lessons.one")

    assert "One lesson" in words_of(officer.get(address))
    page = officer.post(address, typed).content.decode()

    assert "We learnt.\n\nPractice changed." in page.replace("\r", "")
    assert re.search(r'name="rung" value="4"[^>]* checked', page)
    missing = text_form(text="We learnt.", act="passage", picked_passage="gone.one")
    assert "Choose the passage." in words_of(officer.post(address, missing))


def test_the_scrutineer_is_not_sent_to_what_they_do_not_have(officer, desk):
    section = desk.start().sections.get(of_scrutineer=True)
    scrutineer = client_of(desk.person(Role.INDEPENDENT_SCRUTINEER))

    assert "Change this section" not in words_of(scrutineer.get(section.get_absolute_url()))
    assert "Change this section" in words_of(officer.get(section.get_absolute_url()))


def test_a_report_is_started_on_a_page(officer):
    response = officer.post(at("start"), {"year": "2023/24", "title": ""})

    report = Report.objects.get()
    assert response.headers["Location"] == report.get_absolute_url()
    assert report.title == "Example Partnership: yearly report 2023-24"


def test_a_year_that_has_a_report_is_refused_beside_the_question(officer, desk):
    desk.start()

    response = officer.post(at("start"), {"year": YEAR})

    assert response.status_code == 422
    assert "There is a report of 2022-23 already." in words_of(response)


# -- The report ------------------------------------------------------------------------------------


def test_a_report_shows_its_sections_its_checklist_and_what_is_in_the_way_of_freezing(
    officer, desk
):
    report = desk.start()

    page = words_of(officer.get(report.get_absolute_url()))

    assert "0 of 8 are answered, or say why not." in page
    assert "Before this report can be frozen" in page
    assert page.count("to be checked") == 1
    assert "The wording of 2 of them is still to be checked against the guidance itself." in page


def test_sections_without_anything_above_activity_are_named(officer, desk):
    report = desk.report()
    desk.put(report.sections.get(), Text("We met.", Rung.ACTIVITY))

    page = words_of(officer.get(report.get_absolute_url()))

    assert "Sections that show only what was done" in page
    assert "Can show: activity" in page


def test_a_report_of_another_partnership_is_not_found(desk):
    report = desk.report()
    stranger = client_of(principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory()))

    for address in (report.get_absolute_url(), report.sections.get().get_absolute_url()):
        assert stranger.get(address).status_code == 404


def test_somebody_without_the_role_is_refused_with_the_reason(desk):
    submitter = client_of(desk.person(Role.DATA_SUBMITTER))

    response = submitter.get(at("list"))

    assert response.status_code == 403
    assert "you need to be:" in words_of(response)


def test_the_number_of_queries_does_not_grow_with_the_figures(manager, desk):
    report = desk.written()
    pages = [
        report.get_absolute_url(),
        at("read", report.public_id),
        at("figure", report.public_id, "figure-1"),
        at("showings", report.public_id),
        at("freeze", report.public_id),
        report.sections.get().get_absolute_url(),
    ]
    few = [_queries(manager, page) for page in pages]
    for _ in range(5):
        desk.put(
            report.sections.get(), desk.table("referrals", "rapid_reviews", "re_referrals_12m")
        )

    assert [_queries(manager, page) for page in pages] == few


def _queries(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


# -- Writing ---------------------------------------------------------------------------------------


def test_a_passage_is_written_previewed_and_saved(officer, desk):
    desk.family.put("referrals", desk.east, YEAR, 4231)
    section = desk.report().sections.get()
    address = at("add_block", section.public_id, "text")
    typed = text_form(text=f"There were {desk.token('referrals', desk.east)} of **them**.")

    preview = officer.post(address, typed | {"act": "preview"})
    assert "There were <span" in words_of(preview)
    assert "4,231" in words_of(preview)
    assert not section.blocks.exists()

    saved = officer.post(address, typed | {"act": "save"})
    assert saved.headers["Location"] == section.get_absolute_url()
    assert section.blocks.count() == 1


def test_a_preview_says_what_is_wrong_by_line(officer, desk):
    section = desk.report().sections.get()
    typed = text_form(
        text="Fine.\n\nThere were {{ example.nonsense | X | 2022-23 }}.", act="preview"
    )

    page = words_of(officer.post(at("add_block", section.public_id, "text"), typed))

    assert "Line 3: There is no figure “example.nonsense”." in page


def test_a_preview_asked_for_by_script_is_the_piece_alone(officer, desk):
    section = desk.report().sections.get()
    typed = text_form(act="preview")

    page = officer.post(
        at("add_block", section.public_id, "text"), typed, headers={"HX-Request": "true"}
    )

    assert words_of(page).startswith('<h2 class="govuk-heading-m">Preview</h2>')


def test_html_in_a_passage_is_shown_and_never_obeyed(officer, desk):
    section = desk.report().sections.get()
    desk.put(section, Text("<script>alert(1)</script>", Rung.ACTIVITY))

    page = words_of(officer.get(section.get_absolute_url()))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_search_that_finds_nothing_says_so(officer, desk):
    section = desk.report().sections.get()

    page = officer.post(
        at("add_block", section.public_id, "text"), text_form(act="find", sought="zebra")
    )

    assert "No figure has these words in its name." in words_of(page)


def test_a_search_that_finds_much_says_how_much_is_left_out(officer, desk):
    section = desk.report().sections.get()

    page = officer.post(
        at("add_block", section.public_id, "text"), text_form(act="find", sought="children")
    )

    assert "more have these words. Use more words to find fewer." in words_of(page)


@pytest.mark.parametrize("kind", ["text", "table", "chart", "printed"])
def test_what_was_saved_stands_in_its_form_again(officer, desk, kind):
    from goldthread.yearly_report.contents import PrintedChange, PrintedChanges

    made = {
        "text": Text("A passage.", Rung.PRACTICE, "An audit"),
        "table": desk.table("referrals"),
        "chart": desk.chart("referrals", text="What it shows"),
        "printed": PrintedChanges(
            "Changes",
            (PrintedChange("example.referrals", desk.east.code, "Up 8%"),),
            "2021-22",
            YEAR,
        ),
    }[kind]
    block = desk.put(desk.report().sections.get(), made)
    form = officer.get(at("block", block.public_id)).context["form"]
    typed = {name: form[name].value() for name in form.fields}

    response = officer.post(at("block", block.public_id), typed)

    assert response.status_code == 302
    block.refresh_from_db()
    assert (block.content, block.row_version) == (made, 2)


def test_what_was_typed_and_not_saved_is_there_when_its_writer_comes_back(officer, manager, desk):
    section = desk.report().sections.get()
    address = at("add_block", section.public_id, "text")

    kept = officer.post(address, text_form(text="Half a sen", act="keep"))

    assert kept.status_code == 204
    assert "Half a sen" in words_of(officer.get(address))
    assert "is kept, and not saved" in words_of(officer.get(section.get_absolute_url()))
    assert "Half a sen" not in words_of(manager.get(address))


def test_a_draft_can_be_thrown_away(officer, desk):
    section = desk.report().sections.get()
    address = at("add_block", section.public_id, "text")
    officer.post(address, text_form(text="Half a sen", act="keep"))

    officer.post(address, text_form(act="discard"))

    assert "Half a sen" not in words_of(officer.get(address))


def test_two_writers_are_shown_both_versions_and_nobodys_words_are_lost(officer, manager, desk):
    block = desk.put(desk.report().sections.get(), Text("We met eleven times.", Rung.ACTIVITY))
    address = at("block", block.public_id)
    manager.post(address, text_form(block, text="We met twelve times."))

    response = officer.post(address, text_form(block, text="We met eleven times this year."))

    page = words_of(response)
    assert response.status_code == 409
    assert "only in theirs: </span>twelve" in page
    assert "only in yours: </span>eleven" in page
    assert "We met eleven times this year.</textarea>" in page
    block.refresh_from_db()
    assert block.content.text == "We met twelve times."
    # Having seen theirs, the writer may put their own in its place.
    again = text_form(block, text="We met eleven times this year.")
    assert officer.post(address, again).status_code == 302
    block.refresh_from_db()
    assert block.content.text == "We met eleven times this year."


def test_what_may_not_be_written_is_refused_with_the_reason(desk):
    section = desk.report().sections.get()
    figures_only = client_of(desk.person(Role.PERFORMANCE_OFFICER))

    response = figures_only.get(at("add_block", section.public_id, "text"))

    assert response.status_code == 403
    assert "To write the yearly report you need to be:" in words_of(response)
    assert figures_only.get(at("add_block", section.public_id, "table")).status_code == 200
    assert figures_only.get(at("add_block", section.public_id, "poem")).status_code == 404


def test_a_section_offers_only_what_its_reader_may_write(partner, desk):
    section = desk.report().sections.get()
    desk.put(section, Text("Words.", Rung.ACTIVITY))

    page = words_of(partner.get(section.get_absolute_url()))

    assert "You cannot write here" in page
    assert "Take out" not in page


def test_a_passage_is_taken_out_after_being_asked(officer, desk):
    block = desk.put(desk.report().sections.get(), Text("Words.", Rung.ACTIVITY))
    address = at("remove_block", block.public_id)

    assert "What it says is kept in the trail" in words_of(officer.get(address))
    officer.post(address, {"row_version": block.row_version})

    assert not Block.objects.exists()


def test_contents_and_sections_are_moved_by_buttons(officer, desk):
    report = desk.start(sections=[SectionCopy("a", "A"), SectionCopy("b", "B")])
    first, second = report.sections.order_by("order")
    one, two = (desk.put(first, Text(words, Rung.ACTIVITY)) for words in ("One.", "Two."))

    officer.post(at("move_section", second.public_id, "earlier"))
    officer.post(at("move_block", one.public_id, "later"))

    assert [s.key for s in report.sections.order_by("order")] == ["b", "a"]
    assert list(first.blocks.order_by("order")) == [two, one]


def test_a_section_is_added_changed_and_taken_out_on_pages(officer, desk):
    report = desk.start(sections=())
    form = {"heading": "Ours", "row_version": 0}
    officer.post(at("add_section", report.public_id), form)
    section = report.sections.get()
    changed = form | {"heading": "Costs", "required": ["little_progress"], "row_version": 1}

    officer.post(at("change_section", section.public_id), changed)
    section.refresh_from_db()
    assert (section.heading, section.required) == ("Costs", ["little_progress"])

    stale = officer.post(at("change_section", section.public_id), changed)
    assert stale.status_code == 409
    assert "Somebody else changed this since you opened it." in words_of(stale)

    officer.post(
        at("change_section", section.public_id), form | {"heading": "Ours", "row_version": 2}
    )
    assert officer.get(at("remove_section", section.public_id)).status_code == 200
    officer.post(at("remove_section", section.public_id))
    assert not report.sections.exists()


# -- Reading ---------------------------------------------------------------------------------------


def test_each_reader_sees_what_is_theirs_and_narrower(desk):
    report = desk.written()
    seen = {
        Role.PERFORMANCE_OFFICER: {"working": 200, "board": 200, "public": 200},
        Role.INDEPENDENT_SCRUTINEER: {"working": 404, "board": 200, "public": 200},
        Role.AGENCY_LEAD: {"working": 404, "board": 200, "public": 200},
    }

    for role, expected in seen.items():
        client = client_of(desk.person(role))
        answers = {
            audience: client.get(at("read", report.public_id, audience=audience)).status_code
            for audience in expected
        }
        assert answers == expected, role
        assert client.get(at("read", report.public_id)).status_code == 200


def test_reading_is_told_in_the_trail(partner, desk):
    report = desk.written()

    partner.get(at("read", report.public_id))

    assert Entry.objects.filter(kind="yearly_report.report.read_as_board").count() == 1


def test_every_figure_that_is_read_leads_to_a_page_of_its_source(officer, desk):
    report = desk.written()
    read = at("read", report.public_id)
    page = officer.get(read).content.decode()
    first = at("figure", report.public_id, "figure-1", audience="working")

    assert first in {urljoin(read, address) for address in re.findall(r'href="([^"]+)"', page)}
    card = words_of(officer.get(first))
    assert "Where this figure comes from" in card
    assert "Return of Eastmarch Council, version 1" in card
    assert "accepted by A performance officer on 3 May 2023" in card


def test_the_public_part_of_a_source_page_names_nobody(officer, desk):
    report = desk.written()

    card = words_of(officer.get(at("figure", report.public_id, "figure-1", audience="public")))

    assert "Return of Eastmarch Council" in card
    assert "A performance officer" not in card


def test_a_figure_that_is_not_in_the_report_is_not_found(officer, desk):
    report = desk.written()

    assert officer.get(at("figure", report.public_id, "figure-99")).status_code == 404


def test_the_source_page_shows_each_parent_with_its_own_card(officer, desk):
    quarter = desk.family.put("referrals", desk.east, "2022-23 Q1", 1000)
    desk.written()
    desk.family.put("referrals", desk.east, YEAR, 4231, parents=(quarter,))
    report = Report.objects.get()

    card = words_of(officer.get(at("figure", report.public_id, "figure-1")))

    assert "What it was worked out from" in card
    assert "Referrals, Eastmarch, 2022-23 Q1" in card


# -- Freezing --------------------------------------------------------------------------------------


def test_freezing_is_explained_confirmed_and_done(manager, desk):
    report = desk.written()
    address = at("freeze", report.public_id)

    assert "every figure is fixed as it is now" in words_of(manager.get(address))
    manager.post(address)

    report.refresh_from_db()
    assert report.status == Report.Status.FROZEN


def test_freezing_that_is_refused_says_every_reason(manager, desk):
    report = desk.start()

    response = manager.post(at("freeze", report.public_id))

    assert response.status_code == 422
    assert words_of(response).count("Write it, or say why there is nothing.") == 8


def test_the_page_of_a_frozen_report_names_what_has_changed_since(manager, desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)
    address = report.get_absolute_url()
    assert "None of its 4 figures has changed." in words_of(manager.get(address))

    desk.family.put("referrals", desk.east, YEAR, 4240)

    page = words_of(manager.get(address))
    assert "Referrals, Eastmarch, 2022-23" in page
    assert "4,231" in page
    assert "4,240" in page
    card = words_of(manager.get(at("figure", report.public_id, "figure-1")))
    assert "It has changed since: it is now 4,240." in card


def test_a_figure_that_only_came_in_anew_is_told_apart_from_those_that_changed(manager, desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)
    second = replace(RETURN, version="2")
    desk.family.put("referrals", desk.east, "2021-22", 4612, origin=second)
    desk.family.put("referrals", desk.east, YEAR, 4240, origin=second)

    page = words_of(manager.get(report.get_absolute_url()))

    changed, _, anew = page.partition("1 figure is the same, and has come in anew")
    assert "4,231" in changed
    assert "4,612" not in changed
    assert "Referrals, Eastmarch, 2021-22" in anew


def test_a_figure_is_told_as_changed_where_only_what_it_stands_on_is_different(manager, desk):
    counted = {"numerator": Decimal(6), "denominator": Decimal(13)}
    desk.family.put("re_referrals_12m", desk.east, YEAR, "46.2", **counted)
    report = desk.written()
    desk.put(report.sections.get(), desk.table("re_referrals_12m", areas=(desk.east.code,)))
    actions.freeze(report=report, by=desk.manager, at=NOW)
    counted = {"numerator": Decimal(12), "denominator": Decimal(26)}
    desk.family.put("re_referrals_12m", desk.east, YEAR, "46.2", **counted)

    page = words_of(manager.get(report.get_absolute_url()))

    assert "46.2%: 6 of 13" in page
    assert "46.2%: 12 of 26" in page


def test_a_file_of_a_frozen_report_is_made_once_and_given_out_as_it_was(manager, desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)
    address = at("download", report.public_id, "public", "figures.csv")

    first = manager.get(address)
    desk.family.put("referrals", desk.east, YEAR, 4240)
    again = manager.get(address)

    assert first.headers["Content-Disposition"].endswith(
        'filename="EXSCP-2022-23-public-figures.csv"'
    )
    assert first.content == again.content
    assert MadeFile.objects.count() == 1
    assert Entry.objects.filter(kind="yearly_report.report.exported").count() == 2


def test_files_for_a_wider_audience_are_not_found(partner, desk):
    report = desk.written()

    for audience, name, status in (
        ("working", "figures.csv", 404),
        ("board", "figures.csv", 200),
        ("board", "figures.exe", 404),
    ):
        address = at("download", report.public_id, audience, name)
        assert partner.get(address).status_code == status


def test_where_no_pdf_can_be_made_the_reader_is_told_why(manager, desk, monkeypatch):
    from goldthread.outputs.pdf import PdfNotPossible
    from goldthread.yearly_report import build

    def refuse(snapshot, audience):
        raise PdfNotPossible("No PDF can be made here because Pango is missing.")

    broken = build.Output("report.pdf", "PDF", "application/pdf", refuse)
    monkeypatch.setattr("goldthread.yearly_report.views.reading.output", lambda name: broken)
    report = desk.written()

    response = manager.get(at("download", report.public_id, "public", "report.pdf"), follow=True)

    assert "Pango is missing" in words_of(response)


def test_a_partner_approves_what_they_read(partner, desk):
    report = desk.written()
    frozen = actions.freeze(report=report, by=desk.manager, at=NOW)
    address = at("approve", report.public_id)

    page = words_of(partner.get(address))
    assert "exactly the text and the figures that were frozen" in page
    assert "seal" not in page
    assert (
        partner.post(address, {"sha256": "0" * 64, "partner": desk.police.public_id}).status_code
        == 422
    )
    partner.post(address, {"sha256": frozen.sha256, "partner": desk.police.public_id})

    report.refresh_from_db()
    assert report.status == Report.Status.APPROVED
    page = words_of(partner.get(report.get_absolute_url()))
    assert f"by {desk.partner.name} on " in page


def test_a_partner_says_on_a_page_why_not_yet(partner, manager, desk):
    report = desk.frozen().report
    address = at("hold_back", report.public_id)
    typed = {"sha256": report.last_frozen().sha256, "partner": desk.police.public_id}

    assert address in partner.get(at("approve", report.public_id)).content.decode()
    assert partner.post(address, typed | {"reason": ""}).status_code == 422
    partner.post(address, typed | {"reason": "The costs are last year’s"})

    page = words_of(manager.get(report.get_absolute_url()))
    assert "The costs are last year’s" in page


def test_a_withdrawn_report_says_so_and_keeps_what_was_frozen_before(manager, desk):
    report = desk.approved().report
    actions.publish(report=report, by=desk.manager, at=NOW)
    actions.withdraw(report=report, because_of="A wrong figure", by=desk.manager, at=NOW)

    assert "Withdrawn" in words_of(manager.get(at("list")))
    page = manager.get(report.get_absolute_url())
    assert at("open_again", report.public_id) in page.content.decode()
    manager.post(
        at("open_again", report.public_id),
        {
            "reason": "The referrals were wrong",
            "row_version": Report.objects.get(pk=report.pk).row_version,
        },
    )
    page = words_of(manager.get(report.get_absolute_url()))
    assert "Opened again: The referrals were wrong" in page
    assert "Withdrawn on" in page


def test_a_frozen_report_is_opened_again_with_a_reason(manager, desk):
    report = desk.written()
    actions.freeze(report=report, by=desk.manager, at=NOW)

    assert manager.post(at("open_again", report.public_id), {"reason": ""}).status_code == 422
    manager.post(
        at("open_again", report.public_id),
        {"reason": "A wrong name", "row_version": Report.objects.get(pk=report.pk).row_version},
    )

    report.refresh_from_db()
    assert report.status == Report.Status.DRAFT


@pytest.mark.parametrize("role", [Role.DELEGATED_SAFEGUARDING_PARTNER, Role.AGENCY_LEAD])
def test_the_page_of_a_section_marks_small_numbers_for_those_who_do_not_work_on_it(desk, role):
    desk.family.put("rapid_reviews", desk.east, YEAR, 2)
    section = desk.report().sections.get()
    desk.put(section, desk.table("rapid_reviews", areas=(desk.east.code,)))
    reader = client_of(desk.person(role))

    page = words_of(reader.get(section.get_absolute_url()))

    assert "(not for publication)" in page
    assert "For the partners, not for publication" in page


def test_a_small_number_that_changed_since_is_marked_for_the_partners(partner, desk):
    report = desk.written()
    desk.put(report.sections.get(), desk.table("rapid_reviews", areas=(desk.east.code,)))
    desk.family.put("rapid_reviews", desk.east, YEAR, 2)
    actions.freeze(report=report, by=desk.manager, at=NOW)
    desk.family.put("rapid_reviews", desk.east, YEAR, 3)

    page = words_of(partner.get(report.get_absolute_url()))

    assert "2 (not for publication)" in page
    assert "3 (not for publication)" in page


def test_small_numbers_are_listed_and_a_partner_decides(partner, manager, desk):
    desk.family.put("rapid_reviews", desk.east, YEAR, 2)
    report = desk.written()
    desk.put(report.sections.get(), desk.table("rapid_reviews", periods=(YEAR,)))
    page = words_of(manager.get(at("showings", report.public_id)))
    assert "Rapid reviews, Eastmarch, 2022-23" in page
    assert "You cannot decide this" in page
    (chosen,) = [c for c in choices(take(report, by=desk.partner, at=NOW)) if c.figure]

    partner.post(
        at("decide", report.public_id), {"what": chosen.value, "reason": "In the report of 2023"}
    )

    assert ShowingDecision.objects.get().decided_by_id == desk.partner.person_id
    page = words_of(partner.get(at("showings", report.public_id)))
    assert "Nothing: the public sees every figure of this report." in page
    assert "In the report of 2023" in page
