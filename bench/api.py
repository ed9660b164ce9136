"""The API, asked by its own OpenAPI document: does anything break, open itself, or get lost?

./goldthread bench api [--examples 60] [--seconds 120] [--threads 20] [--rounds 5] [--seed N] [--database both]

On a real web server of this machine, filled with the permission matrix's world:
- every operation without a token and with a wrong one: only what the document calls open answers;
- schemathesis makes requests from the document, as each of several roles and as nobody: no answer is a
  fault of the server, and each has a status, a content type and a shape that the document names;
- the same return is sent by --threads programs at once, with different numbers, with one key of their own
  each: one is taken, the others are told of a conflict, and what is kept is what was acknowledged. Then with
  one key and one body: all are answered alike, and there is one record.
Exit code 1 where any of this is broken.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import _database  # noqa: E402 -- only there once the path is known

ROLES = ("performance_officer", "data_submitter", "independent_scrutineer", "agency_lead", "")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
ROOT = "/api/v1"
NO_LIMIT = "person=9000000/9000000 guest=9000000/9000000 address=9000000/9000000"
PATIENCE = 60  # seconds for one answer
UNUSED = iter([f"{y}-{(y + 1) % 100:02} Q{q}" for y in range(2001, 2018) for q in (1, 2, 3, 4)])


def main() -> int:
    arguments = _arguments()
    if not _database.is_under_way():
        databases = _database.addresses(arguments.postgresql)
        return _database.again_on_each(databases, arguments.database)
    os.environ["GOLDTHREAD_LIMITS"] = NO_LIMIT
    return _database.in_world(lambda world: _all(world, arguments))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench api", description=__doc__)
    parser.add_argument("--examples", type=int, default=60, help="at most, of each operation")
    parser.add_argument("--seconds", type=int, default=120, help="at most, for each role")
    parser.add_argument("--threads", type=int, default=20, help="programs that send at once")
    parser.add_argument("--rounds", type=int, default=5, help="returns that they send")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--postgresql", default=_database.POSTGRESQL, help="address of a server")
    return parser.parse_args()


def _all(world, arguments) -> int:
    from bench.fuzzing.served import address_of_this_database, serving

    keys = {role: _token(world, role) for role in ROLES if role}
    broken = []
    with serving(address_of_this_database()) as (port, log):
        document = json.loads(_ask(port, "GET", f"{ROOT}/openapi.json")[1])
        broken += _strangers(port, document)
        for role, key in keys.items():
            status, _ = _ask(port, "GET", f"{ROOT}/indicators", key)
            broken += [f"the token of {role} is answered {status}"] * (status != 200)
        ids = _returns(world, count=2)
        for role in ROLES:
            broken += _schemathesis(port, role, keys.get(role, ""), ids, arguments)
        for number in range(arguments.rounds):
            broken += _at_once(port, world, keys["data_submitter"], number, arguments.threads)
            broken += _the_same(port, world, keys["data_submitter"], number, arguments.threads)
        faults = [line for line in log.read_text(errors="replace").splitlines() if " 500 " in line]
    print(f"answers of 500 in the server's log: {len(faults)}")
    for each in [*broken, *faults[:20]]:
        print(f"BROKEN  {each}")
    print(f"broken: {len(broken)}")
    return 1 if broken or faults else 0


# --- who asks -------------------------------------------------------------------------------------------
def _token(world, role: str) -> str:
    """A token of that kind of person that works today, by the server's clock."""
    from datetime import date

    from goldthread.api.keys import new_key
    from tests.matrix.rows_of_programs import made

    key = new_key()
    token = made(world, "ours", world.people[role], key)
    token.ends_on = date(2100, 1, 1)  # the world's clock stands still; the server's runs
    token.save(update_fields=["ends_on"])
    return key


