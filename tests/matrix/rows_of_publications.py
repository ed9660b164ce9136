"""Publications for the matrix, at each stage of the gate, in each space."""

from goldthread.publication.models import Publication
from tests.matrix.world import OURS, World
from tests.publication.builders import CLEAN, Gate, Way, draft_with


def _gate(world: World, place: str, **more) -> Gate:
    return Gate(space=world.spaces[place], of_a_record=False, **more)


def _id(gate: Gate) -> dict[str, str]:
    return {"public_id": gate.publication.public_id}


def publication(world: World, place: str) -> dict[str, str]:
    """One whose draft was sent, with something to answer and something answered."""
    gate = _gate(world, place)
    version = gate.sent(draft_with(CLEAN, "The child was 6 years old, at 14 Larch Close."))
    gate.dismissed([version.findings.filter(is_dismissed=False).first()])
    return _id(gate)


def swept(world: World, place: str) -> dict[str, str]:
    gate = _gate(world, place)
    gate.clean()
    return _id(gate)


def reading(world: World, place: str) -> dict[str, str]:
    """One that waits for its readers: in our partnership those of the table."""
    gate = _gate(world, place)
    gate.clean()
    if place == OURS:
        people = [world.people[who] for who in ("learning_officer", "independent_scrutineer")]
        gate.ask(*people)
    else:
        gate.asked()
    return _id(gate)


def confirmed(world: World, place: str) -> dict[str, str]:
    gate = _gate(world, place)
    gate.confirmed("family")
    return _id(gate) | {"about": "family"}


def ready(world: World, place: str) -> dict[str, str]:
    return _id(_gate(world, place).ready())


def for_learning(world: World, place: str) -> dict[str, str]:
    return _id(_gate(world, place, way=Way.LEARNING).ready())


def public(world: World, place: str) -> dict[str, str]:
    """The one public paper of each space: its id stands in an address that everybody may open."""
    there = Publication.objects.filter(space=world.spaces[place], status=Publication.Status.PUBLIC)
    if (found := there.first()) is not None:
        return {"public_id": found.public_id}
    gate = _gate(world, place).ready()
    gate.let_out()
    return _id(gate)


def paper(world: World, place: str) -> dict[str, str]:
    return public(world, place) | partnership(world, place)


def partnership(world: World, place: str) -> dict[str, str]:
    """A partnership as its public address names it; it has something public, since `paper` is made."""
    return {"code": world.spaces[place].code.lower()}


MAKERS = {
    "publication": publication,
    "publication_swept": swept,
    "publication_reading": reading,
    "publication_confirmed": confirmed,
    "publication_ready": ready,
    "publication_for_learning": for_learning,
    "publication_public": public,
    "public_paper": paper,
    "publishing_partnership": partnership,
}
