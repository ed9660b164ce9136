"""GOV.UK Frontend comes in without what belongs to GOV.UK alone, and asks nothing of the network."""

import re
from pathlib import Path

import pytest

from goldthread.ui import assets

SCRIPT_LIMIT = 110_000  # bytes: an old laptop on a poor line must not wait for script


@pytest.fixture
def package(tmp_path):
    """A package as npm leaves it, as small as can be."""
    folder = tmp_path / "govuk-frontend"
    compiled = folder / "dist" / "govuk"
    compiled.mkdir(parents=True)
    (folder / "package.json").write_text('{"version": "6.6.0"}')
    (compiled / "govuk-frontend.min.css").write_text(
        '@charset "UTF-8";.a{font-family:GDS Transport,arial,sans-serif}\n'
        "/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. All rights reserved. */"
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        ".b{background-image:url(/assets/images/govuk-crest.svg)}\n"
        "/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
    )
    (compiled / "govuk-frontend.min.js").write_text(
        "export{initAll};\n//# sourceMappingURL=govuk-frontend.min.js.map\n"
    )
    return folder


def test_typeface_crest_and_maps_are_left_out(package, tmp_path):
    assets.build(package, tmp_path / "out")

    style = (tmp_path / "out" / "govuk-frontend.min.css").read_text()
    assert style == (
        '@charset "UTF-8";/*! govuk-frontend 6.6.0, MIT licence, Crown copyright */\n'
        ".a{font-family:var(--gt-font,arial,sans-serif)}\n.b{background-image:none}\n"
    )
    assert "sourceMappingURL" not in (tmp_path / "out" / "govuk-frontend.min.js").read_text()


def test_building_again_changes_nothing(package, tmp_path):
    first = assets.build(package, tmp_path / "out")
    again = assets.build(package, tmp_path / "out")

    assert (len(first), again) == (2, [])


def test_files_of_an_older_version_are_cleared_away(package, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "govuk-crest.svg").write_text("<svg/>")

    assets.build(package, tmp_path / "out")

    assert not (tmp_path / "out" / "govuk-crest.svg").exists()


def test_a_missing_package_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    with pytest.raises(assets.AssetsMissing, match="run `npm ci`"):
        assets.build(tmp_path / "nowhere", tmp_path / "out")

    monkeypatch.setattr(assets.build, "__defaults__", (tmp_path / "nowhere", tmp_path / "out"))
    assert assets.main() == assets.CANNOT_RUN_HERE
    assert "npm ci" in capsys.readouterr().err


@pytest.fixture(scope="module")
def built():
    """The real package, where it has been fetched."""
    if not assets.SOURCE.exists():
        pytest.skip("node_modules has not been fetched: run `npm ci`")
    assets.build()
    return assets.TARGET


def test_style_loads_nothing_and_names_no_typeface_of_gov_uk(built):
    style = (built / "govuk-frontend.min.css").read_text()

    assert "/assets/" not in style
    assert "GDS Transport" not in style
    assert "Calvert" not in style
    assert not re.findall(r"url\(|@import", style)


def test_our_own_style_loads_nothing(built):
    style = (built.parent / "goldthread.css").read_text()

    assert not re.findall(r"url\(|@import|https?:", style)


def test_all_script_together_is_small(built, settings):
    from django.contrib.staticfiles import finders

    names = (
        "ui/govuk/govuk-frontend.min.js",
        "ui/goldthread.js",
        "django_htmx/htmx-2.min.js",
    )

    assert sum(Path(finders.find(name)).stat().st_size for name in names) < SCRIPT_LIMIT
