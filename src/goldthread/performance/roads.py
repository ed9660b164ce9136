"""The road of a figure, stop by stop, from where it came in to where it is shown."""

from collections.abc import Iterator

from goldthread.house import OriginKind
from goldthread.measures.periods import Period
from goldthread.performance.addresses import scorecard_of, transcription_page
from goldthread.performance.card import Card, made_of, marked
from goldthread.performance.figures.facts import Fact
from goldthread.performance.figures.sources import Sources, release_words
from goldthread.performance.models import Return
from goldthread.ui.british import day
from goldthread.ui.components import Stop


def road(card: Card, sources: Sources, *, return_url: str, stands_on_scorecard: bool) -> list[Stop]:
    """Every stop, the last one not reached where the indicator stands on no scorecard."""
    fact = card.worked.fact
    figure = card.figure
    before = _of_fact(fact, sources, return_url) if fact else _of_figures(card)
    stops = [] if figure.suppressed else list(before)
    place = card.worked.place
    here = f"{figure.indicator}, {figure.area_name}, {figure.period}"
    stops.append(Stop("This figure", here, note=marked(figure, figure.shown) or figure.missing))
    if stands_on_scorecard:
        period = Period.parse(place.period).label
        stops.append(Stop("Scorecard", period, scorecard_of(place.period)))
    return stops


def _of_fact(fact: Fact, sources: Sources, return_url: str) -> Iterator[Stop]:
    if fact.kind is OriginKind.RETURN:
        return _of_return(sources.returns[fact.source], fact, return_url)
    if fact.kind is OriginKind.DOCUMENT:
        return _of_document(fact, sources)
    return _of_release(fact, sources)


def _of_return(return_: Return, fact: Fact, url: str) -> Iterator[Stop]:
    request = return_.request
    if return_.file is not None:
        yield Stop("File", _joined(return_.file.name, fact.row))
    else:
        yield Stop("Typed into the page", request.agency.name)
    signed = _by_and_on(return_.signed_by, return_.signed_at)
    yield Stop(
        "Return",
        f"{request.agency.name}, {request.period}, version {return_.number}",
        url,
        f"Signed by {signed}" if signed else "",
    )
    yield Stop("Accepted", f"By {_by_and_on(return_.accepted_by, return_.accepted_at)}")


def _of_document(fact: Fact, sources: Sources) -> Iterator[Stop]:
    copied = sources.transcriptions[fact.source]
    document = copied.document
    yield Stop(
        "Document",
        _joined(document.title, copied.section, fact.row),
        document.url,
        f"Published by {document.publisher}",
    )
    yield Stop(
        "Transcribed",
        f"By {_by_and_on(copied.transcribed_by, copied.transcribed_at)}",
        transcription_page(copied),
    )
    yield Stop("Checked", f"By {_by_and_on(copied.checked_by, copied.checked_at)}")


def _of_release(fact: Fact, sources: Sources) -> Iterator[Stop]:
    release, file = sources.releases[fact.release], sources.files.get(fact.source)
    words = release_words(release, fact)
    yield Stop("Published statistics", words, note=f"Published by {release.publisher}")
    yield Stop(
        "File imported",
        _joined(file.name if file else "", fact.section, f"row {fact.row}" if fact.row else ""),
        note=f"On {day(file.taken_at.date())}" if file else "",
    )


def _of_figures(card: Card) -> Iterator[Stop]:
    parents = card.figure.parents
    if parents:
        count = "One other figure" if len(parents) == 1 else f"{len(parents)} other figures"
        yield Stop(count, made_of(parents), "#from")
        yield Stop("Worked out", card.worked_out)


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def _by_and_on(person: object, at: object) -> str:
    """Somebody by the name that the installation shows, and the day."""
    if person is None:
        return ""
    return f"{person} on {day(at.date())}" if at else f"{person}"  # type: ignore[attr-defined]
