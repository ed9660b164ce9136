"""Records sent to the product as it is served, and how many figures came of them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PATIENCE = 500  # seconds: longer than a reading may take


def send(cast: Any, asked: Any, records: Sequence[Path]) -> int:
    """How many figures a return's draft holds after its council sent these files; told why where none."""
    from bench.crash.browser import Browser
    from bench.crash.served import Served
    from django.db import connection

    from goldthread.access.spaces import working_everywhere
    from goldthread.performance.models import Return
    from tests.performance.pages import as_, at

    officer, submitter = (
        as_(each).cookies["sessionid"].value for each in (cast.officer, cast.submitter)
    )
    connection.close()
    home, keys = (Path(os.environ[f"GOLDTHREAD_{name}"]) for name in ("HOME", "KEYS"))
    with Served(home, keys, os.environ["GOLDTHREAD_DATABASE"]) as served:
        switched = {"is_on": "on", "reference": "DPIA-1", "assessed_by": "A person"}
        days = {"assessed_on_day": "12", "assessed_on_month": "3", "assessed_on_year": "2026"}
        answer = Browser(served.port, officer).send(at("scorecard-records"), switched | days)
        print(f"switched on: {answer.status}")
        files = [("records", path.name, path.read_bytes()) for path in records]
        since = {"since_day": "1", "since_month": "4", "since_year": "2024"}
        page = at("return-records", asked.public_id)
        answer = Browser(served.port, submitter, PATIENCE).send(page, since, files=files)
        print(f"sent: {answer.status}")
    with working_everywhere():
        drafts = Return.objects.filter(request=asked)
        return sum(draft.cells.exclude(value=None).count() for draft in drafts)
