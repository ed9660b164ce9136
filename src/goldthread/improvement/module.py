"""What actions and impact tell the house."""

from functools import partial

from goldthread.access.principal import Principal
from goldthread.house import MenuEntry, Module, Source
from goldthread.improvement import inbox, inbox_benchmarks, inbox_challenges
from goldthread.improvement.figures import FAMILY as FIGURES
from goldthread.improvement.importing import ACTIONS, FINDINGS
from goldthread.improvement.passages import FAMILY as PASSAGES
from goldthread.improvement.permissions import GRANTS, SEE
from goldthread.improvement.steps import (
    ACTION,
    BENCHMARK,
    CHALLENGE_EVENT,
    FINDING,
    RECOMMENDATION,
)


def _source(kind: str, principal: Principal, public_id: str) -> Source | None:
    # Imported when asked, as every module's sources are.
    from goldthread.improvement.sources import source_of

    return source_of(kind, principal, public_id)


MODULE = Module(
    name="improvement",
    title="Actions and impact",
    permissions=GRANTS,
    menu=(
        MenuEntry("Actions and impact", "improvement:actions", SEE, order=40, section="actions"),
    ),
    inbox=(*inbox.KINDS, *inbox_challenges.KINDS, *inbox_benchmarks.KINDS),
    sources={
        kind: partial(_source, kind)
        for kind in (
            *("improvement.action", "improvement.finding", "improvement.recommendation"),
            *("improvement.challengeevent", "improvement.benchmark"),
        )
    },
    figures=(FIGURES,),
    passages=(PASSAGES,),
    imports=(ACTIONS, FINDINGS),
    steps=(FINDING, RECOMMENDATION, ACTION, CHALLENGE_EVENT, BENCHMARK),
    urls="goldthread.improvement.urls",
    prefix="actions/",
    demonstration="goldthread.improvement.demonstration:load",
    demonstration_order=50,
)
