"""Who is told: the unit where it happens, and the unit above only when it happens in several of its branches. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from engagement.insights.findings import Finding

Tree = Mapping[str, str | None]


def at_their_place(findings: Sequence[Finding], tree: Tree) -> list[Finding]:
    """Return the findings without those that one branch below alone brings about, in the same order.

    What happens in one team shows in every unit above it. Telling all of them would send the same news to a whole
    chain of managers, and they see the alerts of the units below theirs anyway. With findings in two branches or more
    it is a matter of the unit above, too.
    """
    branches: dict[tuple[object, ...], set[str]] = {}
    for finding in findings:
        for above, branch in _path(finding.unit, tree):
            branches.setdefault((above, finding.theme, finding.seen_on), set()).add(branch)
    return [one for one in findings if len(branches.get((one.unit, one.theme, one.seen_on), ())) != 1]


def _path(unit: str, tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield every unit above, with the branch of it that leads here."""
    branch, above = unit, tree.get(unit)
    while above is not None:
        yield above, branch
        branch, above = above, tree.get(above)
