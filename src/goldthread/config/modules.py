"""The list of modules. Adding one is its folder, and one line here."""

from importlib import import_module

from goldthread.house import Module, registry

MODULES = (
    # what every module stands on
    "trail",
    "register",
    "messages",
    "accounts",
    "ui",
    "vault",
    "links",
    "api",
    "inbox",
    "imports",
    "improvement",
    "publication",
    # the rooms, in the order of the menu
    "reviews",
    "performance",
    "yearly_report",
    "open_data",
    "governance",
    "administration",
    "operations",
)


def load() -> tuple[Module, ...]:
    """Fill the registry from each folder's `module.py`; gives the modules."""
    modules = tuple(import_module(f"goldthread.{name}.module").MODULE for name in MODULES)
    registry.fill(modules)
    return modules
