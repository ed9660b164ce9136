"""The reference pages, made from the code itself; a test fails where a page on disk is stale."""

import json
import os
from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from goldthread.clocks import Limit, bank_holidays, clocks
from goldthread.config.commands import COMMANDS, start_django
from goldthread.house import ROLES, Permission, Role, registry
from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.records.matrix import Cell, Computable, matrix
from goldthread.workflow import Workflow

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
MADE = "<!-- Made by `./goldthread reference`. Do not edit: change the code and make it again. -->"


def pages() -> dict[str, str]:
    """Every page by file name."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "roles.md": roles,
        "steps.md": steps,
        "indicators.md": indicators,
        "commands.md": commands,
        "records.md": records,
        "clocks.md": limits,
    }
    return {name: "\n".join([MADE, "", *make()]) + "\n" for name, make in makers.items()}


def roles() -> Iterator[str]:
    """Who may do what: to be read aloud by a partnership's manager."""
    yield "# Roles and what each may do"
    yield ""
    yield "A role gives nothing outside the partnership that it is held in, and nothing beyond its dates."
    yield "A declared conflict of interest beats every grant. What *reads* also reaches the groups that"
    yield "several partnerships run together; everything else needs an appointment in the very space."
    yield "What *asks again* wants the second step of signing in once more, unless it was taken within"
    yield "five minutes."
    for role, card in ROLES.items():
        yield ""
        yield f"## {card.title}"
        yield ""
        yield f"{card.purpose}.{' Always of one agency.' if card.of_an_agency else ''}"
        if card.needs_passkey:
            yield "Signs in with a passkey."
        held = sorted(registry.held_by(role), key=lambda permission: permission.name)
        yield ""
        if not held:
            yield "May sign in, choose a partnership and see what is due; nothing else yet."
        for permission in held:
            marks = [("reads", permission.reads), ("asks again", permission.again)]
            said = "".join(f" *({mark})*" for mark, is_so in marks if is_so)
            yield f"- may {permission.words}{said}"
    yield ""
    yield "## Permissions"
    yield ""
    yield "| permission | in words | held by |"
    yield "|---|---|---|"
    for permission, holders in sorted(registry.permissions().items(), key=_by_name):
        yield f"| `{permission}` | {permission.words} | {_titles(holders)} |"


def _by_name(entry: tuple[Permission, frozenset[Role]]) -> str:
    return entry[0].name


def _titles(holders: frozenset[Role]) -> str:
    return ", ".join(ROLES[role].title for role in Role if role in holders)


def steps() -> Iterator[str]:
    """Each workflow with its table and diagram."""
    yield "# Steps"
    for module in registry:
        for workflow in module.steps:
            yield from _workflow(workflow)


def _workflow(workflow: Workflow) -> Iterator[str]:
    yield ""
    yield f"## {workflow.name}"
    yield ""
    yield "| step | from | to | who may | and |"
    yield "|---|---|---|---|---|"
    for step in workflow.steps:
        origins = ", ".join(workflow.states[state] for state in sorted(step.goes_from))
        rule = (step.rule.__doc__ or "").strip().splitlines()[0]
        goal = workflow.states[step.goes_to]
        yield f"| {step.name} | {origins} | {goal} | {step.permission.words} | {rule} |"
    yield ""
    yield "```mermaid"
    yield workflow.diagram()
    yield "```"


def indicators() -> Iterator[str]:
    """The catalogue, by section."""
    rows = catalogue()
    yield "# Indicators"
    yield ""
    yield f"{len(rows)} indicators, as shipped. A partnership chooses which stand on its scorecard, and may"
    yield "word one in its own way from a day on. *Confirmed*: the definition was found in the source named."
    for letter, title in rows.sections.items():
        yield ""
        yield f"## {letter}. {title}"
        yield ""
        yield "| key | title | how it is worked out | unit | better | asked of | source |"
        yield "|---|---|---|---|---|---|---|"
        for row in rows.in_section(letter):
            yield _indicator(row)


