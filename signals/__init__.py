"""Noticing how work flows: calendars in, released team blocks and findings out; never a person."""
