"""People who open page after page of a web server on this machine, and how long each lets them wait."""

import http.client
import os
import random
import threading
import time
from collections import Counter, defaultdict
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from bench.crash.browser import Fields

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


class Crowd:
    """People who each open page after page, as their role does."""

    def __init__(self, port: int, place: Any, cookies: list, wanted: Any) -> None:
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
