"""Addresses of tokens."""

from django.urls import path

from engagement.tokens import views

app_name = "tokens"
urlpatterns = [
    path("tokens/", views.tokens_page, name="tokens"),
    path("tokens/<str:key>/revoke/", views.revoke, name="revoke"),
]
