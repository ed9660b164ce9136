"""The database itself refuses to change or delete an entry of the trail."""

from django.db import migrations

POSTGRESQL = """
create function trail_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the trail is only ever added to';
end $$;
create trigger trail_entry_stays before update or delete on trail_entry
    for each row execute function trail_refuse();
"""
POSTGRESQL_BACK = """
drop trigger trail_entry_stays on trail_entry;
drop function trail_refuse();
"""
SQLITE = [
    """create trigger trail_entry_no_update before update on trail_entry
       begin select raise(abort, 'the trail is only ever added to'); end""",
    """create trigger trail_entry_no_delete before delete on trail_entry
       begin select raise(abort, 'the trail is only ever added to'); end""",
]
SQLITE_BACK = ["drop trigger trail_entry_no_update", "drop trigger trail_entry_no_delete"]


def put(apps, schema_editor):
    run(schema_editor, POSTGRESQL, SQLITE)


def take_away(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def run(schema_editor, postgresql, sqlite):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgresql)
    else:
        for statement in sqlite:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(put, take_away)]
