"""Addresses of demo."""

from django.urls import path

from engagement.demo import views

app_name = "demo"
urlpatterns = [path("enter/<slug:role>/", views.enter, name="enter")]
