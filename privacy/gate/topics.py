"""Topics of comments: released per node when enough people wrote, enough mention it, and enough do not."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.tally import Array
from privacy.gate.tree import Tree, tree_rule
from privacy.gate.types import Cell, Published, Refused, Release
from privacy.policy import DEFAULT, VERSION, Policy


def release_topics(
    *,
    tree: Mapping[str, str | None],
    mentions: pd.DataFrame,
    comments: pd.DataFrame,
    policy: Policy = DEFAULT,
    key: bytes,
) -> Release:
    """Release how often a topic is mentioned, and how people feel about it, per node.

    A topic leaves a node with at least `topic_respondents` comments, `topic_authors` of which mention it while nobody
    or `topic_complement` do not. The tree rule holds for respondents and, within what that leaves, for authors.

    Parameters
    ----------
    tree
        Node -> parent.
    mentions
        Columns `comment`, `unit`, `topic`, `polarity` (-1..1); one row per comment and topic.
    comments
        Columns `comment`, `unit`; one row per comment, one comment per person and question.
    policy, key
        As in `release_wave`.

    Returns
    -------
    Release
        Items `topic:KEY` (mean = share of comments that mention it, 0..1) and `topic:KEY:polarity` (-1..1).
    """
    laid = Tree(tree, set(comments["unit"]))
    digest = keyed_digest(key, ["topics"], [mentions, comments])
    written = laid.sums(_per_leaf(laid, comments["unit"]))
    heard = tree_rule(laid, written.tolist(), minimum=policy.topic_respondents)
    cells: list[Cell] = []
    refusals: list[Refused] = []
    for topic, rows in mentions.groupby("topic", sort=True):
        authors = laid.sums(_per_leaf(laid, rows["unit"]))
        feeling = laid.sums(_per_leaf(laid, rows["unit"], rows["polarity"].to_numpy(float)))
        silent = written - authors
        fit = [n for n in heard if silent[n] == 0 or silent[n] >= policy.topic_complement]
        for node in sorted(tree_rule(laid, authors.tolist(), minimum=policy.topic_authors, allowed=fit)):
            cells += _pair(laid, node, str(topic), (written[node], authors[node], feeling[node]), digest)
    published = Published("topics", pd.DataFrame({"person": [], "unit": []}), tuple(cells))
    return Release(tuple(cells), tuple(refusals), digest, published)


def _per_leaf(laid: Tree, units: pd.Series, weights: Array | None = None) -> Array:
    places = units.map(laid.leaf_of).to_numpy(np.int64)
    return np.bincount(places, weights=weights, minlength=len(laid.leaves))


def _pair(laid: Tree, node: int, topic: str, counts: tuple[int, int, float], digest: str) -> list[Cell]:
    written, authors, feeling = counts
    proof = certificate(rule="topic", support=5, digest=digest, policy_version=VERSION)
    name, covers = laid.names[node], laid.covers(node)
    share, mood = round(authors / written, 2), round(float(feeling) / authors, 1)
    return [
        Cell(
            f"topic:{topic}",
            name,
            covers,
            False,
            "",
            (),
            n_band(int(written)),
            share,
            None,
            "full",
            "",
            proof,
        ),
        Cell(
            f"topic:{topic}:polarity",
            name,
            covers,
            False,
            "",
            (),
            n_band(int(authors)),
            mood,
            None,
            "full",
            "",
            proof,
        ),
    ]
