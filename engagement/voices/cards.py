"""Cards of what reads comments, in the reader's language: one click away from every figure on the page."""

from django.utils.translation import gettext as _

from engagement.dashboards.model_cards import Card, model_cards
from nlp.emergent.codebook import load_codebook


def text_cards() -> list[Card]:
    """Return the cards of topics and tone, of topics that comments bring up, and of summaries."""
    return [model_cards()[0], _emergent(), _summaries()]


def _emergent() -> Card:
    codebook = load_codebook("embedded")
    return Card(
        name=_("Topics that comments bring up"),
        reads=_(
            "Comments of a closed survey, after names, addresses and numbers were taken out. Nothing leaves the site."
        ),
        says=_(
            "Which comments are about the same thing, although no list has a name for it; called by words that enough authors used."
        ),
        limits=[
            _(
                "The same comments give the same topics; when a tenth of them is left out, most topics stay as they were."
            ),
            _(
                "Below about 100 comments topics are coarse, and a topic that few people brought up may be missed."
            ),
            _(
                "A topic is found again in the next survey by its meaning; one that changed a lot counts as new."
            ),
            _("Its name is made of words, not of a judgement: what is meant by them has to be asked."),
        ],
        version=_("codebook %(version)s") % {"version": codebook.fingerprint[:12]} if codebook else "",
    )


def _summaries() -> Card:
    return Card(
        name=_("Sentences about a topic"),
        reads=_(
            "Released shares and tones. Only where a language model is set up: redacted comments of a released topic."
        ),
        says=_(
            "What share of the comments mention a topic, in which tone, and whether that changed; a model adds what they have in common."
        ),
        limits=[
            _(
                "Every number is counted by our own code; statements of a model that quote, name or count are dropped."
            ),
            _("A statement needs one person more than a topic, so that it stands without any one comment."),
            _("A statement may be one-sided or wrong. Ask the team before you act on it."),
        ],
    )
