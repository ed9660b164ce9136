"""Promises about the code itself, read as a syntax tree rather than as text."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "goldthread"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
VIEWS = [path for path in FILES if "views" in path.parts or path.name == "views.py"]


def name(path):
    return str(path.relative_to(SOURCE))


def calls_on_objects(tree):
    """(line, chain of method names) of every `Something.objects.a().b()` in the tree."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            chain, step = [], node
            while isinstance(parents.get(step), ast.Attribute | ast.Call):
                step = parents[step]
                if isinstance(step, ast.Attribute):
                    chain.append(step.attr)
            yield node.lineno, getattr(node.value, "id", ""), chain


# The door must find people and places before anybody can be asked who they are.
BEFORE_SIGN_IN = {"administration/views/door.py"}


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_read_rows_only_through_their_scope(path):
    if name(path) in BEFORE_SIGN_IN:
        return
    unscoped = [
        f"line {line}: {model}.objects.{'.'.join(chain)}"
        for line, model, chain in calls_on_objects(ast.parse(path.read_text()))
        if "visible_to" not in chain
    ]

    assert unscoped == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_status_is_changed_by_actions_alone(path):
    if "actions" in path.parts or path.name == "actions.py":
        return
    assignments = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
    ]

    assert assignments == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_what_it_is_for(path):
    if path.name in ("apps.py", "urls.py", "__init__.py"):
        return

    assert ast.get_docstring(ast.parse(path.read_text()))


def test_every_question_for_a_file_is_the_one_that_limits_it():
    asked = [
        name(path)
        for path in FILES
        if "files" not in path.parts
        and path.name != "examples.py"  # the gallery sends nothing
        and re.search(r"forms\.(File|Image)Field\(", path.read_text())
    ]

    assert asked == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_spreadsheets_that_were_sent_are_opened_by_the_one_road(path):
    if "book" in path.parts or "outputs" in path.parts:  # what goes out is written there
        return
    parsers = {"openpyxl", "python_calamine", "olefile", "zipfile", "xlrd", "pandas"}
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")]
        )
    }

    assert imported & parsers == set()


MAKES = {"create", "bulk_create", "get_or_create", "update_or_create"}
SENDS = ("django.core.mail", "smtplib", "aiosmtplib")


def letters_sent_past_the_road(tree):
    """Lines that take up a way to send mail, or make a letter themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            taken = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            taken = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            taken = []
        if any(each.startswith(SENDS) for each in taken):
            yield node.lineno
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")
            if called[-1] in ("Letter", "send_mail", "email_user", "EmailMessage", "mail_admins"):
                yield node.lineno
            if "Letter" in called and called[-1] in MAKES:
                yield node.lineno


@pytest.mark.parametrize("path", FILES, ids=name)
def test_letters_go_by_the_one_road(path):
    if "messages" in path.parts:
        return

    assert list(letters_sent_past_the_road(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "from django.core.mail import EmailMessage",
        "from django.core import mail",
        "import smtplib",
        "Letter(to='a@example.org').save()",
        "models.Letter.objects.create(to='a@example.org')",
        "Letter.objects.using('x').bulk_create([])",
        "person.email_user('a', 'b')",
    ],
)
def test_another_road_for_a_letter_is_seen(code):
    assert list(letters_sent_past_the_road(ast.parse(code)))
