"""Triggers: what was frozen at launch stays as it was, whichever way a change comes."""

from django.db import migrations

FROZEN = ["questionnaire_id", "kind", "roster_id", "policy", "tree", "opens_on"]
MESSAGE = "frozen at launch"


def _changed(vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FROZEN)


def _rules(vendor: str) -> dict[str, tuple[str, str, str]]:
    """Return trigger name -> (event, table, condition under which it refuses)."""
    frozen = "(SELECT frozen FROM surveys_questionnaire WHERE id = OLD.questionnaire_id)"
    truth = frozen if vendor == "postgresql" else f"{frozen} = 1"
    asked = "EXISTS (SELECT 1 FROM surveys_wave WHERE roster_id = NEW.roster_id AND state <> 'draft')"
    return {
        "surveys_wave_frozen": ("UPDATE", "surveys_wave", f"OLD.state <> 'draft' AND ({_changed(vendor)})"),
        "surveys_wave_not_back": (
            "UPDATE",
            "surveys_wave",
            "OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN "
            "(VALUES ('draft', 'open'), ('open', 'closed'), ('closed', 'released'))",
        ),
        "surveys_cell_frozen": ("UPDATE", "surveys_cell", "1 = 1"),
        "surveys_question_frozen": ("UPDATE", "surveys_question", truth),
        "surveys_roster_frozen": ("INSERT", "people_rosterentry", asked),
        "surveys_roster_entry_frozen": ("UPDATE", "people_rosterentry", asked),
    }


def _postgres(name: str, event: str, table: str, condition: str) -> str:
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger AS $$
        BEGIN
            IF {condition} THEN RAISE EXCEPTION '{table}: {MESSAGE}' USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW;
        END $$ LANGUAGE plpgsql;
        CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
    """


def _sqlite(name: str, event: str, table: str, condition: str) -> str:
    return f"""
        CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END
    """


def create(apps, schema_editor):
    """Create every trigger."""
    vendor = schema_editor.connection.vendor
    write = _postgres if vendor == "postgresql" else _sqlite
    for name, (event, table, condition) in _rules(vendor).items():
        schema_editor.execute(write(name, event, table, condition))


def drop(apps, schema_editor):
    """Drop every trigger."""
    vendor = schema_editor.connection.vendor
    for name, (_event, table, _condition) in _rules(vendor).items():
        if vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("people", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
