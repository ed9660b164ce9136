"""What no template may contain, if the content security policy is to be as strict as it is."""

import re
from pathlib import Path

import pytest

import goldthread

PACKAGE = Path(goldthread.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an event attribute": r"<[^>]*\s(on[a-z]+|hx-on[a-z:-]*)\s*=",
    "an inline script": r"<script\b(?![^>]*(\ssrc=|\stype=\"application/json\"))",
    "an address of somebody else": r"(src|href|action)\s*=\s*[\"']?(https?:)?//",
    "a javascript address": r"javascript:",
}


def test_there_are_templates_to_look_at():
    assert PACKAGE / "ui" / "templates" / "ui" / "page.html" in TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_holds_nothing_that_the_policy_forbids(template):
    text = template.read_text()

    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a" style="color:red">',
        "<style>p{}</style>",
        '<a href="#" onclick="x()">',
        '<div hx-on:click="x()">',
        "<script>x()</script>",
        '<script type="module">x()</script>',
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<a href="javascript:x()">',
    ],
)
def test_the_look_out_would_see_it(text):
    assert any(re.search(pattern, text) for pattern in FORBIDDEN.values())
