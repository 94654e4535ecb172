"""The policy: the only place where a threshold of privacy is written."""
