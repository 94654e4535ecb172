"""Addresses of campaigns."""

from django.urls import URLPattern, path

from engagement.campaigns import views

app_name = "campaigns"
urlpatterns: list[URLPattern] = [
    path("campaigns/", views.home, name="home"),
    path("campaigns/new/<int:pk>/", views.new, name="new"),
    path("campaigns/<uuid:campaign_id>/", views.campaign, name="campaign"),
    path("campaigns/<uuid:campaign_id>/change/", views.change, name="change"),
]
