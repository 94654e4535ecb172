"""The read API over released values."""
