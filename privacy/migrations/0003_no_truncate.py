"""On PostgreSQL the tables that are written once refuse to be emptied as a whole, too."""

from django.db import migrations

from privacy import write_once


def create(apps, schema_editor):
    for statement in write_once.refuse_truncate(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in write_once.allow_truncate(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_write_once")]
    operations = [migrations.RunPython(create, drop)]
