"""The one list of modules, as readers ask for it: menu, inbox, roles, figures, commands."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from goldthread.house.importing import Importable
from goldthread.house.module import (
    Command,
    DatedEvents,
    ErrandKind,
    FigureFamily,
    Module,
    PassageFamily,
    Permission,
)
from goldthread.house.publishing import PublishedKind
from goldthread.house.roles import Role
from goldthread.measures.release_set import Publication


class Registry:
    """Filled once at start from `config.modules`, and only read afterwards."""

    def __init__(self) -> None:
        self._modules: tuple[Module, ...] = ()
        self._granted: Mapping[Permission, frozenset[Role]] = {}
        self._held: dict[Role, frozenset[Permission]] = {}

    def fill(self, modules: Iterable[Module]) -> None:
        """Take the modules in; a name, permission or figure prefix given twice is a programming error."""
        modules = tuple(modules)
        _refuse_twice("module", [module.name for module in modules])
        _refuse_twice("permission", [p.name for m in modules for p in m.permissions])
        _refuse_twice("figure prefix", [f.prefix for m in modules for f in m.figures])
        _refuse_twice("dated events", [e.key for m in modules for e in m.events])
        _refuse_twice("import", [each.kind for m in modules for each in m.imports])
        _refuse_twice("published kind", [each.kind for m in modules for each in m.publishes])
        self._modules = modules
        # Asked some forty times for each page.
        self._granted = MappingProxyType({p: r for m in modules for p, r in m.permissions.items()})
        self._held = {
            role: frozenset(p for p, roles in self._granted.items() if role in roles)
            for role in Role
        }

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules)

    def module(self, name: str) -> Module:
        """The module of that name; KeyError where there is none."""
        for module in self._modules:
            if module.name == name:
                return module
        raise KeyError(name)

    def permissions(self) -> Mapping[Permission, frozenset[Role]]:
        """Every permission and the roles that hold it."""
        return self._granted

    def held_by(self, role: Role) -> frozenset[Permission]:
        """The permissions of one role."""
        return self._held.get(role, frozenset())

    def figure_family(self, key: str) -> FigureFamily:
        """Who answers for a figure key; KeyError where nobody does."""
        for module in self._modules:
            for family in module.figures:
                if key.startswith(family.prefix + "."):
                    return family
        raise KeyError(key)

    def figure_families(self) -> list[FigureFamily]:
        return [family for module in self._modules for family in module.figures]

    def publications(self, space_id: int) -> tuple[Publication, ...]:
        """Everything that a partnership has published, whichever module did: see `protect_release`."""
        told = (module.publications for module in self._modules if module.publications)
        return tuple(each for publications in told for each in publications(space_id))

    def passage_families(self) -> list[PassageFamily]:
        return [family for module in self._modules for family in module.passages]

    def dated_events(self) -> list[DatedEvents]:
        """What happens seldom and is known by its days, whichever module holds them."""
        return [each for module in self._modules for each in module.events]

    def imports(self) -> list[Importable]:
        """Every kind of past record that can be taken in from a spreadsheet."""
        return [each for module in self._modules for each in module.imports]

    def errand(self, kind: str) -> ErrandKind | None:
        """How somebody without an account is asked for a record of this kind; None where they are not."""
        found = (each for module in self._modules for each in module.errands)
        return next((each for each in found if each.kind == kind), None)

    def published_kinds(self) -> list[PublishedKind]:
        """Every kind of record of which something may become public."""
        return [each for module in self._modules for each in module.publishes]

    def commands(self) -> list[Command]:
        return [command for module in self._modules for command in module.commands]


def _refuse_twice(kind: str, names: list[str]) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{kind} declared twice: {', '.join(sorted(twice))}")


registry = Registry()
