"""Calendars that are fetched: CalDAV, Google Calendar, Microsoft Graph. Nothing fetched is ever written anywhere."""
