"""Time as calendars know it: zones, recurrence, series with exceptions, kinds of days. Pure."""
