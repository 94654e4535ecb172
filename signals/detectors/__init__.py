"""Conditions of a unit that hold in two consecutive blocks, whichever two people are left out. Pure."""
