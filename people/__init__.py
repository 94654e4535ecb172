"""Who works here: units, people, memberships over time, accounts, roles and the roster a wave freezes."""
