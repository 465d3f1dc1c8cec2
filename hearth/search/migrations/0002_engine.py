from django.db import migrations

from hearth.search.engines import postgresql, sqlite

MADE = {"sqlite": (sqlite.CREATE, sqlite.DROP), "postgresql": (postgresql.CREATE, postgresql.DROP)}


def make(apps, schema_editor):
    for statement in MADE[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in MADE[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The index over the documents' stems, which is the database's own."""

    dependencies = [("search", "0001_first")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
