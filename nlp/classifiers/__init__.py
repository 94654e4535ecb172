"""What turns clauses into polarity and topics. One file per classifier; `registry.py` knows them by key."""
