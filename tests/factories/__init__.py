"""Plain factory functions, one a model, without surprises."""
