"""What was released or recorded can be added and never changed: triggers in the database itself."""

from django.db import migrations

from privacy import write_once


def create(apps, schema_editor):
    for statement in write_once.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in write_once.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
