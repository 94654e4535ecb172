"""Topics that the comments of a wave brought up, as far as they left the door: what they are called, and who they continue."""

from django.db import models

from surveys.models.waves import Wave


class EmergentTopic(models.Model):
    """One topic of one wave; the same `key` in another wave is the same topic.

    Its words were used by as many authors as the policy asks of a topic. `centroid` is a mean over the vectors of all its
    comments (16-bit figures), by which a later wave finds it again; nothing in it can be told from one comment.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="emergent_topics")
    key = models.CharField(max_length=16)
    terms = models.JSONField(help_text="Language -> words, the most distinctive first")
    names = models.JSONField(
        default=dict, help_text="Language -> name given by a model, which saw the words alone"
    )
    named_by = models.CharField(
        max_length=120, blank=True, help_text="The model that named it; empty: its words do"
    )
    stands_out = models.BooleanField(help_text="Its comments are nearer to each other than to ordinary talk")
    is_new = models.BooleanField(help_text="No earlier wave had it")
    encoder = models.CharField(max_length=120)
    centroid = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "key"], name="emergent_topic_once")]

    def __str__(self) -> str:
        return self.key


class TopicSummary(models.Model):
    """What a model made of the comments of a unit about one topic, sentence by sentence, after every check of ours.

    `points` holds `{"text", "n_band"}`: the numbers are counted by code.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="topic_summaries")
    unit = models.CharField(max_length=64)
    item = models.CharField(max_length=120)
    lang = models.CharField(max_length=2)
    points = models.JSONField()
    model = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "unit", "item", "lang"], name="topic_summary_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} of {self.unit}"
