"""What has become of a report's figures since it was frozen: which changed, and which only came in anew."""

from dataclasses import dataclass
from functools import lru_cache

from goldthread.house import Audience, Figure
from goldthread.measures.values import shown
from goldthread.yearly_report.cards import title_of
from goldthread.yearly_report.kept import Taken, composer_of, snapshot_of
from goldthread.yearly_report.protection import Card


@dataclass(frozen=True)
class Changed:
    """A figure whose number, or what the number stands on, is not what it was."""

    title: str
    was: str
    is_now: str


@dataclass(frozen=True)
class Since:
    """The figures that changed, and the titles of those that are the same and came in anew."""

    changed: tuple[Changed, ...] = ()
    anew: tuple[str, ...] = ()


@lru_cache(maxsize=12)
def since_frozen(report: Taken, later: Taken, audience: Audience) -> Since:
    """What became of the figures of a frozen report, each figure once; `later` is the report today."""
    before, now = snapshot_of(report), snapshot_of(later)
    today = {answer.request: answer.figure for answer in now.answers}
    was, is_now = (composer_of(each, audience).release.asked for each in (report, later))
    changed: dict[Changed, None] = {}
    anew: dict[str, None] = {}
    for answer in before.answers:
        request, figure = answer.request, answer.figure
        title, current = title_of(figure), today.get(request)
        if current is None:
            changed[Changed(title, _said(was[request]), "no longer there")] = None
        elif not is_same_number(figure, current):
            words = _apart(was[request], is_now[request])
            changed[Changed(title, *words)] = None
        elif not is_same(figure, current):
            anew[title] = None
    return Since(tuple(changed), tuple(anew))


def is_same(frozen: Figure, now: Figure) -> bool:
    """Whether a figure is still what it was, and still comes from where it came."""
    return is_same_number(frozen, now) and _origins(frozen) == _origins(now)


def is_same_number(frozen: Figure, now: Figure) -> bool:
    """Whether a figure's number, and all that it stands on, is still what it was."""
    return _number(frozen) == _number(now)


def _number(figure: Figure) -> tuple:
    """What a figure says: its number, its parts, what it means, and the same of its parents."""
    return (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.definition_version,
        tuple(_number(parent) for parent in figure.parents),
    )


def _origins(figure: Figure) -> tuple:
    """Where a figure came in, and where its parents did."""
    origin = figure.origin
    parents = tuple(_origins(parent) for parent in figure.parents)
    return (origin.kind, origin.title, origin.version, parents)


def _apart(was: Card, is_now: Card) -> tuple[str, str]:
    """Two figures in words that tell them apart: by their parts where they are shown alike."""
    plain = _said(was), _said(is_now)
    if plain[0] != plain[1]:
        return plain
    parted = tuple(
        said + _parts(card.figure) for said, card in zip(plain, (was, is_now), strict=True)
    )
    if parted[0] != parted[1]:
        return parted[0], parted[1]
    versions = was.figure.definition_version, is_now.figure.definition_version
    why = "from other numbers" if versions[0] == versions[1] else "by a new definition"
    return parted[0], f"{parted[1]}, {why}"


def _said(card: Card) -> str:
    figure = card.figure
    said = figure.shown or figure.missing
    return f"{said} ({figure.marking})" if figure.marking else said


def _parts(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    above, below = (shown(n, stated=True) for n in (figure.numerator, figure.denominator))
    return f": {above} of {below}"
