"""What the ledger says, in words: its actions and subjects are keys that never change."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACTIONS: dict[str, str | Promise] = {
    "view": gettext_lazy("opened results"),
    "launch_wave": gettext_lazy("launched a survey"),
    "invite": gettext_lazy("sent invitations"),
    "print_codes": gettext_lazy("printed codes for a shared device"),
    "close_wave": gettext_lazy("closed a survey"),
    "release_results": gettext_lazy("released results"),
    "release_comments": gettext_lazy("released topics"),
    "release_block": gettext_lazy("released signals"),
    "wave_walked": gettext_lazy("worked out a survey"),
    "run_walked": gettext_lazy("worked out signals"),
    "alert_opened": gettext_lazy("opened an alert"),
    "alert_seen_again": gettext_lazy("saw an alert again"),
    "alert_weighed": gettext_lazy("weighed an alert anew"),
    "alert_acknowledged": gettext_lazy("acknowledged an alert"),
    "alert_closed": gettext_lazy("closed an alert"),
    "alert_snoozed": gettext_lazy("put an alert aside"),
    "alert_told": gettext_lazy("told of an alert"),
    "outlooks_made": gettext_lazy("said what comes"),
    "plan_noted": gettext_lazy("wrote a note on a plan"),
    "plan_shared": gettext_lazy("shared a plan with the team"),
    "share_results": gettext_lazy("shared results with everybody"),
    "results_told": gettext_lazy("told everybody who was invited that results are there"),
    "refused_change": gettext_lazy("tried to change what is frozen; refused"),
    "forget_raw_answers": gettext_lazy("deleted raw answers"),
    "block_released": gettext_lazy("released signals"),
    "plan_adopted": gettext_lazy("started a plan"),
    "plan_step_done": gettext_lazy("finished a step"),
    "plan_dropped": gettext_lazy("ended a plan"),
    "plan_measured": gettext_lazy("measured a plan"),
    "connection_added": gettext_lazy("added a connection"),
    "connection_renewed": gettext_lazy("renewed the credential of a connection"),
    "connection_paused": gettext_lazy("paused a connection"),
    "connection_resumed": gettext_lazy("resumed a connection"),
    "mark_set": gettext_lazy("moved a mark of the health check"),
    "run_campaigns": gettext_lazy("ran the campaigns"),
    "campaign_planned": gettext_lazy("planned a campaign"),
    "campaign_paused": gettext_lazy("paused a campaign"),
    "campaign_resumed": gettext_lazy("resumed a campaign"),
    "campaign_ended": gettext_lazy("ended a campaign"),
    "draft_request": gettext_lazy("asked the language model"),
    "webhook_added": gettext_lazy("added a webhook"),
    "webhook_paused": gettext_lazy("paused a webhook"),
    "webhook_resumed": gettext_lazy("resumed a webhook"),
    "webhook_removed": gettext_lazy("removed a webhook"),
    "role_granted": gettext_lazy("gave a role"),
    "role_taken_back": gettext_lazy("took a role back"),
    "token_made": gettext_lazy("made a token for a program"),
    "token_revoked": gettext_lazy("took a token back"),
}
SUBJECTS: dict[str, str | Promise] = {
    "wave": gettext_lazy("survey"),
    "block": gettext_lazy("block from"),
    "draft": gettext_lazy("draft"),
    "template": gettext_lazy("template"),
    "campaign": gettext_lazy("campaign"),
    "run": gettext_lazy("run"),
    "alert": gettext_lazy("alert"),
    "plan": gettext_lazy("plan"),
    "team": gettext_lazy("team page"),
    "check": gettext_lazy("health check"),
    "connection": gettext_lazy("connection"),
    "mark": gettext_lazy("mark"),
    "webhook": gettext_lazy("webhook"),
    "token": gettext_lazy("token"),
    "account": gettext_lazy("account"),
}


def action_words(action: str) -> str:
    """Return an action in words; an unknown one with spaces for underscores."""
    return str(ACTIONS.get(action, action.replace("_", " ")))


def subject_words(subject: str, titles: dict[str, str]) -> str:
    """Return what was acted on; a survey by its title, anything else by the start of its id."""
    kind, _space, key = subject.partition(" ")
    if kind not in SUBJECTS:
        return subject
    name = titles.get(key) or (key[:8] if len(key) == 36 else key)
    return _("%(kind)s %(name)s") % {"kind": SUBJECTS[kind], "name": name}
