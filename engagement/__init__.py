"""The roof: settings, urls and tasks; and what people see and do with released values."""

from engagement.celery import app as celery_app

__all__ = ["celery_app"]
