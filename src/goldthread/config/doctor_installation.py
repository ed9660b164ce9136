"""What `./goldthread doctor` looks at in a real installation, beyond Django's own checks."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tooling.doctor import MISSING, OK, WRONG, Finding

LOCAL = ("localhost", "127.0.0.1", "[::1]")
SILENT = 15 * 60  # seconds that a piece of work may wait
SETTING_UP = "docs/how-to/run-on-one-server.md"


def look_at_installation(*, at: datetime) -> list[Finding]:
    """Settings, the database's role and rules, the worker and the shared cache of a real installation."""
    return [*look_at_settings(), *look_at_rules(), *look_at_worker(at=at)]


def look_at_settings() -> Iterator[Finding]:
    """What would be open, or would not go out, by the settings as they are."""
    from django.conf import settings

    if "*" in settings.ALLOWED_HOSTS:
        says = "any name is answered to, so a letter could be made to lead elsewhere."
        yield Finding("Hosts", WRONG, says, "name yours in GOLDTHREAD_HOSTS")
    address = urlsplit(settings.GOLDTHREAD_ADDRESS)
    if address.scheme != "https" or not address.hostname or address.hostname in LOCAL:
        says = f"letters lead to {settings.GOLDTHREAD_ADDRESS}, where nobody else comes safely."
        yield Finding("Address", WRONG, says, "GOLDTHREAD_ADDRESS=https://...")
    if not settings.EMAIL_HOST:
        says = f"letters go nowhere: they lie as files in {settings.GOLDTHREAD_HOME / 'mail'}."
        yield Finding("Mail", MISSING, says, "GOLDTHREAD_MAIL_HOST, see " + SETTING_UP)
    if settings.GOLDTHREAD_SERVED_SECURELY and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        says = "behind a web server every visitor has one address, and shares one count of guesses."
        yield Finding("Guesses", WRONG, says, "GOLDTHREAD_PROXIES=1")


def look_at_rules() -> Iterator[Finding]:
    """Whether the database itself keeps partnerships apart (PostgreSQL)."""
    from django.db import connection

    from goldthread.access.rowsecurity import tables_without_security

    if connection.vendor != "postgresql":
        return
    if stands_above_the_rules():
        says = "the database's user stands above the rules that keep partnerships apart."
        mend = f"alter role {connection.settings_dict['USER'] or os.environ.get('USER', '...')} nosuperuser nobypassrls"
        yield Finding("Partnerships", WRONG, says, mend)
    elif open_tables := tables_without_security():
        says = f"the database keeps no partnership apart in {', '.join(open_tables)}."
        yield Finding("Partnerships", WRONG, says, "./goldthread manage migrate")
    else:
        yield Finding("Partnerships", OK, "kept apart by the database itself")


def stands_above_the_rules() -> bool:
    """Whether row-level security does not bind whoever this process is in the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        (above,) = cursor.fetchone()
    return bool(above)


def look_at_worker(*, at: datetime) -> Iterator[Finding]:
    """Whether work is done that waits, and whether what counts guesses is shared by all processes."""
    from django.conf import settings
    from django.db import connection

    from goldthread.access.spaces import working_everywhere
    from goldthread.operations.metrics import Installation

    shared: dict[str, Any] = dict(settings.CACHES["default"])
    table = str(shared.get("LOCATION", ""))
    is_of_database = str(shared["BACKEND"]).endswith("DatabaseCache")
    if not is_of_database or table not in connection.introspection.table_names():
        says = "what counts guesses is not shared by the web processes."
        yield Finding("Shared cache", MISSING, says, "./goldthread manage createcachetable")
    with working_everywhere():
        waits = Installation(at=at).waiting()
    if waits > SILENT:
        says = f"work has waited for {round(waits / 60)} minutes: the worker does not run."
        yield Finding("Worker", WRONG, says, "systemctl restart goldthread-worker")
    else:
        yield Finding("Worker", OK, "nothing waits for long")
