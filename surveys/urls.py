"""Addresses of surveys: a personal link, and a ballot that knows nobody."""

from django.urls import URLPattern, path

from surveys import kiosk_views, public_views, views

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("s/<str:link_token>/", views.invitation, name="invitation"),
    path("s/<str:link_token>/issue/", views.issue_to_browser, name="issue"),
    path("k/", kiosk_views.kiosk, name="kiosk"),
    path("m/<uuid:wave_id>/", public_views.public_manifest, name="manifest"),
    path("m/<uuid:wave_id>/keys/", public_views.manifest_page, name="manifest_page"),
    path("m/<uuid:wave_id>/receipts/", public_views.receipt_page, name="receipts"),
    path("m/<uuid:wave_id>/receipts.json", public_views.receipt_list, name="receipt_list"),
    path("b/<str:ballot_token>/", views.ballot, name="ballot"),
    path("b/<str:ballot_token>/thanks/", views.thanks, name="thanks"),
]
