"""Functions that write an answer among the others of its cell, for a role that may not read answers.

They run with the rights of their owner. What they do is told in `surveys/shuffling.py`.
"""

from django.db import migrations

TABLES = {"answer": '"values"', "comment": "question, text"}
ARGUMENTS = {"answer": "sealed bytea", "comment": "question varchar, sealed bytea"}
NEW = {"answer": "sealed", "comment": "question, sealed"}


def _function(name):
    columns = TABLES[name]
    return f"""
        CREATE FUNCTION surveys_add_{name}(cell bigint, {ARGUMENTS[name]}, crowd integer) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
            WITH taken AS (
                DELETE FROM surveys_{name} WHERE id IN (
                    SELECT id FROM surveys_{name} WHERE cell_id = surveys_add_{name}.cell
                    ORDER BY gen_random_uuid() LIMIT crowd
                ) RETURNING {columns}
            ), all_of_them AS (
                SELECT {columns} FROM taken UNION ALL SELECT {NEW[name]}
            )
            INSERT INTO surveys_{name} (id, cell_id, {columns})
            SELECT gen_random_uuid(), surveys_add_{name}.cell, {columns} FROM all_of_them ORDER BY gen_random_uuid()
        $$;
        REVOKE ALL ON FUNCTION surveys_add_{name}(bigint, {_types(name)}, integer) FROM PUBLIC
    """


def _types(name):
    return "bytea" if name == "answer" else "varchar, bytea"


def create(apps, schema_editor):
    """Create the functions where there are roles."""
    if schema_editor.connection.vendor == "postgresql":
        for name in TABLES:
            schema_editor.execute(_function(name))


def drop(apps, schema_editor):
    """Drop them."""
    if schema_editor.connection.vendor == "postgresql":
        for name in TABLES:
            schema_editor.execute(f"DROP FUNCTION surveys_add_{name}(bigint, {_types(name)}, integer)")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_sealed_answers")]

    operations = [migrations.RunPython(create, drop)]
