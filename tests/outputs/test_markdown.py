"""What a writer types becomes blocks, and every mistake is told at once, with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.outputs.document import (
    BulletList,
    FigureRun,
    Heading,
    LinkRun,
    ListItem,
    Paragraph,
    Quote,
    Run,
    Table,
    plain,
    runs_of,
)
from goldthread.outputs.markdown import Problem, read

KNOWN = "performance.referrals | E06000002 | 2022-23"


def resolve(text):
    if text == KNOWN:
        return FigureRun("4,231", "card")
    return Problem(f"“{text}” is not a figure that can be asked for.")


def blocks(text):
    narrative = read(text, resolve)
    assert narrative.problems == ()
    return narrative.blocks


def problems(text):
    return [str(problem) for problem in read(text, resolve).problems]


def test_text_keeps_its_looks():
    (paragraph,) = blocks("One **strong** and *light*\nline, `code`  \nbroken")

    assert paragraph == Paragraph(
        (
            Run("One "),
            Run("strong", strong=True),
            Run(" and "),
            Run("light", emphasis=True),
            Run(" line, code\nbroken"),
        )
    )


def test_a_figure_stands_in_the_text_with_the_looks_around_it():
    (paragraph,) = blocks(f"There were **{{{{ {KNOWN} }}}}** referrals")

    assert paragraph.words[1] == FigureRun("4,231", "card", strong=True)


def test_a_figure_with_its_strokes_stands_in_a_table():
    (table,) = blocks(f"| Area | Count |\n|---|--:|\n| Middlesbrough | {{{{{KNOWN}}}}} |")

    assert isinstance(table, Table)
    assert [column.numeric for column in table.columns] == [False, True]
    assert table.rows == (((Run("Middlesbrough"),), (FigureRun("4,231", "card"),)),)


def test_headings_begin_at_the_second_level_and_skip_none():
    found = blocks("# A\n\n#### B\n\n# C\n\n###### D")

    assert [block.level for block in found] == [2, 3, 2, 3]
    assert all(isinstance(block, Heading) for block in found)


def test_lists_nest_and_keep_their_order():
    (found,) = blocks("1. one\n2. two\n   - inside\n")

    inside = BulletList((ListItem((Run("inside"),)),))
    items = (ListItem((Run("one"),)), ListItem((Run("two"),), inside))
    assert found == BulletList(items, ordered=True)


def test_a_quotation_keeps_its_paragraphs():
    assert blocks("> one\n>\n> two") == (Quote(((Run("one"),), (Run("two"),))),)


def test_html_is_shown_as_it_was_typed():
    (paragraph, other) = blocks("<script>alert(1)</script>\n\n<div>x</div>")

    assert plain(paragraph.words) == "<script>alert(1)</script>"
    assert plain(other.words) == "<div>x</div>"


def test_a_link_over_the_web_is_kept():
    (paragraph,) = blocks("[a](https://www.gov.uk/x) <http://example.org>")

    links = [run.address for run in paragraph.words if isinstance(run, LinkRun)]
    assert links == ["https://www.gov.uk/x", "http://example.org"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "mailto:a@b.example", "/here",
     "//example.org", "file:///etc/passwd", "https:", "vbscript:x"],
)  # fmt: skip
def test_any_other_link_is_refused_and_only_its_words_stay(address):
    narrative = read(f"See [this]({address}).", resolve)

    assert [run.text for run in runs_of(narrative.blocks[0])] == ["See this."]
    (problem,) = narrative.problems
    assert problem.text.endswith("must begin with https:// or http://.")


def test_all_mistakes_are_told_at_once_in_order_with_their_lines():
    text = (
        "A {{ unknown }} figure\nand ![a picture](x.png)\n\n"
        "- open {{ here\n- [b](ftp://x)\n\n> # heading\n\nclosed }} there\n\n"
        f"[x {{{{{KNOWN}}}}}](https://a.example/)\n\n# A {{{{{KNOWN}}}}}\n"
    )

    assert problems(text) == [
        "Line 1: “unknown” is not a figure that can be asked for.",
        "Line 2: Pictures cannot be put into the text.",
        "Line 4: “{{” opens a figure that is not closed with “}}” on this line.",
        "Line 5: The link to “ftp://x” must begin with https:// or http://.",
        "Line 7: A heading cannot stand inside a quotation.",
        "Line 9: “}}” closes a figure that was not opened with “{{” on this line.",
        "Line 11: A figure leads to its source; it cannot stand in a link.",
        "Line 13: A figure cannot stand in a heading; say it in the text below.",
    ]


def test_a_figure_in_an_address_is_refused():
    assert problems(f"[x](https://a.example/{{{{{KNOWN}}}}})") == [
        "Line 1: A figure cannot stand in the address of a link."
    ]


@given(
    st.text(
        alphabet=st.sampled_from("ab#*_-+>|`[](){}<>!\n\r\t 1.\\:/\ue000\ue0010&;="), max_size=80
    )
)
def test_no_text_breaks_the_reader(text):
    narrative = read(text, resolve)

    last = text.count("\n") + text.count("\r") + 1
    assert all(1 <= problem.line <= last for problem in narrative.problems)
    for block in narrative.blocks:
        assert not any("\ue000" in run.text for run in runs_of(block))
