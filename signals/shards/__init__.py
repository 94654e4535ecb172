"""One reduction by many workers: shards of whole units, values handed over in memory and never through broker or disk."""
