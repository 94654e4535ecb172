"""Public holidays of a region; surveys need them as well, so that they stand below both."""

from people.holidays import Year, countries, holidays_of, is_region

__all__ = ["Year", "countries", "holidays_of", "is_region"]
