"""Writing a report: who may write what, nothing twice, nothing lost, nobody overwritten."""

from datetime import timedelta

import pytest

from goldthread.access.decision import Overtaken, Refused
from goldthread.house import Role, Rung
from goldthread.trail.models import Entry
from goldthread.yearly_report import actions
from goldthread.yearly_report.contents import Kind, Text
from goldthread.yearly_report.models import Block, Draft, Report
from goldthread.yearly_report.snapshot import SectionCopy
from tests.factories import NOW, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db

WORDS = Text("A passage.", Rung.ACTIVITY)
WRITERS = {Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER}


@pytest.fixture
def section(desk):
    return desk.report().sections.get()


@pytest.fixture
def scrutiny(desk):
    own = SectionCopy("scrutiny", "Scrutiny", of_scrutineer=True)
    return desk.start(sections=(own,)).sections.get()


def may_put(desk, section, content, role) -> bool:
    try:
        desk.put(section, content, by=desk.person(role))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_passages_are_written_by_the_manager_and_the_partnership_officer(desk, section, role):
    assert may_put(desk, section, WORDS, role) == (role in WRITERS)


@pytest.mark.parametrize("role", Role)
def test_tables_are_put_in_by_the_performance_officer_too(desk, section, role):
    allowed = role in WRITERS | {Role.PERFORMANCE_OFFICER}

    assert may_put(desk, section, desk.table("referrals"), role) == allowed


@pytest.mark.parametrize("role", Role)
def test_nobody_but_the_scrutineer_writes_the_scrutineers_section(desk, scrutiny, role):
    assert may_put(desk, scrutiny, WORDS, role) == (role is Role.INDEPENDENT_SCRUTINEER)


def test_the_officer_of_another_partnership_writes_nothing_here(desk, section):
    stranger = principal_with(Role.PARTNERSHIP_OFFICER, space=SpaceFactory())

    with pytest.raises(Refused):
        desk.put(section, WORDS, by=stranger)


def test_a_new_report_has_a_section_for_all_that_its_edition_asks_and_one_for_the_scrutineer(desk):
    report = desk.start(year="2023/24")

    assert (report.year, report.edition) == ("2023-24", "WT2023")
    assert report.sections.filter(of_scrutineer=True).count() == 1
    asked = [key for section in report.sections.all() for key in section.required]
    assert len(asked) == len(set(asked)) == 14


@pytest.mark.parametrize(
    ("year", "why"),
    [
        ("2022-23 Q1", "about one financial year"),
        ("lately", "is not a period"),
        ("2014-15", "No edition that is kept here held in 2014-15"),
    ],
)
def test_a_report_is_about_a_year_that_guidance_is_kept_for(desk, year, why):
    with pytest.raises(Refused, match=why):
        desk.start(year=year)


def test_a_year_has_one_report(desk):
    desk.start()

    with pytest.raises(Refused, match="There is a report of 2022-23 already"):
        desk.start()


def test_a_save_over_what_somebody_else_saved_is_refused_and_shows_theirs(desk, section):
    block = desk.put(section, WORDS)
    theirs = Text("Theirs.", Rung.ACTIVITY)
    actions.change_block(block=block, content=theirs, row_version=1, by=desk.manager, at=NOW)

    with pytest.raises(actions.Overtaken) as overtaken:
        actions.change_block(
            block=block,
            content=Text("Mine.", Rung.ACTIVITY),
            row_version=1,
            by=desk.officer,
            at=NOW,
        )

    assert overtaken.value.theirs.content == theirs
    assert Block.objects.get(pk=block.pk).content == theirs


def test_every_save_tells_the_trail_what_was_there_before(desk, section):
    block = desk.put(section, WORDS)
    after = Text("Better.", Rung.PRACTICE)
    actions.change_block(block=block, content=after, row_version=1, by=desk.officer, at=NOW)

    history = Entry.objects.get(kind="yearly_report.block.changed").history
    assert (history.before["text"], history.after["text"]) == ("A passage.", "Better.")


def test_saving_lets_the_draft_go(desk, section):
    keep(desk, section)

    desk.put(section, WORDS)

    assert not Draft.objects.exists()


def test_a_draft_is_seen_by_nobody_else(desk, section):
    draft = keep(desk, section)

    assert Draft.objects.visible_to(desk.officer).get() == draft
    assert not Draft.objects.visible_to(desk.manager).exists()


def test_keeping_again_replaces_what_was_kept(desk, section):
    keep(desk, section)
    keep(desk, section, text="More.")

    assert Draft.objects.get().typed == {"text": "More."}


