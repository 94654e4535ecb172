"""Addresses of the desk."""

from django.urls import path

from engagement.desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/lint/", views.lint_wording, name="lint"),
]
