"""The limits that a partnership sets for its own figures: what each does, and the values that it has kept."""

from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Agency
from goldthread.measures.change import ChangeRule
from goldthread.measures.suppression import SuppressionRule
from goldthread.performance.audiences import FUNNEL_DRAWN_IN, SMALL_BELOW, TOO_FEW_BELOW, own_space
from goldthread.register.models import Setting
from goldthread.register.small_numbers import setting_of


@dataclass(frozen=True)
class Limit:
    """A setting of whole numbers from `least` to `most`; `slug` names it in an address."""

    name: str
    slug: str
    title: str
    meaning: str
    default: int
    most: int
    source: str
    least: int = 0
    must_name_source: bool = False
    reads: str = "below {}"  # the value in a sentence


LIMITS = {
    limit.slug: limit
    for limit in (
        Limit(
            name=SMALL_BELOW,
            slug="small-numbers",
            title="Small numbers",
            meaning="Counts above 0 and below this are marked “not for publication” where the board and agencies"
            " read them; 0 marks none. What the public is shown does not depend on it.",
            default=SuppressionRule.smallest_shown,
            most=50,
            source=SuppressionRule.source,
        ),
        Limit(
            name=setting_of(),
            slug="small-numbers-for-the-public",
            title="Small numbers, for the public",
            meaning="Counts above 0 and below this are kept from the public, with what would give them away, in"
            " every report, chart, file and open table that is made from then on. It can only be stricter than the"
            " usual rule.",
            default=SuppressionRule.smallest_shown,
            least=SuppressionRule.smallest_shown,
            most=50,
            source=SuppressionRule.source,
            must_name_source=True,
        ),
        Limit(
            name=setting_of(Agency.CHILD_DEATH_PANEL.value),
            slug="child-deaths-for-the-public",
            title="Child deaths, for the public",
            meaning="The same, for the figures of the child death overview panel: the stricter of the two limits"
            " holds.",
            default=SuppressionRule.smallest_shown,
            least=SuppressionRule.smallest_shown,
            most=50,
            source=SuppressionRule.source,
            must_name_source=True,
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
        Limit(
            name=FUNNEL_DRAWN_IN,
            slug="wider-limits-of-the-funnel",
            title="Wider limits of the funnel",
            meaning="0: the limits beside the average of England show chance alone. Above 0 they are widened where"
            " councils differ by more than chance altogether; so many percent of them at each end are drawn in"
            " before that is estimated (the NHS’s tools take 10).",
            default=0,
            most=20,
            reads="{} percent drawn in",
            source="Spiegelhalter, Handling over-dispersion of performance indicators (2005)",
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
    def said(self) -> str:
        """The value in a sentence, such as "below 6"."""
        return self.limit.reads.format(self.value)

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
