"""One line of actions in each space, of the agency that is asked and about the area, with all its parts."""

from goldthread.improvement import actions
from goldthread.improvement.models import Action, Evidence
from tests.factories import NOW
from tests.improvement.builders import SAID, Cast
from tests.matrix.world import World

PAPER = ("minutes.pdf", b"%PDF-1.7 minutes")


def _cast(world: World, place: str) -> Cast:
    return Cast(world.spaces[place], world.agency)


def theme(world: World, place: str) -> dict[str, str]:
    cast = _cast(world, place)
    made = actions.add_theme(
        by=cast.officer, at=NOW, space=cast.space, name="A theme", words="What belongs to it"
    )
    return {"public_id": made.public_id}


def _action(world: World, place: str) -> Action:
    """An action of the one agency, for the one area, under way and with evidence."""
    cast = _cast(world, place)
    source = cast.source(area=cast.space.areas.first(), reference="Ref. 7")
    finding = cast.finding(source, text="More about it", evidence="9 of 30 files")
    made = cast.action(cast.accepted(cast.recommendation(finding)), text="More about it")
    cast.evidence(made, paper=PAPER, link="https://files.example.org/9")
    return made


def action(world: World, place: str) -> dict[str, str]:
    return {"public_id": _action(world, place).public_id}


def evidence(world: World, place: str) -> dict[str, str]:
    return {"public_id": Evidence.objects.get(action=_action(world, place)).public_id}


def action_done(world: World, place: str) -> dict[str, str]:
    """An action whose test is due."""
    made = _action(world, place)
    _cast(world, place).closed(made, question="Do they hear?")
    return {"public_id": made.public_id}


def finding(world: World, place: str) -> dict[str, str]:
    made = _action(world, place).recommendations.get().findings.get()
    return {"public_id": made.public_id}


def recommendation(world: World, place: str) -> dict[str, str]:
    return {"public_id": _action(world, place).recommendations.get().public_id}


def proposed(world: World, place: str) -> dict[str, str]:
    """A recommendation that nobody has decided about, in the line of an action there is."""
    held = _action(world, place)
    cast = _cast(world, place)
    finding = held.recommendations.get().findings.get()
    made = cast.recommendation(finding, text="Another one", smart=SAID)
    # No act ties an action to what is not accepted; what counts here is who sees the row.
    held.recommendations.add(made)
    return {"public_id": made.public_id}


MAKERS = {
    "theme": theme,
    "action": action,
    "evidence": evidence,
    "action_done": action_done,
    "finding": finding,
    "recommendation": recommendation,
    "proposed": proposed,
}
