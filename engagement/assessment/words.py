"""What every stored model is, in words that a works council reads."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.classification import FieldClass

CLASS_WORDS: Final[dict[FieldClass, tuple[Promise, Promise]]] = {
    FieldClass.PERSONAL: (_("Personal"), _("About somebody who can be named.")),
    FieldClass.ANSWER: (_("Answer"), _("What somebody said, stored without a way back to that person.")),
    FieldClass.RELEASED: (_("Released"), _("Left through the door: values of groups, never of a person.")),
    FieldClass.ORGANISATION: (
        _("Organisation"),
        _("How the company is built and how the tool is run; nothing about a person."),
    ),
    FieldClass.PUBLIC: (_("Public"), _("May be shown to anybody, such as the questions of a survey.")),
}

MODEL_WORDS: Final[dict[str, Promise]] = {
    "people.Account": _("Accounts of those who sign in"),
    "people.Unit": _("Units of the company"),
    "people.Person": _("The directory: who works here"),
    "people.Membership": _("Who was in which unit, and when"),
    "people.RoleGrant": _("Who has which role"),
    "people.Roster": _("The day on which a survey's list of people was frozen"),
    "people.RosterEntry": _("The frozen list of people of a survey"),
    "people.DirectoryImport": _("Imports of the directory"),
    "privacy.ReleasedTable": _("What was released, and under which policy"),
    "privacy.ReleasedCell": _("Released values, each with its certificate"),
    "privacy.Refusal": _("What was not released, and why"),
    "privacy.LedgerEntry": _("The ledger: who released, changed or looked at what"),
    "surveys.Questionnaire": _("Questionnaires"),
    "surveys.Question": _("Questions"),
    "surveys.Wave": _("Surveys that were launched"),
    "surveys.Campaign": _("Campaigns: what is sent when, and to whom"),
    "surveys.CampaignWave": _("Which survey belongs to which campaign"),
    "surveys.Cell": _("Reporting groups of a survey"),
    "surveys.CellKey": _("Keys that sign the ballots of a group, destroyed when the survey closes"),
    "surveys.Invitation": _("Who was invited, and on which day a ballot was collected"),
    "surveys.Nullifier": _("Marks of ballots that were used, until the survey closes"),
    "surveys.ReceiptList": _("Receipts of a group, published when the survey closes"),
    "surveys.Answer": _("What was chosen"),
    "surveys.Comment": _("What was written"),
    "surveys.EmergentTopic": _("Topics that no list foresaw, named by words that several people used"),
    "surveys.TopicSummary": _("Sentences on released topics, each with how many people support it"),
    "signals.Run": _("Readings of calendars: counts of files, no content"),
    "signals.Connection": _("Servers that calendars are read from"),
    "signals.ConnectionRun": _("What a reading of a server took in: counts, no content"),
    "signals.Finding": _("Findings about units"),
    "signals.Tie": _("How units meet each other, as released"),
    "signals.Mark": _("Marks of the health check that the company has made more careful"),
    "results.Norm": _("What other organisations answered, with its source"),
    "results.Kept": _("What was worked out of released values, kept so that pages open at once"),
    "results.SharedWave": _("Surveys whose results employees may read, and what HR says about them"),
    "insights.Alert": _("Alerts about units, and who acknowledged them"),
    "insights.AlertRecord": _("How often alerts of a kind preceded a rise in leavers, for the whole company"),
    "insights.Outlook": _("What was foretold of units, kept so that it can be held to its word"),
    "actions.Plan": _("Plans of units, and who owns them"),
    "actions.PlanStep": _("Steps of plans"),
    "actions.PlanNote": _("Notes on plans, by their owners"),
    "actions.TemplateVersion": _("Templates that HR edited, added or retired, and why"),
    "actions.Measurement": _("What plans moved"),
    "desk.OwnItem": _("Questions of the company's own, kept from drafts"),
    "webhooks.Webhook": _("Other programs that are told that there is something new"),
    "webhooks.Delivery": _("What was told to other programs, without a result"),
    "demo.Playthrough": _("The demo company; none on a site of your own"),
}
