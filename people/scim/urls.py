"""Addresses of SCIM."""

from django.urls import path

from people.scim import views

app_name = "scim"
urlpatterns = [
    path("ServiceProviderConfig", views.Config.as_view(), name="config"),
    path("ResourceTypes", views.Types.as_view(), name="types"),
    path("Users", views.Users.as_view(), name="users"),
    path("Users/<path:code>", views.OneUser.as_view(), name="user"),
]
