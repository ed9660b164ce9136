"""The page needs no other file, leads every figure to its card, and escapes what people wrote."""

import re
from html.parser import HTMLParser

import pytest

from goldthread.outputs.document import Document, Heading, Paragraph
from goldthread.outputs.html import fragment, page, style_hash
from goldthread.ui.charts import drawing
from tests.outputs.sample import BLOCKS, sample


class Tags(HTMLParser):
    """Every tag with its attributes, and a complaint where one is not closed."""

    EMPTY = frozenset({"meta", "br", "rect", "path", "line", "circle"})

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def of(self, *names):
        return [(tag, attrs) for tag, attrs in self.found if tag in names]


@pytest.fixture(scope="module")
def text():
    return page(sample(), draw=drawing)


@pytest.fixture(scope="module")
def tags(text):
    return Tags(text)


def test_the_page_holds_all_that_it_shows(tags):
    assert tags.of("script", "link", "img", "iframe", "object", "base") == []
    assert not any("style" in attrs or "src" in attrs for _, attrs in tags.found)
    outside = [attrs["href"] for _, attrs in tags.of("a") if not attrs["href"].startswith("#")]
    assert outside == ["https://www.gov.uk/?a=1&b=2"]


def test_the_page_tells_the_browser_to_fetch_nothing(text, tags):
    (policy,) = [a["content"] for _, a in tags.of("meta") if a.get("http-equiv")]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert style_hash() in policy
    assert "@import" not in text
    assert "url(" not in text


def test_the_page_says_its_language_title_and_marking(text):
    assert '<html lang="en-GB">' in text
    assert "<title>Yearly report 2022-23</title>" in text
    assert '<p class="gt-marking">Draft: not for publication</p>' in text
    assert "Eastmarch and Wellbridge. Made on 15 January 2026" in text


def test_headings_begin_with_one_and_skip_no_level(tags):
    levels = [int(tag[1]) for tag, _ in tags.of("h1", "h2", "h3", "h4", "h5", "h6")]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_inner_link_leads_somewhere_and_no_place_is_named_twice(tags):
    places = [attrs["id"] for _, attrs in tags.found if "id" in attrs]

    assert len(places) == len(set(places))
    assert {a["href"][1:] for _, a in tags.of("a") if a["href"].startswith("#")} <= set(places)


def test_a_figure_leads_to_its_card_and_the_card_back_once_for_each_heading(text):
    card = text.split('id="card-referrals"')[1].split("</section>")[0]

    assert text.count('href="#card-referrals"') == 4
    assert re.findall(r'href="#(.*?)">(.*?)</a>', card) == [
        ("card-referrals-use-1", "Front door"),
        ("card-referrals-use-2", "Seen early"),
    ]


def test_a_figure_looks_like_its_basis_and_carries_its_note(text):
    assert 'class="gt-in-text gt-figure--stated"' in text
    assert (
        '37.6%<span class="govuk-visually-hidden"> (stated)</span></a> <span class="gt-note">(not for publication)</span>'
        in text
    )


def test_a_figure_without_a_card_is_no_link(text):
    assert '<span class="gt-in-text">12</span>' in text


def test_tables_have_captions_and_scopes(text, tags):
    assert text.count("<table") == text.count("<caption")
    assert {attrs["scope"] for _, attrs in tags.of("th")} == {"col", "row"}
    assert "Redcar &amp; &lt;Cleveland&gt;" in text


def test_every_drawing_is_named_and_comes_in_two_widths(tags, text):
    drawings = [attrs for _, attrs in tags.of("svg")]

    assert len(drawings) == 4
    assert {attrs["role"] for attrs in drawings} == {"img"}
    assert text.count("<title>Council &amp; council</title><desc>One bar.</desc>") == 2


def test_the_same_document_gives_the_same_page(text):
    assert page(sample(), draw=drawing) == text


def test_what_people_wrote_is_never_obeyed():
    evil = '"><script>alert(1)</script>'
    document = Document(
        evil, (Heading(1, evil, "x"), Paragraph(evil)), sample().created_at,
        subtitle=evil, marking=evil, publisher=evil,
    )  # fmt: skip

    assert "<script" not in page(document, draw=drawing)


def test_a_fragment_has_classes_alone_and_stands_under_the_heading_above_it():
    found = Tags(fragment(BLOCKS, draw=drawing, below=2))

    assert found.of("html", "style", "h1", "h2") == []
    assert not any("style" in attrs for _, attrs in found.found)


def test_in_a_page_a_figure_can_lead_to_an_address_of_its_own():
    text = fragment(BLOCKS, draw=drawing, figure_address=lambda anchor: f"/figures/{anchor}/?a&b")

    assert text.count('href="/figures/card-referrals/?a&amp;b"') == 4
    assert "Used in" not in text