def test_what_somebody_is_writing_in_is_not_taken_away_from_them(desk, section):
    block = desk.put(section, WORDS)
    keep(desk, section, block=block)

    with pytest.raises(Refused, match="Somebody has text here that is not saved"):
        remove(desk, block, at=NOW + timedelta(days=13))
    remove(desk, block, at=NOW + timedelta(days=15))

    assert not Block.objects.exists()


def test_what_was_taken_out_is_kept_in_the_trail(desk, section):
    remove(desk, desk.put(section, WORDS), at=NOW)

    history = Entry.objects.get(kind="yearly_report.block.removed").history
    assert history.before["text"] == "A passage."


def test_a_passage_changes_places_with_its_neighbour(desk, section):
    first, second = desk.put(section, WORDS), desk.put(section, WORDS)

    actions.move_block(block=second, earlier=True, by=desk.officer, at=NOW)
    actions.move_block(block=second, earlier=True, by=desk.officer, at=NOW)

    assert list(section.blocks.order_by("order")) == [second, first]


def test_a_section_that_the_guidance_asks_for_is_not_taken_out(desk, section):
    with pytest.raises(Refused, match="The guidance asks for what this section is there for"):
        actions.remove_section(section=section, by=desk.officer, at=NOW)


def test_an_empty_section_of_ones_own_is_taken_out(desk, section):
    report = section.report
    own = actions.add_section(report=report, heading="Ours", by=desk.officer, at=NOW)

    actions.remove_section(section=own, by=desk.officer, at=NOW)

    assert list(report.sections.all()) == [section]


def test_a_section_answers_only_what_its_edition_asks_for(desk, section):
    with pytest.raises(Refused, match="does not ask for this"):
        actions.change_section(
            section=section,
            heading="The year",
            required=["costs"],
            left_empty_because="",
            row_version=section.row_version,
            by=desk.officer,
            at=NOW,
        )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (Text("  ", Rung.ACTIVITY), "Write the passage"),
        ("no title", "Give it a title"),
        ("no figures", "Choose the figures"),
        ("one end", "Say both the period"),
    ],
)
def test_a_content_says_something(desk, section, content, why):
    made = {
        "no title": lambda: desk.table("referrals", title=" "),
        "no figures": lambda: desk.table(),
        "one end": lambda: desk.table("referrals", change_from=""),
    }
    with pytest.raises(Refused, match=why):
        desk.put(section, made[content]() if isinstance(content, str) else content)


def test_a_decision_is_made_by_a_partner_once_and_with_a_reason(desk):
    given = {"space": desk.space, "document": "Annual report", "at": NOW}

    with pytest.raises(Refused, match="you need to be: delegated safeguarding partner"):
        actions.decide_to_show(reason="It is public", by=desk.manager, **given)
    with pytest.raises(Refused, match="Say where these numbers are public"):
        actions.decide_to_show(reason="", by=desk.partner, **given)
    actions.decide_to_show(reason="It is public", by=desk.partner, **given)
    with pytest.raises(Refused, match="decided already"):
        actions.decide_to_show(reason="It is public", by=desk.partner, **given)


def test_a_decision_is_about_one_figure_or_one_document(desk):
    figure = desk.family.put("rapid_reviews", desk.east, "2022-23", 1)
    given = {"space": desk.space, "reason": "It is public", "by": desk.partner, "at": NOW}

    for about in ({}, {"document": "D", "figure": figure}):
        with pytest.raises(Refused, match="Choose one figure, or one whole document"):
            actions.decide_to_show(**given, **about)


def test_a_decision_is_called_by_the_full_name_of_its_figure(desk):
    figure = desk.family.put("rapid_reviews", desk.east, "2022-23", 1, breakdown="girls")

    decision = actions.decide_to_show(
        space=desk.space, figure=figure, reason="It is public", by=desk.partner, at=NOW
    )

    assert str(decision) == (
        "Rapid reviews, girls, Eastmarch, 2022-23"
        " (return of an agency: Return of Eastmarch Council, version 1)"
    )


def keep(desk, section, *, block=None, text="Half a sen"):
    return actions.keep_draft(
        section=section,
        block=block,
        kind=Kind.TEXT,
        typed={"text": text},
        by=desk.officer,
        at=NOW,
    )


def remove(desk, block, *, at):
    actions.remove_block(block=block, row_version=block.row_version, by=desk.manager, at=at)


def test_what_another_took_out_meanwhile_is_overtaken_and_no_fault(desk):
    block = desk.put(desk.report().sections.get(), Text("Words.", Rung.ACTIVITY))
    remove(desk, block, at=NOW)

    with pytest.raises(Overtaken):
        remove(desk, block, at=NOW)


def test_reports_of_other_partnerships_are_not_in_sight(desk):
    desk.report()
    stranger = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())

    assert Report.objects.visible_to(desk.officer).count() == 1
    assert not Report.objects.visible_to(stranger).exists()
