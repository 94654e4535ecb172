"""Addresses of what people wrote."""

from django.urls import URLPattern, path

from engagement.voices import views

app_name = "voices"
urlpatterns: list[URLPattern] = [
    path("waves/<uuid:wave_id>/comments/", views.comments, name="comments"),
    path("cards/comments/", views.cards, name="cards"),
]
