"""One call per wave, at close, once: answers in, released cells and refusals out."""

import json
from collections.abc import Sequence

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate, keyed_digest
from privacy.gate.tally import Tally, coded, tally
from privacy.gate.tree import Tree, tree_rule
from privacy.gate.types import Cell, Plan, Published, Refused, Release, WaveInput
from privacy.policy import DEFAULT, VERSION, Policy


def release_wave(
    wave: WaveInput,
    *,
    earlier: Sequence[Published] = (),
    plan: Plan,
    policy: Policy = DEFAULT,
    key: bytes,
) -> Release:
    """Decide what of a wave may be released.

    Parameters
    ----------
    wave
        Frozen tree and roster, and the answers.
    earlier
        What was published before, oldest first.
    plan
        Items, slices, k and time mode, declared before launch.
    policy
        Thresholds in force.
    key
        Secret of the keyed digest.
    """
    tree = Tree(wave.tree, set(wave.roster["unit"]) | set(wave.answers["unit"]))
    digest = keyed_digest(
        key, [wave.name, json.dumps(sorted(wave.tree.items(), key=str))], [wave.roster, wave.answers]
    )
    counted = tally(tree, coded(tree, wave.answers, plan), plan)
    cells: list[Cell] = []
    refusals: list[Refused] = []
    for column, item in enumerate(plan.items):
        kept = tree_rule(tree, counted.n[:, column].tolist(), minimum=max(plan.k, policy.k))
        cells += _cells(tree, counted, column, item, kept, digest)
    return Release(tuple(cells), tuple(refusals), digest, Published(wave.name, wave.roster, tuple(cells)))


def _cells(
    tree: Tree, counted: Tally, column: int, item: str, kept: dict[int, int], digest: str
) -> list[Cell]:
    made = []
    proof = certificate(rule="tree", support=5, digest=digest, policy_version=VERSION)
    for node in sorted(kept):
        n, total, liked = (
            int(counted.n[node, column]),
            counted.total[node, column],
            counted.favourable[node, column],
        )
        share = round(100 * int(liked) / n)
        made.append(
            Cell(
                item,
                tree.names[node],
                tree.covers(node),
                False,
                "",
                (),
                n_band(n),
                round(float(total) / n, 1),
                (share, share),
                "full",
                "",
                proof,
            )
        )
    return made
