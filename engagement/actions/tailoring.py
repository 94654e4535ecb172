"""The message to the team in a model's words: the template's own, with what was released about the unit, and a wish."""

from engagement.actions.models import Plan
from engagement.actions.shelf import template_now
from engagement.desk.drafting import Wanted, draft_steps
from engagement.desk.exceptions import ProviderFailedError
from engagement.insights.actors import reader_name
from engagement.insights.cards import evidence_lines
from engagement.insights.labels import in_language
from nlp.drafting.draft import Draft
from nlp.drafting.kinds import get_kind
from nlp.language import Lang
from nlp.providers.protocol import outcome
from people.models import Account
from people.permissions import check_act_for_unit

KIND = "letter"
LONGEST_MESSAGE = 900
_ASKED = {
    "en": "A short message from a manager to the whole team, without names and without any promise that is not in it. Start from this text:",
    "zh": "由经理写给全组的一段短消息，不出现人名，不作原文以外的承诺。以下面的文字为基础：",
}
_KNOWN = {
    "en": "What was released about the team; no other number may be given:",
    "zh": "已发布的该组数据，不得出现其他数字：",
}
_WISH = {"en": "The manager adds:", "zh": "经理补充："}


def brief_of(plan: Plan, *, wish: str, lang: Lang) -> str:
    """Return what a model is told of a plan: the template's message, the released values it started from, and the wish."""
    parts = [_ASKED[lang], in_language(template_now(plan.template).message)]
    if lines := [f"- {line.label}: {line.number}" for line in evidence_lines(plan.baseline)]:
        parts += [_KNOWN[lang], *lines]
    if wish.strip():
        parts += [_WISH[lang], wish.strip()]
    return "\n".join(parts)


def tailored_message(*, plan: Plan, wish: str, lang: Lang, by: Account) -> Draft:
    """Return the message as a model tailors it; nothing is kept, and the request stands in the ledger as every draft's.

    Raises
    ------
    PermissionDenied
        `by` may not act for the unit.
    NeedsProviderError, ProviderFailedError, EmptyBriefError
        No model is set up; it failed or today's requests are spent; the wish is too long.
    UnknownTemplateError
        The template is no longer there.
    """
    check_act_for_unit(by, plan.unit)
    wanted = Wanted(KIND, brief_of(plan, wish=wish, lang=lang), lang, max_chars=LONGEST_MESSAGE)
    made = outcome(draft_steps(wanted, reader_name(by)))
    if not made.draft.body:
        raise ProviderFailedError(get_kind(KIND).names[lang], "")
    return made.draft
