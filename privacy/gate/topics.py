"""Topics of comments: released per node when enough people wrote, enough mention it, and enough do not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from privacy.gate.bands import n_band
from privacy.gate.before import Before
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.groups import COUNT_STEP, nearest_multiple
from privacy.gate.over_time import OverTime
from privacy.gate.tally import Array
from privacy.gate.tree import Tree, nearest
from privacy.gate.types import Cell, Published, Refused, Release
from privacy.policy import DEFAULT, VERSION, Policy

# Polarity of a coarse topic: against, mixed or for.
MOOD_STEP: Final = 0.5


@dataclass(frozen=True)
class TopicInput:
    """What people wrote about in one wave.

    Attributes
    ----------
    name
        Of the wave.
    tree
        Node -> parent; one root -> None.
    roster
        Columns `person`, `unit`: everybody who was asked.
    mentions
        Columns `comment`, `unit`, `topic`, `polarity` (-1..1); one row per comment and topic.
    comments
        Columns `comment`, `unit`; one row per comment, one comment per person and question.
    prefix
        Of the items: `topic` for the taxonomy, `emergent` for topics that the comments themselves brought up.
    """

    name: str
    tree: Mapping[str, str | None]
    roster: pd.DataFrame
    mentions: pd.DataFrame
    comments: pd.DataFrame
    prefix: str = "topic"


def release_topics(
    wave: TopicInput,
    *,
    earlier: Sequence[Published] = (),
    policy: Policy = DEFAULT,
    key: bytes,
) -> Release:
    """Release how often a topic is mentioned, and how people feel about it, per node.

    A topic leaves a node with at least `topic_respondents` comments, `topic_authors` of which mention it while nobody
    or `topic_complement` do not. The tree rule holds for respondents, authors and all others at once. Where 1 to k - 1
    people joined or left since an earlier wave showed the topic, it is coarse; in strict mode it is not shown there.

    Parameters
    ----------
    wave
        Comments of one wave. None: nothing is released.
    earlier
        Topics published before, oldest first.
    policy, key
        As in `release_wave`.

    Returns
    -------
    Release
        Items `PREFIX:KEY` (mean = share of comments that mention it, 0..1) and `PREFIX:KEY:polarity` (-1..1). Refusals name
        the item `topics`, once for every node in which too few people wrote: who wrote decides, not what.
    """
    return _Topics(wave, earlier, policy, key).release()


class _Topics:
    """One pass of one wave's topics through the door."""

    def __init__(self, wave: TopicInput, earlier: Sequence[Published], policy: Policy, key: bytes) -> None:
        self.wave, self.policy = wave, policy
        self.strict = policy.time_mode == "strict"
        self.tree = Tree(wave.tree, set(wave.comments["unit"]) | set(wave.roster["unit"]))
        self.before = Before(earlier)
        self.digest = keyed_digest(key, ["topics", wave.name], [wave.mentions, wave.comments])
        self.written = self.tree.sums(_per_leaf(self.tree, wave.comments["unit"]))

    def release(self) -> Release:
        """Take every topic through the door."""
        cells: list[Cell] = []
        for topic, rows in self.wave.mentions.groupby("topic", sort=True):
            cells.extend(self._cells(str(topic), rows))
        published = Published(self.wave.name, self.wave.roster, tuple(cells))
        return Release(published.cells, tuple(self._refusals()), self.digest, published)

    def _cells(self, topic: str, rows: pd.DataFrame) -> Iterator[Cell]:
        authors = self.tree.sums(_per_leaf(self.tree, rows["unit"]))
        feeling = self.tree.sums(_per_leaf(self.tree, rows["unit"], rows["polarity"].to_numpy(float)))
        nodes = _topic_nodes(self.tree, self.written, authors, self.policy)
        exact = self._exact(f"{self.wave.prefix}:{topic}", nodes)
        if self.strict:
            nodes = [node for node in nodes if node in exact]
        for node in nodes:
            counts = (int(self.written[node]), int(authors[node]), float(feeling[node]))
            yield from self._pair(node, topic, counts, coarse=node not in exact)

    def _exact(self, item: str, nodes: Collection[int]) -> set[int]:
        """Return the nodes whose figures may be exact beside what earlier waves showed of the same topic."""
        places = self.before.with_item(item)
        if not places:
            return set(nodes)
        time = OverTime(
            self.tree,
            self.wave.roster,
            [self.before.waves[place] for place in places],
            items={item},
            heard=self.written > 0,
            rule=(self.policy.k, self.strict),
        )
        return time.comparable(nodes)

    def _pair(self, node: int, topic: str, counts: tuple[int, int, float], *, coarse: bool) -> list[Cell]:
        written, authors, feeling = counts
        # Nine digits first: the order in which comments were added up must not decide a tie; + 0.0 turns -0.0 into 0.0.
        mood = round(round(feeling / authors, 9), 1) + 0.0
        if coarse:
            authors = int(nearest_multiple(authors, COUNT_STEP, 0, written))
            mood = round(mood / MOOD_STEP) * MOOD_STEP + 0.0
        shown = (
            (f"{self.wave.prefix}:{topic}", written, round(authors / written, 2)),
            (f"{self.wave.prefix}:{topic}:polarity", authors, mood),
        )
        return [self._cell(node, item, n, mean, coarse=coarse) for item, n, mean in shown]

    def _cell(self, node: int, item: str, n: int, mean: float, *, coarse: bool) -> Cell:
        rule = f"topic, {'strict' if self.strict else 'standard'}"
        return Cell(
            item=item,
            unit=self.tree.names[node],
            covers=self.tree.covers(node),
            is_remainder=False,
            slice_attribute="",
            slice_values=(),
            n_band=n_band(n),
            mean=mean,
            favourable=None,
            precision="coarse" if coarse else "full",
            trend="",
            certificate=certificate(
                rule=rule, support=self.policy.topic_authors, digest=self.digest, policy_version=VERSION
            ),
        )

    def _refusals(self) -> Iterator[Refused]:
        least = self.policy.topic_respondents
        heard = {node for node, n in enumerate(self.written.tolist()) if n >= least}
        for node, name in enumerate(self.tree.names):
            if node not in heard:
                above = nearest(self.tree, node, heard)
                yield Refused("topics", name, "few", "" if above is None else self.tree.names[above])


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
