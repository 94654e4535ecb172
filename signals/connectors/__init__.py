"""Readers of calendars and exports (registry): only the fields that privacy allows ever reach memory."""
