"""The class of every field that is stored, so that nobody adds one without saying what it is.

Public: may be shown to anybody. Organisation: how the company is built and works; nothing about a person. Personal: about
somebody who can be named. Answer: what somebody said, without a way to that person. Released: left through the door.

A test walks every model of every app of ours and fails for a field that is not listed here, and for one that no
longer exists. The data protection documents are written from this list.
"""

from enum import StrEnum
from typing import Final


class FieldClass(StrEnum):
    """What a stored value is about."""

    PUBLIC = "public"
    ORGANISATION = "organisation"
    PERSONAL = "personal"
    ANSWER = "answer"
    RELEASED = "released"


def _fields(**classes: str) -> dict[str, FieldClass]:
    """Turn class -> names separated by spaces into name -> class."""
    return {name: FieldClass(kind) for kind, names in classes.items() for name in names.split()}


FIELDS: Final[dict[str, dict[str, FieldClass]]] = {
    "people.Account": _fields(
        personal="id email display_name language password last_login is_active is_superuser groups user_permissions"
    ),
    "people.Unit": _fields(organisation="id code name name_zh parent is_active"),
    "people.Person": _fields(
        personal="id code name email account language time_zone region work_start work_end work_days is_active"
    ),
    "people.Membership": _fields(personal="id person unit is_manager start end left_company"),
    "people.RoleGrant": _fields(personal="id account role unit"),
    "people.Roster": _fields(organisation="id frozen_on"),
    "people.RosterEntry": _fields(personal="id roster person unit"),
    "people.DirectoryImport": _fields(
        organisation="id ran_at created changed deactivated", personal="ran_by"
    ),
    "privacy.ReleasedTable": _fields(
        released="id kind source released_on policy policy_version input_digest"
    ),
    "privacy.ReleasedCell": _fields(
        released=(
            "id table item unit is_remainder covers slice_attribute slice_values n_band mean favourable_low favourable_high "
            "value band_low band_high precision trend certificate"
        )
    ),
    "privacy.Refusal": _fields(released="id table item unit reason carried_by"),
    "privacy.LedgerEntry": _fields(
        organisation="number at action subject units detail previous digest", personal="actor"
    ),
    "surveys.Questionnaire": _fields(public="id key version title intro purpose frozen"),
    "surveys.Question": _fields(
        public=(
            "id questionnaire position key type text help_text section options settings required show_if construct "
            "reversed bank_item wording"
        )
    ),
    "surveys.Wave": _fields(
        organisation="id questionnaire kind title state opens_on closes_on roster policy tree"
    ),
    "surveys.Campaign": _fields(
        organisation=(
            "id questionnaire title trigger starts_on ends_on every_days open_days most_items core is_paused"
        )
    ),
    "surveys.CampaignWave": _fields(organisation="wave campaign number blocks core reminded"),
    "surveys.Cell": _fields(organisation="id wave code covers parent roster_size"),
    "surveys.CellKey": _fields(organisation="cell public sealed"),
    "surveys.Invitation": _fields(personal="id wave person cell token_hash collected_on blinded_hash"),
    "surveys.Nullifier": _fields(answer="digest wave cell"),
    "surveys.ReceiptList": _fields(public="cell codes"),
    "surveys.Answer": _fields(answer="id cell values"),
    "surveys.Comment": _fields(answer="id cell question text"),
    "surveys.EmergentTopic": _fields(
        released="id wave key terms names named_by stands_out is_new encoder centroid"
    ),
    "surveys.TopicSummary": _fields(released="id wave unit item lang points model"),
    "signals.Run": _fields(organisation="id source started_at finished_at first_day last_day report"),
    "signals.Finding": _fields(released="id unit block_start detector severity evidence"),
    "signals.Mark": _fields(organisation="key value"),
    "signals.Tie": _fields(released="id unit other block_start value band_low band_high n_band"),
    "signals.Connection": _fields(
        organisation="id source name address credential is_paused outcome why next_run_at"
    ),
    "signals.ConnectionRun": _fields(organisation="id connection run outcome report"),
    "webhooks.Webhook": _fields(organisation="id name address secret is_paused"),
    "webhooks.Delivery": _fields(
        organisation="id webhook event subject announced_at state attempts next_at last_answer"
    ),
    "insights.Alert": _fields(
        released="id unit theme severity avoided opened_on last_seen_on evidence",
        organisation="state snoozed_until closed_on closed_because acknowledged_on",
        personal="acknowledged_by",
    ),
    "insights.Outlook": _fields(
        released="id unit block made_at probability base expected low high abstained why contributions"
    ),
    "insights.AlertRecord": _fields(organisation="id theme made_on judged preceded weeks usual"),
    "results.Norm": _fields(organisation="id source year key favourable n measures"),
    "results.Kept": _fields(released="id source unit what content"),
    "results.SharedWave": _fields(organisation="id source shared_on shared_by heard doing"),
    "actions.Plan": _fields(
        organisation=(
            "id alert template unit started_on review_on outcome direction at_least shared_on dropped_on"
            " dropped_because"
        ),
        released="baseline verdict effect",
        personal="owner",
    ),
    "actions.PlanStep": _fields(organisation="id plan position text due_on reminded_on done_on"),
    "actions.PlanNote": _fields(organisation="id plan text written_on", personal="written_by"),
    "actions.TemplateVersion": _fields(
        organisation="id key version content is_retired because edited_on", personal="edited_by"
    ),
    "actions.Measurement": _fields(organisation="id plan", released="source measured_on verdict effect"),
    "desk.OwnItem": _fields(organisation="id text type options construct kept_on"),
    "demo.Playthrough": _fields(organisation="id seed people today done finished"),
}


def models_with(kind: FieldClass) -> set[str]:
    """Return the models that hold at least one field of a class."""
    return {model for model, fields in FIELDS.items() if kind in fields.values()}
