"""Who may come in: roles of accounts, and tokens for programs."""
