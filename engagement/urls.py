"""Every address of the site, app by app."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from engagement import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/", include("engagement.api.urls")),
    path("scim/v2/", include("people.scim.urls")),
    path("demo/", include("engagement.demo.urls")),
    path("", include("surveys.urls")),
    path("", include("engagement.desk.urls")),
    path("", include("engagement.studio.urls")),
    path("", include("engagement.campaigns.urls")),
    path("", include("engagement.assessment.urls")),
    path("", include("engagement.health_check.urls")),
    path("", include("engagement.webhooks.urls")),
    path("", include("engagement.access.urls")),
    path("", include("engagement.kiosk.urls")),
    path("", include("engagement.voices.urls")),
    path("", include("engagement.dashboards.urls")),
]
