"""The floor of the submission bench: a Django site of one view, which stores the form it was sent as one row.

    BARE_DATABASE_URL=postgres://... gunicorn tests.bench.bare_site --workers 4

The table is made when the module is loaded, so it has to be loaded once before workers are (`--preload`).
"""

import os

import django
import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",
    DATABASES={
        "default": environ.Env.db_url_config(os.environ["BARE_DATABASE_URL"]) | {"CONN_MAX_AGE": 60},
    },
)
django.setup()

# ruff: noqa: E402  # Django must be set up before a model is made
from django.db import connection, models
from django.urls import path


class Row(models.Model):  # noqa: DJ008  # nobody reads one
    """What one request sent."""

    values = models.JSONField()

    class Meta:
        app_label = "bare"


def insert(request: HttpRequest) -> HttpResponse:
    """Store a form, and send the browser on."""
    Row(values=request.POST.dict()).save()
    return HttpResponseRedirect("/thanks/")


urlpatterns = [path("", insert)]

if Row._meta.db_table not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(Row)
connection.close()
application = get_wsgi_application()
