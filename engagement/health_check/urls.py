"""Addresses of the health check, of connections and of the own load."""

from django.urls import path

from engagement.health_check import views_check, views_connections, views_network, views_own

app_name = "health_check"
urlpatterns = [
    path("health-check/", views_check.overview, name="overview"),
    path("health-check/<path:unit>/", views_check.unit, name="unit"),
    path("network/", views_network.network_page, name="network"),
    path("marks/", views_network.marks_page, name="marks"),
    path("own-load/", views_own.own_load_page, name="own_load"),
    path("connections/", views_connections.connections_page, name="connections"),
    path("connections/add/<slug:source>/", views_connections.add, name="connection_add"),
    path("connections/<uuid:pk>/renew/", views_connections.renew, name="connection_renew"),
    path("connections/<uuid:pk>/pause/", views_connections.pause_or_resume, name="connection_pause"),
    path("connections/<uuid:pk>/try/", views_connections.try_out, name="connection_try"),
]
