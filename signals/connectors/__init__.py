"""Sources of signals: one file each, only the fields that `docs/signals.md` lists are ever decoded. Pure."""
