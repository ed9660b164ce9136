"""A pytest plugin: the report says which tests drive a browser, so that they can be counted apart."""

from typing import Any


def pytest_collection_modifyitems(items: list[Any]) -> None:
    for item in items:
        if item.get_closest_marker("browser"):
            item.user_properties.append(("browser", "yes"))
