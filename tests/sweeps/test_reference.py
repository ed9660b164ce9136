"""The reference pages say what the code does."""

import pytest

from goldthread.config.reference import FOLDER, pages


@pytest.mark.parametrize(
    "name", ["roles.md", "steps.md", "indicators.md", "commands.md", "records.md"]
)
def test_a_reference_page_is_as_the_code_makes_it(name):
    stale = "this page is stale: make it again with './goldthread reference'"

    assert (FOLDER / name).read_text() == pages()[name], stale
