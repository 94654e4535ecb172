"""Addresses of the sheets and of the poster."""

from django.urls import URLPattern, path

from engagement.kiosk import views

app_name = "kiosk"
urlpatterns: list[URLPattern] = [
    path("hr/waves/<uuid:wave_id>/codes/", views.codes, name="codes"),
    path("hr/waves/<uuid:wave_id>/poster/", views.poster, name="poster"),
]
