"""The plain types that every part of the house shares, and the registry that readers ask."""

from goldthread.house.figure import (
    Audience,
    Basis,
    DrawnFigure,
    Figure,
    FigureRequest,
    Noted,
    Origin,
    OriginKind,
    Passage,
    Rung,
    Source,
)
from goldthread.house.importing import (
    CellKind,
    Compared,
    Importable,
    ImportColumn,
    ImportedRow,
    Outcome,
)
from goldthread.house.module import (
    Command,
    DatedEvents,
    ErrandKind,
    FigureFamily,
    InboxItem,
    InboxKind,
    MenuEntry,
    Module,
    PassageFamily,
)
from goldthread.house.permissions import Permission
from goldthread.house.publishing import PublishedKind
from goldthread.house.registry import Registry, registry
from goldthread.house.roles import ROLES, Role
from goldthread.house.sensitivity import Sensitivity

__all__ = [
    "ROLES",
    "Audience",
    "Basis",
    "CellKind",
    "Command",
    "Compared",
    "DatedEvents",
    "DrawnFigure",
    "Figure",
    "FigureFamily",
    "FigureRequest",
    "ImportColumn",
    "Importable",
    "ImportedRow",
    "InboxItem",
    "ErrandKind",
    "InboxKind",
    "MenuEntry",
    "Module",
    "Noted",
    "Origin",
    "OriginKind",
    "Outcome",
    "Passage",
    "PassageFamily",
    "Permission",
    "PublishedKind",
    "Registry",
    "Role",
    "Rung",
    "Sensitivity",
    "Source",
    "registry",
]
