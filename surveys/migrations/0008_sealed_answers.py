"""Answers and comments are stored sealed; what is there is sealed on the way."""

from django.db import migrations

import surveys.models.sealed

COLUMNS = (("Answer", "values"), ("Comment", "text"))


def seal_all(apps, schema_editor):
    """Copy every open value into its sealed column."""
    for name, column in COLUMNS:
        model = apps.get_model("surveys", name)
        for row in model.objects.iterator():
            row.sealed = getattr(row, column)
            row.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_reminded")]

    operations = [
        *(
            migrations.AddField(name, "sealed", surveys.models.sealed.SealedField(null=True))
            for name, _column in COLUMNS
        ),
        migrations.RunPython(seal_all, elidable=True),
        *(migrations.RemoveField(name, column) for name, column in COLUMNS),
        *(migrations.RenameField(name, "sealed", column) for name, column in COLUMNS),
        *(
            migrations.AlterField(name, column, surveys.models.sealed.SealedField())
            for name, column in COLUMNS
        ),
    ]
