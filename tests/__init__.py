"""Tests mirror the source; properties, attacks, e2e and bench stand apart."""
