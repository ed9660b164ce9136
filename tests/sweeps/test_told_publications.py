"""Whatever a module gives to the public is protected in one place, and told to those who publish later."""

import ast
from pathlib import Path

import pytest

import goldthread
from goldthread.config.modules import MODULES
from goldthread.house import registry

HOUSE = Path(goldthread.__file__).parent
PROTECTS = {"protect", "protect_release"}


def imported_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("goldthread.measures")
        for alias in node.names
    }


def who_protects() -> set[str]:
    return {
        path.relative_to(HOUSE).parts[0]
        for path in HOUSE.rglob("*.py")
        if path.relative_to(HOUSE).parts[0] != "measures" and imported_names(path) & PROTECTS
    }


def test_somebody_protects_something():
    assert "yearly_report" in who_protects()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_that_protects_what_it_publishes_tells_the_house_of_it(name):
    publishes = registry.module(name).publications is not None

    assert (name in who_protects()) == publishes
