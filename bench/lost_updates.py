"""32 editors, 200 rounds each: is any save lost that was answered as done?

Every editor is a person of their own with a browser of their own. In a round one opens a form, types
what nobody else types, and sends it; all work on the same record. An answer that leads on is a save
that was acknowledged. A page that shows both versions is not: the editor saves from there, knowingly,
in the next round. A save is lost where two were acknowledged of the same version, or where the trail
does not hold what was typed (of a return the first alone: the trail does not repeat its lines; of what
is sealed it tells nothing, and the last must stand in its row). The
rounds are shared out evenly among the forms that edit a record; one that can be sent but once (to end,
withdraw, take back) must be acknowledged to one editor alone. Each form finds the database as it was
made. What is one person's alone is edited from as many browsers of theirs. The editors are shared out
among processes, so that Python's own lock is not what is measured.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
import _database

# Each is sent once, or never again of the same record.
WORDS = ("textarea", "text", "url")


def main() -> int:
    """Print a line for each form and the sums; 1 where a save was lost, or a form could not be tried."""
    arguments = _arguments()
    if not _database.is_under_way():
        databases = _database.addresses(arguments.postgresql)
        return _database.again_on_each(databases, arguments.database)
    return _database.in_world(lambda world: _every_form(world, arguments))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench lost_updates", description=__doc__)
    parser.add_argument("--editors", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=200, help="of each editor, over all forms")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--postgresql", default=_database.POSTGRESQL, help="address of a server")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--only", default="", help="the forms whose address' name holds this")
    return parser.parse_args()


def _every_form(world, arguments) -> int:
    forms = import_module("tests.matrix.forms")
    begun, lost, acknowledged = perf_counter(), 0, 0
    found = {}
    for each in forms.forms_found(world, most=1):
        to = each.to
        if arguments.only in to.name and not to.makes and "row_version" in forms.answers(each.form):
            found.setdefault(to.name, each)
    each_form = max(2, -(-arguments.rounds // max(1, len(found))))
    kept = _database.Kept()
    idle, faults = [], 0
    for name, one in found.items():
        kept.put_back()
        since = perf_counter()
        said = Desk(one, arguments.editors, each_form, arguments.processes).work()
        said["seconds"] = round(perf_counter() - since)
        lost, acknowledged = lost + said["lost"], acknowledged + said["acknowledged"]
        faults += said["answers"].get("500", 0)
        idle += [name] * (not said["acknowledged"])
        print(f"{'LOST' if said['lost'] else 'kept'}  {name}  {json.dumps(said)}", flush=True)
    kept.drop()
    print(
        f"forms: {len(found)}, editors: {arguments.editors}, rounds of each: {each_form * len(found)}"
    )
    print(f"acknowledged saves: {acknowledged}, lost updates: {lost}, answered 500: {faults}")
    print(f"forms that nobody could save: {', '.join(idle) or 'none'}")
    print(f"seconds: {perf_counter() - begun:.0f}")
    return 1 if lost or faults or idle or not found else 0


@dataclass
class Desk:
    """One form of one record, and everybody who works on it at the same time."""

    found: object
    editors: int
    rounds: int
    processes: int
    saved: list[tuple[str, str]] = field(default_factory=list)  # (version that was seen, words)
    answers: Counter = field(default_factory=Counter)

    def work(self) -> dict:
        """Let all of them work at once, and count."""
        from django.db import connection

        clients = [self._somebody() for _ in range(self.editors)]
        connection.close()  # a process that is forked must not speak on it
        fork = multiprocessing.get_context("fork")
        start, told = fork.Barrier(self.editors), fork.SimpleQueue()
        shares = [range(n, self.editors, self.processes) for n in range(self.processes)]
        processes = [
            fork.Process(target=self._share, args=(clients, share, start, told)) for share in shares
        ]
        for process in processes:
            process.start()
        for _ in processes:
            saved, answers = told.get()
            self.saved += saved
            self.answers += answers
        for process in processes:
            process.join()
        return self._counted()

    def _share(self, clients, numbers, start, told) -> None:
        """The part of one process: its editors, each in a thread."""
        from django.db import connection

        def edit(number: int) -> None:
            start.wait()
            try:
                self._rounds(clients[number], number)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(numbers) or 1) as threads:
            list(threads.map(edit, numbers))
        told.put((self.saved, self.answers))

    def _somebody(self):
        """A person appointed just as the one who found the form, signed in; themselves, where it is theirs alone."""
        from django.urls import resolve

        from tests.clients import Client
        from tests.factories import AppointmentFactory

        finder = self.found.world.people[self.found.who]
        client = Client(raise_request_exception=False)
        if resolve(self.found.address.partition("?")[0]).func.guard.permission is not None:
            own = finder.appointments.get()
            more = {"agency": own.agency, "area": own.area}
            client.force_login(AppointmentFactory(space=own.space, role=own.role, **more).person)
            if self._form(client.get(self._place())) is not None:
                return client
        client.force_login(finder)
        return client

    def _place(self) -> str:
        """The address of the page on which the form stands."""
        return self.found.page.wsgi_request.get_full_path()

    def _rounds(self, client, number: int) -> None:
        page = None
        for turn in range(self.rounds):
            page = page or client.get(self._place())
            if page.status_code >= 500:
                self.answers[f"{page.status_code} of a page"] += 1
                page = None
                continue
            form = self._form(page)
            if form is None:  # the record is such no more that anybody may edit it
                self.answers["closed"] += 1
                return
            sent, words = self._typed(form, number * self.rounds + turn)
            answer = client.post(self.found.address, sent)
            self.answers[answer.status_code] += 1
            if answer.status_code == 302:
                self.saved.append((str(sent["row_version"]), words))
            page = answer if answer.status_code == 409 else None

    def _form(self, page):
        forms = import_module("goldthread.ui.page_forms")
        if not page.content:
            return None
        there = forms.PageForms(page.content, self._place())
        return next((form for at, form in there.forms() if at == self.found.address), None)

    def _typed(self, form, number: int) -> tuple[dict, str]:
        """What is sent, and the words in it that nobody else sends."""
        forms = import_module("tests.matrix.forms")
        by_hand = self._by_hand(number)
        sent = forms.filled_in(form) | by_hand
        for box in form.xpath(".//textarea|.//input"):
            name, kind = box.get("name"), box.tag if box.tag == "textarea" else box.get("type")
            if kind in WORDS and name not in by_hand and "_" not in (name or "")[-6:]:
                words = str(number % 990) if box.get("inputmode") else f"Round {number:06}."
                return sent | {name: words}, words
        return sent, ""

    def _by_hand(self, number: int) -> dict:
        """What this form wants more than any words; a file says another figure each time."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        typed = import_module("tests.matrix.typed").TYPED.get(self.found.to.name)
        sent = typed(self.found.world) if typed else {}
        for name, file in sent.items():
            if isinstance(file, SimpleUploadedFile):
                content = file.read().replace(b",120,", f",{number % 990 + 1},".encode())
                if name == "records":  # as many children as nobody else counts
                    content = b"".join(content.splitlines(keepends=True)[: number % 390 + 2])
                sent[name] = SimpleUploadedFile(file.name, content, file.content_type)
        return sent

    def _counted(self) -> dict:
        """What came of it: lost are saves of a version that was saved over before, or that left no trace."""
        from goldthread.trail.models import History

        kept = " ".join(
            json.dumps(row, default=str) for row in History.objects.values_list("after", flat=True)
        )
        twice = len(self.saved) - len({version for version, _ in self.saved})
        sealed = _sealed_words()
        if any(words in sealed for _, words in self.saved if words):
            # The trail tells nothing of what is sealed: what was saved last must stand in its row.
            last = max(self.saved, key=lambda each: int(each[0].strip("[']")))[1]
            kept += "".join(words for _, words in self.saved) if last in sealed else ""
        # The trail tells of a return how many lines were saved, and not what they say.
        gone = [
            words
            for _, words in self.saved
            if words.startswith("Round") and words not in kept and not self.found.to.merges
        ]
        once = len(self.saved) == 1
        return {
            "acknowledged": len(self.saved),
            "lost": twice + (0 if once else len(gone)),
            "answers": {
                str(status): count for status, count in sorted(self.answers.items(), key=str)
            },
        }


def _sealed_words() -> str:
    """All that is sealed in any row, opened."""
    models = import_module("goldthread.vault.resealing").models_with_sealed_text()
    return " ".join(
        getattr(row, field.name)
        for model, fields in models
        for row in model._base_manager.all()
        for field in fields
    )


if __name__ == "__main__":
    raise SystemExit(main())
