"""The look on its own: the pages of `tests.ui.pages`, seen under a menu as long as the real one."""

from copy import deepcopy
from pathlib import Path

import pytest

from goldthread.house import registry
from tests.ui.menu import MODULE


@pytest.fixture
def look(settings):
    """Only the example pages and the example menu."""
    settings.ROOT_URLCONF = "tests.ui.pages"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
    modules = tuple(registry)
    registry.fill([MODULE])
    yield settings
    registry.fill(modules)
