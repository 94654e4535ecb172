"""Addresses of webhooks."""

from django.urls import path

from engagement.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("webhooks/", views.webhooks_page, name="webhooks"),
    path("webhooks/<uuid:pk>/try/", views.try_out, name="try"),
    path("webhooks/<uuid:pk>/pause/", views.pause_or_resume, name="pause"),
    path("webhooks/<uuid:pk>/remove/", views.remove, name="remove"),
]
