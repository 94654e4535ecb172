"""WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engagement.settings")
application = get_wsgi_application()
# With `gunicorn --preload` every page is imported once, before workers are forked, not while the first person waits.
import_module(settings.ROOT_URLCONF)
# What is loaded now stays for good: left out of full collections, which otherwise stop a page for 200 ms.
gc.collect()
gc.freeze()
