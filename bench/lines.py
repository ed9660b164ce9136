"""How long the lists of actions and impact take on a board of 5,000 actions, and whether they ask more than for 50.

./goldthread bench lines [--actions 5000] [--requests 30] [--database URL] [--json]

One partnership of 20 agencies; each action has its finding, recommendation and evidence, half are done
with a test, a fifth late, a tenth were opened again. The database is made anew: SQLite, or PostgreSQL
where --database names one, under a name of its own, dropped afterwards. It ends with 1 where a page takes
more than half a second (p95), or asks the database more often than for 50 actions.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from bench._pages import in_new_database, let_the_planner_know, page, print_pages, start_django

FEW, MOST_MS = 50, 500
AGENCIES, LEADS = 20, 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.database:
        os.environ["GOLDTHREAD_DATABASE"] = wanted.database
    with tempfile.TemporaryDirectory() as folder:
        start_django(Path(folder))
        found = _measured(Path(folder), wanted)
    broken = _broken(found["few"], found["many"])
    if wanted.json:
        print(json.dumps(found | {"broken": broken}, indent=2))
    else:
        _print(found, broken)
    return 1 if broken else 0


def _measured(folder: Path, wanted: argparse.Namespace) -> dict:
    def found() -> dict:
        board = Board()
        board.fill(FEW)
        few = board.pages(FEWEST_REQUESTS)
        started = perf_counter()
        board.fill(wanted.actions - FEW)
        let_the_planner_know()
        seconds = perf_counter() - started
        return {
            **{"actions": wanted.actions, "made in seconds": round(seconds, 1)},
            **{"few": few, "many": board.pages(wanted.requests)},
        }

    return in_new_database(folder, "lines", found)


FEWEST_REQUESTS = 2


class Board:
    """One partnership, its people, and lines made in bulk: no act is measured here, only reading."""

    def __init__(self) -> None:
        from goldthread.accounts.models import Person
        from goldthread.house import Role
        from tests import factories

        self.space, self.now = factories.SpaceFactory(), datetime.now(UTC)
        self.agencies = [factories.AgencyFactory() for _ in range(AGENCIES)]
        for agency in self.agencies:
            factories.MembershipFactory(space=self.space, agency=agency)
        officer = factories.principal_with(Role.PARTNERSHIP_OFFICER, space=self.space)
        self.officer: Person = Person.objects.get(pk=officer.person_id)
        self.leads = [
            factories.AppointmentFactory(
                space=self.space, role=Role.AGENCY_LEAD, agency=self.agencies[n % AGENCIES]
            ).person
            for n in range(LEADS)
        ]
        self.made = 0

    def fill(self, many: int) -> None:
        """Add so many lines, each row of every kind in bulk."""
        from goldthread.improvement.models import Action, Finding, Recommendation, Source, Theme

        place = {"space": self.space, "written_by": self.officer, "written_at": self.now}
        themes = [
            Theme.objects.get_or_create(space=self.space, name=f"Theme {n}")[0] for n in range(12)
        ]
        numbers = range(self.made + 1, self.made + many + 1)
        self.made += many
        sources = Source.objects.bulk_create(
            Source(**place, kind="audit", title=f"Audit {n}") for n in numbers[::20]
        )
        findings = Finding.objects.bulk_create(
            Finding(**place, kind="concern", title=f"Word{n % 997} of referrers is lost {n}")
            for n in numbers
        )
        recommended = Recommendation.objects.bulk_create(
            Recommendation(
                **place,
                **{"text": f"Every referrer hears {n}", "status": "accepted"},
                **{"decided_by": self.officer, "decided_at": self.now, "decided_because": "Yes"},
            )
            for n in numbers
        )
        acts = Action.objects.bulk_create(self._action(n, place) for n in numbers)
        self._tie(Finding.sources, "finding", findings, "source", sources)
        self._tie(Finding.themes, "finding", findings, "theme", themes)
        self._tie(Recommendation.findings, "recommendation", recommended, "finding", findings)
        self._tie(Action.recommendations, "action", acts, "recommendation", recommended)
        self._tie(Action.agencies, "action", acts, "agency", self.agencies)
        self._judge(acts)

    def _action(self, n: int, place: dict) -> object:
        from goldthread.improvement.models import Action

        done = n % 2 == 0
        today = self.now.date()
        return Action(
            **place,
            number=n,
            title=f"The letter goes out within five days, {n}",
            lead=self.leads[n % LEADS],
            due_on=today + timedelta(days=-30 if n % 5 == 0 else n % 300),
            status=("achieved" if n % 8 == 0 else "done") if done else "open",
            done_on=today - timedelta(days=n % 200) if done else None,
        )

    def _judge(self, acts: list) -> None:
        """Evidence for most; a test that waits or has been judged for each that is done."""
        from goldthread.improvement.models import ActionDecision, Evidence, LookBack

        today = self.now.date()
        Evidence.objects.bulk_create(
            Evidence(
                **{"space": self.space, "action": act, "shows": "24 of 30 files", "rung": 3},
                **{"speaks_from": today, "speaks_until": today, "received_on": today},
                **{"sha256": "0" * 64, "given_by": self.officer, "given_at": self.now},
            )
            for act in acts
            if act.number % 7
        )
        common = {"space": self.space, "set_by": self.officer, "set_at": self.now}
        judged = {"verdict": "embedded", "rung": 3, "words": "29 of 30", "tested_on": today}
        judged |= {"tested_by": self.officer, "tested_at": self.now}
        LookBack.objects.bulk_create(
            LookBack(
                **common,
                action=act,
                due_on=today - timedelta(days=act.number % 40),
                **(judged if act.status == "achieved" else {}),
            )
            for act in acts
            if act.done_on
        )
        ActionDecision.objects.bulk_create(
            ActionDecision(
                **{"space": self.space, "action": act, "kind": "reopened", "because": "Failed"},
                **{"decided_by": self.officer, "decided_at": self.now},
            )
            for act in acts
            if act.number % 10 == 1
        )

    def _tie(self, field: object, left: str, rows: list, right: str, others: list) -> None:
        """Tie the rows to the others one after another, beginning again where these are fewer."""
        through = field.through
        through.objects.bulk_create(
            through(**{f"{left}_id": row.pk, f"{right}_id": others[n % len(others)].pk})
            for n, row in enumerate(rows)
        )

    def pages(self, requests: int) -> dict[str, dict]:
        """Every list and the pages of one line, as an officer and as an agency's lead read them."""
        from django.urls import reverse

        from goldthread.improvement.models import Action, Finding, Theme

        action = Action.objects.order_by("number").first()
        finding = Finding.objects.order_by("-pk").first()
        named = {
            "the list of actions": reverse("improvement:actions"),
            "its last page": f"{reverse('improvement:actions')}?page={self.made // 25}",
            "the late ones": f"{reverse('improvement:actions')}?standing=late",
            "one theme's": (
                f"{reverse('improvement:actions')}?theme={Theme.objects.first().public_id}"
            ),
            "what is broken": reverse("improvement:broken"),
            "the findings": reverse("improvement:findings"),
            "findings with a word": f"{reverse('improvement:findings')}?words=referrers",
            "the themes": reverse("improvement:themes"),
            "one theme": Theme.objects.first().get_absolute_url(),
            "one finding, with its like": finding.get_absolute_url(),
            "one action": action.get_absolute_url(),
            "home": reverse("home"),
        }
        told = {words: page(self.officer, address, requests) for words, address in named.items()}
        lead = ("the list of actions", "what is broken", "home")
        for words in lead:
            told[f"{words}, a lead"] = page(self.leads[0], named[words], requests)
        own = reverse("improvement:mine")
        told["my actions, a lead"] = page(self.leads[0], own, requests)
        return told


def _broken(few: dict, many: dict) -> list[str]:
    told = [
        f"{words}: {page['p95 ms']} ms" for words, page in many.items() if page["p95 ms"] > MOST_MS
    ]
    return told + [
        f"{words}: {few[words]['queries']} queries for {FEW} actions, {page['queries']} for all"
        for words, page in many.items()
        if page["queries"] > few[words]["queries"] + SLACK
    ]


# What is shown grows until a page is full: a prefetch that found nothing among a few asks once more.
SLACK = 3


def _print(found: dict, broken: list[str]) -> None:
    print(
        f"{found['actions']:,} actions on {found['database']}, made in {found['made in seconds']} s"
    )
    print_pages(
        found["many"], lambda words: f"   {found['few'][words]['queries']} queries for {FEW}"
    )
    print("broken: " + "; ".join(broken) if broken else "All within the promise.")


if __name__ == "__main__":
    sys.exit(main())
