"""Addresses of roles and tokens."""

from django.urls import path

from engagement.access import views_roles, views_tokens

app_name = "access"
urlpatterns = [
    path("tokens/", views_tokens.tokens_page, name="tokens"),
    path("tokens/<str:key>/revoke/", views_tokens.revoke, name="revoke"),
    path("roles/", views_roles.roles_page, name="roles"),
    path("roles/<uuid:pk>/<slug:role>/take-back/", views_roles.take_back, name="take_back"),
]
