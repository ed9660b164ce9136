"""People who do not exist, and what a sweep for them finds in a sentence."""

from datetime import date

from goldthread.sweep import Finding, Kind, Part, Person, Place, Watched, sweep

WATCHED = Watched(
    people=(
        Person(
            called="Child A",
            names=("Kayleigh Anne Thornbury",),
            other_names=("Kiki",),
            born_on=date(2019, 3, 4),
            died_on=date(2026, 2, 1),
            addresses=("14 Larch Close, Eastmarch EX4 7QQ",),
            schools=("St Aidan's Primary School",),
            numbers=("943 476 5919", "07700 900123"),
        ),
        Person(called="Mother", names=("Katherine O'Neill",)),
        Person(called="Sibling", names=("Will Marsh",)),
        Person(called="Uncle", names=("José Núñez-Carter",)),
    ),
    references=("EW/2026/014",),
    places=("Larch Park",),
    pseudonyms=("Charley",),
    public=("Jane Reviewer", "Eastmarch Safeguarding Children Partnership"),
)


def found_in(text: str, place: Place = Place.TEXT, watched: Watched = WATCHED) -> list[Finding]:
    """What is found in one part."""
    return sweep([Part(place=place, where="paragraph 1", text=text)], watched)


def kinds_in(text: str) -> set[Kind]:
    return {each.kind for each in found_in(text)}
