"""How many of many guesses at once reach the check of a password or a code, from several processes.

./goldthread bench guesses [--database URL] [--processes 4] [--guesses 200] [--codes 250] [--json]

Each process sends its share through the whole application, in threads, all from the same moment on: at
one account from as many addresses as guesses; at as many accounts from one address; the right password
from a device that the account has been used on, during the first. Then every process gives the same
right codes of an authenticator app. The database is made anew: SQLite, or PostgreSQL where --database
names one. Ends with 1 where a limit did not hold.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time

ROOT = Path(__file__).parents[1]
PASSWORD = "four unrelated words here"  # noqa: S105
SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105
VICTIM = "victim@example.org"
OF_AN_ACCOUNT, OF_AN_ADDRESS = 5, 10  # what is promised: in five minutes, in one minute


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--guesses", type=int, default=200)
    parser.add_argument("--codes", type=int, default=250)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--share", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.share:
        return _share(json.loads(wanted.share))
    if wanted.database:
        os.environ["GOLDTHREAD_DATABASE"] = wanted.database
    with tempfile.TemporaryDirectory() as folder:
        found = _measured(Path(folder), wanted)
    broken = [name for name, (count, promised) in found.items() if count != promised]
    if wanted.json:
        print(json.dumps(found, indent=2))
    else:
        for name, (count, promised) in found.items():
            print(f"{name:<66}{count:>6}   promised {promised}")
    return 1 if broken else 0


def _start_django(folder: str) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {
        "GOLDTHREAD_HOME": folder,
        "GOLDTHREAD_KEYS": f"{folder}/keys",
        "GOLDTHREAD_DEMONSTRATION": "",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    from goldthread import keys

    keys.make(Path(folder) / "keys")
    (Path(folder) / "static").mkdir(exist_ok=True)
    import django

    django.setup()


def _measured(folder: Path, wanted: argparse.Namespace) -> dict[str, tuple[int, int]]:
    _start_django(str(folder))
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    is_sqlite = connection.vendor == "sqlite"
    name = str(folder / "guesses.db") if is_sqlite else f"goldthread_bench_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return _all(folder, name, wanted)
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def _all(folder: Path, name: str, wanted: argparse.Namespace) -> dict[str, tuple[int, int]]:
    device = _people(wanted)
    n = wanted.guesses
    one_account = [(VICTIM, f"10.0.{i // 250}.{i % 250 + 1}", f"guess {i}") for i in range(n)]
    one_address = [(f"person{i}@example.org", "10.9.9.9", f"guess {i}") for i in range(n)]

    def sent(kind: str, work: list, **more) -> list[dict]:
        return _spread(folder, name, wanted.processes, kind, work, **more)

    first = sent("guesses", one_account)
    known = sent("guesses", [(VICTIM, "10.8.8.8", PASSWORD)], device=device)
    strange = sent("guesses", [(VICTIM, "10.8.8.7", PASSWORD)])
    second = sent("guesses", one_address)
    replayed = sent("codes", [list(range(wanted.codes))] * wanted.processes)
    taken = Counter(code for found in replayed for code in found["let in"])
    return {
        f"{n} guesses at one account from {n} addresses: checked": (_sum(first), OF_AN_ACCOUNT),
        "  meanwhile, the right password from a known device: let in": (_in(known), 1),
        "  meanwhile, the right password from an unknown device: let in": (_in(strange), 0),
        f"{n} guesses at {n} accounts from one address: checked": (_sum(second), OF_AN_ADDRESS),
        f"{wanted.codes} codes, each {wanted.processes} times at once: not taken": (
            wanted.codes - len({code.split()[0] for code in taken}),
            0,
        ),
        "  taken twice": (sum(count > 1 for count in taken.values()), 0),
    }


def _sum(found: list[dict]) -> int:
    return sum(each["checked"] for each in found)


def _in(found: list[dict]) -> int:
    return sum(len(each["let in"]) for each in found)


def _people(wanted: argparse.Namespace) -> str:
    """One account to guess at, others beside it; gives the cookie of a device that it was used on."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.utils import timezone

    from goldthread.accounts.devices import mark_of
    from goldthread.accounts.models import Person

    victim = Person(email=VICTIM, name="Victim", joined_at=timezone.now())
    victim.set_password(PASSWORD)
    victim.save()
    for number in range(max(wanted.guesses, wanted.codes)):
        # Every second account of those guessed at is there, and the others are not.
        if number % 2 or number < wanted.codes:
            Person.objects.create(
                email=f"person{number}@example.org",
                name=f"Person {number}",
                password=victim.password,
                joined_at=timezone.now(),
            )
    for person in Person.objects.exclude(pk=victim.pk).order_by("pk")[: wanted.codes]:
        TOTP.activate(person, SECRET)
    return mark_of(victim)


def _spread(folder: Path, name: str, processes: int, kind: str, work: list, **more) -> list[dict]:
    """Give each process its share of the work, to begin at the same moment; gives what each found."""
    running = []
    for number in range(min(processes, len(work))):
        share = {
            "folder": str(folder),
            "database": name,
            "kind": kind,
            "work": work[number] if kind == "codes" else work[number::processes],
            **more,
        }
        command = [sys.executable, __file__, "--share", json.dumps(share)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(process)
    for process in running:
        assert process.stdout
        process.stdout.readline()  # it is ready
    return [json.loads(process.communicate()[0]) for process in _all_told(running)]


def _all_told(running: list) -> list:
    """The processes, each told to begin."""
    for process in running:
        process.stdin.write(b"begin\n")
        process.stdin.flush()
    return running


def _share(share: dict) -> int:
    """What one process does: its guesses or codes, in threads; tells as JSON what came of them."""
    _start_django(share["folder"])
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = share["database"]
    settings.ALLOWED_HOSTS = ["*"]
    checked = _count_checks()
    do = _give_code if share["kind"] == "codes" else _guess
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda each: do(each, share), share["work"]))
    let_in = [each for each in answers if each]
    print(json.dumps({"checked": len(checked), "let in": let_in}))
    return 0


def _count_checks() -> list[int]:
    """A list that grows by one for each password that is held against a hash, known or not."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    checked: list[int] = []
    lock = threading.Lock()

    def counted(plain):
        def hashed(self, *args, **kwargs):
            with lock:
                checked.append(1)
            return plain(self, *args, **kwargs)

        return hashed

    Argon2PasswordHasher.verify = counted(Argon2PasswordHasher.verify)
    Argon2PasswordHasher.encode = counted(Argon2PasswordHasher.encode)
    return checked


def _guess(guess: list[str], share: dict) -> str:
    """Post one guess; gives the account where it was let in, else nothing."""
    from django.db import connection
    from django.urls import reverse

    from goldthread.accounts.devices import COOKIE
    from tests.clients import Client

    account, address, password = guess
    client = Client(REMOTE_ADDR=address)
    if share.get("device"):
        client.cookies[COOKIE] = share["device"]
    answer = client.post(reverse("account_login"), {"login": account, "password": password})
    connection.close()
    return account if answer.status_code == 302 else ""


def _give_code(number: int, share: dict) -> str:
    """Give the right code of one account, in a transaction as a request does; gives it if taken."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from django.db import connection

    from goldthread.access.spaces import working_in

    with working_in(()):
        app = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk")[number]
        code = format_hotp_value(hotp_value(SECRET, int(time()) // 30))
        is_taken = app.wrap().validate_code(code)
    connection.close()
    return f"{number} {code}" if is_taken else ""


if __name__ == "__main__":
    sys.exit(main())
