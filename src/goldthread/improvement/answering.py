"""The one page that answers "What have we done?": each recommendation, who meets it, and the gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.improvement.models import Benchmark, Point, Standing
from goldthread.improvement.models.scopes import sees_whole
from goldthread.outputs.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from goldthread.ui import british

MARKING = "Working paper of the partnership, not for publication"
NOBODY = "–"
Stands = Standing.Stands
GAPS = (Stands.PARTLY, Stands.NOT)
SHOWN = (
    (Stands.MET.value, "Met"),
    (Stands.PARTLY.value, "Partly"),
    (Stands.NOT.value, "Not met"),
    (Stands.NOT_OURS.value, "Does not apply"),
    ("", "No answer yet"),
)


def in_order(rows: QuerySet[Standing]) -> list[Standing]:
    """Answers by point and agency, with both, in one query."""
    rows = rows.select_related("point", "agency", "answered_by")
    return list(rows.order_by("point__number", "agency__name", "pk"))


def gaps_of(rows: QuerySet[Standing]) -> list[tuple[Point, list[Standing]]]:
    """Each point that somebody meets partly or not, with their answers."""
    found: dict[Point, list[Standing]] = {}
    for each in in_order(rows.filter(stands__in=GAPS)):
        found.setdefault(each.point, []).append(each)
    return list(found.items())


def told_gap(standing: Standing) -> str:
    return f"{standing.asked_of}: {standing.get_stands_display().lower()}. {standing.evidence}"


def stands_whole(said: Iterable[str]) -> str:
    """How a point stands for everybody together: as good as its weakest answer, "" while one is missing."""
    every = set(said)
    if not every or "" in every:
        return ""
    every.discard(Stands.NOT_OURS.value)
    if not every:
        return Stands.NOT_OURS.value
    return every.pop() if len(every) == 1 else Stands.PARTLY.value


def document_of(
    benchmark: Benchmark, principal: Principal, *, at: datetime, at_length: bool = False
) -> Document:
    """The answer as it stands, from the answers that this reader may see.

    At length it says what shows each answer; else of the gaps alone, so that it is one page.
    """
    seen = Standing.objects.visible_to(principal).filter(point__benchmark=benchmark)
    points = list(Point.objects.visible_to(principal).filter(benchmark=benchmark))
    return Document(
        title=f"What have we done? {benchmark.title}",
        subtitle=f"{benchmark.get_kind_display()}, published on {british.day(benchmark.published_on)}",
        blocks=tuple(_blocks(benchmark, points, in_order(seen), principal, at_length=at_length)),
        created_at=benchmark.ended_at or at,
        marking=MARKING,
        publisher=benchmark.space.name,
    )


def _blocks(
    benchmark: Benchmark,
    points: list[Point],
    said: list[Standing],
    principal: Principal,
    *,
    at_length: bool,
) -> Iterator[Block]:
    by_point: dict[int, list[Standing]] = {point.pk: [] for point in points}
    for each in said:
        by_point[each.point_id].append(each)
    points.sort(key=lambda point: point.number)
    whole = sees_whole(principal, benchmark.space_id)
    if said and not whole:
        yield Paragraph("These are the answers of your own agency only.")
    yield Paragraph(" ".join(_facts(benchmark, points, by_point)))
    yield _table(points, by_point)
    if benchmark.ended_because:
        yield Heading(1, "What follows")
        yield from (Paragraph(line) for line in benchmark.ended_because.splitlines() if line)
    gaps = [each for each in said if each.stands in GAPS]
    if gaps:
        yield Heading(1, "The gaps")
        yield from (Paragraph(f"{each.point.number}. {told_gap(each)}") for each in gaps)
    shown = [each for each in said if each.stands and each.stands not in GAPS]
    if shown and at_length:
        yield Heading(1, "What shows the rest")
        yield from (
            Paragraph(f"{each.point.number}. {each.asked_of}: {each.evidence}") for each in shown
        )


def _facts(
    benchmark: Benchmark, points: list[Point], by_point: dict[int, list[Standing]]
) -> Iterator[str]:
    """A few lines: a list of terms beside them would push the table off the one page."""
    yield f"{benchmark.get_status_display()}; answer due {british.day(benchmark.due_on)}."
    if any(by_point.values()):
        yield f"Recommendations: {counted(points, by_point)}."
        if told := so_far(each for said in by_point.values() for each in said):
            yield told
    if benchmark.decided_because:
        yield f"Why: {benchmark.decided_because}"
    if benchmark.address:
        yield f"Published at {benchmark.address}"


def counted(points: list[Point], by_point: dict[int, list[Standing]]) -> str:
    """Such as "15: 12 met, 3 partly", each as good as its weakest answer."""
    found: Counter[str] = Counter()
    for point in points:
        found[stands_whole(each.stands for each in by_point[point.pk])] += point.stands_for
    told = [f"{found[key]} {words.lower()}" for key, words in SHOWN if found[key]]
    return f"{sum(found.values())}: {', '.join(told)}"


def so_far(said: Iterable[Standing]) -> str:
    """While answers are missing, how those that came stand and who is waited for; "" once all are there."""
    said = list(said)
    missing = [each for each in said if not each.stands]
    if not missing or len(missing) == len(said):
        return ""
    stand = Counter(each.stands for each in said)
    told = [f"{stand[key]} {words.lower()}" for key, words in SHOWN if key and stand[key]]
    waited = ", ".join(dict.fromkeys(each.asked_of for each in missing))
    return f"Answers so far: {', '.join(told)}; waiting for {waited}."


def _table(points: list[Point], by_point: dict[int, list[Standing]]) -> Table:
    """Only the answers that somebody gave have a column: the page stays one page."""
    given = {each.stands for said in by_point.values() for each in said}
    shown = [(key, words) for key, words in SHOWN if key in given]
    return Table(
        "Who meets each recommendation",
        tuple(Column(name) for name in ("Recommendation", *(words for _, words in shown))),
        tuple(
            (f"{point.number}. {point}", *(_who(by_point[point.pk], key) for key, _ in shown))
            for point in points
        ),
    )


def _who(said: list[Standing], stands: str) -> str:
    return british.listed(each.asked_of for each in said if each.stands == stands) or NOBODY
