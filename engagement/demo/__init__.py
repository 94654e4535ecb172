"""A believable company with known causes, played through the real services."""
