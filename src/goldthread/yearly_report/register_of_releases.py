"""What a partnership has published with its reports: nothing published later may give away what these kept back."""

from goldthread.house import Audience
from goldthread.measures.release_set import Publication as Published
from goldthread.measures.suppression import SuppressionRule
from goldthread.yearly_report.cards import title_of
from goldthread.yearly_report.kept import composer_of, taken_from
from goldthread.yearly_report.models import Publication
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import Snapshot


def published_by(space_id: int) -> tuple[Published, ...]:
    """Every report that was ever published, the newest first; withdrawn ones are still in somebody's hands."""
    rows = Publication.objects.filter(space_id=space_id).select_related("frozen")
    frozen = {row.frozen_id: row.frozen for row in rows.order_by("-published_at", "-pk")}
    composers = (composer_of(taken_from(each), Audience.PUBLIC) for each in frozen.values())
    return tuple(composer.release.publication() for composer in composers)


def since_published(
    frozen: Snapshot, earlier: tuple[Published, ...], rule: SuppressionRule
) -> tuple[str, ...]:
    """Figures that a frozen report shows and must not, beside what was published meanwhile, or by the rule of now."""
    if (earlier, rule) == (frozen.earlier, frozen.rule):
        return ()
    found = Release(frozen, Audience.PUBLIC).gives_away_now(earlier, rule)
    return tuple(title_of(figure) for figure in found)
