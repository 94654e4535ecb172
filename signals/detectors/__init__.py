"""Conditions of a unit that no one person, and no pair, can cause (registry). Pure."""
