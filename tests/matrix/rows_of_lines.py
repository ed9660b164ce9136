"""One line of actions in each space, of the agency that is asked and about the area, with all its parts."""

from datetime import datetime

from goldthread.house import Role, Rung
from goldthread.improvement import actions
from goldthread.improvement.models import Action, Benchmark, Challenge, Evidence, Finding
from tests.factories import NOW
from tests.improvement.builders import SAID, Cast
from tests.matrix.papers import a_page
from tests.matrix.world import World

PAPER = ("minutes.pdf", a_page())


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


def finding_open(world: World, place: str) -> dict[str, str]:
    """A finding from which nothing follows yet."""
    return {"public_id": _open(world, place).public_id}


def finding_ended(world: World, place: str) -> dict[str, str]:
    """A finding of which it was said that nothing follows from it."""
    cast, made = _cast(world, place), _open(world, place)
    actions.end_here(
        by=cast.officer, at=NOW, finding=made, because_of="Known", row_version=made.row_version
    )
    return {"public_id": made.public_id}


def _open(world: World, place: str) -> Finding:
    cast = _cast(world, place)
    return cast.finding(cast.source(area=cast.space.areas.first()), text="More about it")


def action_tested(world: World, place: str) -> dict[str, str]:
    """An action whose test said that it is embedded."""
    made, cast = _action(world, place), _cast(world, place)
    cast.tested(cast.closed(made))
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


def _challenge(world: World, place: str, on: datetime) -> Challenge:
    """The action of the one agency before a panel, answered for on its evidence."""
    made = _action(world, place)
    cast = _cast(world, place)
    event = actions.call_event(
        by=cast.officer,
        at=on,
        title="A challenge event",
        held_on=on.date(),
        place="The guildhall",
        chair=cast.person(cast.somebody(Role.INDEPENDENT_SCRUTINEER)),
        panel=[cast.person(cast.partner)],
        put=[made],
        questions="Did it have the impact that it was for?",
    )
    challenge = event.challenges.get()
    challenge = actions.ask(
        by=cast.officer, at=on, challenge=challenge, question="Since when?", row_version=1
    )
    return actions.answer_panel(
        by=cast.lead,
        at=on,
        challenge=challenge,
        answer="It works",
        evidence=made.evidence.all(),
        row_version=2,
    )


def challenge(world: World, place: str) -> dict[str, str]:
    return {"public_id": _challenge(world, place, NOW).public_id}


def challenge_event(world: World, place: str) -> dict[str, str]:
    return {"public_id": _challenge(world, place, NOW).event.public_id}


def challenge_event_heard(world: World, place: str) -> dict[str, str]:
    """An event whose verdict somebody else has written down."""
    held = _challenge(world, place, NOW)
    actions.write_down_verdict(
        by=_cast(world, place).officer,
        at=NOW,
        challenge=held,
        verdict="partly",
        rung=Rung.PRACTICE,
        words="Half of the files",
        next_on=None,
        next_question="",
        row_version=held.row_version,
    )
    return {"public_id": held.event.public_id}


def challenge_report(world: World, place: str) -> dict[str, str]:
    return {**challenge_event(world, place), "media": "docx"}


def _benchmark(world: World, place: str) -> Benchmark:
    """What came from outside, of which nobody has decided yet."""
    return _cast(world, place).benchmark(
        address="https://www.example.org/review", points=[("Check in with every child", 1)]
    )


def _asked(world: World, place: str) -> Benchmark:
    """One that the agency was asked about, and has answered."""
    cast = _cast(world, place)
    made = cast.asked(_benchmark(world, place))
    cast.answered(made.points.get().standings.get())
    return made


def benchmark_new(world: World, place: str) -> dict[str, str]:
    return {"public_id": _benchmark(world, place).public_id}


def benchmark(world: World, place: str) -> dict[str, str]:
    return {"public_id": _asked(world, place).public_id}


def benchmark_page(world: World, place: str) -> dict[str, str]:
    return {**benchmark(world, place), "media": "docx"}


def standing(world: World, place: str) -> dict[str, str]:
    return {"public_id": _asked(world, place).points.get().standings.get().public_id}


MAKERS = {
    "benchmark": benchmark,
    "benchmark_new": benchmark_new,
    "benchmark_page": benchmark_page,
    "standing": standing,
    "challenge": challenge,
    "challenge_event": challenge_event,
    "challenge_event_heard": challenge_event_heard,
    "challenge_report": challenge_report,
    "theme": theme,
    "action": action,
    "evidence": evidence,
    "action_done": action_done,
    "action_tested": action_tested,
    "finding": finding,
    "finding_open": finding_open,
    "finding_ended": finding_ended,
    "recommendation": recommendation,
    "proposed": proposed,
}
