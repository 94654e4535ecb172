"""False discoveries: 1,000 pages of which nothing changed; at most 5 % may mark anything.

python -m tests.bench.bench_null_pages
"""

import sys

import numpy as np

from engagement.results.chance import marked
from tests.engagement.results.test_chance import null_page

PAGES, ALLOWED = 1_000, 0.05


def main() -> int:
    rng = np.random.default_rng(2026)
    marks = [sum(marked(null_page(rng))) for _ in range(PAGES)]
    pages = sum(count > 0 for count in marks)
    sys.stdout.write(f"{PAGES} null pages of 156 comparisons: {pages} with any mark, {sum(marks)} marks\n")
    return int(pages > ALLOWED * PAGES)


if __name__ == "__main__":
    sys.exit(main())
