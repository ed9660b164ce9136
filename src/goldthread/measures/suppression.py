"""Small numbers are kept from the public, in a whole release set at once: a table, a report.

The rule is that of the Department for Education's children in need release (2020 edition): counts of 1 to
5 are not shown, nor what would give them away. Percentages and rates go with their parts. Whoever
publishes calls `release_set.protect_release`, which finds what adds up to what; this is the rule itself.

What is promised. Take everything that is shown in the set and in all that was published before it, the
sums that hold between the cells, that numbers are whole and not negative, and that no part is larger than
its whole. Then each number for whose sake a cell was kept back could still be any of a range at least
`protection` wide. A reader who also knows which of the hidden numbers are small is left with at least
`fewest_left` values for each, unless that knowledge alone gives it away: of the numbers that a table names,
since nobody is told that one is small which stands in none. What a decision has already made public can
break this; those cells are named in `exposed`.

What is not promised. What a reader knows from life is not looked at. A percentage without parts that a
decision shows lets a reader guess its numerator. The rest of a percentage (97 of 100 leave 3) is not held
to be a small number, as the Department's own tables do not. A change, a chart or a sentence drawn from a
cell that is kept back must be kept back with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldthread.measures.cells import Cell, CellName, Quantity, Reading, Relation
from goldthread.measures.hiding import Hiding
from goldthread.measures.small_numbers import (
    RULE,
    SYMBOL,
    Stricter,
    SuppressionRule,
    Verdict,
    is_small,
)

__all__ = ["RULE", "SYMBOL", "Cell", "CellName", "Protected", "Quantity", "Relation"]
__all__ += ["Stricter", "SuppressionRule", "Verdict", "is_small", "protect"]


@dataclass(frozen=True)
class Protected:
    """What may be shown of a release set. `exposed` can be worked out in spite of it."""

    verdicts: Mapping[CellName, Verdict]
    exposed: tuple[CellName, ...]

    def shows(self, name: CellName) -> bool:
        """Whether a cell may be shown, with its parts; KeyError for one that was not in the set."""
        return self.verdicts[name].is_shown


def protect(
    cells: Iterable[Cell],
    relations: Iterable[Relation],
    rule: SuppressionRule = RULE,
    *,
    behind: Iterable[Cell] = (),
    earlier: Iterable[Reading] = (),
) -> Protected:
    """Decide for each cell of a release set whether the public may see it.

    `behind` are cells that are not published now, yet add up with those that are; `earlier` is what was
    published before, the newest first. First small numbers are hidden. Then, while a hidden number could
    be worked out too closely, the smallest number that stands in its way is hidden with it. ValueError
    where a name comes twice or a relation names a cell that is not there. A sum that does not hold, or of
    which a part is missing, is treated as if a reader knew by how much.
    """
    given, others = tuple(cells), tuple(behind)
    named = {cell.name: cell for cell in (*given, *others)}
    if len(named) < len(given) + len(others):
        raise ValueError("a cell stands twice in the release set")
    now = Reading(named, tuple(relations))
    release = Hiding(now, tuple(earlier), frozenset(cell.name for cell in given), rule)
    exposed = release.hide_all()
    return Protected(release.verdicts, exposed)
