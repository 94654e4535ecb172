"""Templates to act on an alert, plans, and whether the plan moved what it should."""
