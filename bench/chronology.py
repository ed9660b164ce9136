"""How long the combined chronology of a rapid review takes with 20 agencies of 500 entries each.

./goldthread bench chronology [--agencies 20] [--entries 500] [--requests 30] [--database URL] [--json]

One case of six people; the entries of each agency lie over four years, sealed, each about one to three of
the people. The pages are read as an officer and as one agency's lead. The database is made anew: SQLite,
or PostgreSQL where --database names one, under a name of its own, dropped afterwards. It ends with 1 where
a page takes more than half a second (p95), or asks the database more often than with 10 entries each.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from bench._pages import in_new_database, let_the_planner_know, page, print_pages, start_django

FEW, FEWEST_REQUESTS, MOST_MS = 10, 2, 500
DAYS = 4 * 365
WORDS = (
    "Child A was seen at home with Mother. The visit had been moved twice; the next was agreed. "
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=20)
    parser.add_argument("--entries", type=int, default=500, help="of each agency")
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.database:
        os.environ["GOLDTHREAD_DATABASE"] = wanted.database
    with tempfile.TemporaryDirectory() as folder:
        start_django(Path(folder))
        found = in_new_database(Path(folder), "chronology", lambda: _found(wanted))
    few = found.pop("few")
    broken = [
        f"{words}: {each['p95 ms']} ms, {few[words]['queries']} queries for {FEW} entries each"
        f" and {each['queries']} for all"
        for words, each in found["pages"].items()
        if each["p95 ms"] > MOST_MS or each["queries"] > few[words]["queries"]
    ]
    if wanted.json:
        print(json.dumps(found | {"broken": broken}, indent=2))
        return 1 if broken else 0
    print(
        f"{wanted.agencies} agencies, {wanted.entries} entries each, on {found['database']}, "
        f"made in {found['made in seconds']} s"
    )
    print_pages(found["pages"], lambda words: f"   {few[words]['queries']} with {FEW} each")
    print("broken: " + "; ".join(broken) if broken else "All within the promise.")
    return 1 if broken else 0


def _found(wanted: argparse.Namespace) -> dict:
    told = Told(wanted.agencies)
    told.fill(FEW)
    few = told.pages(FEWEST_REQUESTS)
    started = perf_counter()
    told.fill(wanted.entries - FEW)
    let_the_planner_know()
    seconds = round(perf_counter() - started, 1)
    return {"made in seconds": seconds, "few": few, "pages": told.pages(wanted.requests)}


class Told:
    """One review to which many agencies have given; the entries are made in bulk: only reading is measured."""

    def __init__(self, agencies: int) -> None:
        # The fixtures of the tests walk a case through its actions on a day of their own.
        from goldthread.accounts.models import Person
        from goldthread.house import Role
        from goldthread.reviews import actions
        from tests import factories
        from tests.reviews.builders import NOW, Case

        case = Case()
        self.review = case.review()
        child = case.child(self.review)
        others = [
            case.child(
                self.review, pseudonym=f"Relative {n}", kind="relative", name=f"Tilda Fernhollow {n}",
                born_on=None, identifier="", other_names="",
            )
            for n in range(5)
        ]  # fmt: skip
        self.people = [child, *others]
        self.asked = []
        for _ in range(agencies):
            agency = factories.AgencyFactory()
            factories.MembershipFactory(space=case.space, agency=agency)
            lead = factories.AppointmentFactory(
                space=case.space, role=Role.AGENCY_LEAD, agency=agency
            )
            request = case.asked(self.review, agency)
            actions.name_leads(by=case.by("officer"), at=NOW, request=request)
            self.asked.append((request, lead.person))
        self.officer: Person = case.people["officer"]

    def fill(self, entries: int) -> None:
        """Add so many entries to what each agency gave."""
        from goldthread.reviews.models import ChronologyEntry
        from goldthread.reviews.models.cases import place_of

        random = Random(entries)
        first = date(2022, 5, 1)
        made = ChronologyEntry.objects.bulk_create(
            ChronologyEntry(
                **place_of(request),
                **{"request": request, "agency_id": request.agency_id, "status": "kept"},
                happened_on=first + timedelta(random.randrange(DAYS)),
                kind=random.choice(ChronologyEntry.Kind.values),
                **{"text": WORDS * random.randint(1, 4), "as_it_came": WORDS},
                **{"written_by": lead, "written_at": request.asked_at},
            )
            for request, lead in self.asked
            for _ in range(entries)
        )
        through = ChronologyEntry.people.through
        through.objects.bulk_create(
            through(chronologyentry_id=entry.pk, identity_id=person.pk)
            for entry in made
            for person in random.sample(self.people, random.randint(1, 3))
        )

    def pages(self, requests: int) -> dict[str, dict]:
        """The chronology whole and narrowed, and what leads to it."""
        from django.urls import reverse

        own = reverse("reviews:chronology", args=[self.review.public_id])
        request, lead = self.asked[0]
        last = -(-len(self.asked) * self._entries() // 200)
        named = {
            "the combined chronology": own,
            "its last page": f"{own}?page={last}",
            "about one child": f"{own}?person={self.people[0].public_id}",
            "of one agency": f"{own}?agency={request.agency.public_id}",
            "of one kind": f"{own}?kind=police",
            "the review": self.review.get_absolute_url(),
            "what one agency gave": request.get_absolute_url(),
            "the list of cases": reverse("reviews:list"),
        }
        told = {words: page(self.officer, address, requests) for words, address in named.items()}
        for words in ("the combined chronology", "what one agency gave"):
            told[f"{words}, its lead"] = page(lead, named[words], requests)
        return told

    def _entries(self) -> int:
        return self.asked[0][0].entries.count()


if __name__ == "__main__":
    sys.exit(main())