def _ask(port: int, method: str, address: str, key: str = "", body=None, **headers):
    """(status, body) of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    bearing = {"Authorization": f"Bearer {key}"} if key else {}
    sent = None if body is None else json.dumps(body)
    more = {"Content-Type": "application/json"} if sent else {}
    try:
        line.request(method, address, sent, headers=bearing | more | headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


# --- strangers ------------------------------------------------------------------------------------------
def _strangers(port: int, document: dict) -> list[str]:
    """Every operation without a token and with a wrong one."""
    from goldthread.api.keys import new_key

    broken, asked = [], 0
    wrong = iter([new_key() for _ in range(5)])  # more would be refused as guesses
    for address, methods in document["paths"].items():
        for method, told in methods.items():
            is_open = told.get("security") == []
            there = address.replace("{", "").replace("}", "")
            for key in ("", next(wrong, "no token at all")):
                status, _ = _ask(port, method.upper(), there, key, {} if method == "post" else None)
                asked += 1
                fits = status in (200, 404, 401, 429) if is_open else status in (401, 429)
                if not fits:
                    broken.append(f"{method} {address} with {key or 'no token'}: {status}")
    opened = [
        a for a, m in document["paths"].items() for o in m.values() if o.get("security") == []
    ]
    print(f"asked without a token, or with a wrong one: {asked}; open: {', '.join(opened)}")
    return broken


# --- by the document --------------------------------------------------------------------------------------
def _schemathesis(port: int, role: str, key: str, ids: list[str], arguments) -> list[str]:
    """Let schemathesis ask, as one kind of person; what it found broken."""
    folder = Path(tempfile.mkdtemp(prefix="goldthread-api-"))
    settings = folder / "schemathesis.toml"
    settings.write_text(f'[parameters]\n"path.return_id" = {json.dumps(ids)}\n')
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(settings)),
        *("run", f"http://127.0.0.1:{port}{ROOT}/openapi.json", "--workers", "2"),
        *("--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing"),
        *("--max-examples", str(arguments.examples), "--max-time", str(arguments.seconds)),
        *("--seed", str(arguments.seed), "--continue-on-failure", "--no-color"),
        *("--request-timeout", str(PATIENCE), "--warnings", "off"),
        *(("--header", f"Authorization: Bearer {key}") if key else ()),
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    said = run.stdout + run.stderr
    summary = [
        line.strip() for line in said.splitlines() if " generated" in line or "passed" in line
    ]
    told = "; ".join(summary[-2:]) or f"nothing was said, see {folder}/said"
    print(f"as {role or 'nobody'}: {told}", flush=True)
    if run.returncode == 0:
        return []
    (folder / "said").write_text(said)
    return [f"as {role or 'nobody'}, schemathesis ended with {run.returncode}:\n{said[-6000:]}"]


# --- sending at once --------------------------------------------------------------------------------------
def _returns(world, count: int) -> list[str]:
    """So many returns of the submitter's agency that are still owed, by their ids."""
    from tests.matrix.rows_of_returns import Walk

    return [Walk(world, "ours", next(UNUSED)).request.public_id for _ in range(count)]


def _lines(port: int, key: str, return_id: str, value: int) -> list[dict]:
    """A whole answer to what the return asks for."""
    told = json.loads(_ask(port, "GET", f"{ROOT}/returns/{return_id}", key)[1])
    names = ("area_code", "indicator", "breakdown")
    return [
        {name: line[name] for name in names}
        | ({"answer": "not recorded"} if line["breakdown"] else _numbers(line["parts"], value))
        for line in told["lines"]
    ]


def _numbers(parts: list[str], value: int) -> dict:
    given = {"value": value, "numerator": value, "denominator": value + 100}
    return {part: str(given[part]) for part in parts} | {"answer": f"sent as {value}"}


def _send_all(port: int, key: str, return_id: str, bodies: list, names: list[str]) -> list:
    """Send them all in the same moment; (status, answer) of each."""
    start = Barrier(len(bodies))

    def send(pair):
        body, name = pair
        start.wait()
        address = f"{ROOT}/returns/{return_id}/answers"
        return _ask(port, "POST", address, key, body, **{"Idempotency-Key": name})

    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(send, zip(bodies, names, strict=True)))


def _kept(return_id: str) -> tuple[int, set[str]]:
    """How many versions of a return there are, and what was said beside its figures."""
    from goldthread.access.spaces import working_everywhere
    from goldthread.performance.models import Cell, Return

    with working_everywhere():
        versions = Return.objects.filter(request__public_id=return_id)
        cells = Cell.objects.filter(of__in=versions, answer__startswith="sent as")
        return versions.count(), set(cells.values_list("answer", flat=True))


def _at_once(port: int, world, key: str, number: int, threads: int) -> list[str]:
    """Different numbers, and a few alike, each program with a key of its own."""
    from goldthread.access.rows import new_public_id

    (return_id,) = _returns(world, count=1)
    values = [200 + n // 2 for n in range(threads)]  # each number is sent by two
    bodies = [{"lines": _lines(port, key, return_id, value)} for value in values]
    told = _send_all(port, key, return_id, bodies, [new_public_id() for _ in values])
    taken = [value for value, (status, _) in zip(values, told, strict=True) if status == 200]
    statuses, (versions, said) = Counter(status for status, _ in told), _kept(return_id)
    print(
        f"round {number}, different: {dict(statuses)}, versions {versions}, kept {said}", flush=True
    )
    wrong = []
    if len(taken) != 1 or versions != 1 or said != {f"sent as {taken[0]}" if taken else ""}:
        wrong.append(f"round {number}: taken {taken}, versions {versions}, kept {said}")
    if set(statuses) - {200, 409}:
        first = next(answer for status, answer in told if status not in (200, 409))
        wrong.append(f"round {number}: answered {dict(statuses)}, such as {first[:300]}")
    return wrong


def _the_same(port: int, world, key: str, number: int, threads: int) -> list[str]:
    """One key and one body by all of them: one record, and one answer."""
    from goldthread.access.rows import new_public_id

    (return_id,) = _returns(world, count=1)
    body = {"lines": _lines(port, key, return_id, 300)}
    told = _send_all(port, key, return_id, [body] * threads, [new_public_id()] * threads)
    statuses, answers = Counter(status for status, _ in told), {a for s, a in told if s == 200}
    versions, said = _kept(return_id)
    print(f"round {number}, one key: {dict(statuses)}, versions {versions}", flush=True)
    fits = (
        set(statuses) == {200} and len(answers) == 1 and versions == 1 and said == {"sent as 300"}
    )
    return (
        [] if fits else [f"round {number}, one key: {dict(statuses)}, versions {versions}, {said}"]
    )


if __name__ == "__main__":
    raise SystemExit(main())
