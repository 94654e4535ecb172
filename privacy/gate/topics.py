"""Topics of comments: released per node when enough people wrote, enough mention it, and enough do not."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.tally import Array
from privacy.gate.tree import Tree, nearest
from privacy.gate.types import Cell, Published, Release
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
    or `topic_complement` do not. The tree rule holds for respondents, authors and all others at once.

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
    cells: list[Cell] = []
    for topic, rows in mentions.groupby("topic", sort=True):
        authors = laid.sums(_per_leaf(laid, rows["unit"]))
        feeling = laid.sums(_per_leaf(laid, rows["unit"], rows["polarity"].to_numpy(float)))
        for node in _topic_nodes(laid, written, authors, policy):
            cells += _pair(laid, node, str(topic), (written[node], authors[node], feeling[node]), digest)
    published = Published("topics", pd.DataFrame({"person": [], "unit": []}), tuple(cells))
    return Release(tuple(cells), (), digest, published)


def _topic_nodes(laid: Tree, written: Array, authors: Array, policy: Policy) -> list[int]:
    """Choose the nodes that may show a topic, largest first.

    A node, and what its nearest released ancestor keeps beside it, both need enough respondents, enough authors and
    enough (or no) others: a share tells all three numbers, so all three must survive a subtraction.
    """
    needed = (policy.topic_respondents, policy.topic_authors, policy.topic_complement)
    counts = np.stack([written, authors, written - authors], axis=1)
    fits = (counts[:, 0] >= needed[0]) & (counts[:, 1] >= needed[1]) & _none_or(counts[:, 2], needed[2])
    order = sorted(np.flatnonzero(fits).tolist(), key=lambda n: (-written[n], laid.depth[n], laid.names[n]))
    kept: dict[int, Array] = {}
    for node in order:
        above = nearest(laid, node, kept)
        if above is not None:
            rest = kept[above] - counts[node]
            if not all(_none_or(left, least) for left, least in zip(rest, needed, strict=True)):
                continue
            kept[above] = rest
        kept[node] = counts[node]
    return sorted(kept)


def _none_or(number: Array, least: int) -> Array:
    found: Array = (number == 0) | (number >= least)
    return found


def _per_leaf(laid: Tree, units: pd.Series, weights: Array | None = None) -> Array:
    places = units.map(laid.leaf_of).to_numpy(np.int64)
    return np.bincount(places, weights=weights, minlength=len(laid.leaves))


def _pair(laid: Tree, node: int, topic: str, counts: tuple[int, int, float], digest: str) -> list[Cell]:
    written, authors, feeling = counts
    proof = certificate(rule="topic", support=5, digest=digest, policy_version=VERSION)
    name, covers = laid.names[node], laid.covers(node)
    share = round(authors / written, 2)
    # Nine digits first: the order in which comments were added up must not decide a tie; + 0.0 turns -0.0 into 0.0.
    mood = round(round(float(feeling) / authors, 9), 1) + 0.0
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
