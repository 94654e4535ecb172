"""`estimate_effects`: what templates did, from a panel of released values and a list of actions."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from django.core.management.base import BaseCommand, CommandParser

from engagement.actions.effects_panel import (
    METHOD,
    ActionEffect,
    Estimate,
    Panel,
    Progress,
    action_effects,
    pooled,
    silent,
)
from engagement.insights.panel_file import read_panel
from privacy.exceptions import InputError, PrivacyError
from privacy.whole_file import write_whole

EXAMPLE = """example:
  manage.py estimate_effects panel.csv actions.csv --out effects.json

panel.csv:   unit,block,outcome[,se][,parent][,COVARIATE...]   (an empty outcome was not released)
actions.csv: unit,block,template                               (rows from block on are after)
"""


class Command(BaseCommand):
    help = "Estimate what templates did to an outcome, against units that did not act; higher is better."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("panel", type=Path, metavar="PANEL.csv")
        parser.add_argument("actions", type=Path, metavar="ACTIONS.csv")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rows = read_panel(options["panel"], required=("unit", "block", "outcome"), texts=("parent",))
            check_errors(options["panel"], rows)
            actions = read_actions(options["actions"], rows)
            text = json.dumps(report(rows, actions, self._progress), indent=1)
            write_whole(options["out"], [text, "\n"])
        except PrivacyError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"{error.filename or options['out']}: {error.strerror}")
            sys.exit(2)

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} actions", ending="\n" if done == total else "")


def check_errors(path: Path, rows: pd.DataFrame) -> None:
    """Raise `InputError` for a standard error below 0."""
    if "se" in rows and (rows["se"] < 0).any():
        raise InputError(
            path, int(rows.loc[rows["se"] < 0, "line"].min()), "se", "a number from 0 on, or nothing"
        )


def read_actions(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the actions; one of a unit that the panel does not know raises `InputError`."""
    actions = read_panel(path, required=("unit", "block", "template"), texts=("template",))
    if unknown := [name for name in actions.columns if name not in ("unit", "block", "template", "line")]:
        raise InputError(path, 1, unknown[0], "only the columns unit, block, template")
    for unit, line, template in zip(actions["unit"], actions["line"], actions["template"], strict=True):
        if unit not in set(rows["unit"]):
            raise InputError(path, int(line), "unit", f"a unit of the panel, not {unit!r}")
        if not template:
            raise InputError(path, int(line), "template", "the name of a template")
    return actions


def report(rows: pd.DataFrame, actions: pd.DataFrame, progress: Progress = silent) -> dict[str, Any]:
    """Return the estimates per template and per action as the command writes them."""
    effects = action_effects(Panel(rows, actions), progress=progress)
    return {"templates": list(_templates(effects)), "actions": list(_single(effects))}


def _templates(effects: list[ActionEffect]) -> Iterable[dict[str, Any]]:
    for template in sorted({effect.template for effect in effects}):
        mine = [effect for effect in effects if effect.template == template]
        yield {"template": template, "n_actions": len(mine), **_facts(pooled(mine))}


def _single(effects: list[ActionEffect]) -> Iterable[dict[str, Any]]:
    for effect in effects:
        where = {"unit": effect.unit, "block": effect.block.date().isoformat()}
        yield {"template": effect.template, **where, "n_actions": 1, **_facts(pooled([effect], least=1))}


def _facts(estimate: Estimate) -> dict[str, Any]:
    return {
        "effect": estimate.effect,
        "se": estimate.se,
        "interval95": list(estimate.interval95) if estimate.interval95 else None,
        "verdict": estimate.verdict,
        "method": METHOD,
        "matched_units": estimate.matched_units,
    }
