"""What turns text into vectors. One file per encoder; `registry.py` knows them by key."""
