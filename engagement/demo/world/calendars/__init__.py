"""Calendars: who meets whom and when, written as iCalendar files."""
