"""Addresses of surveys: a personal link, and a ballot that knows nobody."""

from django.urls import URLPattern, path

from surveys import views

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("s/<str:link_token>/", views.invitation, name="invitation"),
    path("s/<str:link_token>/issue/", views.issue_to_browser, name="issue"),
    path("m/<uuid:wave_id>/", views.public_manifest, name="manifest"),
    path("b/<str:ballot_token>/", views.ballot, name="ballot"),
    path("b/<str:ballot_token>/thanks/", views.thanks, name="thanks"),
]
