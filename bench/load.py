"""Thirty people at work at once on a partnership's own years, and how long each page lets them wait.

./goldthread bench load [--people 30] [--seconds 180] [--think 1.0] [--rows 1000000] [--json]

A PostgreSQL of its own with two partnerships of four councils, ten years of their quarters and a trail of
so many entries, rightly sealed, which is verified first. Then the product's own web server, as on a server
(two processes, HTTPS as a web server in front says it), and people who read, think, and read on: home,
scorecard, indicator, source card, report, people, and returns that are filled in and saved. Afterwards each
page is asked for alone, to see where its time goes. Exit code 1 where a page broke, or p95 was over 500 ms.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace

ROOT = Path(__file__).parents[1]
GOAL = 500  # ms, of nineteen pages in twenty
PARTNERSHIPS, COUNCILS, INDICATORS = 2, 4, 80
IN_FRONT = {"Host": "localhost", "X-Forwarded-Proto": "https", "Referer": "https://localhost/"}
WEIGHTS = {
    "home": 3,
    "scorecard": 4,
    "indicator": 4,
    "source card": 3,
    "report, overview": 1,
    "report, section": 2,
    "people": 1,
    "return": 3,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two pages")
    parser.add_argument("--rows", type=int, default=1_000_000, help="entries of the trail")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goldthread-load-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL, where we are root, runs as somebody else
        found = _measured(Path(folder), wanted)
    print(json.dumps(found, indent=2) if wanted.json else _told(found))
    is_well = not found["errors"] and found["all"]["p95"] <= GOAL and found["trail"]["is whole"]
    return 0 if is_well else 1


def _measured(folder: Path, wanted: argparse.Namespace) -> dict:
    _set_environment(folder)
    from bench.crash.databases import own_postgresql

    with own_postgresql(folder) as database:
        os.environ["GOLDTHREAD_DATABASE"] = database.address
        import goldthread.config.wsgi  # noqa: F401 -- as the web server starts
        from goldthread.access.spaces import working_everywhere
        from goldthread.config.database import bring_up_to_date

        bring_up_to_date()
        with working_everywhere():
            place = Place()
            trail = place.lengthen_trail(wanted.rows)
            cookies = place.sessions(wanted.people)
        alone = place.alone()
        with _serving(folder) as port:
            crowd = Crowd(port, place, cookies, wanted)
            crowd.work()
    return crowd.found() | {"trail": trail, "alone": alone, "rows": place.england.rows}


def _set_environment(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    (folder / "home" / "static").mkdir(parents=True)
    os.environ.pop("GOLDTHREAD_DEMONSTRATION", None)
    os.environ |= {
        "GOLDTHREAD_HOME": str(folder / "home"),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_HTTPS": "1",
        "GOLDTHREAD_HOSTS": "localhost,testserver",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    from goldthread import keys

    keys.make(folder / "keys")


class Place:
    """The partnerships with their years, and the pages that people open."""

    def __init__(self) -> None:
        from bench.made_up_england import England

        self.england = England(PARTNERSHIPS, COUNCILS, INDICATORS)
        self.england.build()
        self.returns = self._returns_to_fill()
        pages = self.england.addresses()
        self.pages = {
            "home": "/",
            "scorecard": pages["scorecard, latest quarter"],
            "indicator": pages["indicator, quarters"],
            "source card": pages["source card of a return's figure"],
            "report, overview": pages["report, its overview"],
            "report, section": pages["report, one section"],
            "people": "/administration/people/",
        }
        from django.urls import reverse

        self.pages["people"] = reverse("people")
        self.pages["home"] = reverse("home")

    def _returns_to_fill(self) -> list[str]:
        """The addresses of a return that each council's people are asked for now."""
        from datetime import timedelta

        from bench.made_up_england import NOW
        from django.urls import reverse

        from goldthread.measures.periods import Period
        from goldthread.performance.models import ReturnRequest

        now = next(iter(Period.year(2026).quarters()))
        made = ReturnRequest.objects.bulk_create(
            ReturnRequest(
                space=self.england.spaces[0],
                agency=agency,
                period=str(now),
                indicators=[row.key for row in self.england.asked],
                due_on=NOW.date() + timedelta(days=400),
                asked_by=self.england.officer,
                asked_at=NOW,
            )
            for agency in self.england.agencies[:COUNCILS]
        )
        return [reverse("return-fill-in", args=[each.public_id]) for each in made]

    def lengthen_trail(self, rows: int) -> dict:
        """So many entries at the end of our chain, made as the actions make them; and all verified."""
        from bench.trail import _lengthen
        from django.utils import timezone

        from goldthread.accounts.principals import principal_for
        from goldthread.trail.verify import verify

        officer = principal_for(self.england.officer, on=timezone.localdate())
        began = time.perf_counter()
        _lengthen(SimpleNamespace(spaces=self.england.spaces, people=[officer]), rows)
        made = time.perf_counter() - began
        began = time.perf_counter()
        verdict = verify()
        seconds = time.perf_counter() - began
        return {
            "entries": verdict.entries,
            "is whole": verdict.is_whole,
            "made in seconds": round(made, 1),
            "verified in seconds": round(seconds, 1),
        }

    def sessions(self, people: int) -> list[tuple[str, str, str]]:
        """(role, session, return of theirs) of so many people: officers, and submitters of councils."""
        from bench.made_up_england import LONG_AGO

        from goldthread.accounts.models import Appointment, Person
        from goldthread.house import Role
        from goldthread.register.models import AgencyMembership
        from tests.clients import Client

        space = self.england.spaces[0]
        for agency in self.england.agencies[:COUNCILS]:
            AgencyMembership.objects.create(space=space, agency=agency, starts_on=LONG_AGO)
        roles = (Role.PERFORMANCE_OFFICER, Role.DATA_SUBMITTER, Role.PARTNERSHIP_OFFICER)
        found = []
        for number in range(people):
            role, at = roles[number % len(roles)], number // len(roles) % COUNCILS
            is_of_agency = role is Role.DATA_SUBMITTER
            person = Person.objects.create(email=f"p{number}@example.org", name=f"Person {number}")
            Appointment.objects.create(
                space=space,
                person=person,
                role=role,
                agency=self.england.agencies[at] if is_of_agency else None,
                starts_on=LONG_AGO,
            )
            client = Client()
            client.force_login(person)
            cookie = next(iter(client.cookies.values())).value
            found.append((role.value, cookie, self.returns[at] if is_of_agency else ""))
        return found

    def alone(self) -> dict:
        """Each page asked for by one person in this process: where its milliseconds go."""
        from django.db import connection
        from django.template.base import Template
        from django.test.utils import CaptureQueriesContext

        from tests.clients import Client

        client = Client(headers={"x-forwarded-proto": "https", "host": "localhost"})
        client.force_login(self.england.officer)
        drawn: list[float] = []
        plain, depth = Template.render, [0]

        def render(template, context):
            began, depth[0] = time.perf_counter(), depth[0] + 1
            try:
                return plain(template, context)
            finally:
                depth[0] -= 1
                if not depth[0]:
                    drawn.append(time.perf_counter() - began)

        Template.render = render
        found = {}
        for name, address in self.pages.items():
            client.get(address)
            rounds = []
            for _ in range(5):
                drawn.clear()
                began = time.perf_counter()
                with CaptureQueriesContext(connection) as queries:
                    answer = client.get(address)
                whole = time.perf_counter() - began
                asked = sum(float(query["time"]) for query in queries.captured_queries)
                rounds.append((whole, asked, sum(drawn), len(queries)))
            whole, asked, drawing, number = sorted(rounds)[len(rounds) // 2]
            found[name] = {
                "status": answer.status_code,
                "ms": round(1000 * whole),
                "database ms": round(1000 * asked),
                "drawing ms, with what it asks": round(1000 * drawing),
                "questions": number,
                "kB": round(len(answer.content) / 1000),
            }
        Template.render = plain
        connection.close()
        return found


class Crowd:
    """People who each open page after page, as their role does."""

    def __init__(self, port: int, place: Place, cookies: list, wanted: argparse.Namespace) -> None:
        self.port, self.place, self.cookies, self.wanted = port, place, cookies, wanted
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: Counter = Counter()
        self.lock = threading.Lock()

    def work(self) -> None:
        """Until the time is over; the first tenth of it is not counted."""
        self.began = time.monotonic()
        self.ends = self.began + self.wanted.seconds
        threads = [
            threading.Thread(target=self._person, args=(number, *of))
            for number, of in enumerate(self.cookies)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _person(self, number: int, role: str, cookie: str, own_return: str) -> None:
        chance = random.Random(f"{self.wanted.seed}:{number}")
        names = [name for name in WEIGHTS if name != "return" or own_return]
        if role == "data_submitter":
            names = [name for name in names if not name.startswith(("report", "people"))]
        time.sleep(chance.random() * self.wanted.think)
        while time.monotonic() < self.ends:
            (name,) = chance.choices(names, [WEIGHTS[each] for each in names])
            try:
                if name == "return":
                    self._fill_in(own_return, cookie, chance)
                else:
                    self._call(name, "GET", self.place.pages[name], cookie)
            except (OSError, http.client.HTTPException) as fault:
                with self.lock:
                    self.errors[f"{name}: {type(fault).__name__}"] += 1
            time.sleep(chance.expovariate(1 / self.wanted.think))

    def _fill_in(self, address: str, cookie: str, chance: random.Random) -> None:
        from urllib.parse import urlencode

        from bench.crash.browser import Fields

        page = self._call("return, opened", "GET", address, cookie)
        forms = [form for form in Fields(page).forms if "form_key" in form]
        if not forms:
            return
        fields = max(forms, key=len)
        boxes = [name for name in fields if name.startswith(("value", "v-", "n-", "line"))]
        for name in chance.sample(boxes, min(5, len(boxes))):
            fields[name] = str(chance.randint(0, 900))
        token = fields["csrfmiddlewaretoken"]
        time.sleep(self.wanted.think)
        self._call("return, saved", "POST", address, cookie, urlencode(fields), token)

    def _call(
        self, name: str, method: str, address: str, cookie: str, body: str = "", token: str = ""
    ) -> str:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = IN_FRONT | {"Cookie": f"sessionid={cookie}; csrftoken={token}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        try:
            line.request(method, address, body or None, headers)
            answer = line.getresponse()
            page = answer.read().decode(errors="replace")
        finally:
            line.close()
        with self.lock:
            if began - self.began > self.wanted.seconds / 10:
                self.times[name].append(1000 * (time.monotonic() - began))
            # Two who fill in one return may each find that the other saved: they are told (409, 422).
            right = (200, 302, 409, 422) if method == "POST" else (200,)
            if answer.status not in right:
                self.errors[f"{name}: {answer.status}"] += 1
        return page

    def found(self) -> dict:
        """Percentiles of each page and of all, in ms; pages a second; what went wrong."""
        every = [one for several in self.times.values() for one in several]
        return {
            "people": self.wanted.people,
            "seconds": self.wanted.seconds,
            "pages a second": round(len(every) / (0.9 * self.wanted.seconds), 1),
            "all": _percentiles(every),
            "pages": {name: _percentiles(several) for name, several in sorted(self.times.items())},
            "errors": dict(self.errors),
            "load of the machine": os.getloadavg(),
        }


def _percentiles(times: list[float]) -> dict:
    if len(times) < 2:
        return {"n": len(times), "p50": 0, "p95": 0, "p99": 0}
    hundredths = quantiles(times, n=100, method="inclusive")
    return {
        "n": len(times),
        "p50": round(median(times)),
        "p95": round(hundredths[94]),
        "p99": round(hundredths[98]),
    }


@contextmanager
def _serving(folder: Path):
    """The product's own web server on the database of this bench: its port."""
    from tooling.ports import is_free

    from goldthread.config.commands import web_command

    port = next(p for p in iter(lambda: random.randint(20000, 60000), 0) if is_free(p))
    own = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    with (folder / "log").open("ab") as log:
        web = subprocess.Popen(
            web_command(host="127.0.0.1", port=port, processes=2),
            env=os.environ | own,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _await(port, folder / "log")
            yield port
        finally:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait()


def _await(port: int, log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", "/health/", headers=IN_FRONT)
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"The web server does not answer: {log.read_text()[-2000:]}")


def _told(found: dict) -> str:
    lines = [
        f"{found['trail']['entries']:,} entries of the trail, made in {found['trail']['made in seconds']} s, "
        f"verified in {found['trail']['verified in seconds']} s, whole: {found['trail']['is whole']}",
        f"{found['people']} people for {found['seconds']} s: {found['pages a second']} pages a second, "
        f"load of the machine {found['load of the machine'][0]:.1f}",
        f"  {'':<22}{'n':>6}{'p50':>7}{'p95':>7}{'p99':>7} ms",
    ]
    for name, of in (found["pages"] | {"all": found["all"]}).items():
        lines.append(f"  {name:<22}{of['n']:>6}{of['p50']:>7}{of['p95']:>7}{of['p99']:>7}")
    lines += [f"errors: {found['errors'] or 'none'}", "alone, median of five:"]
    for name, of in found["alone"].items():
        lines.append("  " + f"{name:<22}" + ", ".join(f"{what} {n}" for what, n in of.items()))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
