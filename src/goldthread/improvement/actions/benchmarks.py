"""What have we done? Recorded, found relevant by another person, answered by each agency, its gaps made findings."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.improvement import steps
from goldthread.improvement.actions.findings import find_or_open_source, write_finding
from goldthread.improvement.actions.places import place_of
from goldthread.improvement.answering import gaps_of, told_gap
from goldthread.improvement.models import Benchmark, Finding, Point, Source, Standing
from goldthread.improvement.models.learning import TEXT
from goldthread.improvement.permissions import KEEP
from goldthread.improvement.rules import answers_for
from goldthread.register.models import Agency, Space
from goldthread.trail.record import changed_fields, record
from goldthread.workflow import Step

Kind = Benchmark.Kind
SOURCES = {
    Kind.NATIONAL_REVIEW: Source.Kind.NATIONAL_REVIEW,
    Kind.LETTER: Source.Kind.LETTER,
    Kind.GUIDANCE: Source.Kind.OTHER,
    Kind.ELSEWHERE: Source.Kind.INSPECTION,
}


@transaction.atomic
def record_benchmark(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    kind: str,
    title: str,
    published_on: date,
    due_on: date,
    points: Iterable[tuple[str, int]],
    address: str = "",
) -> Benchmark:
    """Record what came; `points` gives the words of each recommendation, and how many it stands for."""
    points = [(text.strip(), many) for text, many in points if text.strip()]
    insist(may(by, KEEP, space))
    insist(
        because(
            (kind not in Kind.values, "Choose what came."),
            (not title.strip(), "Say what it is called."),
            (published_on > at.date(), "The day on which it was published has not come yet."),
            (due_on < at.date(), "The day on which the answer is due has passed."),
            (not points, "Write down what it recommends."),
        )
    )
    made = Benchmark.objects.create(
        space=space,
        kind=kind,
        title=title.strip(),
        published_on=published_on,
        due_on=due_on,
        address=address,
        written_by_id=by.acting_id,
        written_at=at,
    )
    for number, (text, many) in enumerate(points, start=1):
        Point.objects.create(space=space, benchmark=made, number=number, text=text, stands_for=many)
    after = {"kind": kind, "title": made.title, "points": len(points)}
    record("improvement.benchmark.recorded", by=by, at=at, subject=made, after=after)
    return made


@transaction.atomic
def find_relevant(
    *,
    by: Principal,
    at: datetime,
    benchmark: Benchmark,
    because_of: str,
    agencies: Iterable[Agency],
    ourselves: bool,
    row_version: int,
) -> Benchmark:
    """Find it relevant, say why, and ask each of these agencies, and the partnership itself, about each point."""
    asked: list[Agency | None] = list(agencies)
    if ourselves:
        asked.append(None)
    insist(because((not asked, "Say who is asked.")))
    benchmark = _decided(steps.FIND_RELEVANT, by, at, benchmark, because_of, row_version)
    for point in benchmark.points.order_by("number"):
        for agency in asked:
            Standing.objects.create(**place_of([benchmark]), point=point, agency=agency)
    after = {"because": benchmark.decided_because, "asked": len(asked)}
    record("improvement.benchmark.relevant", by=by, at=at, subject=benchmark, after=after)
    return benchmark


@transaction.atomic
def lay_aside(
    *, by: Principal, at: datetime, benchmark: Benchmark, because_of: str, row_version: int
) -> Benchmark:
    """Say that it is not relevant here, and why; who was asked is then asked no more, and what was said stays."""
    benchmark = _decided(steps.LAY_ASIDE, by, at, benchmark, because_of, row_version)
    after = {"because": benchmark.decided_because}
    record("improvement.benchmark.laid_aside", by=by, at=at, subject=benchmark, after=after)
    return benchmark


def _decided(
    step: Step,
    by: Principal,
    at: datetime,
    benchmark: Benchmark,
    because_of: str,
    row_version: int,
) -> Benchmark:
    benchmark = Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    insist(step.allowed(benchmark, by))
    insist(because((not because_of.strip(), "Say why.")))
    benchmark.insist_unchanged(row_version)
    benchmark.status, benchmark.decided_because = step.goes_to, because_of.strip()
    benchmark.decided_by_id, benchmark.decided_at = by.acting_id, at
    benchmark.save_next_version("status", "decided_because", "decided_by", "decided_at")
    return benchmark


@transaction.atomic
def answer_point(
    *,
    by: Principal,
    at: datetime,
    standing: Standing,
    stands: str,
    evidence: str,
    row_version: int,
) -> Standing:
    """Say how an agency stands on a point, and what shows it; it may be said anew until the end."""
    benchmark = Benchmark.objects.select_for_update().get(points__standings=standing.pk)
    standing = Standing.objects.select_for_update().get(pk=standing.pk)
    over = benchmark.status != Benchmark.Status.ASKED
    needs = "Say why it does not apply." if stands == "not_ours" else "Say what shows it."
    insist(answers_for(standing, by))
    insist(
        because(
            (over, f"It is over: {benchmark.get_status_display().lower()}."),
            (stands not in Standing.Stands.values, "Choose how it stands."),
            (not evidence.strip(), needs),
        )
    )
    standing.insist_unchanged(row_version)
    new = {"stands": stands, "evidence": evidence.strip()}
    before, after = changed_fields(standing, **new)
    standing.stands, standing.evidence = new["stands"], new["evidence"]
    standing.answered_by_id, standing.answered_at = by.acting_id, at
    standing.save_next_version(*new, "answered_by", "answered_at")
    told = {"before": before, "after": after}
    record("improvement.standing.answered", by=by, at=at, subject=standing, **told)
    return standing


@transaction.atomic
def end_asking(
    *, by: Principal, at: datetime, benchmark: Benchmark, because_of: str, row_version: int
) -> Benchmark:
    """End the asking: each point that somebody meets partly or not becomes a finding of the line."""
    benchmark = Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    insist(steps.END_ASKING.allowed(benchmark, by))
    benchmark.insist_unchanged(row_version)
    gaps = gaps_of(Standing.objects.filter(point__benchmark=benchmark))
    if gaps:
        kind = SOURCES[Kind(benchmark.kind)]
        source = find_or_open_source(by=by, at=at, of=benchmark, kind=kind, title=benchmark.title)
        for point, standings in gaps:
            write_finding(
                by=by,
                at=at,
                sources=[source],
                kind=Finding.Kind.CONCERN,
                title=f"Not met in full: {point.text}"[:200],
                text=f"{point.number}. {point.text}",
                evidence="\n".join(map(told_gap, standings))[:TEXT],
            )
    benchmark.status, benchmark.ended_because = steps.END_ASKING.goes_to, because_of.strip()
    benchmark.ended_by_id, benchmark.ended_at = by.acting_id, at
    benchmark.save_next_version("status", "ended_because", "ended_by", "ended_at")
    after = {"findings": len(gaps)}
    record("improvement.benchmark.answered", by=by, at=at, subject=benchmark, after=after)
    return benchmark