def _indicator(row: Indicator) -> str:
    better = {"up": "higher", "down": "lower", "neutral": "neither"}[row.polarity.value]
    asked = row.agency.value.replace("_", " ") if row.is_asked else f"nobody: {row.way.value}"
    source = f"{row.source}{' (confirmed)' if row.confirmed else ''}"
    cells = (f"`{row.key}`", row.title, row.formula, row.unit, better, asked, source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def commands() -> Iterator[str]:
    """Every command with its arguments."""
    yield "# Commands"
    yield ""
    yield "Exit codes: 0 done, 1 problems found, 2 wrong use, 3 cannot run on this machine. Every command"
    yield "takes `--help`, and `--json` to print its outcome as JSON."
    for command in (*COMMANDS, *sorted(registry.commands(), key=lambda c: (c.noun, c.verb))):
        parser = ArgumentParser(add_help=False)
        command.arguments(parser)
        arguments = [action for action in parser._actions if action.help is not SUPPRESS]
        yield ""
        yield f"## `./goldthread {' '.join(filter(None, (command.noun, command.verb)))}`"
        yield ""
        yield f"{command.words}."
        if arguments:
            yield ""
        for action in arguments:
            names = ", ".join(f"`{name}`" for name in action.option_strings or [_place(action)])
            yield f"- {names}: {action.help or 'see the words above'}"


def _place(action: Action) -> str:
    name = action.metavar if isinstance(action.metavar, str) else action.dest
    return name.upper()


def records() -> Iterator[str]:
    """Which indicator can be computed from which of a council's records, and what is read of them."""
    found = matrix()
    yield "# Records and what can be computed from them"
    yield ""
    yield "A council's analyst runs `./goldthread records` on the council's own machine; on Windows, in the"
    yield "folder of Goldthread, `set PYTHONPATH=src` and `python -m goldthread records` (not tried there)."
    yield "Only the file of aggregates leaves. *Day*: only of the day at which the records stand."
    yield "*With n months before*: the files must hold those months too, as two years' files or two uploads do."
    yield ""
    for key, title in found.titles.items():
        yield f"- {title}: read against {found.editions[key]}."
    for letter, section in catalogue().sections.items():
        rows = [row for row in found.rows.values() if catalogue()[row.key].section == letter]
        if rows:
            yield ""
            yield f"## {letter}. {section}"
            yield ""
            yield f"| indicator | {' | '.join(found.titles.values())} | how records make it |"
            yield f"|---|{'---|' * len(found.titles)}---|"
        for row in rows:
            cells = " | ".join(_computable(row.cells[key]) for key in found.titles)
            definition = f"{row.definition} (definition {catalogue()[row.key].definition.number})"
            yield f"| `{row.key}` | {cells} | {definition if row.definition else 'no records hold it'} |"


def _computable(cell: Cell) -> str:
    said = "no" if cell.computable is Computable.NO else f"**{cell.computable.value}**"
    if cell.months:
        said += f", with {cell.months} months before"
    return f"{said}: {cell.why}" if cell.why else said


def limits() -> Iterator[str]:
    """Every time limit under each edition, and the years of the calendar."""
    calendar, rows = bank_holidays(), [row for clock in clocks().values() for row in clock.rows]
    yield "# Clocks"
    yield ""
    yield f"{len(clocks())} time limits in {len(rows)} rows, as shipped. What starts while an edition is in force"
    yield "keeps its limit. *Confirmed*: found in the source named; a partnership may set a stricter one, and none looser."
    yield "Where it is not confirmed a partnership may set its own, with the reason and its source."
    yield ""
    yield "Working days are Mondays to Fridays without the bank holidays of England and Wales, published from"
    yield f"{calendar.first_year} to {calendar.announced_to} (version {calendar.version}). A date that rests on a later year, up to"
    yield f"{calendar.expected_to}, says that it is not yet certain; beyond that it is refused."
    for key, title in clocks().sections.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield "| name | what has to be done | limit | edition | from | until | confirmed | source |"
        yield "|---|---|---|---|---|---|---|---|"
        for clock in clocks().in_section(key):
            yield from (_limit(row) for row in clock.rows)


def _limit(row: Limit) -> str:
    edition = row.edition
    source = f"{row.source}. {row.note}" if row.note else row.source
    dates = (str(edition.holds_from or ""), str(edition.holds_until or ""))
    confirmed = "yes" if row.confirmed else "no"
    cells = (f"`{row.name}`", row.title, str(row), edition.title, *dates, confirmed, source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write() -> list[str]:
    """Write the pages that differ from those on disk; gives their names."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            changed.append(name)
    return changed


def run(arguments: Namespace) -> int:
    """Write the pages, and say which were stale."""
    os.environ.setdefault("GOLDTHREAD_WITHOUT_KEYS", "1")
    start_django()
    changed = write()
    if arguments.json:
        print(json.dumps({"written": changed}))
    else:
        print(f"Written: {', '.join(changed)}" if changed else "Every page was up to date.")
    return 0
