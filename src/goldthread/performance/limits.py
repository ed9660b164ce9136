"""The limits that a partnership sets for its own figures: what each does, and the values that it has kept."""

from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.measures.change import ChangeRule
from goldthread.measures.suppression import SuppressionRule
from goldthread.performance.audiences import SMALL_BELOW, TOO_FEW_BELOW, own_space
from goldthread.register.models import Setting


@dataclass(frozen=True)
class Limit:
    """A setting of whole numbers from 0 to `most`; `slug` names it in an address."""

    name: str
    slug: str
    title: str
    meaning: str
    default: int
    most: int
    source: str


LIMITS = {
    limit.slug: limit
    for limit in (
        Limit(
            name=SMALL_BELOW,
            slug="small-numbers",
            title="Small numbers",
            meaning="Counts above 0 and below this are marked “not for publication” where the board and agencies"
            " read them; 0 marks none. What the public is shown does not depend on it: counts of 1 to 5 are always"
            " kept back.",
            default=SuppressionRule.smallest_shown,
            most=50,
            source=SuppressionRule.source,
        ),
        Limit(
            name=TOO_FEW_BELOW,
            slug="too-few-to-say",
            title="Too few to say",
            meaning="Where the number of children behind a figure is below this, its change is printed and not"
            " called better or worse.",
            default=ChangeRule.too_few_below,
            most=200,
            source="This product's own choice, until the partnership sets one",
        ),
    )
}


@dataclass(frozen=True)
class Kept:
    """A limit with the values that the partnership has kept, the latest first."""

    limit: Limit
    rows: tuple[Setting, ...]
    today: date

    @property
    def holds(self) -> Setting | None:
        """What holds today; None while the default does."""
        return next((row for row in self.rows if row.holds_from <= self.today), None)

    @property
    def value(self) -> int:
        return int(self.holds.value) if self.holds else self.limit.default

    @property
    def coming(self) -> tuple[Setting, ...]:
        """What will hold from a day to come."""
        return tuple(row for row in self.rows if row.holds_from > self.today)

    @property
    def version(self) -> int:
        """Goes up with everything that is kept, so that nobody overwrites what they have not seen."""
        return sum(row.row_version for row in self.rows)


def kept_limit(principal: Principal, limit: Limit, *, on: date) -> Kept:
    """A limit as the partnership at work has kept it."""
    rows = Setting.objects.visible_to(principal).filter(
        space_id__in=own_space(principal), name=limit.name
    )
    return Kept(limit, tuple(rows.order_by("-holds_from")), on)
