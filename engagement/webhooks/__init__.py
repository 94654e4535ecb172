"""Telling other programs that there is something new to read."""
