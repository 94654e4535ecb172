"""How well an outsider guesses what the one person who left had answered; prints the area under the curve.

.venv/bin/python -m tests.bench.bench_leaver [--companies 6000]
"""

import argparse
import sys

from tests.attacks.one_leaver import attack_leavers


def main() -> None:
    """Attack in both modes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--companies", type=int, default=6000)
    companies = parser.parse_args().companies
    for mode, changed in (("strict", 0.0), ("standard", 0.0), ("standard", 0.3)):
        found = attack_leavers(companies, mode, changed=changed)
        sys.stdout.write(
            f"{mode}, {changed:.0%} of the others change an answer: {found.leavers} leavers, {found.comparable} with a comparable pair, "
            f"AUC of the difference {found.difference:.3f}, of a trained attacker {found.learner:.3f}\n"
        )


if __name__ == "__main__":
    main()
