"""Sheets of codes for people who answer at a shared device."""
