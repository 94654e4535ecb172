"""Language models that may be asked, one file each; `registry.py` knows them by key. Redacted text only goes in."""
